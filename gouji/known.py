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
import yaml

from gouji.checking import REGISTRY
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
    return Known(
        report, check, place, reason, given["date"].date() if "date" in given else None, given["expires"].date()
    )


def accepted(findings: pd.DataFrame, known: Sequence[Known]) -> pd.DataFrame:
    """Return the findings, each with the reason for which it is accepted."""
    reasons = {(entry.report, entry.check, entry.place): entry.reason for entry in known if not _expired(entry)}
    keys = zip(findings["report"], findings["check"], findings["place"], strict=True)
    return findings.assign(accepted=[reasons.get(key, "") for key in keys])


def fault_of(entry: Known, findings: pd.DataFrame, reports: Iterable[str]) -> Said | None:
    """Return what is wrong with a known issue: it has expired, names nothing, or no longer occurs.

    Args:
        entry: the known issue.
        findings: the findings of the run.
        reports: the reports that were checked.
    """
    if _expired(entry):
        return Said(
            f"已知问题于 {entry.expires} 到期，请复查", f"this known issue expired on {entry.expires}; look again"
        )
    if entry.report not in set(reports):
        return Said(
            f"没有报告 {entry.report}，请改正或删去这一条",
            f"there is no report {entry.report}; correct or remove the entry",
        )
    if entry.check not in REGISTRY:
        return Said(
            f"没有规则 {entry.check}，请改正或删去这一条",
            f"there is no rule {entry.check}; correct or remove the entry",
        )
    same = (
        (findings["report"] == entry.report) & (findings["check"] == entry.check) & (findings["place"] == entry.place)
    )
    if not same.any():
        return Said("已知问题不再出现，请从清单删去", "this known issue no longer occurs; remove its entry")
    return None


_ADOPTED = "首次采用时已有，待复查 (there at first adoption, to be looked into)"
_YEAR = datetime.timedelta(days=365)


def baseline(folder: Path, findings: pd.DataFrame) -> Path:
    """Write all findings but remarks as known issues of `folder`, for a first adoption; each expires in a year.

    Raises:
        Unreadable: the file lists known issues already.
    """
    file = folder / FILE
    if file.is_file() and _read(file):
        raise Unreadable(
            f"{file} 已有条目；基线只在首次采用时写", f"{file} has entries already; a baseline is for a first adoption"
        )
    keys = findings.loc[findings["severity"] != "info", ["report", "check", "place"]].drop_duplicates()
    today = datetime.datetime.now(tz=datetime.UTC).date()
    entries = [
        {
            "report": report,
            "check": check,
            "place": place,
            "reason": _ADOPTED,
            "date": today.replace(),
            "expires": today + _YEAR,
        }
        for report, check, place in keys.itertuples(index=False)
    ]
    new = file.with_suffix(".new")
    new.write_text(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=10**6), encoding="utf-8")
    return new.replace(file)


def _expired(entry: Known) -> bool:
    return entry.expires is not None and entry.expires < datetime.datetime.now(tz=datetime.UTC).date()
