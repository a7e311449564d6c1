"""Spreadsheets: what cells show, merged cells, paragraphs between tables."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from gouji.document import Document, Paragraph, Unreadable
from gouji.readers import read
from gouji.readers.sheets import shown


def sheet(tmp_path: Path, rows: list[list[object]], *merges: str) -> Document:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    for merge in merges:
        page.merge_cells(merge)
    book.create_sheet("hidden").sheet_state = "hidden"
    book["hidden"]["A1"] = "不可见"
    book.save(tmp_path / "a.xlsx")
    return read(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "5"),
        (0.1 + 0.2, "0.3"),
        (96171.6, "96171.6"),
        (1e15, "1000000000000000"),
        (True, "TRUE"),
        ("", ""),
        (" 无 ", "无"),
        (datetime.date(2024, 1, 31), "2024-01-31"),
        (1e21, "1000000000000000000000"),
    ],
)
def test_what_a_cell_shows(value: object, text: str) -> None:
    assert shown(value) == text


def test_paragraphs_and_tables_with_merged_cells(tmp_path: Path) -> None:
    document = sheet(
        tmp_path, [["三、申请情况"], [], ["申请人", None, "总计"], ["新收", 5, None], ["结转", None, 0]], "A3:B3"
    )
    paragraph, table = document.blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "三、申请情况"
    assert [(c.text, c.row, c.column, c.colspan) for c in table.cells] == [  # type: ignore[union-attr]
        ("申请人", 0, 0, 2),
        ("总计", 0, 2, 1),
        ("新收", 1, 0, 1),
        ("5", 1, 1, 1),
        ("", 1, 2, 1),
        ("结转", 2, 0, 1),
        ("", 2, 1, 1),
        ("0", 2, 2, 1),
    ]


def test_a_formula_saved_without_its_result_is_reported(tmp_path: Path) -> None:
    document = sheet(tmp_path, [["总计", "=1+1"], ["新收", 5]])
    assert [problem.what.en for problem in document.problems] == [
        "formulas without their result; open the file and save it"
    ]


def test_cells_far_out_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = 1  # type: ignore[index]
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Unreadable, match="beyond"):
        read(tmp_path / "a.xlsx")


def test_comma_separated_values(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes('规章,1,\n"许可","1,200",/\n'.encode("gb18030"))
    ((_, table),) = read(tmp_path / "a.csv").tables()
    assert [c.text for c in table.cells] == ["规章", "1", "", "许可", "1,200", "/"]
