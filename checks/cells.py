"""Cells of statutory tables by short names, for rules that compare them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from gouji.checking import verdicts

Cell = tuple[str, str]


def picked(table: pd.DataFrame, /, **cells: Cell) -> pd.DataFrame:
    """Return the given cells of a wide frame: one row per report, a column `report` and one per name."""
    frame = pd.DataFrame({name: table[cell] for name, cell in cells.items()}, index=table.index)
    return frame.rename_axis("report").reset_index()


def compared(frame: pd.DataFrame, holds: pd.Series, *needed: str) -> pd.Series:
    """Return `holds`, missing where one of the columns `needed` is."""
    return holds.astype("boolean").mask(frame[list(needed)].isna().any(axis=1))


def stated(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return the rows where at least one of the columns carries a number."""
    return frame[frame[list(columns)].notna().any(axis=1)]


def at_most(
    table: pd.DataFrame, pairs: Iterable[tuple[Cell, Cell]], name: str, zh: str = "", en: str = ""
) -> pd.DataFrame:
    """Return verdicts on `small ≤ large` for pairs of cells of one wide frame called `name`.

    A pair with a number on one side only is not assessable, one with none does not apply.
    """
    parts = [_pair(table, small, large, name) for small, large in pairs]
    frame = pd.concat(parts, ignore_index=True)
    return verdicts(
        frame,
        compared(frame, frame["small"] <= frame["large"], "small", "large"),
        place="{place}",
        members="{place} {other}",
        left="{small_name} {small}",
        right="{large_name} {large}",
        zh=zh or "{small_name} {small} 大于 {large_name} {large}",
        en=en or "{small_name} {small} exceeds {large_name} {large}",
    )


def _pair(table: pd.DataFrame, small: Cell, large: Cell, name: str) -> pd.DataFrame:
    frame = stated(picked(table, small=small, large=large), "small", "large")
    names = (cell[0] if small[0] != large[0] else cell[1] for cell in (small, large))
    row = small[0] if small[0] == large[0] else ""
    small_name, large_name = (f"{row} {part}".strip() for part in names)
    return frame.assign(
        place=place(name, small), other=place(name, large), small_name=small_name, large_name=large_name
    )


def columns_of(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return one column of a wide frame for all its rows: reports × rows."""
    return table.loc[:, [cell for cell in table.columns if cell[1] == column]]


def place(table: str, cell: Cell) -> str:
    """Return the place of a cell."""
    return f"{table}[{cell[0]},{cell[1]}]"
