"""Who reports: one body throughout, and a document that is what it should be."""

import re

import pandas as pd

from gouji.checking import check, verdicts

_CONNECTIVES = re.compile(r"[（(）)、]|及其?|和")
_ORGANISATION = re.compile(r"(机关|本级|办公[室厅]|人民政府|管理委员会|管委会|行政公署|行署)")


def _places(name: str) -> set[str]:
    """Return what remains of each of the bodies in `name` without the words for an organ of government."""
    parts = (_ORGANISATION.sub("", part) for part in _CONNECTIVES.split(name))
    return {part for part in parts if len(part) >= 2}


def _same_body(one: str, other: str) -> bool | None:
    """Tell whether two names can mean one body or its office: the name of one contains that of the other."""
    ours, theirs = _places(one), _places(other)
    if not ours or not theirs:
        return None
    return any(a in b or b in a for a in ours for b in theirs)


@check(
    basis="国办公开办函〔2021〕30号 四",
    severity="warning",
    zh="全篇报告的是同一个机关",
    doubt=("挂牌机构另有名称", "an office that goes by a second name"),
)
def test_one_body_throughout(mentions: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """The body that a sentence says the report is about is the one in the title."""
    named = (
        mentions[mentions["kind"] == "机构"].merge(reports[["report", "issuer"]], on="report").dropna(subset="issuer")
    )
    same = [_same_body(*pair) for pair in zip(named["text"], named["issuer"], strict=True)]
    return verdicts(
        named,
        pd.Series(same, index=named.index, dtype="boolean"),
        place="mentions[{text}]",
        left="{text}",
        right="{issuer}",
        zh="文中称报告的是“{text}”，而标题是“{issuer}”",
        en="the text says it is about “{text}”, the title names “{issuer}”",
    )


_DECREES = {"711": 2018, "492": 0}  # the number of the decree, and the first year of reports that may cite it
_LETTERS = re.compile(r"国办公开(?:办)?函")


@check(
    basis="国务院令第711号、第492号；国办公开办函〔2019〕60号、〔2021〕30号",
    severity="warning",
    zh="引用的法规和文件文号正确",
    doubt=("作为历史引用旧文号", "an old instrument cited as history"),
)
def test_citations_are_right(mentions: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """The regulation and the form are cited by their right numbers."""
    cited = mentions[mentions["kind"] == "引文"].merge(reports[["report", "year"]], on="report")
    right = [_right(text, year) for text, year in zip(cited["text"], cited["year"], strict=True)]
    return verdicts(
        cited,
        pd.Series(right, index=cited.index, dtype="boolean"),
        place="mentions[{text}]",
        left="{text}",
        zh="没有这个文号：“{text}”（条例：国务院令第711号、第492号；格式：国办公开办函〔2019〕60号、〔2021〕30号）",
        en="there is no such number: “{text}” (国务院令第711号, 第492号; 国办公开办函〔2019〕60号, 〔2021〕30号)",
    )


def _right(cited: str, year: object) -> bool:
    """Tell whether an instrument is cited rightly in a report on `year`."""
    if decree := re.search(r"令?第?(\d{3})号", cited) if "国务院" in cited else None:
        first = _DECREES.get(decree[1])
        return first is not None and (not isinstance(year, int) or year >= first)
    return bool(_LETTERS.match(cited))
