"""The tasks of a work-points notice."""

import datetime

import pytest

from gouji.readers.text import parse
from gouji.recognition.tasks import find_tasks
from schemas.records import Task


def task(line: str) -> Task:
    (found,) = find_tasks(parse(line).paragraphs(), 2018)
    return found


def test_number_text_and_bodies() -> None:
    found = task(
        "5．公开监管信息。〔牵头单位：市委编办（审改办），责任单位：市政府法制办，市属各委、局、办，各区（县）人民政府〕"
    )
    assert found == Task(
        5,
        "公开监管信息。",
        ("市委编办（审改办）",),
        ("市政府法制办", "市属各委、局、办", "各区（县）人民政府"),
        None,
        0,
    )


def test_role_printed_twice_counts_once() -> None:
    assert task("32．清理证明。〔牵头单位：市工商局，责任单位：责任单位：各局〕").responsible == ("各局",)


def test_task_without_bodies() -> None:
    assert task("7、公开信息。") == Task(7, "公开信息。", (), (), None, 0)


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("于2018年10月底前完成", (2018, 10, 31)),
        ("于10月底前报送", (2018, 10, 31)),
        ("到2018年2月底前", (2018, 2, 28)),
        ("到2018年年底前基本达到", (2018, 12, 31)),
        ("须在6月30日前", (2018, 6, 30)),
        ("到10月底前，市级实现；到年底前，各区实现", (2018, 12, 31)),
    ],
)
def test_deadlines(words: str, deadline: tuple[int, int, int]) -> None:
    assert task(f"1．{words}。〔责任单位：各局〕").deadline == datetime.date(*deadline)
