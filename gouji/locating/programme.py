"""Beyond four figures: a smallest repair as a mixed-integer programme, where the extra `milp` is installed.

With r = A v the residuals of the printed figures v, corrections e are sought with A e = −r and the fewest of them
other than zero: |e| ≤ M δ with binary δ, v + e ≥ 0 for what counts something, M = 3 max|r| + 10. Formulated in
corrections rather than values the programme is solved in milliseconds (de Waal, Pannekoek and Scholtus, Handbook of
Statistical Data Editing and Imputation, 2011, chapter 3). The solver is HiGHS (MIT licence).
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from gouji.locating.search import Answer, Matrix

_SECONDS = 1.0  # for one system of equations
_LARGEST = 2000  # figures: more are not tried
_EXACT = 1e-6

Truths = npt.NDArray[np.bool_]


class Repair(NamedTuple):
    """Figures and by how much each is to be lowered; `fewest` where no smaller repair can exist."""

    answer: Answer
    fewest: bool


def repair(a: Matrix, printed: Matrix, counts: Truths) -> Repair | None:
    """Return a repair of as few figures as can be found in bounded time; `None` without the extra or without one.

    Args:
        a: equations × figures.
        printed: the figures; a blank is NaN, and stays one.
        counts: which figures are whole numbers that are not negative.
    """
    if find_spec("highspy") is None:
        return None
    usable = np.flatnonzero(~np.isnan(printed))
    if len(usable) > _LARGEST:
        return None
    residual = a @ np.nan_to_num(printed)
    found = _solved(a[:, usable], residual, printed[usable], counts[usable])
    if found is None:
        return None
    changes, fewest = found
    return Repair(tuple((int(usable[at]), float(-changes[at])) for at in np.flatnonzero(changes)), fewest)


def _solved(a: Matrix, residual: Matrix, printed: Matrix, counts: Truths) -> tuple[Matrix, bool] | None:
    """Return the corrections, and whether none are fewer; `None` where there are none or they are no figures."""
    highspy: Any = import_module("highspy")
    count, most = a.shape[1], 3 * float(np.abs(residual).max(initial=0)) + 10
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = 2 * count, len(a) + 2 * count
    model.col_cost_ = np.concatenate([np.zeros(count), np.ones(count)])
    model.col_lower_ = np.concatenate([np.where(counts, np.maximum(-printed, -most), -most), np.zeros(count)])
    model.col_upper_ = np.concatenate([np.full(count, most), np.ones(count)])
    model.row_lower_ = np.concatenate([-residual, np.full(2 * count, -highspy.kHighsInf)])
    model.row_upper_ = np.concatenate([-residual, np.zeros(2 * count)])
    unit = np.eye(count)
    rows = np.vstack(
        [np.hstack([a, np.zeros_like(a)]), np.hstack([unit, -most * unit]), np.hstack([-unit, -most * unit])]
    )
    filled = rows != 0
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(filled.sum(axis=1))]).astype(np.int32)
    model.a_matrix_.index_ = np.nonzero(filled)[1].astype(np.int32)
    model.a_matrix_.value_ = rows[filled]
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kContinuous] * count + [kinds.kInteger] * count
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", _SECONDS)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    solver.run()
    corrections = np.round(np.array(solver.getSolution().col_value[:count]), 6)
    if len(corrections) < count or not _are_figures(a, residual, printed + corrections, corrections, counts):
        return None
    return corrections, solver.getModelStatus() == highspy.HighsModelStatus.kOptimal


def _are_figures(a: Matrix, residual: Matrix, right: Matrix, corrections: Matrix, counts: Truths) -> bool:
    """Tell whether corrections mend every equation and leave counts whole and not negative."""
    mended = np.abs(a @ corrections + residual).max(initial=0) <= _EXACT * max(
        float(np.abs(residual).max(initial=0)), 1
    )
    whole = right[counts]
    return bool(mended and (whole >= 0).all() and (whole == np.round(whole)).all() and corrections.any())
