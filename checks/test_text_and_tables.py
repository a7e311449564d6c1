"""What the text says of the tables: every mention of a statutory quantity against its cells."""

import pandas as pd

from checks.cells import columns_of
from checks.quoted import DECISIONS, DOCUMENTS, amounts, compared, quotations
from gouji.checking import check, verdicts

_BASIS = "国办公开办函〔2021〕30号 四（内容准确）；政府信息公开条例 第五十条"
_SECTIONS = ("", "一", "三", "四")  # where a report speaks of its own requests and disputes
_GROUPS = {"不予公开": "国家秘密", "无法提供": "本机关不掌握", "不予处理": "信访举报投诉", "其他处理": "逾期不补正"}


def _verdicts(frame: pd.DataFrame) -> pd.DataFrame:
    return verdicts(
        frame,
        frame["agrees"],
        place="figures[{figure}]",
        terms=frame["terms"],
        members="figures[{figure}] {places}",
        left="{subject} {text}",
        right="{words} {amount}",
        zh="文中“{subject}{text}”，表中{words}是 {amount}{hint_zh}",
        en="the text says “{subject}{text}”, the table has {words} {amount}{hint_en}",
    )


def _placed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(places=frame["cells"].str.replace(r"(^|\s)[+-]", r"\1", regex=True), hint_zh="", hint_en="")


@check(
    basis=_BASIS,
    zh="文中所说的申请、复议、诉讼件数与表三、表四一致",
    forms=("2019", "2021", "statistics"),
    doubt=("文中的数可能另有范围", "the text may speak of another scope than the table"),
)
def test_text_agrees_with_tables(
    figures: pd.DataFrame,
    ties: pd.DataFrame,
    applications: pd.DataFrame,
    reviews: pd.DataFrame,
    statistics: pd.DataFrame,
    bodies: pd.DataFrame,
) -> pd.DataFrame:
    """Requests, results, reconsiderations and lawsuits that the text names are those of the tables."""
    quoted = quotations(figures, ties)
    quoted = quoted[quoted["section"].isin(_SECTIONS)]
    frame = _placed(
        compared(quoted, amounts({"applications": applications, "reviews": reviews, "statistics": statistics}))
    )
    wrong = frame["agrees"].eq(False).fillna(False).astype(bool)
    hints = [
        (
            _column(frame, applications, "自然人"),
            "，文中的数恰为自然人一栏",
            ": the figure in the text is that of 自然人 alone",
        ),
        (
            _column(frame, applications, "总计", _GROUPS),
            "，文中的数恰为该类的第一项",
            ": the figure in the text is that of the group's first item",
        ),
        (
            _last_year(frame, applications, bodies),
            "，文中的数恰为上年报告的数",
            ": the figure in the text is last year's",
        ),
    ]
    for number, zh, en in hints:
        same = wrong & number.eq(frame["number"]) & (frame["number"] > 0)
        frame = frame.assign(hint_zh=frame["hint_zh"].mask(same, zh), hint_en=frame["hint_en"].mask(same, en))
    return _verdicts(frame)


def _column(
    frame: pd.DataFrame, applications: pd.DataFrame, column: str, rows: dict[str, str] | None = None
) -> pd.Series:
    """Return for each figure a cell of the row it quotes, or of the row that `rows` names for it."""
    cells = columns_of(applications, column).droplevel("column", axis="columns").unstack().swaplevel()
    row = frame["target"].map(rows) if rows else frame["target"]
    keys = pd.MultiIndex.from_arrays([frame["report"], row])
    return pd.Series(cells.reindex(keys).to_numpy(), index=frame.index)


def _last_year(frame: pd.DataFrame, applications: pd.DataFrame, bodies: pd.DataFrame) -> pd.Series:
    before = frame["report"].map(bodies.set_index("report")["previous"])
    return _column(frame.assign(report=before), applications, "总计")


@check(
    basis=_BASIS,
    zh="文中所说的规章、规范性文件制发、废止、现行有效件数与表二一致",
    forms=("2021",),
    doubt=("政策文件不都是行政规范性文件", "not every policy document is a 行政规范性文件"),
)
def test_documents_in_text_agree_with_table(
    figures: pd.DataFrame, ties: pd.DataFrame, disclosure: pd.DataFrame
) -> pd.DataFrame:
    """规章 and 规范性文件 that the text says were issued, repealed or in force are those of table two."""
    quoted = quotations(figures, ties)
    return _verdicts(_placed(compared(quoted[quoted["target"].isin(DOCUMENTS)], amounts({"disclosure": disclosure}))))


@check(
    basis=_BASIS,
    severity="warning",
    zh="文中所说的行政许可、处罚、强制决定数与表二一致",
    forms=("2021",),
    doubt=("公示条数、事项数与决定数口径不同", "notices published and items of authority are not decisions"),
)
def test_decisions_in_text_agree_with_table(
    figures: pd.DataFrame, ties: pd.DataFrame, disclosure: pd.DataFrame
) -> pd.DataFrame:
    """Decisions that the text says were taken are those of table two."""
    quoted = quotations(figures, ties)
    return _verdicts(_placed(compared(quoted[quoted["target"].isin(DECISIONS)], amounts({"disclosure": disclosure}))))


_RESTATED = ("本年新收", "上年结转", "结转下年度", "行政复议", "行政诉讼")


@check(
    basis=_BASIS,
    zh="同一个数前后说法一致",
    doubt=("两处的范围或渠道可能不同", "the two may be of different scope or channel"),
)
def test_restated_figures_agree(figures: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """A statutory quantity that the text states twice has one value."""
    quoted = quotations(figures, ties)
    quoted = quoted[
        quoted["target"].isin(_RESTATED) & quoted["approximate"].isna() & quoted["section"].isin((*_SECTIONS, "二"))
    ]
    first = quoted.groupby(["report", "target", "scope"], as_index=False).first()[
        ["report", "target", "scope", "figure", "number", "text"]
    ]
    pairs = quoted.merge(first, on=["report", "target", "scope"], suffixes=("", "_first"))
    pairs = pairs[(pairs["figure"] != pairs["figure_first"])].reset_index(drop=True)
    both = quoted[quoted["target"] == "上年结转"].groupby("report")["number"].max().reindex(pairs["report"]).to_numpy()
    gap = (pairs["number"] - pairs["number_first"]).abs()
    carried = (pairs["target"] == "本年新收") & (gap == both)  # once with, once without what was carried in
    return verdicts(
        pairs,
        (pairs["number"] == pairs["number_first"]) | carried,
        place="figures[{figure}]",
        terms=("+figures[" + pairs["figure_first"] + "] -figures[" + pairs["figure"] + "]").where(~carried, ""),
        members="figures[{figure_first}] figures[{figure}]",
        left="{text_first}",
        right="{text}",
        zh="{target}前面说是{text_first}，后面说是{text}",
        en="{target} is first {text_first}, then {text}",
    )


@check(
    basis=_BASIS,
    zh="文中说全部办结、均获维持、均已审结的，表中没有与此不符的数",
    forms=("2019", "2021"),
    doubt=("“均”可能只指其中一部分", "“均” may speak of a part only"),
)
def test_all_means_all(mentions: pd.DataFrame, applications: pd.DataFrame, reviews: pd.DataFrame) -> pd.DataFrame:
    """Where the text says that all were concluded, upheld or decided, the tables count none that were not."""
    said = mentions[mentions["kind"].isin(list(_CONTRARY))].reset_index(drop=True)
    against = {"applications": applications, "reviews": reviews}
    rows = []
    for kind, (table, cells) in _CONTRARY.items():
        amount = against[table][[cell for cell in cells if cell in against[table]]].sum(axis=1, skipna=False)
        rows.append(
            pd.DataFrame(
                {
                    "report": amount.index,
                    "amount": amount.to_numpy(),
                    "kind": kind,
                    "cells": " ".join(f"{table}[{a},{b}]" for a, b in cells),
                }
            )
        )
    frame = said.merge(pd.concat(rows), on=["report", "kind"])
    holds = (frame["amount"] == 0).astype("boolean").mask(frame["amount"].isna())
    return verdicts(
        frame,
        holds,
        place="mentions[{text}]",
        members="{cells}",
        left="{text}",
        right="{amount}",
        zh="文中说“{text}”，表中却有 {amount} 件不是",
        en="the text says “{text}”, but the table counts {amount} that are not",
    )


_DISPUTES = ("行政复议", "未经复议直接起诉", "复议后起诉")
_CONTRARY = {
    "全部办结": ("applications", [("结转下年度", "总计")]),
    "复议全部维持": ("reviews", [("行政复议", outcome) for outcome in ("结果纠正", "其他结果", "尚未审结")]),
    "诉讼全部维持": (
        "reviews",
        [(row, outcome) for row in _DISPUTES[1:] for outcome in ("结果纠正", "其他结果", "尚未审结")],
    ),
    "复议全部审结": ("reviews", [("行政复议", "尚未审结")]),
    "诉讼全部审结": ("reviews", [(row, "尚未审结") for row in _DISPUTES[1:]]),
}
