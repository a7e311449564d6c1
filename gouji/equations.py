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

from gouji.checking import VERDICT_COLUMNS, Check, Equation, places_of
from schemas.wide import wide_columns

NOT_APPLICABLE, HOLDS, NOT_ASSESSABLE, FAILS = range(4)
Matrix = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int8]


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


def is_sound(equation: Equation) -> bool:
    """Tell whether all terms are rows or columns of the table."""
    try:
        return bool(instances(equation))
    except ValueError:
        return False


def codes(equation: Equation, frame: pd.DataFrame) -> Codes:
    """Judge an equation: one code per report (row of the wide `frame`) and instance."""
    return all_codes((equation,), frame)[0]


def all_codes(equations: tuple[Equation, ...], frame: pd.DataFrame) -> list[Codes]:
    """Judge several equations of one table together: the codes of each, one per report and instance.

    Rows that a form does not have are blank in all its reports: the most frequent pattern of blanks is taken for
    given, and what it leaves is added column by column, which needs fewer steps than a product of matrices that are
    mostly zero. Reports with another pattern of blanks are then judged by themselves. All is done over some thousand
    reports at a time, so that what lies between cells and codes stays small. Time grows with reports × terms.
    """
    values = frame.to_numpy(dtype=float)
    left, right = (np.vstack(side) for side in zip(*map(incidence, equations), strict=True))
    pattern = _frequent(np.isnan(values[:: max(1, len(values) // 32)]))
    code = np.empty((len(left), len(values)), dtype=np.int8)
    for start in range(0, len(values), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        code[:, part] = _coded(equations, values[part], left, right, pattern).T
    return np.split(code.T, np.cumsum([len(instances(equation)) for equation in equations])[:-1], axis=1)


_AT_ONCE = 4096  # reports


def _coded(equations: tuple[Equation, ...], values: Matrix, left: Matrix, right: Matrix, pattern: Truths) -> Codes:
    """Judge some reports, of which most leave those cells blank that `pattern` tells."""
    columns = np.ascontiguousarray(values.T)
    residual = _residual(columns, left - right, pattern)
    plain: Codes = ((residual != 0).view(np.int8) << 1) | 1  # HOLDS is 1, FAILS is 3
    away = left @ pattern + right @ pattern + _left_out(equations, pattern[None, :])[0]
    concerned = np.flatnonzero(away)
    if concerned.size:
        plain[:, concerned] = _with_blanks(
            equations, plain[:, concerned], residual[:, concerned], pattern[None, :], left, right, concerned
        )
    others = _away(columns, residual, pattern)
    if others.size:
        plain[others] = _judged(equations, values[others], left, right)
    return plain


def _residual(columns: Matrix, signs: Matrix, pattern: Truths) -> Matrix:
    """Return the residuals (reports × instances) over the cells that `pattern` has in print; NaN where one is blank."""
    residual = np.zeros((len(signs), columns.shape[1]))
    for own, row in zip(residual, signs, strict=True):
        for cell in np.flatnonzero(row * ~pattern):
            (np.add if row[cell] > 0 else np.subtract)(own, columns[cell], out=own)
    return residual.T


def _away(columns: Matrix, residual: Matrix, pattern: Truths) -> npt.NDArray[np.intp]:
    """Return the reports that leave a cell blank that `pattern` has in print, or the other way round."""
    away = np.isnan(residual.sum(axis=1))
    for cell in np.flatnonzero(pattern):
        away |= ~np.isnan(columns[cell])
    return np.flatnonzero(away)


def _judged(equations: tuple[Equation, ...], values: Matrix, left: Matrix, right: Matrix) -> Codes:
    """Judge some reports, each with blanks of its own."""
    blank = np.isnan(values)
    residual = np.where(blank, 0, values) @ (left - right).T
    code: Codes = ((residual != 0).view(np.int8) << 1) | 1
    return _with_blanks(equations, code, residual, blank, left, right, np.arange(len(left)))


def _frequent(blank: Truths) -> Truths:
    """Return the most frequent pattern of blanks among some reports."""
    if not len(blank):
        return np.zeros(blank.shape[1], dtype=bool)
    patterns, counts = np.unique(blank, axis=0, return_counts=True)
    return np.asarray(patterns[counts.argmax()])


def _with_blanks(
    equations: tuple[Equation, ...],
    code: Codes,
    residual: Matrix,
    blank: Truths,
    left: Matrix,
    right: Matrix,
    concerned: npt.NDArray[np.intp],
) -> Codes:
    """Judge the instances `concerned` of reports that leave cells blank; `blank` has a row per report, or one for all."""
    left_out = _left_out(equations, blank)[:, concerned]
    left, right = left[concerned], right[concerned]
    unknown_left, unknown_right = blank @ left.T, blank @ right.T
    empty_left, empty_right = unknown_left == left.sum(axis=1), unknown_right == right.sum(axis=1)
    not_applicable = (empty_left & empty_right) | left_out
    if not_applicable.all():
        return np.zeros_like(code)
    solvable = ((residual > 0) & (unknown_right > 0)) | ((residual < 0) & (unknown_left > 0))
    code = np.where(solvable | empty_left | empty_right, np.int8(NOT_ASSESSABLE), code)
    return np.where(not_applicable, np.int8(NOT_APPLICABLE), code)


def _left_out(equations: tuple[Equation, ...], blank: Truths) -> Truths:
    """Tell for each report and instance whether the table has not the layout that its equation is about."""
    out = []
    for equation in equations:
        own = np.zeros(len(blank), dtype=bool)
        for names, wanted in ((equation.given, True), (equation.unless, False)):
            for name in names:
                own |= (~blank[:, _cells_of(equation.table, name)]).any(axis=1) != wanted
        out.append(np.repeat(own[:, None], len(instances(equation)), axis=1))
    return np.hstack(out)


@cache
def _cells_of(table: str, name: str) -> list[int]:
    """Return the positions of the cells of a row, or of a column where no row has that name."""
    rows = [at for at, cell in enumerate(wide_columns(table)) if cell[0] == name]
    return rows or [at for at, cell in enumerate(wide_columns(table)) if cell[1] == name]


def verdicts_of(check: Check, frame: pd.DataFrame, code: Codes) -> pd.DataFrame:
    """Return a verdict for each instance that fails or is not assessable."""
    assert check.equation is not None
    all_instances = instances(check.equation)
    cells = list(wide_columns(check.equation.table))
    values = frame.to_numpy(dtype=float)
    rows = []
    for report, number in np.argwhere(code >= NOT_ASSESSABLE):
        printed = dict(zip(cells, values[report], strict=True))
        said = _verdict(printed, all_instances[number], int(code[report, number]))
        rows.append((str(frame.index[report]), *said))
    return pd.DataFrame(rows, columns=VERDICT_COLUMNS, dtype=object)


def _verdict(values: dict[tuple[str, str], float], instance: Instance, code: int) -> tuple[str, ...]:
    terms = signed(instance)
    left, right = (_side(values, side, instance) for side in (instance.left, instance.right))
    verdict = "fails" if code == FAILS else "not assessable"
    if len(instance.right) == 1 and not np.isnan(values[instance.right[0]]):
        printed = _term(values, instance.right[0], instance)
        zh, en = f"{instance.at}：{left}，而印为 {printed}", f"{instance.at}: {left}, printed {printed}"
    else:
        zh, en = f"{instance.at}：{left}，而 {right}", f"{instance.at}: {left}, but {right}"
    if code == FAILS and (same := _same_as_gap(values, instance)):
        zh, en = f"{zh}；相差恰为 {same}，疑漏计或重复计入", f"{en}; the gap is just {same}: left out or counted twice?"
    return instance.place, verdict, left, right, places_of(terms), terms, zh, en


_TELLING = 10  # a smaller gap equals a figure by chance


def _same_as_gap(values: dict[tuple[str, str], float], instance: Instance) -> str:
    """Return the one term of the left side whose number is the gap between the sides; empty where none is."""
    sides = (np.nansum([values[cell] for cell in cells]) for cells in (instance.left, instance.right))
    gap = abs(next(sides) - next(sides))
    same = [cell for cell in instance.left if values[cell] == gap]
    return _term(values, same[0], instance) if gap >= _TELLING and len(same) == 1 else ""


@cache
def signed(instance: Instance) -> str:
    """Return the places of an instance with their signs: they sum to zero where it holds."""
    table = instance.place.partition("[")[0]
    sides = (("+", instance.left), ("-", instance.right))
    return " ".join(f"{sign}{table}[{row},{column}]" for sign, cells in sides for row, column in cells)


def _side(values: dict[tuple[str, str], float], terms: tuple[tuple[str, str], ...], instance: Instance) -> str:
    """Return a side with its numbers in place; of many terms, those that are zero are only counted."""
    shown = [term for term in terms if len(terms) <= 6 or values[term] != 0]
    written = [_term(values, term, instance) for term in shown]
    if hidden := len(terms) - len(shown):
        written.append(f"0 × {hidden}")
    total = "" if len(terms) == 1 else f" = {np.nansum([values[term] for term in terms]):.15g}"
    return " + ".join(written) + total


def _term(values: dict[tuple[str, str], float], cell: tuple[str, str], instance: Instance) -> str:
    name = next(part for part in cell if part != instance.at) if cell[0] != cell[1] else cell[0]
    return f"{name} {'( )' if np.isnan(values[cell]) else format(values[cell], '.15g')}"
