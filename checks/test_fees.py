"""信息处理费 and what is said of fees."""

import pandas as pd

from checks.cells import compared
from gouji.checking import check, verdicts

_NOTICE = "国办函〔2020〕109号 政府信息公开信息处理费管理办法"
_COLLECTED = r"(?:实际)?(?:收取|实收|收到|缴纳)"
_BILLED = r"应收|通知.{0,12}金额|总金额|应缴"


@check(
    basis=f"{_NOTICE}；国办公开办函〔2021〕30号（六）",
    severity="warning",
    forms=("2021",),
    zh="其他需要报告的事项说明信息处理费收取情况",
    doubt=("没有收费而未写明", "nothing collected, and nothing said of it"),
)
def test_processing_fees_are_reported(mentions: pd.DataFrame) -> pd.DataFrame:
    """The last section says what 信息处理费 was collected, or that none was."""
    missing = mentions[(mentions["kind"] == "缺内容") & (mentions["text"] == "信息处理费")]
    return verdicts(
        missing,
        pd.Series(False, index=missing.index),
        place="mentions[信息处理费]",
        zh="没有说明信息处理费的收取情况",
        en="nothing is said of 信息处理费",
    )


def _amounts(figures: pd.DataFrame, pattern: str, name: str) -> pd.DataFrame:
    """Return the first amount of money of each report whose words match, with its figure."""
    money = figures[
        (figures["unit"] == "元") & figures["approximate"].isna() & figures["section"].isin(["六", "三", ""])
    ]
    money = money[money["subject"].str.contains(pattern)].drop_duplicates("report")
    return (
        money[["report", "figure", "value"]]
        .rename(columns={"figure": f"{name}_figure", "value": name})
        .astype({name: float})
    )


def _billed(figures: pd.DataFrame) -> pd.DataFrame:
    return _amounts(figures, _BILLED, "billed")


@check(
    basis=_NOTICE,
    forms=("2021",),
    zh="实收的信息处理费不多于通知收取的",
    doubt=("上年通知的在本年缴纳", "notices of the year before may be paid in this one"),
)
def test_collected_was_billed(figures: pd.DataFrame) -> pd.DataFrame:
    """No more is collected than was billed."""
    frame = _amounts(figures, rf"{_COLLECTED}(?![^,。]*应)", "collected").merge(_billed(figures), on="report")
    frame = frame[frame["collected_figure"] != frame["billed_figure"]].reset_index(drop=True)
    return verdicts(
        frame,
        frame["collected"] <= frame["billed"],
        place="figures[{collected_figure}]",
        members="figures[{collected_figure}] figures[{billed_figure}]",
        left="{collected}",
        right="{billed}",
        zh="实收 {collected} 元，多于通知收取的 {billed} 元",
        en="{collected} 元 collected, more than the {billed} 元 billed",
    )


@check(
    basis=f"{_NOTICE}（逾期未缴纳视为放弃）",
    severity="warning",
    forms=("2021",),
    zh="发出的收费通知不少于逾期不缴费的申请",
    doubt=("上年发出的通知在本年逾期", "a notice of the year before may lapse in this one"),
)
def test_unpaid_were_billed(figures: pd.DataFrame, applications: pd.DataFrame) -> pd.DataFrame:
    """Requests dropped because a bill was not paid are no more than the bills sent."""
    sent = figures[
        figures["subject"].str.contains("收费通知")
        & figures["unit"].isin(["件", "份", "个", "次"])
        & figures["approximate"].isna()
    ]
    sent = sent.drop_duplicates("report")[["report", "figure", "value"]].astype({"value": float})
    unpaid = applications["逾期不缴费", "总计"].rename("unpaid").rename_axis("report").reset_index()
    frame = sent.merge(unpaid, on="report")
    return verdicts(
        frame,
        compared(frame, frame["unpaid"] <= frame["value"], "unpaid"),
        place="applications[逾期不缴费,总计]",
        members="applications[逾期不缴费,总计] figures[{figure}]",
        left="{unpaid}",
        right="{value}",
        zh="逾期不缴费 {unpaid} 件，而收费通知只有 {value} 件",
        en="{unpaid} requests dropped as unpaid, but only {value} bills were sent",
    )


@check(
    basis=f"{_NOTICE} 第四条、第五条（每件 100 元的倍数，每页 10 元的倍数）",
    severity="warning",
    forms=("2021",),
    zh="信息处理费合乎收费标准",
    doubt=("退费", "refunds"),
)
def test_fee_fits_the_tariff(figures: pd.DataFrame) -> pd.DataFrame:
    """The tariff is in steps of 10 元: an amount that is not a multiple of ten does not follow from it."""
    frame = _amounts(figures, "信息处理费", "fee")
    return verdicts(
        frame,
        frame["fee"] % 10 == 0,
        place="figures[{fee_figure}]",
        left="{fee}",
        zh="信息处理费 {fee} 元不是 10 元的倍数",
        en="信息处理费 of {fee} 元 is no multiple of ten",
    )


@check(
    basis="国办发〔2014〕32号 政府信息公开情况统计表",
    severity="warning",
    forms=("statistics",),
    zh="文中的收费与统计表一致",
    doubt=("暂免的费用", "fees waived for a time"),
)
def test_fees_in_text_agree_with_table(figures: pd.DataFrame, statistics: pd.DataFrame) -> pd.DataFrame:
    """Fees that the text says were taken are those of the table, which is in 万元."""
    said = figures[
        (figures["unit"] == "元")
        & figures["subject"].str.contains(r"收取[^,。]{0,12}费|收费")
        & figures["approximate"].isna()
    ]
    said = said.drop_duplicates("report")[["report", "figure", "value", "text"]].astype({"value": float})
    table = (statistics["收取费用", "数量"] * 10_000).rename("table").rename_axis("report").reset_index()
    frame = said.merge(table, on="report")
    return verdicts(
        frame,
        compared(frame, (frame["table"] - frame["value"]).abs() < 1, "table"),
        place="figures[{figure}]",
        members="figures[{figure}] statistics[收取费用,数量]",
        left="{text}",
        right="{table} 元",
        zh="文中说收费 {text}，表中折合 {table} 元",
        en="the text says {text} was taken, the table has {table} 元",
    )
