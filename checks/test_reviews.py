"""表四 政府信息公开行政复议、行政诉讼情况."""

import pandas as pd

from checks.cells import columns_of, picked
from checks.neighbours import paired
from gouji.checking import check, tie, verdicts


@tie("reviews", basis="国办公开办函〔2019〕60号、〔2021〕30号 表四", zh="每件行政复议、行政诉讼有且只有一种结果")
def test_outcomes_sum_to_total() -> str:
    """Every reconsideration and lawsuit has exactly one outcome."""
    return "结果维持 + 结果纠正 + 其他结果 + 尚未审结 == 总计"


@check(
    basis="政府信息公开条例 第五十一条",
    severity="warning",
    zh="没有收到申请，一般也没有因申请引起的复议和诉讼",
    doubt=("复议机关可能把自己审理的案件填入", "a reconsidering body may count the cases that it decided"),
)
def test_disputes_follow_applications(
    reports: pd.DataFrame, figures: pd.DataFrame, applications: pd.DataFrame, reviews: pd.DataFrame
) -> pd.DataFrame:
    """A body that received no application seldom has reconsiderations or lawsuits over applications."""
    frame = (
        reports[["report"]]
        .assign(
            disputes=reports["report"].map(_disputes(figures, reviews)),
            received=reports["report"].map(_received(figures, applications)),
        )
        .dropna(subset="disputes")
    )
    holds = ((frame["disputes"] == 0) | (frame["received"] > 0)).astype("boolean").mask(frame["received"].isna())
    return verdicts(
        frame,
        holds,
        place="reviews",
        left="申请 {received}",
        right="复议和诉讼 {disputes}",
        zh="收到申请 {received} 件，却有行政复议和行政诉讼 {disputes} 件",
        en="{received} applications received, yet {disputes} 行政复议 and 行政诉讼",
    )


def _disputes(figures: pd.DataFrame, reviews: pd.DataFrame) -> pd.Series:
    """Return reconsiderations and lawsuits per report, from table four or, where there is none, from the text."""
    said = figures[figures["quantity"].isin(["行政复议", "行政诉讼"])].drop_duplicates(["report", "quantity"])
    text = said["value"].astype(float).groupby(said["report"]).sum()
    table = columns_of(reviews, "总计").sum(axis="columns", min_count=1).dropna()
    return table.combine_first(text)


def _received(figures: pd.DataFrame, applications: pd.DataFrame) -> pd.Series:
    """Return applications received per report, carried over ones included; the largest figure said counts."""
    said = figures[figures["quantity"] == "本年新收"]
    text = said["value"].astype(float).groupby(said["report"]).max()
    table = applications[[("本年新收", "总计"), ("上年结转", "总计")]].sum(axis="columns", min_count=1).dropna()
    return table.combine_first(text)


@check(
    basis="政府信息公开条例 第五十一条；表四 复议后起诉",
    severity="warning",
    forms=("2019", "2021"),
    zh="复议后起诉的，本年或上年有行政复议",
    doubt=("复议由其他机关审理填报", "the reconsideration may be reported by the body that decided it"),
)
def test_lawsuits_after_a_reconsideration(reviews: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """A lawsuit after reconsideration needs a reconsideration, this year or last."""
    frame = picked(reviews, reviewed=("行政复议", "总计"), sued=("复议后起诉", "总计")).dropna()
    frame = frame.merge(bodies[["report", "previous"]], on="report", how="left")
    frame["before"] = frame["previous"].map(reviews["行政复议", "总计"])
    holds = ((frame["sued"] == 0) | (frame["reviewed"] > 0)).astype("boolean")
    holds = holds.mask(~holds, (frame["before"] > 0).astype("boolean").mask(frame["before"].isna()))
    return verdicts(
        frame,
        holds,
        place="reviews[复议后起诉,总计]",
        members="reviews[复议后起诉,总计] reviews[行政复议,总计]",
        left="{sued}",
        right="{reviewed}",
        zh="复议后起诉 {sued} 件，而本年和上年的行政复议都是 0",
        en="{sued} lawsuits after reconsideration, but no reconsideration this year or last",
    )


@check(
    basis="政府信息公开条例 第五十一条",
    severity="warning",
    forms=("2019", "2021"),
    zh="复议和诉讼不多于两年办理的申请",
    doubt=("同一申请人反复起诉", "one applicant may sue over and over"),
)
def test_disputes_are_fewer_than_requests(
    reviews: pd.DataFrame, applications: pd.DataFrame, bodies: pd.DataFrame
) -> pd.DataFrame:
    """Disputes are over requests concluded this year or last, and no more than those."""
    disputes = columns_of(reviews, "总计").sum(axis="columns", skipna=False)
    frame = (
        pd.DataFrame({"disputes": disputes, "now": applications["总计", "总计"].reindex(disputes.index)})
        .rename_axis("report")
        .reset_index()
    )
    frame = frame.merge(bodies[["report", "previous"]], on="report", how="left").dropna(subset=["disputes", "now"])
    frame["before"] = frame["previous"].map(applications["总计", "总计"])
    holds = (frame["disputes"] <= frame["now"]).astype("boolean")
    holds = holds.mask(
        ~holds, (frame["disputes"] <= frame["now"] + frame["before"]).astype("boolean").mask(frame["before"].isna())
    )
    return verdicts(
        frame,
        holds,
        place="reviews",
        members="applications[总计,总计]",
        left="{disputes}",
        right="{now} + {before}",
        zh="复议和诉讼 {disputes} 件，多于本年办理的申请 {now} 件与上年的 {before} 件",
        en="{disputes} disputes, more than the requests concluded this year ({now}) and last ({before})",
    )


@check(
    basis="国办公开办函〔2019〕60号、〔2021〕30号 表四（尚未审结）",
    severity="info",
    forms=("2019", "2021"),
    zh="上年尚未审结的，本年一般有结果",
    doubt=("没有规定上年未结的案件是否再报", "no rule says whether open cases are reported again"),
)
def test_open_cases_come_back(reviews: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """Where cases were open at the end of last year, this year's table seldom has none at all."""
    frame = pd.concat(
        [
            paired(reviews, bodies, {"total": (row, "总计")}, {"open": (row, "尚未审结")}).assign(row=row)
            for row in ("行政复议", "未经复议直接起诉", "复议后起诉")
        ],
        ignore_index=True,
    )
    frame = frame[frame["previous"].notna() & frame[["total", "open"]].notna().all(axis=1)].reset_index(drop=True)
    return verdicts(
        frame,
        (frame["open"] == 0) | (frame["total"] > 0),
        place="reviews[{row},总计]",
        members="reviews[{row},总计] {previous}#reviews[{row},尚未审结]",
        left="{total}",
        right="{open}",
        zh="{row}上年尚未审结 {open} 件，本年总计却是 0",
        en="{row}: {open} cases open at the end of last year, none at all this year",
    )
