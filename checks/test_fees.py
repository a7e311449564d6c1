"""信息处理费 and what is said of fees."""

import re

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


@check(
    basis=f"{_NOTICE}（信息处理费属行政事业性收费）；国办公开办函〔2021〕30号 表二",
    severity="info",
    forms=("2021",),
    zh="实收的信息处理费在表二的收费金额之内",
    doubt=("许多机关不把信息处理费计入表二", "many bodies leave 信息处理费 out of table two"),
)
def test_collected_fee_is_in_the_table(figures: pd.DataFrame, disclosure: pd.DataFrame) -> pd.DataFrame:
    """信息处理费 is one of the fees that table two counts: what was collected is no more than its amount in 万元."""
    frame = _amounts(figures, rf"{_COLLECTED}(?![^,。]*应)[^,。]*信息处理费|信息处理费[^,。]*{_COLLECTED}", "collected")
    table = disclosure["行政事业性收费", "本年收费金额"]
    frame = frame.assign(table=(frame["report"].map(table).astype(float) * 10_000).round(2))
    frame = frame[frame["report"].isin(disclosure.index)].reset_index(drop=True)
    return verdicts(
        frame,
        compared(frame, frame["collected"] <= frame["table"], "table"),
        place="disclosure[行政事业性收费,本年收费金额]",
        members="disclosure[行政事业性收费,本年收费金额] figures[{collected_figure}]",
        left="{collected} 元",
        right="{table} 元",
        zh="实收信息处理费 {collected} 元，表二的行政事业性收费折合 {table} 元，小于它",
        en="{collected} 元 of 信息处理费 collected, but the fees of table two come to {table} 元",
    )


@check(
    basis="国办公开办函〔2021〕30号 表二（单位：万元）、四（内容准确）",
    severity="warning",
    forms=("2021",),
    zh="文中的行政事业性收费与表二一致",
    doubt=("文中可能只说一种收费", "the text may speak of one of the fees alone"),
)
def test_charges_in_text_agree_with_table(figures: pd.DataFrame, disclosure: pd.DataFrame) -> pd.DataFrame:
    """The 行政事业性收费 that the text says were taken, or not taken, are those of table two."""
    money = figures[figures["unit"].isin(["元", "万元"]) & figures["approximate"].isna()]
    said = money[
        money["subject"].str.contains(r"行政事业性收费(?:金额|收入|总额)?(?:共计|合计|为|共)?$")
    ].drop_duplicates("report")
    said = said[said["report"].isin(disclosure.index)]
    yuan = said["value"].astype(float) * said["unit"].map({"元": 1.0, "万元": 10_000.0}).astype(float)
    frame = said[["report", "figure", "text"]].assign(
        yuan=yuan, table=said["report"].map(disclosure["行政事业性收费", "本年收费金额"]).astype(float) * 10_000
    )
    step = frame["text"].map(_last_digit).astype(float)
    return verdicts(
        frame,
        compared(frame, (frame["yuan"] - frame["table"]).abs() <= step, "table"),
        place="figures[{figure}]",
        members="figures[{figure}] disclosure[行政事业性收费,本年收费金额]",
        left="{text}",
        right="{table} 元",
        zh="文中行政事业性收费 {text}，表二折合 {table} 元",
        en="the text has {text} of 行政事业性收费, table two comes to {table} 元",
    )


_AMOUNT = re.compile(r"\d[\d,]*(?:\.(\d+))?\s*(亿|万)?")


def _last_digit(text: str) -> float:
    """Return what one in the last printed digit of an amount is worth in 元."""
    found = _AMOUNT.search(text)
    scale = {"亿": 10.0**8, "万": 10.0**4}.get(found[2] or "", 1.0) if found else 1.0
    return float(scale / 10 ** len(found[1] or "")) if found else 1.0
