"""The frames that checks read: one pandera model each, all reports at once, `report` first.

Long frames hold the records of `schemas.records`, one row each. The wide frames (`applications`, `reviews`,
`disclosure`, `statistics`) have one row per report and one column per (row, column) of the statutory table, so
that `applications["本年新收", "总计"]` is that cell of every report; they are float64, exact for the whole numbers
below 2**53 that they hold, and a blank in print, like a row that the form does not have, is NaN.
"""

from __future__ import annotations

from typing import Annotated

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from schemas.forms import forms
from schemas.wide import TEXT, WIDE

Text = Annotated[pd.StringDtype, TEXT.storage, TEXT.na_value]
pd.set_option("mode.string_storage", TEXT.storage)  # so that what a rule adds to a frame compares as quickly

Frames = dict[str, pd.DataFrame]  # by the names that checks take: those of `MODELS` and `schemas.wide.WIDE`

KINDS = ("年度报告", "工作要点", "其他")
SEVERITIES = ("error", "warning", "info")  # the gravest first; a remark (`info`) is neither failure nor warning


class _Frame(pa.DataFrameModel):
    """What all long frames share: the report's id comes first."""

    report: Series[Text] = pa.Field(str_length={"min_value": 1})

    class Config:
        """Unknown columns are a programming error."""

        strict = True
        coerce = True


class Reports(_Frame):
    """One row per document: who reports on which period, and what file it is."""

    report: Series[Text] = pa.Field(unique=True)
    file: Series[Text]
    format: Series[Text]
    hash: Series[Text]
    kind: Series[Text] = pa.Field(isin=KINDS)
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
    numeral: Series[Text]
    title: Series[Text]
    block: Series[pd.Int64Dtype] = pa.Field(nullable=True)


class Cells(_Frame):
    """The cells of the statutory tables, with what was printed."""

    table: Series[Text] = pa.Field(isin=WIDE)
    row: Series[Text]
    column: Series[Text]
    value: Series[object] = pa.Field(nullable=True)
    text: Series[Text]
    label: Series[Text]
    page: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    block: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    grid_row: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    grid_column: Series[pd.Int64Dtype] = pa.Field(nullable=True)

    class Config:
        """A cell is printed once."""

        unique = ("report", "table", "row", "column")


class Figures(_Frame):
    """Numbers in running text."""

    figure: Series[Text]
    value: Series[object]
    unit: Series[Text]
    subject: Series[Text]
    section: Series[Text]
    start: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    end: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    text: Series[Text]
    approximate: Series[object] = pa.Field(nullable=True, isin=("at least", "at most", "about", None))
    quantity: Series[object] = pa.Field(nullable=True)
    scope: Series[Text]
    block: Series[pd.Int64Dtype] = pa.Field(nullable=True)

    class Config:
        """Ids are the report's own."""

        unique = ("report", "figure")


class Ties(_Frame):
    """Relations that sentences state; `tie` numbers them within the report."""

    tie: Series[Text]
    kind: Series[Text]
    left: Series[object]
    right: Series[object]
    rate: Series[object] = pa.Field(nullable=True)
    items: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    complete: Series[bool]
    assessable: Series[bool]
    cue: Series[Text]
    start: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    end: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    block: Series[pd.Int64Dtype] = pa.Field(nullable=True)


class Tasks(_Frame):
    """Tasks of a work-points notice."""

    number: Series[int] = pa.Field(ge=0)
    text: Series[Text]
    lead: Series[object]
    responsible: Series[object]
    deadline: Series[pd.Timestamp] = pa.Field(nullable=True)
    block: Series[pd.Int64Dtype] = pa.Field(nullable=True)


class Mentions(_Frame):
    """What a rule needs to know was printed, other than numbers."""

    kind: Series[Text]
    text: Series[Text]
    section: Series[Text]
    block: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    start: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    end: Series[pd.Int64Dtype] = pa.Field(nullable=True)


class Blocks(_Frame):
    """The document as printed, for the page: paragraphs, and the cells of tables."""

    block: Series[int]
    text: Series[Text]
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

    zh: Series[Text]
    en: Series[Text]
    where: Series[Text]
    whole: Series[bool]
    unsure: Series[bool]


class Bodies(_Frame):
    """The body of each annual report: what it is known by, where it stands, and its report on the year before."""

    report: Series[Text] = pa.Field(unique=True)
    body: Series[Text]
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

    frame: Series[Text]
    column: Series[Text]
    value: Series[Text]
    rule: Series[Text]


class Findings(_Frame):
    """Failed verdicts: where, what was printed, what it should agree with, and why."""

    finding: Series[Text]
    check: Series[Text]
    family: Series[Text]
    severity: Series[Text] = pa.Field(isin=SEVERITIES)
    verdict: Series[Text] = pa.Field(eq="fails")
    place: Series[Text]
    members: Series[Text]
    left: Series[Text]
    right: Series[Text]
    message_zh: Series[Text]
    message_en: Series[Text]
    basis: Series[Text]
    suggestion_zh: Series[Text]
    suggestion_en: Series[Text]
    checks: Series[Text]  # all rules whose failures have this cause; `report#check` where it is another report's
    blamed: Series[Text]  # places of the figures whose change, and no other, mends them all
    rivals: Series[Text]  # places of figures of which one or other would do
    accepted: Series[Text]  # the reason given in known-issues.yaml, empty where it is not a known issue


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
