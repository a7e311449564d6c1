"""Transcriptions have no text: their tables are set in the form's own layout, their figures as a list."""

from __future__ import annotations

from decimal import Decimal

from gouji.page.marks import Mark
from gouji.page.transcribed import blocks
from schemas.records import CellValue, Figure, Section, Task
from tests.page.test_printed import content

MARK = Mark("wrong", (1,), ("k",))


def cell(row: str, column: str, value: int | None, label: str = "") -> CellValue:
    text = "" if value is None else str(value)
    return CellValue("reviews", row, column, None if value is None else Decimal(value), text, label)


def test_a_table_stands_in_the_order_of_its_form_with_the_forms_labels() -> None:
    cells = [cell("复议后起诉", "总计", 1), cell("行政复议", "总计", None), cell("行政复议", "结果维持", 2)]
    (table,) = blocks(content(cells=cells, marks={"reviews[行政复议,结果维持]": MARK}), "2021")
    assert table.title == "表四 政府信息公开行政复议、行政诉讼情况"
    assert [[box.text for box in row] for row in table.rows] == [
        ["", "结果维持", "总计"], ["行政复议", "2", ""], ["复议后起诉", "", "1"]]  # fmt: skip
    assert (table.rows[1][1].mark, table.rows[1][2].kind) == (MARK, "blank")


def test_a_label_that_is_not_the_forms_own_is_shown_as_printed() -> None:
    (table,) = blocks(
        content(cells=[cell("行政复议", "总计", 1, "行政 复议")], marks={"reviews[行政复议,*]": MARK}), "2021"
    )
    assert (table.rows[1][0].text, table.rows[1][0].mark) == ("行政 复议", MARK)


def test_headings_figures_and_tasks_follow() -> None:
    shown = blocks(
        content(
            sections=[Section(1, "一", "总体情况"), Section(2, "二", "重点")],
            figures=[Figure("f1", Decimal(5), "件", "受理"), Figure("f2", Decimal(6), "件", "办结", text="6件")],
            tasks=[Task(1, "公开信息。", ("甲局",), ("乙局", "丙局"))],
        ),
        None,
    )
    assert ["".join(piece.text for piece in block.pieces) for block in shown] == [
        "一、总体情况", "（二）重点", "受理 5件", "办结 6件", "1. 公开信息。（甲局；乙局、丙局）"]  # fmt: skip
    assert shown[2].pieces[0].anchor == "figures-f1"
