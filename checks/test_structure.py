"""The parts of a report: those it announces, and those that the form prescribes."""

import re

import pandas as pd

from gouji.checking import check, rows_of, verdicts
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


def _tops(sections: pd.DataFrame) -> dict[str, tuple[list[str], list[str]]]:
    """Return by report the numerals and the titles of its headings of level 1."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for report, numeral, title in rows_of(sections[sections["level"] == 1], "report", "numeral", "title"):
        numerals, titles = found.setdefault(report, ([], []))
        numerals.append(numeral)
        titles.append(title)
    return found


@check(
    basis="政府信息公开条例 第五十条；国办公开办函〔2021〕30号（不能遗漏，也不宜泛化）",
    forms=("2019", "2021"),
    zh="规定的六个部分齐全",
    doubt=("标题没有编号，或者与正文连写", "a heading without number, or run into the text"),
)
def test_six_sections_are_there(sections: pd.DataFrame, cells: pd.DataFrame, problems: pd.DataFrame) -> pd.DataFrame:
    """The report has the six sections that the form prescribes.

    A table that was read shows its section to be there; where the numbers of the headings leave a gap, or the report
    was not read wholly, it was the reading that lost one.
    """
    shown = {(report, _TABLES[table]) for report, table in set(rows_of(cells, "report", "table")) if table in _TABLES}
    partly = set(problems["report"])
    rows = [
        (
            report,
            name,
            (report, name) in shown or any(re.search(pattern, title) for title in titles),
            _NUMERALS.startswith("".join(numerals)) and len(numerals) > 1 and report not in partly,
        )
        for report, (numerals, titles) in _tops(sections).items()
        for name, pattern in _SIX.items()
    ]
    frame = pd.DataFrame(rows, columns=["report", "section", "there", "certain"])
    return verdicts(
        frame,
        frame["there"].astype("boolean").mask(~frame["there"] & ~frame["certain"]),
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


@check(
    basis="政府信息公开条例 第五十条；国办公开办函〔2021〕30号 一",
    severity="info",
    forms=("2019", "2021"),
    zh="六个部分按规定的顺序",
    doubt=("内容齐全，只是次序不同", "all is there, in another order"),
)
def test_six_sections_are_in_order(sections: pd.DataFrame) -> pd.DataFrame:
    """The six sections stand in the order that the form prescribes."""
    rows = [(report, *_order(titles)) for report, (_, titles) in _tops(sections).items()]
    frame = pd.DataFrame(rows, columns=["report", "title", "before", "orderly"])
    return verdicts(
        frame,
        frame["orderly"].astype("boolean"),
        place="sections[{title}]",
        left="{title}",
        right="{before}",
        zh="“{title}”排在“{before}”之后，规定的顺序相反",
        en="“{title}” stands behind “{before}”; the form has them the other way round",
    )


def _order(titles: list[str]) -> tuple[str, str, bool | None]:
    """Return the first title that stands behind one that should follow it, that one, and whether there is none.

    Not assessable unless each of the six is found under one heading of its own.
    """
    at = {
        name: [place for place, title in enumerate(titles) if re.search(pattern, title)]
        for name, pattern in _SIX.items()
    }
    at["总体情况"] = at["总体情况"][:1]
    places = [found[0] for found in at.values() if len(found) == 1]
    if len(places) < len(_SIX) or len(set(places)) < len(_SIX):
        return "", "", None
    late = next((number for number in range(1, len(_SIX)) if places[number] < places[number - 1]), None)
    return ("", "", True) if late is None else (titles[places[late - 1]], titles[places[late]], False)


_TOLD = 50  # characters: a shorter section is read in part, or says nothing at all


@check(
    basis="国办公开办函〔2021〕30号 一（一）；地方口径：分平台说明数量",
    severity="info",
    forms=("2021",),
    zh="总体情况有数字",
    doubt=("全国没有这样的要求", "no national rule asks for figures there"),
)
def test_overview_has_figures(sections: pd.DataFrame, figures: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """The overview tells at least one figure."""
    tops = sections[sections["level"] == 1].astype({"block": "Int64"})
    first = tops[(tops["numeral"] == "一") & tops["title"].str.contains(_SIX["总体情况"])].drop_duplicates("report")
    second = tops[tops["numeral"] == "二"].drop_duplicates("report").set_index("report")["block"]
    frame = first[["report", "title", "block"]].assign(end=first["report"].map(second).astype("Int64"))
    counted = set(figures.loc[figures["section"] == "一", "report"])
    prose = blocks[blocks["row"].isna()].merge(frame, on="report", suffixes=("", "_first"))
    inside = prose[((prose["block"] > prose["block_first"]) & (prose["block"] < prose["end"])).fillna(False)]
    length = inside["text"].str.len().groupby(inside["report"]).sum()
    told = frame["report"].map(length).fillna(0) >= _TOLD
    has = frame["report"].isin(counted)
    return verdicts(
        frame,
        has.astype("boolean").mask(~has & ~told),
        place="sections[{title}]",
        left="{title}",
        zh="“{title}”没有一个数字",
        en="“{title}” tells no figure",
    )
