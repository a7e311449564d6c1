"""The work-points notice (工作要点): numbering, bodies and deadlines of its tasks."""

import pandas as pd

from gouji.checking import check, verdicts

_BASIS = "国务院办公厅年度政务公开工作要点（任务、责任单位和时限明确）"


@check(basis=_BASIS, zh="任务从 1 起连续编号")
def test_tasks_are_numbered_without_gap(tasks: pd.DataFrame) -> pd.DataFrame:
    """Tasks are numbered from 1, each once, without gap."""
    expected = tasks.groupby("report").cumcount() + 1
    numbered = tasks.assign(expected=expected)
    return verdicts(
        numbered,
        numbered["number"] == expected,
        place="tasks[{number}]",
        left="{number}",
        right="{expected}",
        zh="第 {expected} 项任务编号为 {number}",
        en="task {expected} is numbered {number}",
    )


@check(basis=_BASIS, zh="每项任务写明牵头单位或责任单位")
def test_every_task_names_a_body(tasks: pd.DataFrame) -> pd.DataFrame:
    """Each task names who leads or who is responsible."""
    named = tasks["lead"].map(len) + tasks["responsible"].map(len) > 0
    return verdicts(
        tasks,
        named,
        place="tasks[{number}]",
        zh="第 {number} 项任务没有牵头单位和责任单位",
        en="task {number} names no body",
    )


@check(basis=_BASIS, severity="warning", zh="时限在要点所属年度之内")
def test_deadlines_lie_in_the_year(tasks: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """A task of a year's work points is due within that year."""
    due = tasks.merge(reports[["report", "year"]], on="report").dropna(subset=["deadline", "year"])
    return verdicts(
        due,
        due["deadline"].dt.year == due["year"],
        place="tasks[{number}]",
        left="{deadline}",
        right="{year}",
        zh="第 {number} 项任务时限 {deadline}，不在 {year} 年内",
        en="task {number} is due {deadline}, not within {year}",
    )
