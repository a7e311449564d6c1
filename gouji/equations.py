"""Equations over the cells of statutory tables, judged for all reports at once.

An equation over columns stands for one instance per row, and the other way round. With v the cells of a report
and A the signed incidence matrix of the instances, the residuals are A v; a tie holds where its residual is 0.
A blank in print is an unknown that is not negative: the tie holds where the printed cells already agree, fails
where no such number could mend it, and is otherwise not assessable.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from gouji.checking import VERDICT_COLUMNS, Check, Equation
from schemas.frames import wide_columns

NOT_APPLICABLE, HOLDS, NOT_ASSESSABLE, FAILS = range(4)
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Instance:
    """An equation in one row or column: `at` names it, the terms are cells (row, column) of the table."""

    at: str
    place: str
    left: tuple[tuple[str, str], ...]
    right: tuple[tuple[str, str], ...]


@cache
def instances(equation: Equation) -> tuple[Instance, ...]:
    """Return the instances of an equation in its table.

    Raises:
        ValueError: a term is neither a row nor a column of the table.
    """
    cells = wide_columns(equation.table)
    rows, columns = (list(dict.fromkeys(names)) for names in zip(*cells, strict=True))
    terms = (*equation.left, *equation.right)
    if set(terms) <= set(columns):
        found = [_instance(equation, row, [(row, term) for term in terms], f"[{row},*]") for row in rows]
    elif set(terms) <= set(rows):
        found = [_instance(equation, column, [(term, column) for term in terms], f"[*,{column}]") for column in columns]
    else:
        raise ValueError(f"not all of {' '.join(terms)} are rows or columns of {equation.table}")
    return tuple(instance for instance in found if {*instance.left, *instance.right} <= cells.keys())


def _instance(equation: Equation, at: str, cells: list[tuple[str, str]], place: str) -> Instance:
    split = len(equation.left)
    return Instance(at, equation.table + place, tuple(cells[:split]), tuple(cells[split:]))


@cache
def incidence(equation: Equation) -> tuple[Matrix, Matrix]:
    """Return the matrices (instances × cells) that tell the left and the right terms of each instance."""
    position = {cell: at for at, cell in enumerate(wide_columns(equation.table))}
    sides = np.zeros((2, len(instances(equation)), len(position)))
    for number, instance in enumerate(instances(equation)):
        for side, terms in enumerate((instance.left, instance.right)):
            sides[side, number, [position[term] for term in terms]] = 1
    return sides[0], sides[1]


def codes(equation: Equation, frame: pd.DataFrame) -> npt.NDArray[np.int8]:
    """Judge an equation: one code per report (row of the wide `frame`) and instance."""
    left, right = incidence(equation)
    values = frame.to_numpy(dtype=float)
    blank = np.isnan(values)
    residual = np.where(blank, 0, values) @ (left - right).T
    code = np.where(residual == 0, HOLDS, FAILS).astype(np.int8)
    if (with_blanks := blank.any(axis=1)).any():
        code[with_blanks] = _with_blanks(code[with_blanks], residual[with_blanks], blank[with_blanks], left, right)
    code[~_applies(equation, frame)] = NOT_APPLICABLE
    return code


def _with_blanks(
    code: npt.NDArray[np.int8], residual: Matrix, blank: npt.NDArray[np.bool_], left: Matrix, right: Matrix
) -> npt.NDArray[np.int8]:
    """Judge the instances of reports that leave cells blank."""
    unknown_left, unknown_right = blank @ left.T, blank @ right.T
    empty_left, empty_right = unknown_left == left.sum(axis=1), unknown_right == right.sum(axis=1)
    solvable = ((residual > 0) & (unknown_right > 0)) | ((residual < 0) & (unknown_left > 0))
    code = np.where(solvable | empty_left | empty_right, NOT_ASSESSABLE, code)
    return np.where(empty_left & empty_right, NOT_APPLICABLE, code).astype(np.int8)


def _applies(equation: Equation, frame: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Tell for which reports the table has the layout that the equation is about."""
    applies = np.ones(len(frame), dtype=bool)
    for row, wanted in ((equation.given, True), (equation.unless, False)):
        if row is not None:
            applies &= frame[row].notna().any(axis=1).to_numpy() == wanted
    return applies


def verdicts_of(check: Check, frame: pd.DataFrame, code: npt.NDArray[np.int8]) -> pd.DataFrame:
    """Return a verdict for each instance that fails or is not assessable."""
    assert check.equation is not None
    all_instances = instances(check.equation)
    rows = [_verdict(frame, int(report), all_instances[number], int(code[report, number]))
            for report, number in np.argwhere(code >= NOT_ASSESSABLE)]
    return pd.DataFrame(rows, columns=VERDICT_COLUMNS, dtype=object)


def _verdict(frame: pd.DataFrame, report: int, instance: Instance, code: int) -> tuple[str, ...]:
    values = frame.iloc[report]
    cells = (*instance.left, *instance.right)
    members = " ".join(f"{instance.place.partition('[')[0]}[{row},{column}]" for row, column in cells)
    left, right = (_side(values, terms, instance) for terms in (instance.left, instance.right))
    verdict = "fails" if code == FAILS else "not assessable"
    if len(instance.right) == 1 and values.notna()[list(instance.right)].all():
        printed = _term(values, instance.right[0], instance)
        zh, en = f"{instance.at}：{left}，而印为 {printed}", f"{instance.at}: {left}, printed {printed}"
    else:
        zh, en = f"{instance.at}：{left}，而 {right}", f"{instance.at}: {left}, but {right}"
    return str(frame.index[report]), instance.place, verdict, left, right, members, zh, en


def _side(values: pd.Series, terms: tuple[tuple[str, str], ...], instance: Instance) -> str:
    """Return a side with its numbers in place; of many terms, those that are zero are only counted."""
    shown = [term for term in terms if len(terms) <= 6 or values[term] != 0]
    written = [_term(values, term, instance) for term in shown]
    if hidden := len(terms) - len(shown):
        written.append(f"0 × {hidden}")
    total = "" if len(terms) == 1 else f" = {values[list(terms)].sum():.15g}"
    return " + ".join(written) + total


def _term(values: pd.Series, cell: tuple[str, str], instance: Instance) -> str:
    name = next(part for part in cell if part != instance.at) if cell[0] != cell[1] else cell[0]
    return f"{name} {'( )' if pd.isna(values[cell]) else format(values[cell], '.15g')}"

