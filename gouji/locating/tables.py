"""The equations over statutory tables of the reports at hand, and the single cells that explain what fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from gouji import equations
from gouji.checking import Check, each
from gouji.equations import Instance
from gouji.locating.search import lookup, totals
from gouji.locating.suggestions import Change
from gouji.locating.systems import Stated
from schemas.frames import Frames
from schemas.wide import WIDE, wide_columns

Matrix = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class Tables(NamedTuple):
    """One table of several reports: printed values, its equations, and which of them each report allows to judge."""

    table: str
    reports: pd.Index
    printed: Matrix  # reports × cells
    instances: tuple[tuple[str, Instance], ...]  # the check, and where its equation stands
    a: Matrix  # equations × cells
    usable: Mask  # reports × equations

    @property
    def places(self) -> tuple[str, ...]:
        """Return the places of the cells."""
        return _places(self.table)

    def stated(self, report: str) -> Iterator[Stated]:
        """Yield the equations that can be judged in a report."""
        if report in self.reports:
            for number in np.flatnonzero(self.usable[self.reports.get_loc(report)]):
                check, instance = self.instances[number]
                signed = each(equations.signed(instance))
                terms = tuple((1.0 if term[0] == "+" else -1.0, term[1:]) for term in signed)
                yield Stated(report, check, instance.place, terms)

    def cells_of(self, report: str) -> dict[str, float]:
        """Return a report's cells by place; a blank is NaN."""
        if report not in self.reports:
            return {}
        return dict(zip(self.places, self.printed[self.reports.get_loc(report)], strict=True))


@cache
def _places(table: str) -> tuple[str, ...]:
    return tuple(f"{table}[{row},{column}]" for row, column in wide_columns(table))


def tables_of(frames: Frames, ties: Iterable[Check], reports: pd.Index) -> dict[str, Tables]:
    """Return the tables of `reports` with their equations; those that none has are missing."""
    by_table: dict[str, list[Check]] = {table: [] for table in WIDE}
    for tie in ties:
        if tie.equation and equations.is_sound(tie.equation):
            by_table[tie.equation.table].append(tie)
    own = {table: frame[frame.index.isin(reports)] for table in WIDE if len(frame := frames[table]) and by_table[table]}
    forms = frames["reports"].set_index("report")["form"]
    return {
        table: _tables(table, by_table[table], frame, forms.reindex(frame.index))
        for table, frame in own.items()
        if len(frame)
    }


def _tables(table: str, ties: Sequence[Check], frame: pd.DataFrame, forms: pd.Series) -> Tables:
    stated = {tie.name: tie.equation for tie in ties if tie.equation}
    codes = equations.all_codes(tuple(stated.values()), frame)
    for tie, code in zip(ties, codes, strict=True):
        if tie.forms:
            code[~forms.isin(tie.forms).to_numpy()] = equations.NOT_APPLICABLE
    usable = np.isin(np.concatenate(codes, axis=1), (equations.HOLDS, equations.FAILS))
    a = np.concatenate([left - right for left, right in map(equations.incidence, stated.values())])
    instances = tuple((name, own) for name, equation in stated.items() for own in equations.instances(equation))
    return Tables(table, frame.index, frame.to_numpy(dtype=float), instances, a, usable)


def single_cells(tables: Tables) -> dict[str, list[Change]]:
    """Return for each report the cells each of which explains all that fails in the table.

    Reports whose table no single cell explains are missing. A signature lookup for all reports at once, by the
    equations that can be judged in them.
    """
    counts = np.array(list(wide_columns(tables.table).values()), dtype=bool)
    found: dict[str, list[Change]] = {}
    patterns, which = np.unique(tables.usable, axis=0, return_inverse=True)
    for number, pattern in enumerate(patterns):
        at = np.flatnonzero(which.reshape(-1) == number)
        a, values = tables.a[pattern], tables.printed[at]
        change, explains = lookup(a, np.nan_to_num(values) @ a.T)
        right, summed = np.round(values - change, 6), totals(a)
        explains &= ~np.isnan(values) & (~counts | ((right >= 0) & (right == np.round(right))))
        for row, cell in np.argwhere(explains):
            own = Change(tables.places[cell], float(values[row, cell]), float(right[row, cell]), bool(summed[cell]))
            found.setdefault(str(tables.reports[at[row]]), []).append(own)
    return found


def counted(place: str) -> bool:
    """Tell whether a place counts something, so that its figure is a whole number that is not negative."""
    table, _, names = place.rpartition("#")[2].rstrip("]").partition("[")
    row, _, column = names.partition(",")
    return wide_columns(table).get((row, column), True) if table in WIDE else True
