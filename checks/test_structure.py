"""The parts of a report: those it announces, and those that the form prescribes."""

import re

import pandas as pd

from gouji.checking import check, verdicts

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
        announced, pd.Series(found, index=announced.index, dtype="boolean"), place="mentions[{text}]", left="{text}",
        zh="报告称有“{text}”部分，而没有这样的标题", en="the report announces a section “{text}”, but no heading is like it",
    )
