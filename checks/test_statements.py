"""What sentences say of their own figures: parts and totals, shares and rates, growth, balances, counted lists."""

import pandas as pd

from checks.judged import judged, named, said
from gouji.arithmetic import interval, slips, total
from gouji.checking import check, verdicts

_BASIS = "国办公开办函〔2021〕30号 四（内容准确、前后一致）"
_ARITHMETIC = "算术"
_STAFF = ("人", "名", "位")


@check(basis=_ARITHMETIC, zh="说明全部的分项之和等于总数")
def test_parts_sum_to_total(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """The parts of a breakdown that is said to be whole sum to its total (分为, …其他, shares of 100 %)."""
    whole = _sums(ties, figures)
    return said(
        judged(whole[whole["complete"] & ~whole["staff"] & ~whole["slip"] & (whole["cue"] != "合计")], figures, blocks)
    )


@check(basis=_ARITHMETIC, zh="其中项之和不大于总数")
def test_parts_do_not_exceed_total(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """What is named after 其中 is no more than what it is taken from."""
    sums = _sums(ties, figures)
    return said(judged(sums[~sums["complete"] & ~sums["staff"] & (sums["cue"] != "渠道")], figures, blocks))


@check(basis="不同渠道和方式公开相同信息计1条（政府信息公开情况统计表指标说明）", zh="任何一个渠道公开的不多于总数")
def test_channels_are_within_total(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """No channel carries more than was published in all; channels need not add up, as one item may run on several."""
    sums = _sums(ties, figures)
    return said(judged(sums[sums["cue"] == "渠道"], figures, blocks))


@check(basis=_ARITHMETIC, zh="合计等于前文各数之和")
def test_totals_sum_up_what_stands_before(
    ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame
) -> pd.DataFrame:
    """A figure called 合计 or 共 is the sum of those before it."""
    sums = _sums(ties, figures)
    return said(judged(sums[(sums["cue"] == "合计") & ~sums["staff"] & ~sums["slip"]], figures, blocks))


@check(basis=_ARITHMETIC, zh="工作人员数等于专职与兼职之和")
def test_staff_sum_to_total(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """Staff are 专职 and 兼职 together."""
    sums = _sums(ties, figures)
    return said(judged(sums[sums["staff"]], figures, blocks))


@check(basis=_ARITHMETIC, zh="总数与分项的万、亿单位一致")
def test_units_are_of_one_scale(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """Total and parts do not differ by a factor of 万 or 亿: that is a slip of the unit."""
    sums = _sums(ties, figures)
    return said(judged(sums[sums["complete"] & sums["slip"]], figures, blocks))


@check(
    basis=_BASIS,
    severity="warning",
    zh="“余”“多”“近”所示范围容得下分项之和",
    doubt=("概数只是说个大概", "a round number may be meant loosely"),
)
def test_round_totals_hold_their_parts(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """A round total (1700余条) reaches what its parts sum to, and stays below the next round number."""
    sums = ties[(ties["kind"] == "sum") & ties["complete"]]
    by_name = named(figures)
    sides = [
        (interval(by_name[report, left[0]]), total([by_name[report, name] for name in right]), by_name[report, left[0]])
        for report, left, right in zip(sums["report"], sums["left"], sums["right"], strict=True)
    ]
    rounded = pd.Series(
        [one.approximate in ("at least", "at most") for _, _, one in sides], index=sums.index, dtype=bool
    )
    frame = judged(sums[rounded], figures, blocks)
    frame["holds"] = pd.Series(
        [whole.meets(parts) for whole, parts, one in sides if one.approximate in ("at least", "at most")],
        index=frame.index,
        dtype="boolean",
    )
    return said(frame)


@check(
    basis=_BASIS,
    severity="warning",
    zh="同一总数的两种分类，同名项数目相同",
    doubt=("同名而口径不同", "one name may mean two things"),
)
def test_classifications_agree(ties: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Two breakdowns of one total give the same number to a class that both name."""
    parts = ties.loc[ties["kind"] == "sum", ["report", "tie", "left", "right"]]
    parts = parts.assign(total=parts["left"].str[0]).explode("right").rename(columns={"right": "figure"})
    parts = parts.merge(figures[["report", "figure", "subject", "value", "text"]], on=["report", "figure"])
    pairs = parts.merge(parts, on=["report", "total", "subject"], suffixes=("", "_other"))
    pairs = pairs[(pairs["tie"] < pairs["tie_other"]) & (pairs["subject"] != "")]
    return verdicts(
        pairs,
        (pairs["value"] == pairs["value_other"]).astype("boolean"),
        place="ties[{tie}]",
        members="figures[{figure}] figures[{figure_other}]",
        left="{text}",
        right="{text_other}",
        zh="“{subject}”一处是 {text}，另一处是 {text_other}",
        en="“{subject}” is {text} in one breakdown and {text_other} in the other",
    )


@check(basis=_ARITHMETIC, zh="占比等于分项除以总数")
def test_shares_are_of_their_total(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """A printed share is its part over the total, within one and a half units of the last printed digit."""
    return said(judged(ties[(ties["kind"] == "rate") & (ties["cue"] == "占")], figures, blocks))


@check(
    basis=_BASIS,
    severity="warning",
    zh="说明全部的各项占比之和为 100%",
    doubt=("四舍五入或印错一位", "rounding, or one misprinted digit"),
)
def test_shares_sum_to_one_hundred(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """The shares of a whole breakdown sum to 100, within one unit of the last digit for each."""
    return said(judged(ties[ties["kind"] == "shares"], figures, blocks))


@check(basis=_ARITHMETIC, zh="办结率、答复率等于所印两数之比")
def test_rates_are_of_their_figures(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """A printed rate is what was done over what was received, where the sentence prints both."""
    return said(judged(ties[(ties["kind"] == "rate") & (ties["cue"] != "占")], figures, blocks))


@check(basis=_ARITHMETIC, zh="全部办结的，办结数等于收到数")
def test_all_are_done(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """Where all (均, 全部, 100 %) is said to be done, as many were done as came in; one figure decides nothing."""
    return said(judged(ties[(ties["kind"] == "all") & (ties["right"].str.len() > 0)], figures, blocks))


@check(basis=_ARITHMETIC, zh="增长率之外，各种率不超过 100%")
def test_rates_are_at_most_one_hundred(figures: pd.DataFrame) -> pd.DataFrame:
    """No rate but of growth exceeds 100 %."""
    rates = figures[
        (figures["unit"] == "%") & figures["subject"].str.contains(r"率(?:均)?(?:达到?|为|是|已达)?$", regex=True)
    ]
    rates = rates[~rates["subject"].str.contains("增|升|涨|降|同比|环比|完成率|执行率|点击率|使用率")]
    return verdicts(
        rates,
        (rates["value"] <= 100).astype("boolean"),
        place="figures[{figure}]",
        left="{text}",
        right="100%",
        zh="{subject} {text} 超过 100%",
        en="{subject} {text} exceeds 100 %",
    )


@check(basis=_ARITHMETIC, zh="增长率等于本年数比上年数之增减")
def test_growth_is_of_its_figures(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """A growth rate is the current figure against the earlier one, where the sentence prints both."""
    growth = ties[(ties["kind"] == "growth") & ~ties["cue"].str.startswith("倍")]
    return said(judged(growth, figures, blocks))


@check(
    basis=_BASIS,
    severity="warning",
    zh="倍数等于两数之比",
    doubt=("“增长几倍”与“是几倍”常被混用", "“k倍” and “增长k倍” are often mixed up"),
)
def test_multiples_are_of_their_figures(
    ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame
) -> pd.DataFrame:
    """`是…的k倍` is the ratio, `增长k倍` the ratio less one, where the sentence prints both figures."""
    return said(judged(ties[(ties["kind"] == "growth") & ties["cue"].str.startswith("倍")], figures, blocks))


@check(basis=_ARITHMETIC, zh="增减数等于前后两数之差")
def test_changes_are_differences(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """From X to Y is a change of Y − X."""
    return said(judged(ties[ties["kind"] == "difference"], figures, blocks))


@check(
    basis=_BASIS, severity="warning", zh="日均、月均与总数相符", doubt=("统计天数不同", "the days counted may differ")
)
def test_averages_fit_their_total(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """An average per day, week or month times the days, working days, weeks or months of a year is near the total."""
    return said(judged(ties[ties["kind"] == "average"], figures, blocks))


@check(
    basis="政府信息公开工作年度报告格式 表三 勾稽关系：第一项加第二项之和，等于第三项加第四项之和",
    zh="新收与上年结转之和，等于办结与结转下年之和",
)
def test_requests_balance(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """Requests received and carried in are those concluded and carried out."""
    return said(judged(ties[ties["kind"] == "balance"], figures, blocks))


@check(
    basis=_BASIS,
    severity="warning",
    zh="列举的项数与所说的数目相同",
    doubt=("顿号之间的一项本身可能含顿号", "one item may itself hold a 、"),
)
def test_lists_have_as_many_as_said(ties: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """A list that is announced with a number has that many items."""
    return said(judged(ties[ties["kind"] == "count"], figures, blocks))


@check(
    basis=_BASIS,
    severity="warning",
    zh="说没有的，别处不再有数",
    doubt=("两处说的范围不同", "the two may be of different scope"),
)
def test_nothing_stays_nothing(figures: pd.DataFrame) -> pd.DataFrame:
    """What is said not to have occurred (未收到申请, 没有发生复议) has no number elsewhere in the same scope."""
    counted = figures[figures["quantity"].isin(["本年新收", "行政复议", "行政诉讼"])]
    none = counted[(counted["value"] == 0) & ~counted["text"].str.contains(r"\d")]
    pairs = none.merge(counted[counted["value"] > 0], on=["report", "quantity"], suffixes=("", "_other"))
    holds = pd.Series(False, index=pairs.index, dtype="boolean").mask(pairs["scope"] != pairs["scope_other"])
    return verdicts(
        pairs,
        holds,
        place="figures[{figure}]",
        members="figures[{figure}] figures[{figure_other}]",
        left="{text}",
        right="{text_other}",
        zh="{quantity}：此处说“{text}”，别处是“{subject_other}{text_other}”",
        en="{quantity}: “{text}” here, “{subject_other}{text_other}” elsewhere",
    )


def _sums(ties: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the breakdowns, telling which are of staff and which differ from their total by 万 or 亿."""
    sums = ties[ties["kind"] == "sum"]
    by_name = named(figures)
    totals = [by_name[report, left[0]] for report, left in zip(sums["report"], sums["left"], strict=True)]
    parts = [
        [by_name[report, name] for name in right] for report, right in zip(sums["report"], sums["right"], strict=True)
    ]
    return sums.assign(
        staff=pd.Series([one.unit in _STAFF for one in totals], index=sums.index, dtype=bool),
        slip=pd.Series(
            [slips(one, them) for one, them in zip(totals, parts, strict=True)], index=sums.index, dtype=bool
        ),
    )
