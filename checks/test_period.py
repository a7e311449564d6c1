"""The period reported on: stated, of the right year, and over before the report is signed."""

import pandas as pd

from checks.cells import compared
from gouji.checking import check, verdicts

_YEARLY = "政府信息公开条例 第四十九条、第五十条"


def _annual(reports: pd.DataFrame) -> pd.DataFrame:
    """Return annual reports with a known year, and the last day of that year."""
    annual = reports[(reports["kind"] == "年度报告") & reports["year"].notna()]
    ends = pd.to_datetime(annual["year"].astype(str) + "-12-31")
    return annual.assign(last_day=ends)


@check(basis=_YEARLY, zh="年度报告的落款日期不早于报告年度结束")
def test_signed_after_the_year_ends(reports: pd.DataFrame) -> pd.DataFrame:
    """A report on a whole year cannot be signed before the year is over."""
    dated = _annual(reports).dropna(subset="signed")
    return verdicts(
        dated,
        dated["signed"] >= dated["last_day"],
        place="reports[signed]",
        left="{signed}",
        right="{last_day}",
        zh="落款日期 {signed}，而所报告的 {year} 年到 {last_day} 才结束",
        en="signed {signed}, but {year}, the year reported on, ends {last_day}",
    )


@check(basis=_YEARLY, severity="warning", zh="年度报告的发布日期不早于报告年度结束")
def test_published_after_the_year_ends(reports: pd.DataFrame) -> pd.DataFrame:
    """A report on a whole year is published after it; a website's date may also be that of a draft."""
    dated = _annual(reports).dropna(subset="published")
    return verdicts(
        dated,
        dated["published"] >= dated["last_day"],
        place="reports[published]",
        left="{published}",
        right="{last_day}",
        zh="发布日期 {published}，而所报告的 {year} 年到 {last_day} 才结束",
        en="published {published}, but {year}, the year reported on, ends {last_day}",
    )


@check(basis="DB51/T 2660—2019 2.1", zh="统计期限在报告年度之内")
def test_period_is_of_the_year(reports: pd.DataFrame) -> pd.DataFrame:
    """The period that the report states ends in the year that its title names."""
    stated = _annual(reports).dropna(subset="period_end")
    return verdicts(
        stated,
        stated["period_end"].dt.year == stated["year"],
        place="reports[period_end]",
        left="{period_end}",
        right="{year}",
        zh="统计期限截至 {period_end}，而报告年度是 {year} 年",
        en="the period ends {period_end}, but the report is on {year}",
    )


@check(basis="DB51/T 2660—2019 2.1", severity="warning", zh="统计期限写明起止日期")
def test_period_is_stated_completely(mentions: pd.DataFrame) -> pd.DataFrame:
    """A sentence that states the period names its last day."""
    stated = mentions[mentions["kind"] == "统计期限"]
    return verdicts(
        stated,
        stated["text"].str.contains(r"\d\D*[至到]\D*\d|截[止至]\D*\d"),
        place="mentions[{text}]",
        left="{text}",
        zh="统计期限只写到“{text}”，没有截止日期",
        en="the period reads “{text}” and names no last day",
    )


@check(
    basis="DB51/T 2660—2019 2.1（上一年度1月1日至12月31日）",
    severity="warning",
    zh="统计期限从 1 月 1 日到 12 月 31 日",
    doubt=("2008 年从 5 月 1 日起", "reports on 2008 begin on 1 May"),
)
def test_period_is_the_whole_year(reports: pd.DataFrame) -> pd.DataFrame:
    """The period runs from 1 January to 31 December."""
    stated = _annual(reports).dropna(subset=["period_start", "period_end"])
    stated = stated[stated["period_end"].dt.year == stated["year"]]  # another year is another rule's matter
    first = pd.to_datetime(stated["year"].astype(str) + "-01-01").mask(stated["year"] == 2008, pd.Timestamp(2008, 5, 1))
    holds = (stated["period_start"] == first) | (
        stated["period_start"] == stated["last_day"].dt.to_period("Y").dt.start_time
    )
    return verdicts(
        stated,
        holds & (stated["period_end"] == stated["last_day"]),
        place="reports[period_start]",
        left="{period_start}—{period_end}",
        right="{last_day}",
        zh="统计期限是 {period_start} 至 {period_end}，不是全年",
        en="the period is {period_start} to {period_end}, not the whole year",
    )


_OFFICE = r"(?:局|委员会|委|厅|部门|中心|支队|大队)$"


@check(
    basis="政府信息公开条例 第四十九条；国务院令第492号 第三十一条",
    severity="warning",
    zh="按期公布：部门 1 月 31 日前，政府 3 月 31 日前",
    doubt=(
        "网站迁移会改变日期；乡镇没有统一期限",
        "a website moved to another address restamps its pages; townships have no date of their own",
    ),
)
def test_published_in_time(reports: pd.DataFrame, bodies: pd.DataFrame) -> pd.DataFrame:
    """Departments publish by 31 January (since 2019), governments by 31 March of the year after."""
    dated = _annual(reports).merge(bodies[["report", "level"]], on="report", how="left")
    next_year = dated["published"].where(dated["published"].dt.year == dated["year"] + 1)  # later: the page was moved
    dated = dated.assign(made=dated["signed"].combine_first(next_year), after=(dated["year"] + 1).astype(str)).dropna(
        subset="made"
    )
    department = dated["issuer"].astype("string").str.contains(_OFFICE).fillna(False) & ~dated["issuer"].astype(
        "string"
    ).str.contains("管理委员会|管委会").fillna(False)
    early = department & (dated["year"] >= 2019)
    dated["due"] = pd.to_datetime(dated["after"] + "-03-31").mask(
        early.astype(bool), pd.to_datetime(dated["after"] + "-01-31")
    )
    holds = compared(dated, dated["made"] <= dated["due"], "issuer").mask(dated["level"] == "乡级")
    return verdicts(
        dated,
        holds,
        place="reports[signed]",
        left="{made}",
        right="{due}",
        zh="日期 {made}，应在 {due} 前公布",
        en="dated {made}, due by {due}",
    )


@check(
    basis="政府信息公开条例 第五十条（上一年度）",
    severity="warning",
    zh="文中所说的是报告年度的数",
    doubt=("计划或历史的叙述", "plans, and what is told of the past"),
)
def test_claims_are_of_the_year(mentions: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """No sentence claims figures of another year as this year's: last year's sentence may have been left in."""
    other = mentions[mentions["kind"] == "他年"].merge(reports[["report", "year"]], on="report")
    return verdicts(
        other,
        pd.Series(False, index=other.index),
        place="mentions[{text}]",
        left="{text}",
        right="{year}",
        zh="报告的是 {year} 年，文中却说“{text}”",
        en="the report is on {year}, but the text says “{text}”",
    )
