"""Which places of a report its findings mark, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from gouji.page.places import Place, parse, split
from gouji.page.records import Row

ROLES = ("wrong", "rival", "blank", "member", "doubt", "remark")  # the first that applies is the one shown
ROLE_ICONS = {"wrong": "✗", "rival": "◆", "blank": "□", "member": "●", "doubt": "!", "remark": "i"}
_BY_SEVERITY = {"error": "member", "warning": "doubt", "info": "remark"}


class Mark(NamedTuple):
    """How a place is marked: its role, the numbers of the findings that name it, and those findings' ids."""

    role: str
    numbers: tuple[int, ...]
    findings: tuple[str, ...]

    @property
    def icon(self) -> str:
        """What stands for the role where colour does not help."""
        return ROLE_ICONS[self.role]


class Involved(NamedTuple):
    """The places that a finding is about: those whose change mends everything, those of which one would, and all."""

    blamed: tuple[Place, ...]
    rivals: tuple[Place, ...]
    all: tuple[Place, ...]

    def role(self, place: Place, severity: str) -> str:
        """Return what a place is in the finding."""
        if place in self.blamed or place in self.rivals:
            return "wrong" if place in self.blamed else "rival"
        return _BY_SEVERITY[severity]


def involved(finding: Row) -> Involved:
    """Return the places that a finding is about; where it says nothing of its cause, no place is to blame."""
    blamed, rivals = (tuple(split(getattr(finding, name, "") or "")) for name in ("blamed", "rivals"))
    others = split(finding.members) or [parse(finding.place)]
    return Involved(blamed, rivals, tuple(dict.fromkeys([*blamed, *rivals, *others])))


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
        about = involved(finding)
        for place in about.all:
            role = about.role(place, finding.severity)
            for own in _expanded(place, cells) if not place.report else ():
                shown = "blank" if own in blank and role in _BY_SEVERITY.values() else role
                found.setdefault(own, []).append((shown, number, finding.finding))
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
