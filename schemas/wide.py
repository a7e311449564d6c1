"""The wide frames: the statutory tables with one row per report and one column per (row, column) of the table."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pandera.pandas as pa

from schemas.forms import Form, forms

WIDE = ("applications", "reviews", "disclosure", "statistics")  # the statutory tables
TEXT = pd.StringDtype("python", na_value=np.nan)  # a rule looks at texts one by one; Arrow would make each anew
_LARGEST = 2.0**53  # whole numbers up to here are exact in float64
_MONEY = ("元", "万元")
_CHANGE = "本年增减"  # the one column that may be negative


@cache
def wide_columns(table: str) -> dict[tuple[str, str], bool]:
    """Map each (row, column) of `table`, in whichever form has it, to whether it counts something."""
    found: dict[tuple[str, str], bool] = {}
    for form in forms().values():
        if table in form.tables:
            found |= _columns(form, table)
    return found


def _columns(form: Form, table: str) -> dict[tuple[str, str], bool]:
    own = form.tables[table]
    money = {column.name for column in own.columns if column.unit in _MONEY} | {_CHANGE}
    return {
        (row.name, column): row.unit not in _MONEY and column not in money
        for row in own.all_rows
        for column in own.all_columns_of(row)
    }


@cache
def wide_model(table: str) -> pa.DataFrameSchema:
    """Return the model of a wide frame: counts are whole numbers that are not negative; money may have decimals."""
    return pa.DataFrameSchema(
        {
            name: pa.Column(float, [_COUNT] if counts else [], nullable=True)
            for name, counts in wide_columns(table).items()
        },
        index=pa.Index(TEXT, unique=True, name="report"),
        strict=True,
    )


def _are_counts(values: pd.Series) -> pd.Series:
    return (values >= 0) & (values <= _LARGEST) & (values % 1 == 0)


_COUNT = pa.Check(_are_counts, name="非负整数 (a whole number, not negative)", error="非负整数")


def wide(cells: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return the wide frame of `table`: one row per report that has it, float64, NaN where nothing is printed."""
    columns = pd.MultiIndex.from_tuples(list(wide_columns(table)), names=["row", "column"])
    own = (cells["table"] == table).to_numpy(dtype=bool)
    report, row, column, value = (
        cells[name].to_numpy(dtype=object)[own] for name in ("report", "row", "column", "value")
    )
    rows, reports = pd.factorize(report, sort=True)
    numbers = {name: number for number, name in enumerate(columns)}
    at = np.array([numbers.get(name, -1) for name in zip(row, column, strict=True)], dtype=int)
    known = at >= 0
    values = np.full((len(reports), len(columns)), np.nan)
    values[rows[known], at[known]] = value[known].astype(float)
    return pd.DataFrame(values, index=pd.Index(reports, name="report", dtype=TEXT), columns=columns)


def sound(table: str, frame: pd.DataFrame) -> bool:
    """Tell whether the model of a wide frame refuses nothing, in one look where pandera takes one per column."""
    values = frame.to_numpy(dtype=float)[:, list(wide_columns(table).values())]
    counts = (values >= 0) & (values <= _LARGEST) & (np.trunc(values) == values)
    return bool((counts | np.isnan(values)).all()) and frame.index.is_unique
