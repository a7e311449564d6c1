"""What a report's text says of its tables: which cells a figure in the text quotes.

A target is a statutory quantity (本年新收, 行政复议…) or an outcome of one (行政复议:结果维持). Each has alternatives,
sums of cells that clerks mean by the same words: 收到 62 件（含上年结转 3 件) is 本年新收 and 上年结转 together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from schemas.forms import forms

Cell = tuple[str, str]

UNITS = ("件", "起", "宗", "例", "封", "份", "条", "次", "")  # measure words of requests and cases
_TOTAL = "总计"


class Alternative(NamedTuple):
    """Cells of one table that together are the quantity; `less` are taken off."""

    table: str
    cells: tuple[Cell, ...]
    less: tuple[Cell, ...] = ()

    @property
    def terms(self) -> str:
        """The cells with their signs, to which the figure is opposed."""
        signed = [f"+{self.table}[{row},{column}]" for row, column in self.cells]
        return " ".join(signed + [f"-{self.table}[{row},{column}]" for row, column in self.less])

    @property
    def words(self) -> str:
        """The cells in words."""
        names = [row if column in (_TOTAL, "数量") else f"{row} × {column}" for row, column in self.cells]
        return " + ".join(names) + "".join(f" − {row}" for row, _ in self.less)


_GROUPS: dict[str, tuple[str, ...]] = {}
for _row in forms()["2021"].tables["applications"].rows:
    if _row.group not in ("", "本年度办理结果"):
        _GROUPS[_row.group] = (*_GROUPS.get(_row.group, ()), _row.name)

_LAWSUITS = ("未经复议直接起诉", "复议后起诉")
OUTCOMES = {
    "结果维持": r"维持|驳回",
    "结果纠正": r"纠正|纠错|撤销|确认违法|责令",
    "尚未审结": r"未审结|未结|在审|审理中|正在审理|待审",
    "其他结果": r"其他|其它",
}
LEAVES = {
    "国家秘密": "国家秘密",
    "法律行政法规禁止公开": "法规禁止公开",
    "三安全一稳定": "三安全一稳定",
    "第三方合法权益": "第三方合法权益",
    "三类内部事务信息": "内部事务信息",
    "四类过程性信息": "过程性信息",
    "行政执法案卷": "行政执法案卷",
    "行政查询事项": "行政查询事项",
    "本机关不掌握": "不掌握",
    "需要另行制作": "另行制作",
    "补正后仍不明确": "不明确",
    "信访举报投诉": "信访举报投诉类",
    "重复申请": "重复申请",
    "公开出版物": "公开出版物",
    "大量反复申请": "大量反复申请",
    "确认或重新出具": "确认或重新出具",
    "逾期不补正": "逾期不补正",
    "逾期不缴费": "逾期未?不?(?:缴费|按收费)",
}


def _applications(*rows: str, less: Iterable[str] = ()) -> Alternative:
    return Alternative("applications", tuple((row, _TOTAL) for row in rows), tuple((row, _TOTAL) for row in less))


def _statistics(*rows: str) -> Alternative:
    return Alternative("statistics", tuple((row, "数量") for row in rows))


def _reviews(rows: Iterable[str], column: str) -> Alternative:
    return Alternative("reviews", tuple((row, column) for row in rows))


def _request_targets() -> Iterator[tuple[str, Alternative]]:
    """Yield each quantity of table three with its alternatives, the plainest first."""
    yield "本年新收", _applications("本年新收")
    yield "本年新收", _applications("本年新收", "上年结转")
    yield "总计", _applications("总计")
    yield "总计", _applications("总计", less=_GROUPS["其他处理"])  # 答复, without those no longer dealt with
    yield "总计", _applications("总计", less=["其他处理"])
    yield "部分公开", _applications("部分公开")
    yield "部分公开", _applications("予以公开", "部分公开")
    for row in ("上年结转", "结转下年度", "予以公开", "其他处理", *LEAVES):
        yield row, _applications(row)
    for group, rows in _GROUPS.items():
        yield group, _applications(*rows)


def _dispute_targets() -> Iterator[tuple[str, Alternative]]:
    for column in (_TOTAL, *OUTCOMES):
        suffix = "" if column == _TOTAL else f":{column}"
        yield f"行政复议{suffix}", _reviews(["行政复议"], column)
        yield f"行政诉讼{suffix}", _reviews(_LAWSUITS, column)
        for row in _LAWSUITS:
            yield f"{row}{suffix}", _reviews([row], column)


_ROWS_OF_STATISTICS = (
    ("本年新收", "收到申请数"),
    ("总计", "申请办结数"),
    ("总计", "申请答复数"),
    ("予以公开", "同意公开数"),
    ("部分公开", "同意部分公开数"),
    ("不予公开", "不同意公开数"),
    ("行政复议", "行政复议数"),
    ("行政诉讼", "行政诉讼数"),
    *((f"行政复议:{outcome}", f"复议{part}") for outcome, part in zip(OUTCOMES, ("维持数", "纠错数"), strict=False)),
    *((f"行政诉讼:{outcome}", f"诉讼{part}") for outcome, part in zip(OUTCOMES, ("维持数", "纠错数"), strict=False)),
    ("行政复议:其他结果", "复议其他情形数"),
    ("行政诉讼:其他结果", "诉讼其他情形数"),
)


def _disclosure_targets() -> Iterator[tuple[str, Alternative]]:
    for row in ("规章", "行政规范性文件"):
        for column in ("本年制发件数", "本年废止件数", "现行有效件数"):
            yield f"{row}:{column}", Alternative("disclosure", ((row, column),))
    for row in ("行政许可", "行政处罚", "行政强制"):
        yield f"{row}:处理决定", Alternative("disclosure", ((row, "本年处理决定数量"),))


TARGETS = (
    *_request_targets(),
    *_dispute_targets(),
    *((target, _statistics(row)) for target, row in _ROWS_OF_STATISTICS),
    *_disclosure_targets(),
)

_SUBJECTS = (  # what a figure counts, by the words before it
    ("规章:本年制发件数", r"(?:制发|制定|出台|印发|新增|颁布)[^,。;]{0,10}规章$"),
    ("行政规范性文件:本年制发件数", r"(?:制发|制定|出台|印发|新增)[^,。;]{0,10}规范性文件$"),
    ("规章:本年废止件数", r"废止[^,。;]{0,10}规章$"),
    ("行政规范性文件:本年废止件数", r"废止[^,。;]{0,10}规范性文件$"),
    ("规章:现行有效件数", r"现行有效的?[^,。;]{0,10}规章$"),
    ("行政规范性文件:现行有效件数", r"现行有效的?[^,。;]{0,10}规范性文件$"),
    *(
        (f"{row}:处理决定", rf"(?:作出|办理|办结|实施)[^,。;]{{0,8}}{row}(?:决定|案件)?$")
        for row in ("行政许可", "行政处罚", "行政强制")
    ),
)
DOCUMENTS = tuple(target for target, _ in _SUBJECTS if "件数" in target)
DECISIONS = tuple(target for target, _ in _SUBJECTS if "处理决定" in target)


def amounts(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what the tables say: a row per report, target and alternative with its amount, terms and words."""
    parts = []
    for order, (target, alternative) in enumerate(TARGETS):
        table = tables.get(alternative.table)
        if table is None or table.empty:
            continue
        amount = table[list(alternative.cells)].sum(axis=1, skipna=False)
        if alternative.less:
            amount = amount - table[list(alternative.less)].sum(axis=1, skipna=False)
        part = pd.DataFrame({"report": table.index, "amount": amount.to_numpy()}).dropna()
        parts.append(part.assign(target=target, order=order, cells=alternative.terms, words=alternative.words))
    columns = ["report", "amount", "target", "order", "cells", "words"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def quotations(figures: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that quote a statutory quantity, with their `target` and `number`.

    Left out are figures of another year, and parts of a figure of the same quantity (其中当面申请 2 件).
    """
    parts = _parts(figures, ties)
    named = figures.assign(
        target=figures["quantity"].where(figures["unit"].isin(UNITS)), number=figures["value"].astype(float)
    )
    for target, pattern in _SUBJECTS:
        counted = named["subject"].str.contains(pattern) & named["unit"].isin(UNITS)
        named["target"] = named["target"].mask(counted, target)
    named = named.merge(parts, on=["report", "figure"], how="left")
    named["target"] = named["outcome"].where(named["outcome"].notna(), named["target"])
    again = (named["whole"] == named["quantity"]) & named["outcome"].isna()
    named = named[~again & named["target"].notna() & ~_earlier(named, ties)]
    lawsuits = {
        row: named["target"].str.startswith("行政诉讼") & named["subject"].str.contains(words)
        for row, words in (("未经复议直接起诉", "直接起诉|未经复议"), ("复议后起诉", "复议后"))
    }
    for row, its in lawsuits.items():
        named["target"] = named["target"].mask(its, row)
    return named.drop(columns=["outcome"])


def _parts(figures: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return the parts of sums: the quantity of the whole, and the outcome or result that the part's words name."""
    sums = ties[ties["kind"] == "sum"]
    pairs = (
        pd.DataFrame({"report": sums["report"], "total": sums["left"].str[0], "figure": sums["right"]})
        .explode("figure")
        .dropna()
    )
    wholes = figures[["report", "figure", "quantity"]].rename(columns={"figure": "total", "quantity": "whole"})
    pairs = pairs.merge(wholes, on=["report", "total"]).merge(
        figures[["report", "figure", "subject"]], on=["report", "figure"]
    )
    pairs["outcome"] = pd.Series(pd.NA, index=pairs.index, dtype=object)
    disputes = pairs["whole"].isin(["行政复议", "行政诉讼"])
    for outcome, pattern in reversed(OUTCOMES.items()):
        its = disputes & pairs["subject"].str.contains(pattern)
        pairs["outcome"] = pairs["outcome"].mask(its, pairs["whole"].astype(str) + ":" + outcome)
    for row, pattern in LEAVES.items():
        results = pairs["whole"].isin(["总计", "本年新收", *_GROUPS])
        pairs["outcome"] = pairs["outcome"].mask(results & pairs["subject"].str.contains(pattern), row)
    return pairs.drop_duplicates(["report", "figure"])[["report", "figure", "whole", "outcome"]]


def _earlier(figures: pd.DataFrame, ties: pd.DataFrame) -> pd.Series:
    """Tell which figures are those of an earlier year that a growth is reckoned from."""
    growth = ties[ties["kind"] == "growth"]
    earlier = set(growth[["report", "right"]].explode("right").dropna().itertuples(index=False, name=None))
    keys = zip(figures["report"], figures["figure"], strict=True)
    return pd.Series([key in earlier for key in keys], index=figures.index, dtype=bool)


def compared(quoted: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """Join what the text says with what the tables say: one row per figure, with the alternative nearest to it.

    `agrees` is missing where the figures do not compare: a scope of its own of which no figure agrees, 约.
    """
    pairs = quoted.merge(said, on=["report", "target"])
    exact = pairs["number"] == pairs["amount"]
    bounded = (pairs["approximate"].eq("at least") & (pairs["amount"] >= pairs["number"])) | (
        pairs["approximate"].eq("at most") & (pairs["amount"] <= pairs["number"])
    )
    pairs["agrees"] = (exact | bounded).astype("boolean").mask(pairs["approximate"].eq("about"))
    best = pairs.sort_values(["agrees", "order"], ascending=[False, True], na_position="last", kind="stable")
    best = best.drop_duplicates(["report", "figure"]).sort_index()
    within = (
        best.groupby(["report", "scope"])["agrees"]
        .transform(lambda agrees: bool(agrees.fillna(False).any()))
        .astype(bool)
    )
    best["agrees"] = best["agrees"].mask((best["scope"] != "") & ~within)
    exactly = best["approximate"].isna()
    best["terms"] = (best["cells"] + " -figures[" + best["figure"] + "]").where(exactly & best["agrees"].notna(), "")
    return best
