"""Findings: failed verdicts as a user sees them, those of one cause together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from gouji.checking import REGISTRY, each
from gouji.locating import Cause
from gouji.locating.systems import seen
from schemas.frames import SEVERITIES, Findings, gravest_first

Row = dict[str, Any]


def findings(verdicts: pd.DataFrame, causes: Iterable[Cause] = ()) -> pd.DataFrame:
    """Return the failed verdicts as findings, errors first, each with an identity that survives re-runs.

    Verdicts of one cause are one finding: `checks` names all their rules (`report#check` where the verdict is of
    another report), `members` all figures concerned, `blamed` those whose change mends everything, `rivals`
    those of which one would do.
    """
    failed = verdicts[verdicts["verdict"] == "fails"]
    keys = list(zip(failed["report"], failed["check"], failed["place"], strict=True))
    records: list[Row] = [{str(name): value for name, value in row.items()} for row in failed.to_dict("records")]
    rows: dict[tuple[str, str, str], Row] = dict(zip(keys[::-1], records[::-1], strict=True))
    merged, leading = set(), {}
    for cause in causes:
        lead = _leading(cause)
        leading[lead] = _merged(cause, [rows[key] for key in cause.verdicts], rows[lead])
        merged.update(set(cause.verdicts) - {lead})
    found = [leading.get(key) or _alone(row) for key, row in zip(keys, records, strict=True) if key not in merged]
    frame = pd.DataFrame(found, columns=list(Findings.to_schema().columns), dtype=object)
    return Findings.validate(gravest_first(frame, "report").reset_index(drop=True))


def _leading(cause: Cause) -> tuple[str, str, str]:
    """Return the verdict under whose rule the cause is reported: the first of its own report."""
    return next(key for key in cause.verdicts if key[0] == cause.report)


def _alone(row: Row) -> Row:
    rule = REGISTRY[row["check"]]
    return row | {
        "finding": identity(row["report"], row["check"], row["place"]),
        "family": rule.family,
        "severity": rule.severity,
        "basis": rule.basis,
        "message_zh": row["zh"],
        "message_en": row["en"],
        "suggestion_zh": "",
        "suggestion_en": "",
        "checks": row["check"],
        "blamed": "",
        "rivals": "",
        "accepted": "",
    }


def _merged(cause: Cause, rows: Sequence[Row], lead: Row) -> Row:
    """Return the finding of a cause; it stands at the blamed figure, if that is one and certain."""
    rows = sorted(rows, key=lambda row: row is not lead)
    place = cause.blamed[0] if len(cause.blamed) == 1 and "#" not in cause.blamed[0] else lead["place"]
    severities = {REGISTRY[row["check"]].severity for row in rows}
    members = dict.fromkeys(
        seen(member, row["report"], cause.report) for row in rows for member in each(row["members"])
    )
    return _alone(lead) | {
        "finding": identity(cause.report, lead["check"], place),
        "place": place,
        "severity": min(severities, key=SEVERITIES.index),
        "basis": "；".join(dict.fromkeys(REGISTRY[row["check"]].basis for row in rows)),
        "members": " ".join(members),
        "message_zh": "\n".join(_said(row, "zh", cause.report) for row in rows),
        "message_en": "\n".join(_said(row, "en", cause.report) for row in rows),
        "suggestion_zh": cause.suggestion.zh,
        "suggestion_en": cause.suggestion.en,
        "checks": " ".join(dict.fromkeys(_check(row, cause.report) for row in rows)),
        "blamed": " ".join(cause.blamed),
        "rivals": " ".join(cause.rivals),
    }


def _said(row: Row, language: str, home: str) -> str:
    return str(row[language]) if row["report"] == home else f"{row['report']}: {row[language]}"


def _check(row: Row, home: str) -> str:
    return str(row["check"]) if row["report"] == home else f"{_quoted(row['report'])}#{row['check']}"


def identity(report: str, check: str, place: str) -> str:
    """Return the identity of the finding of `check` at `place` in `report`."""
    return hashlib.sha256("\n".join((report, check, place)).encode()).hexdigest()[:12]


def of(found: pd.DataFrame, report: str, check: str) -> pd.DataFrame:
    """Return the findings under which a rule's failure in a report is told."""
    told = found["checks"].str.split()
    own = (found["report"] == report) & told.map(lambda names: check in names)
    return found[own | told.map(lambda names: f"{_quoted(report)}#{check}" in names)]


def told_under(found: pd.DataFrame, reports: Iterable[str]) -> list[list[tuple[str, str]]]:
    """Return for each finding the reports and rules whose failure it tells: `of`, for all at once."""
    by_name = {_quoted(report): report for report in reports}
    under = []
    for report, names in zip(found["report"], found["checks"], strict=True):
        parts = [name.rpartition("#") for name in names.split()]
        under.append([(by_name.get(other, report) if other else report, check) for other, _, check in parts])
    return under


def _quoted(report: str) -> str:
    """Return a report's name without blanks, which separate the rules."""
    return report.replace(" ", "%20")
