"""Reports of one body on two years: cells of this year's beside those of the last."""

from __future__ import annotations

import pandas as pd

Cell = tuple[str, str]


def paired(table: pd.DataFrame, bodies: pd.DataFrame, now: dict[str, Cell], before: dict[str, Cell]) -> pd.DataFrame:
    """Return one row per report of a wide frame: cells of its own, and of the report of that body on the year before.

    Args:
        table: the wide frame.
        bodies: who reports, with `previous`.
        now: columns of the result and the cells of the report.
        before: columns of the result and the cells of last year's report; missing where there is none.
    """
    own = pd.DataFrame({name: table[cell] for name, cell in now.items()}, index=table.index)
    frame = (
        own.rename_axis("report").reset_index().merge(bodies[["report", "year", "previous", "reformed"]], on="report")
    )
    for name, cell in before.items():
        frame[name] = frame["previous"].map(table[cell])
    return frame
