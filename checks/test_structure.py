"""The parts of a report: those it announces, and those that the form prescribes."""

import re

import pandas as pd

from gouji.checking import check, verdicts
from schemas.forms import form_for

_COMMON = re.compile(r"政府信息|信息|情况|工作|[中的及和与、]|措施|事项")
_ALIKE = 0.5  # 依申请共公开 for 依申请公开 still shares three of its five pairs of characters


def _pairs(title: str) -> set[str]:
    core = _COMMON.sub("", title) or title
    return {core[at : at + 2] for at in range(max(len(core) - 1, 1))}


def _found(announced: str, titles: list[str]) -> bool:
    wanted = _pairs(announced)
    return any(len(wanted & _pairs(title)) >= _ALIKE * len(wanted) for title in titles)


@check(basis="国办公开办函〔2021〕30号 四（内容准确、全面）", zh="报告说由哪些部分组成，就有哪些部分")
def test_announced_sections_exist(mentions: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    """A section that the report says it consists of is there under a heading of its own."""
    announced = mentions[mentions["kind"] == "章节"]
    titles = sections.groupby("report")["title"].agg(list)
    found = [
        _found(text, titles[report]) if report in titles.index else None
        for report, text in zip(announced["report"], announced["text"], strict=True)
    ]
    return verdicts(
        announced,
        pd.Series(found, index=announced.index, dtype="boolean"),
        place="mentions[{text}]",
        left="{text}",
        zh="报告称有“{text}”部分，而没有这样的标题",
        en="the report announces a section “{text}”, but no heading is like it",
    )


_SIX = {  # what identifies each of the six sections of the form
    "总体情况": "总体|概述|概况",
    "主动公开政府信息情况": "主动公开",
    "收到和处理政府信息公开申请情况": "申请(?!行政|复议|诉讼).*情况|依申请",
    "政府信息公开行政复议、行政诉讼情况": "复议|诉讼",
    "存在的主要问题及改进情况": "问题|改进",
    "其他需要报告的事项": "其他|其它",
}
_NUMERALS = "一二三四五六七八九十"
_TABLES = {
    "disclosure": "主动公开政府信息情况",
    "applications": "收到和处理政府信息公开申请情况",
    "reviews": "政府信息公开行政复议、行政诉讼情况",
}


@check(
    basis="政府信息公开条例 第五十条；国办公开办函〔2021〕30号（不能遗漏，也不宜泛化）",
    forms=("2019", "2021"),
    zh="规定的六个部分齐全",
    doubt=("标题没有编号，或者与正文连写", "a heading without number, or run into the text"),
)
def test_six_sections_are_there(sections: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """The report has the six sections that the form prescribes.

    A table that was read shows its section to be there; where the numbers of the headings leave a gap, it was
    the reading that lost one.
    """
    tops = (
        sections[sections["level"] == 1]
        .groupby("report")
        .agg(titles=("title", "\n".join), numerals=("numeral", "".join))
    )
    tables = set(cells[["report", "table"]].drop_duplicates().itertuples(index=False, name=None))
    shown = {(report, _TABLES[table]) for report, table in tables if table in _TABLES}
    rows = [
        (
            report,
            name,
            (report, name) in shown or bool(re.search(pattern, titles)),
            _NUMERALS.startswith(numerals) and len(numerals) > 1,
        )
        for report, titles, numerals in tops.itertuples()
        for name, pattern in _SIX.items()
    ]
    frame = pd.DataFrame(rows, columns=["report", "section", "there", "unbroken"])
    return verdicts(
        frame,
        frame["there"].astype("boolean").mask(~frame["there"] & ~frame["unbroken"]),
        place="sections[{section}]",
        left="{section}",
        zh="没有“{section}”这一部分",
        en="the section “{section}” is not there",
    )


@check(basis="国办公开办函〔2019〕60号、〔2021〕30号（自当年度起适用）", zh="所用格式是报告年度的格式")
def test_form_is_that_of_the_year(reports: pd.DataFrame) -> pd.DataFrame:
    """The tables are those of the form in force for the year reported on.

    The form is read from the tables themselves.
    """
    told = reports[
        (reports["kind"] == "年度报告") & reports["year"].notna() & reports["form"].isin(["2019", "2021", "statistics"])
    ]
    due = [form_for(int(year)) for year in told["year"]]
    names = pd.Series([form.name if form else None for form in due], index=told.index, dtype=object)
    told = told.assign(due=names, basis=[form.basis if form else "" for form in due])
    holds = (told["form"] == told["due"]).astype("boolean").mask(told["due"].isna())
    return verdicts(
        told,
        holds,
        place="reports[form]",
        left="{form}",
        right="{due}",
        zh="{year} 年的报告用了 {form} 格式，应当用 {due}（{basis}）",
        en="the report on {year} uses the form {form}; due is {due} ({basis})",
    )


_CONTENTS = "国办公开办函〔2021〕30号 一；国务院令第492号 第三十二条"


@check(
    basis=_CONTENTS, severity="warning", zh="规定的内容都有说明", doubt=("用了别的词", "other words may say the same")
)
def test_prescribed_matters_are_reported(mentions: pd.DataFrame) -> pd.DataFrame:
    """Every matter that the report must speak of is spoken of."""
    missing = mentions[(mentions["kind"] == "缺内容") & (mentions["text"] != "信息处理费")]
    return verdicts(
        missing,
        pd.Series(False, index=missing.index),
        place="mentions[{text}]",
        left="{text}",
        zh="没有说明{text}",
        en="nothing is said of {text}",
    )


@check(
    basis="政府信息公开条例 第五十条第（五）项",
    severity="warning",
    forms=("2019", "2021"),
    zh="存在的主要问题及改进情况有实质内容",
)
def test_problems_are_named(mentions: pd.DataFrame) -> pd.DataFrame:
    """The section on problems and improvements says something."""
    empty = mentions[mentions["kind"] == "内容空"]
    return verdicts(
        empty,
        pd.Series(False, index=empty.index),
        place="sections[存在的主要问题及改进情况]",
        left="{text}",
        zh="存在的主要问题及改进情况只写了“{text}”",
        en="the section on problems says only “{text}”",
    )


@check(basis="国办公开办函〔2021〕30号 四（敷衍塞责）", severity="warning", zh="没有留下格式里的说明文字")
def test_no_words_of_the_template(mentions: pd.DataFrame) -> pd.DataFrame:
    """No instruction or placeholder of the template is left in the text."""
    left = mentions[mentions["kind"] == "残留"]
    return verdicts(
        left,
        pd.Series(False, index=left.index),
        place="mentions[{text}]",
        left="{text}",
        zh="留有格式的说明文字“{text}”",
        en="words of the template are left in: “{text}”",
    )
