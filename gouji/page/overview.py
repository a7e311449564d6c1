"""The index: every report with its outcome, and what all of them come to."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from gouji.page import files, pictures
from gouji.page.records import rows
from gouji.page.render import visible
from gouji.page.sheets import Book
from gouji.page.words import ICONS, OUTCOMES, STATES, WORDS, family
from schemas.frames import gravest_first

SHARD = 2000  # rows in one file of data
PAGE = 100  # rows on one page of the list
_LONGEST = 110  # characters of a finding in the list
_REGION = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:自治区|自治州|[省市州盟县旗区])(?!长)")
_FAILING = (OUTCOMES.index("warns"), OUTCOMES.index("fails"))
_GRAVEST = {"fails": 5, "fault": 4, "warns": 3, "unsure": 2, "holds": 1, "none": 0}


class Entry(NamedTuple):
    """One report in the list; `families` has one outcome per family of rules."""

    link: str
    report: str
    issuer: str
    region: str
    year: str
    form: str
    format: str
    state: str
    errors: int
    warnings: int
    families: tuple[str, ...]
    zh: str
    en: str


class Overview(NamedTuple):
    """The index, as the template takes it."""

    entries: list[Entry]
    families: list[str]
    states: dict[str, int]
    rules: list[tuple[Any, int]]  # rule, number of reports in which it fails
    by_year: list[pictures.Bar]
    by_region: list[pictures.Bar]


def states(frames: Mapping[str, pd.DataFrame], outcomes: pd.DataFrame, findings: pd.DataFrame) -> dict[str, str]:
    """Return the outcome of each report as a whole: the gravest of what its rules say, known issues set apart."""
    grave = findings[findings["severity"] != "info"]
    fresh, problems = grave[grave["accepted"] == ""], frames["problems"]
    having = {
        "fails": set(fresh.loc[fresh["severity"] == "error", "report"]),
        "fault": set(outcomes.index[(outcomes == OUTCOMES.index("fault")).any(axis=1)])
        | set(problems.loc[problems["whole"], "report"]),
        "warns": set(fresh["report"]),
        "known": set(grave["report"]),
        "unsure": set(outcomes.index[(outcomes == OUTCOMES.index("unsure")).any(axis=1)]) | set(problems["report"]),
    }
    return {
        report: next((state for state, reports in having.items() if report in reports), "holds")
        for report in frames["reports"]["report"]
    }


def overview(book: Book, state: Mapping[str, str], outcomes: pd.DataFrame, findings: pd.DataFrame) -> Overview:
    """Return what the index shows, reports that fail or were not read first."""
    families = list(dict.fromkeys(rule.family for rule in book.rules.values()))
    worst = _by_family(outcomes, families, book)
    counts = findings[findings["accepted"] == ""].groupby(["report", "severity"]).size().to_dict()
    first = _first(findings)
    entries = [
        _entry(book, report, state[report], worst[report], counts, first.get(report, ("", "")))
        for report in book.reports
    ]
    entries.sort(key=lambda entry: (STATES.index(entry.state), -entry.errors, -entry.warnings, entry.report))
    failing = outcomes.isin(_FAILING).sum().sort_values(ascending=False, kind="stable")
    return Overview(
        entries,
        families,
        {name: count for name, count in _counted(state.values()) if count},
        [
            (book.rules[str(check)], int(count))
            for check, count in failing.head(10).items()
            if count and check in book.rules
        ],
        pictures.bars(_grouped(sorted(entries, key=lambda entry: entry.year or "～"), "year", 12)),
        pictures.bars(_grouped(entries, "region", 12)),
    )


def _counted(values: Any) -> Iterator[tuple[str, int]]:
    counted = Counter(values)
    return ((name, counted[name]) for name in STATES)


def _by_family(outcomes: pd.DataFrame, families: Sequence[str], book: Book) -> dict[str, tuple[str, ...]]:
    """Return the gravest outcome in each family of rules, by report."""
    grave = np.array([_GRAVEST[name] for name in OUTCOMES])[outcomes.to_numpy(dtype=int)].reshape(outcomes.shape)
    names = {weight: name for name, weight in _GRAVEST.items()}
    of_family = [
        [
            column
            for column, check in enumerate(outcomes.columns)
            if check in book.rules and book.rules[check].family == one
        ]
        for one in families
    ]
    columns = [grave[:, own].max(axis=1, initial=0).tolist() for own in of_family]
    return {
        report: tuple(names[weight] for weight in weights)
        for report, *weights in zip(outcomes.index, *columns, strict=True)
    }


def _first(findings: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Return the first finding of each report in words, the gravest before others, those accepted last."""
    ordered = gravest_first(findings.assign(known=findings["accepted"] != ""), "known")
    one = ordered.drop_duplicates("report")
    return {row.report: (_short(row.message_zh), _short(row.message_en)) for row in rows(one)}


def _short(words: str) -> str:
    words = words.replace("\n", "；")
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _entry(
    book: Book, report: str, state: str, families: tuple[str, ...], counts: Mapping[Any, int], first: tuple[str, str]
) -> Entry:
    row = book.reports[report]
    return Entry(
        files.link("r", book.names[report]),
        report,
        row.issuer or "",
        region(row),
        str(row.year or ""),
        row.form or "",
        row.format,
        state,
        int(counts.get((report, "error"), 0)),
        int(counts.get((report, "warning"), 0)),
        families,
        *first,
    )


def region(row: Any) -> str:
    """Return the region by which a report is filed: the folder it lies in, else the place its body is named after."""
    folder = row.report.rpartition("/")[0].partition("/")[0]
    named = _REGION.match(row.issuer or "")
    return folder or (named[0] if named else "")


def _grouped(entries: Sequence[Entry], field: str, most: int) -> dict[str, Counter[str]]:
    """Return the states of the reports in each group, of the largest groups."""
    found: dict[str, Counter[str]] = {}
    for entry in entries:
        found.setdefault(getattr(entry, field), Counter())[entry.state] += 1
    largest = set(sorted(found, key=lambda name: -found[name].total())[:most])
    return {name: states for name, states in found.items() if name in largest}


def shards(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the files of data: scripts, for a page opened from disk may load no other kind."""
    for start in range(0, len(entries), SHARD):
        data = [[_text(value) for value in entry] for entry in entries[start : start + SHARD]]
        yield f"GOUJI.push({_script(data)});\n"


def _text(value: Any) -> Any:
    if isinstance(value, tuple):
        return "".join(str(OUTCOMES.index(name)) for name in value)
    return visible(value) if isinstance(value, str) else value


def _script(data: Any) -> str:
    """Return data as it may stand in a script, whatever its text holds."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def words(families: Sequence[str]) -> dict[str, Any]:
    """Return the words that the script which draws the list needs: icon, Chinese and English of each."""
    keys = ("all", "unknown", "shown", "previous", "next", "none_found", "copied")
    return {
        "states": {name: [ICONS[name], *WORDS[name]] for name in STATES},
        "outcomes": [[name, ICONS[name], *WORDS[f"rule.{name}"]] for name in OUTCOMES],
        "families": [list(family(name)) for name in families],
        "words": {key: list(WORDS[key]) for key in keys},
    }
