"""The equations of one report and its neighbours: tables, text, the year before, bodies below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gouji.checking import each
from gouji.wording import Said
from schemas.wide import WIDE

Matrix = npt.NDArray[np.float64]
Key = tuple[str, str, str]  # report, check and place of a verdict


class Stated(NamedTuple):
    """An equation as a rule states it of a report: signed places that sum to zero where it holds."""

    report: str
    check: str
    place: str
    terms: tuple[tuple[float, str], ...]  # sign and place


class System(NamedTuple):
    """Equations that share figures: `a` (equations × figures), `printed` values (blank: NaN) and residuals."""

    stated: tuple[Stated, ...]
    places: tuple[str, ...]
    a: Matrix
    printed: Matrix

    @property
    def residual(self) -> Matrix:
        """Return left − right of each equation; a blank adds nothing."""
        result: Matrix = self.a @ np.nan_to_num(self.printed)
        return result


def parsed(terms: str, report: str, home: str) -> tuple[tuple[float, str], ...]:
    """Return the signed places of `terms`, stated of `report`, as seen from the report `home`."""
    return tuple((1.0 if term[0] == "+" else -1.0, seen(term[1:], report, home)) for term in each(terms))


def seen(place: str, report: str, home: str) -> str:
    """Return a place of `report` as written in `home`: another report's name and `#` go before it."""
    owner, inner = owner_of(place, report)
    return inner if owner == home else f"{owner}#{inner}"


def owner_of(place: str, report: str) -> tuple[str, str]:
    """Return the report that a place written in `report` lies in, and the place there."""
    name, separated, inner = place.rpartition("#")
    return (name, inner) if separated else (report, place)


def components(stated: Iterable[Stated], values: Mapping[str, float]) -> Iterator[System]:
    """Yield the equations in groups that share no figure; equations over figures that nobody knows are dropped."""
    known = [equation for equation in stated if all(place in values for _, place in equation.terms)]
    parent: dict[str, str] = {}

    def root(place: str) -> str:
        while parent.setdefault(place, place) != place:
            parent[place] = place = parent[parent[place]]
        return place

    for equation in known:
        first = root(equation.terms[0][1])
        for _, place in equation.terms[1:]:
            parent[root(place)] = first
    groups: dict[str, list[Stated]] = {}
    for equation in known:
        groups.setdefault(root(equation.terms[0][1]), []).append(equation)
    for group in groups.values():
        yield _system(group, values)


def _system(stated: list[Stated], values: Mapping[str, float]) -> System:
    places = list(dict.fromkeys(place for equation in stated for _, place in equation.terms))
    column = {place: at for at, place in enumerate(places)}
    a = np.zeros((len(stated), len(places)))
    for row, equation in enumerate(stated):
        for sign, place in equation.terms:
            a[row, column[place]] += sign
    return System(tuple(stated), tuple(places), a, np.array([values[place] for place in places], dtype=float))


def named(place: str) -> Said:
    """Return a place in words: row × column of a cell, or the figure in the text."""
    owner, separated, inner = place.rpartition("#")
    table, _, names = inner.rstrip("]").partition("[")
    words = Said(names.replace(",", " × ").removesuffix(" × 数量"), names.replace(",", " × ").removesuffix(" × 数量"))
    if table not in WIDE:
        words = Said("文中的数", "the figure in the text")
    return Said(f"{owner} 的 {words.zh}", f"{words.en} of {owner}") if separated else words
