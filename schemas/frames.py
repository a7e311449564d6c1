"""The frames that checks read: one pandera model each, all reports at once, `report` first.

Long frames hold the records of `schemas.records`, one row each. The wide frames (`applications`, `reviews`,
`disclosure`, `statistics`) have one row per report and one column per (row, column) of the statutory table, so
that `applications["本年新收", "总计"]` is that cell of every report; they are float64, exact for the whole numbers
below 2**53 that they hold, and a blank in print, like a row that the form does not have, is NaN.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from schemas.forms import Form, forms

Frames = dict[str, pd.DataFrame]  # by the names that checks take: `MODELS` and `WIDE`

WIDE = ("applications", "reviews", "disclosure", "statistics")  # the statutory tables
KINDS = ("年度报告", "工作要点", "其他")
SEVERITIES = ("error", "warning", "info")  # the gravest first; a remark (`info`) is neither failure nor warning


class _Frame(pa.DataFrameModel):
    """What all long frames share: the report's id comes first."""

    report: Series[str] = pa.Field(str_length={"min_value": 1})

    class Config:
        """Unknown columns are a programming error."""

        strict = True
        coerce = True


class Reports(_Frame):
    """One row per document: who reports on which period, and what file it is."""

    report: Series[str] = pa.Field(unique=True)
    file: Series[str]
    format: Series[str]
    hash: Series[str]
    kind: Series[str] = pa.Field(isin=KINDS)
    issuer: Series[object] = pa.Field(nullable=True)
    year: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1990, le=2100)
    form: Series[object] = pa.Field(nullable=True, isin=(*forms(), None))
    title: Series[object] = pa.Field(nullable=True)
    document_number: Series[object] = pa.Field(nullable=True)
    published: Series[pd.Timestamp] = pa.Field(nullable=True)
    signed: Series[pd.Timestamp] = pa.Field(nullable=True)
    issued: Series[pd.Timestamp] = pa.Field(nullable=True)
    period_start: Series[pd.Timestamp] = pa.Field(nullable=True)
    period_end: Series[pd.Timestamp] = pa.Field(nullable=True)


class Sections(_Frame):
    """Numbered headings in order."""

    level: Series[int] = pa.Field(ge=1, le=2)
    numeral: Series[str]
    title: Series[str]
    block: Series[pd.Int64Dtype] = pa.Field(nullable=True)


class Cells(_Frame):
    """The cells of the statutory tables, with what was printed."""

    table: Series[str] = pa.Field(isin=WIDE)
    row: Series[str]
    column: Series[str]
    value: Series[object] = pa.Field(nullable=True)
    text: Series[str]
    label: Series[str]
    page: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    block: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    grid_row: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    grid_column: Series[pd.Int64Dtype] = pa.Field(nullable=True)

    class Config:
        """A cell is printed once."""

        unique = ("report", "table", "row", "column")


class Figures(_Frame):
    """Numbers in running text."""

    figure: Series[str]
    value: Series[object]
    unit: Series[str]
    subject: Series[str]
    section: Series[str]
    start: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    end: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    text: Series[str]
    approximate: Series[object] = pa.Field(nullable=True, isin=("at least", "at most", "about", None))
    quantity: Series[object] = pa.Field(nullable=True)
    scope: Series[str]
    block: Series[pd.Int64Dtype] = pa.Field(nullable=True)

    class Config:
        """Ids are the report's own."""

        unique = ("report", "figure")


class Ties(_Frame):
    """Relations that sentences state; `tie` numbers them within the report."""

    tie: Series[str]
    kind: Series[str]
    left: Series[object]
    right: Series[object]
    rate: Series[object] = pa.Field(nullable=True)
    items: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    complete: Series[bool]
    assessable: Series[bool]
    cue: Series[str]
    start: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    end: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    block: Series[pd.Int64Dtype] = pa.Field(nullable=True)


class Tasks(_Frame):
    """Tasks of a work-points notice."""

    number: Series[int] = pa.Field(ge=0)
    text: Series[str]
    lead: Series[object]
    responsible: Series[object]
    deadline: Series[pd.Timestamp] = pa.Field(nullable=True)
    block: Series[pd.Int64Dtype] = pa.Field(nullable=True)


class Mentions(_Frame):
    """What a rule needs to know was printed, other than numbers."""

    kind: Series[str]
    text: Series[str]
    section: Series[str]
    block: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    start: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    end: Series[pd.Int64Dtype] = pa.Field(nullable=True)


class Blocks(_Frame):
    """The document as printed, for the page: paragraphs, and the cells of tables."""

    block: Series[int]
    text: Series[str]
    start: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    chrome: Series[bool]
    page: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    line: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    row: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    column: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    rowspan: Series[int]
    colspan: Series[int]


class Problems(_Frame):
    """What could not be read; `whole` where that is the whole file, `unsure` where it was read by OCR."""

    zh: Series[str]
    en: Series[str]
    where: Series[str]
    whole: Series[bool]
    unsure: Series[bool]


class Bodies(_Frame):
    """The body of each annual report: what it is known by, where it stands, and its report on the year before."""

    report: Series[str] = pa.Field(unique=True)
    body: Series[str]
    year: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    level: Series[object] = pa.Field(nullable=True, isin=("中央", "省级", "市级", "县级", "乡级", None))
    makes_rules: Series[pd.BooleanDtype] = pa.Field(nullable=True)  # has the power to make 规章
    parent: Series[object] = pa.Field(nullable=True)
    covers: Series[object] = pa.Field(nullable=True, isin=("汇总", "本级", None))
    children: Series[pd.Int64Dtype] = pa.Field(nullable=True)  # how many bodies its 汇总 sums up, where all are known
    previous: Series[object] = pa.Field(nullable=True)
    reformed: Series[bool]  # merged or split in this year, so that its figures do not run on from the last


class Violations(_Frame):
    """Values that a model above refuses, with the frame they stood in."""

    frame: Series[str]
    column: Series[str]
    value: Series[str]
    rule: Series[str]


class Findings(_Frame):
    """Failed verdicts: where, what was printed, what it should agree with, and why."""

    finding: Series[str]
    check: Series[str]
    family: Series[str]
    severity: Series[str] = pa.Field(isin=SEVERITIES)
    verdict: Series[str] = pa.Field(eq="fails")
    place: Series[str]
    members: Series[str]
    left: Series[str]
    right: Series[str]
    message_zh: Series[str]
    message_en: Series[str]
    basis: Series[str]
    suggestion_zh: Series[str]
    suggestion_en: Series[str]
    checks: Series[str]  # all rules whose failures have this cause; `report#check` where it is another report's
    blamed: Series[str]  # places of the figures whose change, and no other, mends them all
    rivals: Series[str]  # places of figures of which one or other would do
    accepted: Series[str]  # the reason given in known-issues.yaml, empty where it is not a known issue


def gravest_first(findings: pd.DataFrame, *before: str) -> pd.DataFrame:
    """Return findings in the order of the columns `before`, then errors, warnings, remarks; else as they were."""
    ranks = {severity: rank for rank, severity in enumerate(SEVERITIES)}
    return findings.sort_values(
        [*before, "severity"],
        key=lambda column: column.map(ranks) if column.name == "severity" else column,
        kind="stable",
    )


MODELS: dict[str, type[pa.DataFrameModel]] = {
    "reports": Reports,
    "sections": Sections,
    "cells": Cells,
    "figures": Figures,
    "ties": Ties,
    "tasks": Tasks,
    "mentions": Mentions,
    "blocks": Blocks,
    "problems": Problems,
    "violations": Violations,
}

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
        for column in own.columns_of(row)
    }


@cache
def wide_model(table: str) -> pa.DataFrameSchema:
    """Return the model of a wide frame: counts are whole numbers that are not negative; money may have decimals."""
    return pa.DataFrameSchema(
        {
            name: pa.Column(float, [_COUNT] if counts else [], nullable=True)
            for name, counts in wide_columns(table).items()
        },
        index=pa.Index(str, unique=True, name="report"),
        strict=True,
    )


def _are_counts(values: pd.Series) -> pd.Series:
    return (values >= 0) & (values <= _LARGEST) & (values % 1 == 0)


_COUNT = pa.Check(_are_counts, name="非负整数 (a whole number, not negative)", error="非负整数")


def wide(cells: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return the wide frame of `table`: one row per report that has it, float64, NaN where nothing is printed."""
    columns = pd.MultiIndex.from_tuples(list(wide_columns(table)), names=["row", "column"])
    own = cells[cells["table"] == table]
    if own.empty:
        return pd.DataFrame(columns=columns, index=pd.Index([], name="report", dtype=str), dtype=float)
    values = own.assign(value=own["value"].astype(float))
    return values.pivot(index="report", columns=["row", "column"], values="value").reindex(columns=columns)


def validated(long: Frames) -> Frames:
    """Return all frames, the wide ones too, without the rows that a model refuses; those become violations."""
    frames: Frames = {}
    refused: list[pd.DataFrame] = []
    for name, model in MODELS.items():
        frames[name] = _valid(name, long[name], model.to_schema(), refused)
    for table in WIDE:
        whole = wide(frames["cells"], table)
        frames[table] = whole if _sound(table, whole) else _valid(table, whole, wide_model(table), refused)
    if refused:
        frames["violations"] = Violations.validate(pd.concat(refused, ignore_index=True))
    return frames


def _sound(table: str, frame: pd.DataFrame) -> bool:
    """Tell whether the model of a wide frame refuses nothing, in one look where pandera takes one per column."""
    values = frame.to_numpy(dtype=float)[:, list(wide_columns(table).values())]
    counts = (values >= 0) & (values <= _LARGEST) & (np.trunc(values) == values)
    return bool((counts | np.isnan(values)).all()) and frame.index.is_unique


def _valid(name: str, frame: pd.DataFrame, schema: pa.DataFrameSchema, refused: list[pd.DataFrame]) -> pd.DataFrame:
    """Return `frame` without what `schema` refuses: the value where it may be missing, else its row."""
    if frame.empty:
        return frame.astype({column: known.dtype.type for column, known in schema.columns.items()})
    try:
        return schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
    if cases["index"].isna().any():  # not of single rows: the frame was built wrongly, which is our own fault
        raise ValueError(f"the frame {name} is malformed: {cases.to_string()}")
    reports = frame.index if frame.index.name == "report" else frame["report"]
    columns = {"report": reports[frame.index.get_indexer(cases["index"])], "frame": name}
    texts = {"column": cases["column"], "value": cases["failure_case"], "rule": cases["check"]}
    refused.append(pd.DataFrame(columns | {key: values.astype(str).to_numpy() for key, values in texts.items()}))
    mended = frame.drop_duplicates(list(schema.unique)) if schema.unique else frame.copy()
    others = cases[cases["check"] != "multiple_fields_uniqueness"]
    for index, column in zip(others["index"], others["column"], strict=True):
        if column in schema.columns and schema.columns[column].nullable:
            mended.loc[index, [column]] = None
        else:
            mended = mended.drop(index=index, errors="ignore")
    return schema.validate(mended, lazy=True)
