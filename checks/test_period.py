"""The period reported on: stated, of the right year, and over before the report is signed."""

import pandas as pd

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
        dated, dated["signed"] >= dated["last_day"], place="reports[signed]", left="{signed}", right="{last_day}",
        zh="落款日期 {signed}，而所报告的 {year} 年到 {last_day} 才结束",
        en="signed {signed}, but {year}, the year reported on, ends {last_day}",
    )


@check(basis=_YEARLY, severity="warning", zh="年度报告的发布日期不早于报告年度结束")
def test_published_after_the_year_ends(reports: pd.DataFrame) -> pd.DataFrame:
    """A report on a whole year is published after it; a website's date may also be that of a draft."""
    dated = _annual(reports).dropna(subset="published")
    return verdicts(
        dated, dated["published"] >= dated["last_day"], place="reports[published]", left="{published}", right="{last_day}",
        zh="发布日期 {published}，而所报告的 {year} 年到 {last_day} 才结束",
        en="published {published}, but {year}, the year reported on, ends {last_day}",
    )


@check(basis="DB51/T 2660—2019 2.1", zh="统计期限在报告年度之内")
def test_period_is_of_the_year(reports: pd.DataFrame) -> pd.DataFrame:
    """The period that the report states ends in the year that its title names."""
    stated = _annual(reports).dropna(subset="period_end")
    return verdicts(
        stated, stated["period_end"].dt.year == stated["year"], place="reports[period_end]", left="{period_end}", right="{year}",
        zh="统计期限截至 {period_end}，而报告年度是 {year} 年",
        en="the period ends {period_end}, but the report is on {year}",
    )


@check(basis="DB51/T 2660—2019 2.1", severity="warning", zh="统计期限写明起止日期")
def test_period_is_stated_completely(mentions: pd.DataFrame) -> pd.DataFrame:
    """A sentence that states the period names its last day."""
    stated = mentions[mentions["kind"] == "统计期限"]
    return verdicts(
        stated, stated["text"].str.contains(r"\d\D*[至到]\D*\d|截[止至]\D*\d"), place="mentions[{text}]", left="{text}",
        zh="统计期限只写到“{text}”，没有截止日期", en="the period reads “{text}” and names no last day",
    )
