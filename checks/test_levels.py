"""Across levels: a report that sums up an area against those of the bodies in it."""

from collections.abc import Iterable

import pandas as pd

from gouji.checking import check, verdicts
from schemas.forms import forms

_BASIS = "政府信息公开条例 第四十九条（逐级汇总）；bodies.yaml"
_TOTALS = ("本年新收", "上年结转", "予以公开", "部分公开", "总计", "结转下年度")
# Lawsuits are left out: where the reconsidering body is a co-defendant, only the other reports the case
# (国办公开办函〔2016〕201号).


def _added(applications: pd.DataFrame, reviews: pd.DataFrame, rows: Iterable[str]) -> pd.DataFrame:
    """Return what adds up over bodies (reports × places): the totals of rows of table three, and reconsiderations."""
    columns = {f"applications[{row},总计]": applications[row, "总计"] for row in rows}
    columns |= {f"reviews[行政复议,{outcome}]": reviews["行政复议", outcome] for outcome in reviews["行政复议"].columns}
    return pd.DataFrame(columns)


def _results() -> list[str]:
    """Return the rows of table three, but for those that only some offices print."""
    tables = (forms()[form].tables["applications"] for form in ("2019", "2021"))
    return list(dict.fromkeys(row.name for table in tables for row in table.rows if not row.local))


def _families(bodies: pd.DataFrame) -> pd.DataFrame:
    """Return parents that sum up their area, with the reports of their children on the same year."""
    parents = bodies[bodies["covers"] == "汇总"][["report", "body", "year"]]
    children = bodies.dropna(subset=["parent", "year"])[["report", "parent", "year", "body"]]
    return parents.merge(
        children.rename(columns={"report": "child", "body": "child_body"}),
        left_on=["body", "year"],
        right_on=["parent", "year"],
    )


@check(
    basis=_BASIS,
    forms=("2019", "2021"),
    zh="汇总报告的数等于所属各机关之和（所属机关齐全时）",
    doubt=("转办的申请可能计两次", "a request passed on may count twice"),
)
def test_area_is_the_sum_of_its_bodies(
    applications: pd.DataFrame, reviews: pd.DataFrame, bodies: pd.DataFrame
) -> pd.DataFrame:
    """Where all bodies that a report sums up are at hand, its totals are theirs together."""
    return _rolled_up(_added(applications, reviews, _results()), bodies)


_REQUESTS = ("收到申请数", "申请办结数", "申请答复数")


@check(
    basis="国办发〔2014〕32号（逐级汇总）；bodies.yaml",
    severity="warning",
    forms=("statistics",),
    zh="汇总的统计表等于所属各机关之和（所属机关齐全时）",
    doubt=("转办的申请可能计两次", "a request passed on may count twice"),
)
def test_statistics_are_the_sum_of_their_bodies(statistics: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """Where all bodies that a 统计表 sums up are at hand, its requests are theirs together."""
    columns = {f"statistics[{row},数量]": statistics[row, "数量"] for row in _REQUESTS}
    return _rolled_up(pd.DataFrame(columns, index=statistics.index), bodies)


def _rolled_up(sums: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """Return verdicts on the totals `sums` (reports × places) of parents against those of their children."""
    families = _families(bodies).drop_duplicates(["report", "child_body"])
    parents = bodies[(bodies["covers"] == "汇总") & bodies["children"].notna()]
    own = _long(parents, "report", sums, "total")
    below = _long(families, "child", sums, "part")
    below["term"] = " -" + below["child"] + "#" + below["place"]
    added = below.groupby(["report", "place"], as_index=False, sort=False).agg(
        parts=("part", "sum"), terms=("term", "".join), found=("child_body", "size")
    )
    frame = own.merge(added, on=["report", "place"], how="left")
    frame["missing"] = frame["children"] - frame["found"].fillna(0).astype(int)
    sure = (frame["missing"] == 0).astype(bool)
    holds = (frame["total"] == frame["parts"]).astype("boolean").mask(~sure)
    return verdicts(
        frame,
        holds,
        place="{place}",
        terms=("+" + frame["place"] + frame["terms"].fillna("")).where(sure, ""),
        left="{total}",
        right="{parts}",
        zh="{place}：汇总 {total}，而所属各机关合计 {parts}（缺 {missing} 个机关的报告）",
        en="{place}: {total} in all, but its bodies sum to {parts} ({missing} of their reports are missing)",
    )


def _long(bodies: pd.DataFrame, of: str, sums: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a row per body and place that its report `of` has a number in, with that number as `name`."""
    near = sums[sums.index.isin(bodies[of])].rename_axis(of).reset_index()
    values = near.melt(of, var_name="place", value_name=name).dropna(subset=[name])
    return bodies.merge(values, on=of)


@check(
    basis=_BASIS,
    severity="warning",
    forms=("2019", "2021"),
    zh="所属机关的数不大于汇总报告的数",
    doubt=("两份报告的范围可能不同", "the two may be of different scope"),
)
def test_no_body_exceeds_its_area(
    applications: pd.DataFrame, reviews: pd.DataFrame, bodies: pd.DataFrame
) -> pd.DataFrame:
    """No body in an area has more of anything than the report that sums up the area."""
    families, sums = _families(bodies), _added(applications, reviews, _TOTALS)
    above = _long(families[["report"]].drop_duplicates(), "report", sums, "total")
    frame = _long(families, "child", sums, "part").merge(above, on=["report", "place"])
    frame = frame.rename(columns={"report": "above", "child": "report"})
    return verdicts(
        frame,
        frame["part"] <= frame["total"],
        place="{place}",
        members="{place} {above}#{place}",
        left="{part}",
        right="{total}",
        zh="{place}：{part} 大于汇总报告（{above}）的 {total}",
        en="{place}: {part} exceeds the {total} of the report that sums up the area ({above})",
    )
