"""表四 政府信息公开行政复议、行政诉讼情况."""

import pandas as pd

from gouji.checking import check, tie, verdicts


@tie("reviews", basis="国办公开办函〔2019〕60号、〔2021〕30号 表四", zh="每件行政复议、行政诉讼有且只有一种结果")
def test_outcomes_sum_to_total():
    """Every reconsideration and lawsuit has exactly one outcome."""
    return "结果维持 + 结果纠正 + 其他结果 + 尚未审结 == 总计"


@check(basis="政府信息公开条例 第五十一条", severity="warning", zh="没有收到申请，一般也没有因申请引起的复议和诉讼")
def test_disputes_follow_applications(figures: pd.DataFrame, applications: pd.DataFrame, reviews: pd.DataFrame) -> pd.DataFrame:
    """A body that received no application seldom has reconsiderations or lawsuits over applications."""
    disputes = _disputes(figures, reviews)
    received = _received(figures, applications).reindex(disputes.index)
    frame = pd.DataFrame({"disputes": disputes, "received": received}).rename_axis("report").reset_index()
    holds = ((frame["disputes"] == 0) | (frame["received"] > 0)).astype("boolean").mask(frame["received"].isna())
    return verdicts(
        frame, holds, place="reviews", left="申请 {received}", right="复议和诉讼 {disputes}",
        zh="收到申请 {received} 件，却有行政复议和行政诉讼 {disputes} 件",
        en="{received} applications received, yet {disputes} 行政复议 and 行政诉讼",
    )


def _disputes(figures: pd.DataFrame, reviews: pd.DataFrame) -> pd.Series:
    """Return reconsiderations and lawsuits per report, from table four or, where there is none, from the text."""
    said = figures[figures["quantity"].isin(["行政复议", "行政诉讼"])].drop_duplicates(["report", "quantity"])
    text = said["value"].astype(float).groupby(said["report"]).sum()
    table = reviews.xs("总计", axis="columns", level="column").sum(axis="columns", min_count=1).dropna()
    return table.combine_first(text)


def _received(figures: pd.DataFrame, applications: pd.DataFrame) -> pd.Series:
    """Return applications received per report, carried over ones included; the largest figure said counts."""
    said = figures[figures["quantity"] == "本年新收"]
    text = said["value"].astype(float).groupby(said["report"]).max()
    table = applications[[("本年新收", "总计"), ("上年结转", "总计")]].sum(axis="columns", min_count=1).dropna()
    return table.combine_first(text)
