"""Changes since last year: jumps in a table, and what a text says of them without last year's figure beside."""

from __future__ import annotations

import numpy as np
import pandas as pd

from checks.cells import compared
from checks.neighbours import Cell, beside, once, with_reasons
from checks.quoted import UNITS, quotations
from checks.quoted import compared as agreeing
from gouji.checking import each, verdicts

# 比上年增加10件: words that stand alone between the figure that changed and the change.
_SINCE_LAST_YEAR = (
    r"^(?:同比|[比较与](?:上年度?|去年|上一年度?|(?P<year>20\d\d)年度?)(?:同期)?(?:相比)?)"
    r"(?:共|又|则)?(?P<way>净增加?|增加|增长|减少|下降|多|少|增|减)了?$"
)
_DOWN = ("减少", "下降", "少", "减")
_JUMP, _ENOUGH = 10.0, 20.0


def jumps(table: pd.DataFrame, bodies: pd.DataFrame, name: str, *cells: Cell) -> pd.DataFrame:
    """Return verdicts on cells of the wide frame `name` against those of last year."""
    frame = beside(table, bodies, {row: ({"now": (row, column)}, {"before": (row, column)}) for row, column in cells})
    frame["column"] = frame["row"].map(dict(cells))
    few = (frame["now"] < _ENOUGH) | (frame["before"] < _ENOUGH)
    frame = once(frame[frame["now"].notna() & ~few])
    ratio = frame["now"] / frame["before"]
    holds = compared(frame, ratio.between(1 / _JUMP, _JUMP), "before")
    said = verdicts(
        frame,
        holds,
        place=f"{name}[{{row}},{{column}}]",
        members=f"{name}[{{row}},{{column}}] {{previous}}#{name}[{{row}},{{column}}]",
        left="{now}",
        right="{before}",
        zh="{row}本年 {now}，上年 {before}，相差十倍以上",
        en="{row}: {now}, last year {before}: more than tenfold apart",
    )
    return with_reasons(said, frame, holds)


def rates(figures: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return the growth rates of quantities that stand in tables, last year's figure not beside them."""
    growth = ties[(ties["kind"] == "growth") & (ties["right"].map(len) == 0) & ties["rate"].notna()]
    pairs = pd.DataFrame(
        {"report": growth["report"], "figure": growth["left"].str[0], "rate_id": growth["rate"], "cue": growth["cue"]},
        dtype=object,
    )
    printed = figures[figures["unit"] == "%"][["report", "figure", "value", "text"]]
    pairs = pairs.merge(
        printed.rename(columns={"figure": "rate_id", "value": "rate", "text": "rate_text"}), on=["report", "rate_id"]
    )
    quoted = quotations(figures, ties)[["report", "figure", "target", "number", "text"]]
    return pairs.merge(quoted, on=["report", "figure"])


def amounts_of_change(
    figures: pd.DataFrame, ties: pd.DataFrame, said: pd.DataFrame, bodies: pd.DataFrame
) -> pd.DataFrame:
    """Return the changes by a number (比上年增加 10 件) that follow a figure which the tables confirm, one row each.

    `change` is signed, `number` the figure before it in print, `before` what last year's table has in the same cells:
    missing where there is no such table or the body was merged or split. `fits` tells whether `before` and the change
    make that figure, `fits_any` whether they make some figure before it in its paragraph: which is meant is not
    certain.

    Args:
        figures: the figures of all reports, in the order of print.
        ties: what sentences state; a part of a list is not what changed.
        said: what the tables say (`checks.quoted.amounts`).
        bodies: whose report is whose predecessor.
    """
    placed = figures.assign(at=figures.groupby("report").cumcount())
    frame = _changes(placed).merge(bodies[["report", "year", "previous", "reformed"]], on="report")
    named = frame["of"].astype("Float64")
    frame = frame[(named.isna() | (named + 1 == frame["year"].astype("Float64"))).fillna(False)]
    frame = frame.merge(_confirmed(placed, ties, said), on="report", suffixes=("", "_now"))
    together = (frame["block"] == frame["block_now"]) | (frame["block"].isna() & frame["block_now"].isna())
    frame = frame[together.fillna(False) & (frame["at_now"] < frame["at"])]
    last = said[["report", "target", "order", "amount"]].rename(columns={"report": "previous", "amount": "before"})
    frame = frame.merge(last, on=["previous", "target", "order"], how="left")
    frame["before"] = frame["before"].mask(frame["reformed"])
    frame["fits"] = frame["before"] + frame["change"] == frame["number"]
    frame["fits_any"] = frame.groupby(["report", "change_id"])["fits"].transform("any")
    nearest: pd.DataFrame = frame[frame["at_now"] == frame["at"] - 1]
    return nearest.reset_index(drop=True)


def _changes(figures: pd.DataFrame) -> pd.DataFrame:
    words = figures["subject"].str.extract(_SINCE_LAST_YEAR)
    sure = words["way"].notna() & figures["unit"].isin(UNITS) & figures["approximate"].isna()
    changes = figures[["report", "figure", "text", "at", "block"]].rename(
        columns={"figure": "change_id", "text": "change_text"}
    )
    sign = np.where(words["way"].isin(_DOWN), -1, 1)
    return changes.assign(change=figures["value"].astype(float) * sign, way=words["way"], of=words["year"])[sure]


def _confirmed(figures: pd.DataFrame, ties: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """Return the quotations that agree with a table; not the parts of a list, behind which a change is of the whole."""
    parts = ties.loc[ties["kind"] == "sum", ["report", "right"]].explode("right").dropna()
    listed = set(parts.itertuples(index=False, name=None))
    quoted = agreeing(quotations(figures, ties), said)
    own = np.array([key not in listed for key in zip(quoted["report"], quoted["figure"], strict=True)], dtype=bool)
    quoted = quoted[own & quoted["agrees"].fillna(False) & quoted["approximate"].isna()]
    confirmed: pd.DataFrame = quoted[["report", "figure", "at", "block", "number", "target", "order", "cells"]]
    return confirmed


def in_last_year(cells: str, previous: str) -> str:
    """Return signed cells of last year's report as they are written in this year's."""
    return " ".join(f"{term[0]}{previous}#{term[1:]}" for term in each(cells))
