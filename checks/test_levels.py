"""Across levels: a report that sums up an area against those of the bodies in it."""

import pandas as pd

from gouji.checking import check, verdicts

_BASIS = "政府信息公开条例 第四十九条（逐级汇总）；bodies.yaml"
_ADDED = [("applications", row) for row in ("本年新收", "上年结转", "予以公开", "部分公开", "总计", "结转下年度")]
# Lawsuits are left out: where the reconsidering body is a co-defendant, only the other reports the case
# (国办公开办函〔2016〕201号).


def _sums(applications: pd.DataFrame, reviews: pd.DataFrame) -> pd.DataFrame:
    """Return the additive totals of each report: requests, results, reconsiderations."""
    columns = {f"applications[{row},总计]": applications[row, "总计"] for _, row in _ADDED}
    return pd.DataFrame(columns | {"reviews[行政复议,总计]": reviews["行政复议", "总计"]})


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
    return _rolled_up(_sums(applications, reviews), bodies)


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
    families = _families(bodies)
    parents = bodies[(bodies["covers"] == "汇总") & bodies["children"].notna()]
    parts = []
    for place in sums.columns:
        own = parents[["report", "children"]].assign(place=place, total=parents["report"].map(sums[place]))
        below = families.assign(part=families["child"].map(sums[place]), term=" -" + families["child"] + "#" + place)
        below = below[below["part"].notna()].drop_duplicates(["report", "child_body"])
        added = below.groupby("report").agg(
            parts=("part", "sum"), terms=("term", "".join), found=("child_body", "size")
        )
        parts.append(own.merge(added, left_on="report", right_index=True, how="left"))
    frame = pd.concat(parts, ignore_index=True)
    frame = frame[frame["total"].notna()].reset_index(drop=True)
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
    families, sums = _families(bodies), _sums(applications, reviews)
    parts = [
        families.assign(place=place, part=families["child"].map(sums[place]), total=families["report"].map(sums[place]))
        for place in sums.columns
    ]
    frame = (
        pd.concat(parts, ignore_index=True)
        .dropna(subset=["part", "total"])
        .rename(columns={"report": "above", "child": "report"})
    )
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
