"""Which places of a report its findings mark, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from gouji.page.places import Place, parse, split
from gouji.page.records import Row

ROLES = ("wrong", "blank", "member", "doubt")  # the first that applies is the one shown
ROLE_ICONS = {"wrong": "✗", "blank": "□", "member": "●", "doubt": "!"}


class Mark(NamedTuple):
    """How a place is marked: its role, the numbers of the findings that name it, and those findings' ids."""

    role: str
    numbers: tuple[int, ...]
    findings: tuple[str, ...]

    @property
    def icon(self) -> str:
        """What stands for the role where colour does not help."""
        return ROLE_ICONS[self.role]


def involved(finding: Row) -> tuple[list[Place], list[Place]]:
    """Return the places that are to blame, and all places concerned, those first."""
    blamed = split(getattr(finding, "blamed", "") or "")
    others = split(finding.members) or [parse(finding.place)]
    return blamed, list(dict.fromkeys([*blamed, *others]))


def marks(findings: Sequence[Row], known: Iterable[Place], blank: frozenset[str]) -> dict[str, Mark]:
    """Return the mark of each place within the report, by the place as written.

    Args:
        findings: the report's findings in the order in which the page numbers them.
        known: the cells that the report has, which rows and columns (`*`) stand for.
        blank: the cells that are blank in print.
    """
    cells = list(known)
    found: dict[str, list[tuple[str, int, str]]] = {}
    for number, finding in enumerate(findings, 1):
        blamed, places = involved(finding)
        for place in places:
            if place.report:
                continue
            role = "wrong" if place in blamed else "member" if finding.severity == "error" else "doubt"
            for own in _expanded(place, cells):
                found.setdefault(own, []).append(("blank" if own in blank and role != "wrong" else role, number, finding.finding))
    return {place: _mark(entries) for place, entries in found.items()}


def _expanded(place: Place, cells: Sequence[Place]) -> list[str]:
    """Return the cells of a column (`[*,自然人]`); a row's `[新收,*]` is about its label and stays as it is."""
    if place.names[0] != "*":
        return [place.own]
    return [cell.own for cell in cells if cell.frame == place.frame and cell.names[1:] == place.names[1:]]


def _mark(entries: Sequence[tuple[str, int, str]]) -> Mark:
    role = min((role for role, _, _ in entries), key=ROLES.index)
    numbered = dict.fromkeys((number, finding) for _, number, finding in entries)
    return Mark(role, tuple(number for number, _ in numbered), tuple(finding for _, finding in numbered))


def covered(ties: Iterable[Row], figures: Iterable[Row], named: Mapping[str, object]) -> set[str]:
    """Return the figures that some rule is about: those in a tie, of a statutory quantity, or in a finding."""
    in_ties = {name for tie in ties for name in (*tie.left, *tie.right, tie.rate) if name}
    return {
        figure.figure
        for figure in figures
        if figure.figure in in_ties or figure.quantity or f"figures[{figure.figure}]" in named
    }
