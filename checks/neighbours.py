"""Reports of one body on two years: cells of this year's beside those of the last."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

Cell = tuple[str, str]
Cells = Mapping[str, Cell]  # cells of a wide frame by the names that a rule gives them

_NO_NEIGHBOUR = ("没有同一机关上年的报告", "no report of this body on the year before is at hand")
_BLANK = ("上年的数是空白", "last year's figure is blank")
_REFORMED = (
    "机关在本年合并或分立（bodies.yaml），与上年不可比",
    "the body was merged or split in this year (bodies.yaml): its figures do not run on",
)


def paired(table: pd.DataFrame, bodies: pd.DataFrame, now: Cells, before: Cells) -> pd.DataFrame:
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


def beside(table: pd.DataFrame, bodies: pd.DataFrame, rows: Mapping[str, tuple[Cells, Cells]]) -> pd.DataFrame:
    """Return what `paired` does for several rows (or columns) of a table, one below the other, each named in `row`.

    Why a row is not assessable stands in `unknown_zh` and `unknown_en`.

    Args:
        table: the wide frame.
        bodies: who reports, with `previous`.
        rows: the cells of the report and of last year's, by the name of the row.
    """
    parts = [paired(table, bodies, now, before).assign(row=name) for name, (now, before) in rows.items()]
    return reasoned(pd.concat(parts, ignore_index=True))


def reasoned(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with why a row is not assessable, in `unknown_zh` and `unknown_en`."""
    reasons = {}
    for at, column in enumerate(("unknown_zh", "unknown_en")):
        reason = frame["previous"].isna().map({True: _NO_NEIGHBOUR[at], False: _BLANK[at]})
        reasons[column] = reason.mask(frame["reformed"].astype(bool), _REFORMED[at])
    return frame.assign(**reasons)


def once(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of which a rule speaks: a report without neighbour says so once."""
    return frame[~(frame["previous"].isna() & frame.duplicated("report"))].reset_index(drop=True)


def with_reasons(said: pd.DataFrame, frame: pd.DataFrame, holds: pd.Series) -> pd.DataFrame:
    """Put the reason in the verdicts that are not assessable."""
    unsure = holds.isna()
    return said.assign(
        zh=said["zh"].mask(unsure, frame["unknown_zh"]),
        en=said["en"].mask(unsure, frame["unknown_en"]),
        right=said["right"].mask(unsure, ""),
    )


def terms(frame: pd.DataFrame, template: str, known: pd.Series) -> pd.Series:
    """Return signed terms as a template over the columns of `frame`; none where a figure is not `known`."""
    rows = zip(frame.to_dict("records"), known, strict=True)
    said = [template.format_map({str(name): value for name, value in row.items()}) if at else "" for row, at in rows]
    return pd.Series(said, index=frame.index, dtype=object)
