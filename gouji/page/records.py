"""Rows of frames as plain records, by report: what a page is made of."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype

Row = Any  # a named tuple of a frame's columns; what is missing is None


class Records:
    """The rows of one long frame, found by report without searching."""

    def __init__(self, frame: pd.DataFrame) -> None:
        """Take the rows of `frame`, which has a column `report`; their order within a report stays."""
        if not frame["report"].is_monotonic_increasing:
            frame = frame.sort_values("report", kind="stable")
        reports = frame["report"].to_numpy(object)
        edges = [0, *(np.flatnonzero(reports[1:] != reports[:-1]) + 1).tolist(), len(reports)] if len(reports) else [0]
        self._spans = {reports[start]: (start, end) for start, end in pairwise(edges)}
        self._columns = [plain(frame[name]) for name in frame.columns]
        self._make = _maker(frame)

    def of(self, report: str) -> list[Row]:
        """Return the rows of one report."""
        return list(map(self._make, zip(*self.columns_of(report), strict=True)))

    def columns_of(self, report: str) -> list[list[Any]]:
        """Return the same rows column by column."""
        start, end = self._spans.get(report, (0, 0))
        return [column[start:end].tolist() for column in self._columns]


def rows(frame: pd.DataFrame) -> list[Row]:
    """Return all rows of a frame."""
    return list(map(_maker(frame), zip(*(plain(frame[name]) for name in frame.columns), strict=True)))


def _maker(frame: pd.DataFrame) -> Callable[[Iterable[Any]], Row]:
    columns = [str(name) for name in frame.columns]
    made: Any = namedtuple("Row", columns, rename=True)  # type: ignore[misc]  # the columns are data
    return cast(Callable[[Iterable[Any]], Row], made._make)


def plain(column: pd.Series) -> npt.NDArray[Any]:
    """Return a column as Python's own values, `None` where one is missing; days as dates, not as their midnights."""
    values = (column.dt.date if is_datetime64_any_dtype(column) else column).astype(object)
    return values.where(column.notna(), None).to_numpy(object)
