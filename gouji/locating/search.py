"""Which figures to change: the smallest sets whose change lets every equation hold.

With A the signed incidence matrix of the equations (equations × figures) and r = A v their residuals, a set of
figures explains the report if r lies in the span of its columns. Principle of the fewest changes: Fellegi and
Holt, A systematic approach to automatic edit and imputation, JASA 71 (1976).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Answer = tuple[tuple[int, float], ...]  # figures (columns of A) and by how much each is to be lowered
Allowed = Callable[[int, float], bool]

_EPSILON = 1e-7  # figures are whole numbers or have few decimals: residuals below are rounding of floats
_NODES = 20_000  # of the search; a report that needs more is beyond naming a cell


def lookup(a: Matrix, residuals: Matrix) -> tuple[Matrix, npt.NDArray[np.bool_]]:
    """Return for many reports at once which single figure explains each.

    Args:
        a: equations × figures.
        residuals: reports × equations.

    Returns:
        By how much to lower each figure (reports × figures), and whether that explains the report: the residual
        is then a multiple of the figure's column, t = r·a / ‖a‖², t²‖a‖² = ‖r‖².
    """
    norms = (a * a).sum(axis=0)
    change = residuals @ a / np.where(norms > 0, norms, 1)
    left_over = (residuals * residuals).sum(axis=1)[:, None] - change * change * norms
    scale = np.maximum((residuals * residuals).sum(axis=1), 1)[:, None]
    return change, (np.abs(left_over) <= _EPSILON * scale) & (norms > 0) & (change != 0)


def totals(a: Matrix) -> npt.NDArray[np.bool_]:
    """Tell which figures are the total of others: alone on their side of an equation, with several on the other."""
    sides = (a > 0, a < 0)
    alone = [one & ((one.sum(axis=1) == 1) & (other.sum(axis=1) > 1))[:, None] for one, other in (sides, sides[::-1])]
    return np.asarray((alone[0] | alone[1]).any(axis=0))


def minimal_answers(a: Matrix, residual: Matrix, allowed: Allowed, most: int = 4) -> list[Answer] | None:
    """Return all smallest sets of figures, of at most `most`, that explain one report.

    Complete up to `most`: an equation that does not hold contains a figure to be changed. Each figure chosen is
    eliminated with that equation, so that the next unexplained equation again contains one. Empty where there
    is no such set; `None` where the search grows out of bounds before one is found.
    """
    for size in range(1, most + 1):
        search = Search(a, residual)
        found = set(search.run(a, residual, (), size))
        answers = [answer for cells in sorted(map(sorted, found)) if (answer := _solved(a, residual, cells, allowed))]
        if answers or search.exhausted:
            return answers or None
    return []


class Search:
    """A depth-first search over sets of figures; sets already seen in another order are passed over."""

    def __init__(self, a: Matrix, residual: Matrix) -> None:
        self.seen: set[frozenset[int]] = set()
        self.nodes = 0
        self.tolerance = _EPSILON * max(float(np.abs(residual).max(initial=0)), 1)

    @property
    def exhausted(self) -> bool:
        """Whether the search has grown out of bounds."""
        return self.nodes > _NODES

    def run(self, a: Matrix, residual: Matrix, chosen: tuple[int, ...], size: int) -> list[frozenset[int]]:
        """Return the sets of `chosen` and `size` figures more whose columns span the residual."""
        self.nodes += 1
        if self.exhausted:
            return []
        if size == 1:
            _, explains = lookup(a, residual[None])
            return [frozenset((*chosen, int(cell))) for cell in np.flatnonzero(explains[0])]
        wrong = np.flatnonzero(np.abs(residual) > self.tolerance)
        within = np.abs(a[wrong]) > _EPSILON
        if not len(wrong) or _at_least(within) > size:
            return []
        first = within.sum(axis=1).argmin()
        row = wrong[first]
        found: list[frozenset[int]] = []
        for cell in np.flatnonzero(within[first]):
            key = frozenset((*chosen, int(cell)))
            if key not in self.seen:
                self.seen.add(key)
                factor = a[:, cell] / a[row, cell]
                found += self.run(
                    a - np.outer(factor, a[row]), residual - factor * residual[row], (*chosen, int(cell)), size - 1
                )
        return found


def _at_least(within: npt.NDArray[np.bool_]) -> int:
    """Return a number of figures without which the equations that fail cannot be mended: as many share none.

    Args:
        within: equations that fail × figures, whether the figure is in the equation.
    """
    taken = np.zeros(within.shape[1], dtype=bool)
    count = 0
    for figures in within[np.argsort(within.sum(axis=1))]:
        if not (figures & taken).any():
            taken |= figures
            count += 1
    return count


def _solved(a: Matrix, residual: Matrix, cells: list[int], allowed: Allowed) -> Answer | None:
    """Return the changes of the figures `cells`, `None` where one is no change or gives a figure that cannot be."""
    changes, *_ = np.linalg.lstsq(a[:, cells], residual, rcond=None)
    changes = np.round(changes, 6)
    if np.abs(a[:, cells] @ changes - residual).max(initial=0) > _EPSILON * max(float(np.abs(residual).max()), 1):
        return None
    answer = tuple(zip(cells, map(float, changes), strict=True))
    return answer if all(change != 0 and allowed(cell, change) for cell, change in answer) else None
