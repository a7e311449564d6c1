"""A card per finding: the rule, the numbers in place, where they stand, the basis and what would mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.page.marks import Mark, involved
from gouji.page.places import Place
from gouji.page.records import Row
from gouji.wording import Said

MOST = 30  # figures listed in one card
_NUMBER = re.compile(r"([+-]?\d[\d,]{0,20}(?:\.\d{1,9})?)[^\d.,:/-]{0,4}")  # and its unit: 2487条

Address = Callable[[str], str | None]  # a report's id to its page, as linked from a report's page


class Term(NamedTuple):
    """A figure that a finding is about: where it stands, what is printed there, and the number used."""

    link: str
    name: str
    report: str
    printed: str
    value: str
    mark: Mark | None


class Card(NamedTuple):
    """What the page says of one finding."""

    number: int
    finding: Row
    rule: Said
    difference: str
    terms: tuple[Term, ...]
    more: int
    causes: tuple[Term, ...]  # the places that are to blame, or that are rivals for it
    also: tuple[tuple[str, Said], ...]  # further rules that fail of the same cause
    target: str
    others: tuple[Term, ...]  # in other reports


class Facts(NamedTuple):
    """What is known of a report's places: printed text and value, by the place as written."""

    printed: Mapping[str, tuple[str, str]]
    names: Mapping[str, str]


def facts(report: Row, cells: Sequence[Row], figures: Sequence[Row]) -> Facts:
    """Return what is printed at each place of a report."""
    printed = {f"{cell.table}[{cell.row},{cell.column}]": (cell.text, _number(cell.value)) for cell in cells}
    printed |= {
        f"figures[{figure.figure}]": (figure.text, f"{_number(figure.value)} {figure.unit}".strip())
        for figure in figures
    }
    printed |= {f"reports[{name}]": (str(value), "") for name, value in report._asdict().items() if value is not None}
    names = {f"figures[{figure.figure}]": figure.subject or figure.figure for figure in figures}
    return Facts(printed, names)


def cards(
    findings: Sequence[Row],
    marks: Mapping[str, Mark],
    rules: Mapping[str, Row],
    known: Mapping[str, Facts],
    own: str,
    address: Address,
) -> list[Card]:
    """Return the cards of a report's findings, in their order.

    Args:
        findings: the report's findings, worst first.
        marks: the marks of its places.
        rules: the rules by name.
        known: what is printed in this report and in those that its findings speak of, by report.
        own: the report's id.
        address: where another report's page lies.
    """
    return [_card(number, finding, marks, rules, known, own, address) for number, finding in enumerate(findings, 1)]


def _card(
    number: int,
    finding: Row,
    marks: Mapping[str, Mark],
    rules: Mapping[str, Row],
    known: Mapping[str, Facts],
    own: str,
    address: Address,
) -> Card:
    about = involved(finding)
    terms = [
        _term(place, marks, known.get(place.report or own), address) for place in about.all if "*" not in place.names
    ]
    rule = rules.get(finding.check)
    words = Said(rule.rule_zh, rule.rule_en) if rule else Said(finding.check, finding.check)
    target = next((term.link for term in terms if term.link.startswith("#")), f"#{about.all[0].anchor}")
    return Card(
        number,
        finding,
        words,
        difference(finding.left, finding.right),
        tuple(terms[:MOST]),
        max(len(terms) - MOST, 0),
        tuple(terms[: len(about.blamed) + len(about.rivals)]),
        tuple(_also(finding, rules)),
        target,
        tuple(term for term in terms if term.report),
    )


def _also(finding: Row, rules: Mapping[str, Row]) -> Iterator[tuple[str, Said]]:
    """Yield the further rules that fail of a finding's cause, in this report or in another."""
    names = dict.fromkeys(name.rpartition("#")[2] for name in (getattr(finding, "checks", "") or "").split())
    for name in names:
        if name != finding.check and (rule := rules.get(name)):
            yield name, Said(rule.rule_zh, rule.rule_en)


def _term(place: Place, marks: Mapping[str, Mark], known: Facts | None, address: Address) -> Term:
    printed, value = known.printed.get(place.own, ("", "")) if known else ("", "")
    name = known.names.get(place.own, "") if known else ""
    words = name or " × ".join(place.names)
    page = address(place.report) if place.report else ""
    link = "" if page is None else f"{page}#{place.anchor}"
    return Term(link, words, place.report, printed, value, None if place.report else marks.get(place.own))


def difference(left: str, right: str) -> str:
    """Return by how much two sides differ that end in a number each; empty where they are not such."""
    sides = [_last_number(side) for side in (left, right)]
    if sides[0] is None or sides[1] is None or sides[0] == sides[1]:
        return ""
    return f"{sides[0] - sides[1]:+f}".replace("-", "−")


def _last_number(side: str) -> Decimal | None:
    last = side.split()[-1:]
    number = _NUMBER.fullmatch(last[0]) if last else None
    return Decimal(number[1].replace(",", "")) if number else None


def _number(value: Decimal | None) -> str:
    if value is None:
        return ""
    return f"{value:,f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
