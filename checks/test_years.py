"""Across years: what one report carries over is what the next one starts from."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from checks.cells import compared
from checks.changes import amounts_of_change, in_last_year, jumps, rates
from checks.neighbours import beside, once, reasoned, terms, with_reasons
from checks.quoted import amounts
from gouji.checking import check, verdicts

_TABLE_3 = "国办公开办函〔2019〕60号、〔2021〕30号 表三（上年结转、结转下年度）"
_REBUILT = ("机构改革、重新发布会使两年不可比", "bodies merged or split, and reports issued again, do not compare")
_PUBLIC, _ITEMS, _ALL_YEARS = "对外公开总数量", "上一年项目数量", "历年累计"
_APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")


def _carried(applications: pd.DataFrame, bodies: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return verdicts on what is carried in against what last year's report carried out."""
    cells = {column: ({"now": ("上年结转", column)}, {"before": ("结转下年度", column)}) for column in columns}
    frame = once(beside(applications, bodies, cells).dropna(subset="now"))
    holds = compared(frame, frame["now"] == frame["before"], "before")
    said = verdicts(
        frame,
        holds,
        place="applications[上年结转,{row}]",
        terms=terms(
            frame,
            "+applications[上年结转,{row}] -{previous}#applications[结转下年度,{row}]",
            frame["before"].notna(),
        ),
        left="上年结转 {now}",
        right="{previous} 结转下年度 {before}",
        zh="{row}：上年结转 {now}，而上年报告（{previous}）的结转下年度是 {before}",
        en="{row}: 上年结转 {now}, but last year's report ({previous}) has 结转下年度 {before}",
    )
    return with_reasons(said, frame, holds)


@check(basis=_TABLE_3, forms=("2019", "2021"), zh="上年结转的总计等于上年报告的结转下年度", doubt=_REBUILT)
def test_carried_in_is_carried_out(applications: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """What this year's report carries in is what last year's carried out."""
    return _carried(applications, bodies, ["总计"])


@check(
    basis=_TABLE_3,
    severity="warning",
    forms=("2019", "2021"),
    zh="各类申请人的上年结转等于上年报告的结转下年度",
    doubt=("申请人类别可能重新归类", "applicants may have been classed anew"),
)
def test_each_applicant_is_carried_over(applications: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """What is carried in of each kind of applicant is what last year's report carried out of it."""
    return _carried(applications, bodies, _APPLICANTS)


@check(
    basis="国办公开办函〔2021〕30号 表二（制发、废止、现行有效）",
    severity="warning",
    forms=("2021",),
    zh="现行有效件数等于上年的加本年制发减本年废止",
    doubt=(
        "清理、失效可能不计作废止，机构改革也会改变底数",
        "what lapses may not count as repealed; reform of bodies changes the stock",
    ),
)
def test_stock_rolls_forward(disclosure: pd.DataFrame, bodies: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """What is in force is last year's stock, with what was issued and without what was repealed."""
    form = reports.set_index("report")["form"]
    cells = {
        row: (
            {"valid": (row, "现行有效件数"), "made": (row, "本年制发件数"), "repealed": (row, "本年废止件数")},
            {"before": (row, "现行有效件数")},
        )
        for row in ("规章", "行政规范性文件")
    }
    frame = once(beside(disclosure, bodies, cells).dropna(subset=["valid", "made", "repealed"]))
    frame.loc[frame["previous"].map(form) == "2019", ["unknown_zh", "unknown_en"]] = [
        "上年报告用的是另一种格式",
        "last year's report has another form",
    ]
    holds = compared(frame, frame["valid"] == frame["before"] + frame["made"] - frame["repealed"], "before")
    said = verdicts(
        frame,
        holds,
        place="disclosure[{row},现行有效件数]",
        terms=terms(
            frame,
            "+disclosure[{row},现行有效件数] -disclosure[{row},本年制发件数] +disclosure[{row},本年废止件数] "
            "-{previous}#disclosure[{row},现行有效件数]",
            frame["before"].notna(),
        ),
        left="现行有效 {valid}",
        right="上年 {before} + 本年制发 {made} − 本年废止 {repealed}",
        zh="{row}：现行有效 {valid}，而上年 {before} 加制发 {made} 减废止 {repealed} 不等于它",
        en="{row}: {valid} in force, but last year's {before}, {made} issued and {repealed} repealed make another",
    )
    return with_reasons(said, frame, holds)


@check(
    basis="国办公开办函〔2019〕60号 表二（对外公开总数量）",
    severity="warning",
    forms=("2019",),
    zh="对外公开总数量不大于上年的加本年新公开",
    doubt=("补充公开以前的文件", "older documents published late"),
)
def test_published_stock_grows_by_what_is_new(disclosure: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """All that is public is no more than last year's total and what is newly public."""
    cells = {
        row: ({"total": (row, _PUBLIC), "new": (row, "本年新公开数量")}, {"before": (row, _PUBLIC)})
        for row in ("规章", "规范性文件")
    }
    frame = once(beside(disclosure, bodies, cells).dropna(subset=["total", "new"]))
    holds = compared(frame, frame["total"] <= frame["before"] + frame["new"], "before")
    said = verdicts(
        frame,
        holds,
        place="disclosure[{row},对外公开总数量]",
        members="disclosure[{row},对外公开总数量] disclosure[{row},本年新公开数量] "
        "{previous}#disclosure[{row},对外公开总数量]",
        left="{total}",
        right="{before} + {new}",
        zh="{row}对外公开总数 {total}，多于上年 {before} 加本年新公开 {new}",
        en="{row}: {total} public in all, more than last year's {before} and {new} new ones",
    )
    return with_reasons(said, frame, holds)


@check(
    basis="国办公开办函〔2019〕60号 表二（上一年项目数量、本年增/减）",
    severity="warning",
    forms=("2019",),
    zh="上一年项目数量等于上年报告的项目数量加增减",
    doubt=("权责清单动态调整", "lists of powers are revised"),
)
def test_items_roll_forward(disclosure: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """Last year's items are the items before that and the change reported for last year."""
    cells = {
        row: ({"now": (row, _ITEMS)}, {"before": (row, _ITEMS), "change": (row, "本年增减")})
        for row in ("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制", "行政事业性收费")
    }
    frame = once(beside(disclosure, bodies, cells).dropna(subset="now"))
    holds = compared(frame, frame["now"] == frame["before"] + frame["change"], "before", "change")
    said = verdicts(
        frame,
        holds,
        place="disclosure[{row},上一年项目数量]",
        terms=terms(
            frame,
            "+disclosure[{row},上一年项目数量] -{previous}#disclosure[{row},上一年项目数量] "
            "-{previous}#disclosure[{row},本年增减]",
            holds.notna(),
        ),
        left="{now}",
        right="{before} + {change}",
        zh="{row}：上一年项目数量 {now}，而上年报告是 {before} 项、增减 {change}",
        en="{row}: {now} items last year, but last year's report has {before} and a change of {change}",
    )
    return with_reasons(said, frame, holds)


@check(
    basis="政府信息公开情况统计报表（历年累计）",
    severity="warning",
    forms=("narrative",),
    zh="历年累计等于上年的历年累计加本年",
    doubt=("清理网站会减少累计", "clearing a website lowers the total"),
)
def test_totals_of_all_years_grow_by_the_year(statistics: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """The total of all years is last year's and what this year added."""
    cells = {
        row: (
            {"total": (row, _ALL_YEARS), "year_count": (row, "本年累计"), "period": (row, "数量")},
            {"before": (row, _ALL_YEARS)},
        )
        for row in dict.fromkeys(cell[0] for cell in statistics.columns if cell[1] == _ALL_YEARS)
    }
    frame = once(beside(statistics, bodies, cells).dropna(subset="total"))
    frame["new"] = frame["year_count"].combine_first(frame["period"])
    holds = compared(frame, frame["total"] == frame["before"] + frame["new"], "before", "new")
    said = verdicts(
        frame,
        holds,
        place="statistics[{row},历年累计]",
        members="statistics[{row},历年累计] {previous}#statistics[{row},历年累计]",
        left="{total}",
        right="{before} + {new}",
        zh="{row}历年累计 {total}，而上年 {before} 加本年 {new} 不等于它",
        en="{row}: {total} in all years, but last year's {before} and {new} make another number",
    )
    return with_reasons(said, frame, holds)


@check(
    basis="国办公开办函〔2021〕30号 表二",
    severity="warning",
    forms=("2021",),
    zh="处理决定和收费与上年相差不到十倍",
    doubt=("职权划转、疫情年份", "powers transferred, years of epidemic"),
)
def test_no_jump_from_last_year(disclosure: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """Decisions and fees are within a factor of ten of last year's; just ten or a hundred is a slip of unit."""
    cells = [(row, "本年处理决定数量") for row in ("行政许可", "行政处罚", "行政强制")]
    return jumps(disclosure, bodies, "disclosure", *cells, ("行政事业性收费", "本年收费金额"))


@check(
    basis="国办发〔2014〕32号 政府信息公开情况统计表",
    severity="warning",
    forms=("statistics",),
    zh="主动公开政府信息数与上年相差不到十倍",
    doubt=("统计口径调整", "another way to count"),
)
def test_no_jump_in_what_is_published(statistics: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """What is published is within a factor of ten of last year's; just ten or a hundred is a slip of unit."""
    return jumps(statistics, bodies, "statistics", ("主动公开政府信息数", "数量"))


@check(
    basis="国办公开办函〔2021〕30号 四（内容准确）",
    severity="warning",
    zh="文中的同比增长率与上年报告的数相符",
    doubt=("上年的数可能重新核定", "last year's figure may have been restated"),
)
def test_growth_agrees_with_last_year(
    figures: pd.DataFrame,
    ties: pd.DataFrame,
    applications: pd.DataFrame,
    reviews: pd.DataFrame,
    statistics: pd.DataFrame,
    bodies: pd.DataFrame,
) -> pd.DataFrame:
    """A growth rate in the text is that from last year's table to this year's figure."""
    pairs = rates(figures, ties).merge(bodies[["report", "previous"]], on="report").dropna(subset="previous")
    said = amounts({"applications": applications, "reviews": reviews, "statistics": statistics})
    last = said[said["amount"] > 0].drop_duplicates(["report", "target"])[["report", "target", "amount"]]
    frame = pairs.merge(last.rename(columns={"report": "previous"}), on=["previous", "target"]).reset_index(drop=True)
    fall = frame["cue"].str.contains("降|减|少")
    real = (frame["number"] / frame["amount"] - 1) * 100 * np.where(fall, -1, 1)
    step = (
        frame["rate"]
        .map(lambda rate: 10.0 ** rate.as_tuple().exponent if hasattr(rate, "as_tuple") else 1.0)
        .astype(float)
    )
    frame = frame.assign(real=real.round(2))
    return verdicts(
        frame,
        (frame["rate"].astype(float) - real).abs() <= 1.5 * step,
        place="figures[{rate_id}]",
        members="figures[{rate_id}] figures[{figure}]",
        left="{rate_text}",
        right="{real}%",
        zh="文中说{target}变化 {rate_text}，按上年报告的 {amount} 算是 {real}%",
        en="the text has a change of {rate_text} in {target}; from last year's {amount} it is {real}%",
    )


@check(
    basis="国办公开办函〔2021〕30号 四（内容准确）",
    severity="warning",
    zh="文中比上年增减的件数与上年报告的数相符",
    doubt=("上年的数可能重新核定", "last year's figure may have been restated"),
)
def test_change_agrees_with_last_year(
    figures: pd.DataFrame,
    ties: pd.DataFrame,
    applications: pd.DataFrame,
    reviews: pd.DataFrame,
    statistics: pd.DataFrame,
    bodies: pd.DataFrame,
) -> pd.DataFrame:
    """A change by a number of cases in the text is that from last year's table to this year's figure."""
    said = amounts({"applications": applications, "reviews": reviews, "statistics": statistics})
    frame = reasoned(amounts_of_change(figures, ties, said, bodies))
    holds = frame["fits_any"].astype("boolean").mask(frame["before"].isna())
    frame = frame.assign(
        real=(frame["number"] - frame["before"]).map("{:+g}".format),
        sign=np.where(frame["change"] < 0, "-", "+"),
        cells=[in_last_year(*own) for own in zip(frame["cells"], frame["previous"], strict=True)],
    )
    plain = frame["before"].notna() & (frame["fits"] | ~frame["fits_any"])
    found = verdicts(
        frame,
        holds,
        place="figures[{change_id}]",
        terms=terms(frame, "{cells} {sign}figures[{change_id}] -figures[{figure}]", plain),
        left="{change_text}",
        right="{real}",
        zh="文中说{target} {number}，比上年{way} {change_text}；而上年报告（{previous}）是 {before}，相差 {real}",
        en="the text has {target} {number}, {change_text} ({way}) from last year; but last year's report ({previous}) "
        "has {before}: a change of {real}",
    )
    return with_reasons(found, frame, holds)
