"""Known issues: findings that were looked at and accepted, one entry each, with reason and expiry.

`known-issues.yaml` lies beside the reports. It is strict: an entry whose finding no longer occurs, or that has
expired, is itself a failure, so that none outlives its reason.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from gouji.document import Unreadable
from gouji.marked import Node, load
from gouji.wording import Said

FILE = "known-issues.yaml"
_KEYS = ("report", "check", "place", "reason", "date", "expires")


class Known(NamedTuple):
    """An accepted finding: the `check` of `report` that fails at `place`, and why that is accepted until when."""

    report: str
    check: str
    place: str
    reason: str
    date: datetime.date | None
    expires: datetime.date | None


def load_known(folders: Iterable[Path]) -> list[Known]:
    """Return the known issues beside the reports in `folders`.

    Raises:
        Unreadable: a file is malformed; the sentence names file and line.
    """
    return [entry for folder in folders if (file := folder / FILE).is_file() for entry in _read(file)]


def _read(file: Path) -> list[Known]:
    try:
        root = load(file)
        return [] if root.null else [_entry(node) for node in root.sequence()]
    except Unreadable as error:
        raise Unreadable(f"{file}：{error.said.zh}", f"{file}: {error.said.en}") from None


def _entry(node: Node) -> Known:
    given = node.mapping(_KEYS)
    if missing := [key for key in ("report", "check", "place", "reason", "expires") if key not in given]:
        node.refuse(f"缺少 {' '.join(missing)}", f"{' '.join(missing)} missing")
    report, check, place, reason = (given[key].text() for key in ("report", "check", "place", "reason"))
    return Known(report, check, place, reason, given["date"].date() if "date" in given else None, given["expires"].date())


def accepted(findings: pd.DataFrame, known: Sequence[Known]) -> pd.DataFrame:
    """Return the findings, each with the reason for which it is accepted."""
    reasons = {(entry.report, entry.check, entry.place): entry.reason for entry in known if not _expired(entry)}
    keys = zip(findings["report"], findings["check"], findings["place"], strict=True)
    return findings.assign(accepted=[reasons.get(key, "") for key in keys])


def fault_of(entry: Known, findings: pd.DataFrame) -> Said | None:
    """Return what is wrong with a known issue: it has expired, or nothing like it occurs any more."""
    if _expired(entry):
        return Said(f"已知问题于 {entry.expires} 到期，请复查", f"this known issue expired on {entry.expires}; look again")
    same = (findings["report"] == entry.report) & (findings["check"] == entry.check) & (findings["place"] == entry.place)
    if not same.any():
        return Said("已知问题不再出现，请从清单删去", "this known issue no longer occurs; remove its entry")
    return None


def _expired(entry: Known) -> bool:
    return entry.expires is not None and entry.expires < datetime.datetime.now(tz=datetime.timezone.utc).date()
