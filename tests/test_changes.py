"""Changes by a number against last year's report: what is compared, what is not, and why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gouji.bodies import Entry
from gouji.corpus import assemble
from gouji.run import OUTCOMES, judge, registry, run
from schemas.records import CellValue, Facts, Identity
from tests.mutations import facts_of
from tests.specimens import read

RULE = "change_agrees_with_last_year"
ROWS = ("本年新收", "总计")


def report(year: int, text: str = "", *totals: int | None) -> Facts:
    """Return a report with totals of its requests and answers in table three, and a few sentences."""
    cells = tuple(
        CellValue("applications", row, "总计", None if total is None else Decimal(total), str(total or ""), row)
        for row, total in zip(ROWS, totals, strict=False)
    )
    return facts_of(text)._replace(identity=Identity("年度报告", "南京市人民政府", year, "2021"), cells=cells)


def outcome(now: Facts, before: Facts | None, *entries: Entry) -> tuple[str, list[str]]:
    reads = [read("now.yaml", now), *([read("before.yaml", before)] if before else [])]
    judged = judge(assemble(reads, entries), [registry()[RULE]])
    return OUTCOMES[judged.outcomes.loc["now.yaml", RULE]], judged.verdicts["en"].tolist()


@pytest.mark.parametrize(
    ("text", "before", "said"),
    [
        ("收到政府信息公开申请50件，比上年增加10件。", 40, "holds"),
        ("收到政府信息公开申请50件，比上年增加10件。", 45, "warns"),
        ("收到政府信息公开申请50件，同比减少12件。", 62, "holds"),
        ("收到政府信息公开申请50件，同比减少12件。", 38, "warns"),
        ("收到政府信息公开申请50件（较2022年多5件）。", 45, "holds"),
        ("收到政府信息公开申请50件，较2021年多5件。", 40, "not applicable"),  # another year
        ("收到政府信息公开申请50件，比上年增加10余件。", 45, "not applicable"),
        ("收到政府信息公开申请50件，其中网上30件，信函20件，比上年增加10件。", 45, "not applicable"),  # of which?
        ("收到政府信息公开申请51件，比上年增加10件。", 45, "not applicable"),  # not what the table counts
        ("收到政府信息公开申请50件，办结45件，比上年增加10件。", 40, "holds"),  # of requests, then
        ("收到政府信息公开申请50件，比上年增加10件。", None, "not assessable"),
        ("收到政府信息公开申请50件，比上年的40件增加10件。", 45, "not applicable"),  # a difference in the text
    ],
)
def test_a_change_is_from_last_years_table(text: str, before: int | None, said: str) -> None:
    assert outcome(report(2023, text, 50, 45), report(2022, "", before, 30))[0] == said


def test_the_finding_has_the_numbers_of_both_years() -> None:
    now = report(2023, "收到政府信息公开申请50件，比上年减少10件。", 50)
    reads = [read("now.yaml", now), read("before.yaml", report(2022, "", 45))]
    found = run(assemble(reads)).findings.set_index("check").loc[RULE]
    assert found["message_en"] == (
        "the text has 本年新收 50, 10件 (减少) from last year; but last year's report (before.yaml) has 45: a change of +5"
    )
    assert found["members"].split() == ["before.yaml#applications[本年新收,总计]", "figures[f2]", "figures[f1]"]


def test_without_last_years_report_or_across_a_reform_nothing_is_compared() -> None:
    now = report(2023, "收到政府信息公开申请50件，比上年增加10件。", 50)
    assert outcome(now, None) == ("not assessable", ["no report of this body on the year before is at hand"])
    reformed = Entry("new", ((0, "南京市人民政府"),), predecessor=((2023, "old"),))
    said, why = outcome(now, report(2022, "", 45), reformed)
    assert said == "not assessable"
    assert "merged or split" in why[0]


@pytest.mark.parametrize(
    ("text", "differences"),
    [
        ("收到申请50件，与上年相比增加10件，比前年增加20件。", 0),  # two changes, no base
        ("收到申请50件，比上年的40件增加10件。", 1),
        ("网上申请由40件增加到50件，增加10件。", 1),
    ],
)
def test_a_change_is_no_base_of_another(text: str, differences: int) -> None:
    assert [tie.kind for tie in facts_of(text).ties].count("difference") == differences
