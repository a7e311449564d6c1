"""A report's page: all that it shows, gathered from the frames and findings of one run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from gouji.page import cards, files, printed, records, transcribed
from gouji.page.marks import Mark, covered, involved, marks
from gouji.page.pictures import Year
from gouji.page.places import Place, anchor
from gouji.page.records import Records, Row
from gouji.page.words import OUTCOMES
from schemas.frames import SEVERITIES, Frames
from schemas.wide import WIDE

_CARRIED = ("上年结转", "结转下年度")
_DRAWN = ("本年新收", "上年结转", "结转下年度")
_IDENTITY = (
    "title",
    "issuer",
    "year",
    "form",
    "kind",
    "document_number",
    "published",
    "signed",
    "issued",
    "period_start",
    "period_end",
)
MOST = 60  # verdicts that could not be reached, listed on one page


class Sheet(NamedTuple):
    """One report's page, as the template takes it."""

    report: Row
    state: str
    identity: tuple[tuple[str, Any, str, Any], ...]  # word, value, fragment, mark
    cards: tuple[cards.Card, ...]
    blocks: tuple[printed.Block, ...]
    transcribed: bool
    problems: tuple[Row, ...]
    unsure: tuple[tuple[Row, Row], ...]  # rule and verdict
    unsure_more: int
    judged: tuple[tuple[Row, str], ...]  # rule and outcome
    years: tuple[Year, ...]
    named_by: tuple[tuple[str, Row], ...]  # findings of other reports that speak of this one, and their pages
    pages: int


class Book:
    """The frames of a run, by report."""

    def __init__(
        self,
        frames: Frames,
        outcomes: pd.DataFrame,
        verdicts: pd.DataFrame,
        findings: pd.DataFrame,
        rules: pd.DataFrame,
    ) -> None:
        """Take one run; nothing is computed until a report is asked for."""
        self.reports = {row.report: row for row in records.rows(frames["reports"])}
        self.rules = {row.check: row for row in records.rows(rules)}
        self.names = {report: files.address(report) for report in self.reports}
        names = ("blocks", "sections", "cells", "figures", "ties", "tasks", "mentions", "problems")
        self._frames = {name: Records(frames[name]) for name in names}
        self._findings = Records(findings)
        self._verdicts = Records(verdicts[verdicts["verdict"].isin(["not assessable", "fault"])])
        self._checks = list(outcomes.columns)
        self._outcomes = dict(zip(outcomes.index, outcomes.to_numpy().tolist(), strict=True))
        self._body = dict(zip(frames["bodies"]["report"], frames["bodies"]["body"], strict=True))
        self._years = _years(frames, self.names)
        across = records.rows(findings[findings["members"].str.contains("#", regex=False)])
        self._referring = _referring(across)
        self._named_by = _named_by(across)

    def findings(self, report: str) -> list[Row]:
        """Return a report's findings, the gravest first, those accepted last."""
        return sorted(self._findings.of(report), key=lambda row: (row.accepted != "", SEVERITIES.index(row.severity)))

    def outcomes(self, report: str) -> dict[str, str]:
        """Return each rule's outcome for a report."""
        codes = self._outcomes.get(report, [0] * len(self._checks))
        return {check: OUTCOMES[code] for check, code in zip(self._checks, codes, strict=True)}

    def inputs(self, report: str) -> Iterator[object]:
        """Yield all that a report's page is made of, to tell whether it has changed."""
        yield self.reports[report]
        yield self._outcomes.get(report)
        yield from (own.columns_of(report) for own in (*self._frames.values(), self._findings, self._verdicts))
        yield [self.years(report), self._named_by.get(report)]
        yield [self._frames[name].columns_of(other) for other in self._others(report) for name in ("cells", "figures")]

    def years(self, report: str) -> list[Year]:
        """Return the years of the body that a report is of, where there are two or more."""
        found = self._years.get(self._body.get(report, ""), [])
        if len(found) < 2:
            return []
        return [
            year._replace(broken=(name, before) in self._referring or (before, name) in self._referring)
            for (before, _), (name, year) in zip([("", None), *found], found, strict=False)
        ]

    def _others(self, report: str) -> list[str]:
        """Return the reports that a report's findings speak of besides itself."""
        named = [place.report for finding in self._findings.of(report) for place in involved(finding).all]
        return [name for name in dict.fromkeys(named) if name in self.reports and name != report]

    def sheet(self, report: str, state: str) -> Sheet:
        """Return what a report's page shows."""
        own = {name: frame.of(report) for name, frame in self._frames.items()}
        row, findings, outcomes = self.reports[report], self.findings(report), self.outcomes(report)
        marked = marks(
            findings, [Place(cell.table, (cell.row, cell.column)) for cell in own["cells"]], _blank(own["cells"])
        )
        about = covered(own["ties"], own["figures"], marked) | _tables(outcomes, self.rules)
        content = _content(own, marked, about)
        blocks = printed.blocks(content) if own["blocks"] else transcribed.blocks(content, row.form)
        made = cards.cards(findings, marked, self.rules, self._known(report), report, self._address)
        unsure = [(self.rules[told.check], told) for told in self._verdicts.of(report) if told.check in self.rules]
        judged = [(self.rules[check], outcome) for check, outcome in _applied(outcomes, self.rules)]
        return Sheet(
            row,
            state,
            tuple(_identity(row, marked)) if blocks else (),
            tuple(made),
            tuple(blocks),
            bool(blocks) and not own["blocks"],
            tuple(own["problems"]),
            tuple(unsure[:MOST]),
            max(len(unsure) - MOST, 0),
            tuple(judged),
            tuple(self.years(report)),
            tuple((self._address(finding.report) or "", finding) for finding in self._named_by.get(report, ())),
            max((block.page or 0 for block in own["blocks"]), default=0),
        )

    def _known(self, report: str) -> dict[str, cards.Facts]:
        """Return what is known of a report and of those that its findings speak of."""
        return {
            name: cards.facts(self.reports[name], self._frames["cells"].of(name), self._frames["figures"].of(name))
            for name in (report, *self._others(report))
        }

    def _address(self, report: str) -> str | None:
        return files.link("", self.names[report]) if report in self.names else None


def _blank(cells: Sequence[Row]) -> frozenset[str]:
    return frozenset(f"{cell.table}[{cell.row},{cell.column}]" for cell in cells if cell.value is None)


def _content(own: Mapping[str, Sequence[Row]], marked: Mapping[str, Mark], about: set[str]) -> printed.Content:
    return printed.Content(
        own["blocks"],
        own["sections"],
        own["cells"],
        own["figures"],
        own["ties"],
        own["tasks"],
        own["mentions"],
        marked,
        frozenset(about),
    )


def _applied(outcomes: Mapping[str, str], rules: Mapping[str, Row]) -> list[tuple[str, str]]:
    """Return the rules that applied, with their outcomes."""
    return [(check, outcome) for check, outcome in outcomes.items() if outcome != "none" and check in rules]


def _tables(outcomes: Mapping[str, str], rules: Mapping[str, Row]) -> set[str]:
    """Return the statutory tables that some rule was asked about."""
    return {rules[check].family for check, _ in _applied(outcomes, rules)} & set(WIDE)


def _identity(report: Row, marked: Mapping[str, Any]) -> Iterator[tuple[str, Any, str, Any]]:
    """Yield what the document says it is: word, value, fragment and mark of each."""
    for name in _IDENTITY:
        place = f"reports[{name}]"
        value = getattr(report, name)
        if value is not None or place in marked:
            yield ("named" if name == "title" else name, value, anchor(place), marked.get(place))


def _years(frames: Frames, names: Mapping[str, str]) -> dict[str, list[tuple[str, Year]]]:
    """Return by body its annual reports in order of their years, with the totals printed on applications."""
    annual = frames["bodies"].dropna(subset="year").sort_values(["year", "report"])
    table = frames["applications"]
    drawn = pd.DataFrame({row: table[(row, "总计")] for row in _DRAWN}).reindex(annual["report"])
    numbers = drawn.astype(object).where(drawn.notna(), None).to_numpy()
    found: dict[str, list[tuple[str, Year]]] = {}
    for report, body, year, values in zip(annual["report"], annual["body"], annual["year"], numbers, strict=True):
        found.setdefault(body, []).append((report, Year(int(year), files.link("", names[report]), *values)))
    return found


def _referring(across: Sequence[Row]) -> set[tuple[str, str]]:
    """Return the pairs of reports whose carry-overs a finding sets against each other."""
    return {
        (finding.report, place.report)
        for finding in across
        for place in involved(finding).all
        if place.report and place.names[0] in _CARRIED
    }


def _named_by(across: Sequence[Row]) -> dict[str, list[Row]]:
    """Return by report the findings of other reports that speak of it."""
    found: dict[str, list[Row]] = {}
    for finding in across:
        for report in dict.fromkeys(place.report for place in involved(finding).all if place.report):
            found.setdefault(report, []).append(finding)
    return found
