"""Spreadsheets: what cells show, merged cells, paragraphs between tables."""

from __future__ import annotations

import contextlib
import datetime
import gc
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from gouji.document import Cell, Document, Paragraph, Unreadable
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


def test_many_rows_are_read(tmp_path: Path) -> None:
    ((_, table),) = sheet(tmp_path, [["单位", "件"], *([f"第{at}", at] for at in range(12_000))]).tables()
    assert [cell.text for cell in table.cells[-2:]] == ["第11999", "11999"]


@pytest.mark.parametrize(
    "cell",
    [
        "<c r='AB20000'><v>1</v></c>",
        '<c r = "AAA1"><v>1</v></c>',
        '<c\tr=\n"a100000"><v>1</v></c>',
        '</row><row r="1048576"><c><v>1</v></c>',
    ],
)
def test_cells_far_out_are_refused_however_they_are_written(tmp_path: Path, cell: str) -> None:
    openpyxl.Workbook().save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as made:
        for name in plain.namelist():
            part = plain.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b"<sheetData></sheetData>", f"<sheetData><row>{cell}</row></sheetData>".encode())
                assert cell.encode() in part
            made.writestr(name, part)
    with pytest.raises(Unreadable, match="beyond"):
        read(tmp_path / "a.xlsx")


def rows_of(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in table.rows()] for _, table in document.tables()]


def test_a_row_left_blank_below_a_head_is_its_row(tmp_path: Path) -> None:
    document = sheet(
        tmp_path, [["维持", "纠正", "总计"], [], ["五、问题"], ["项", 1], ["目", 2], [], ["表", "乙"], ["丙", 3]]
    )
    assert rows_of(document) == [
        [["维持", "纠正", "总计"], ["", "", ""]],
        [["项", "1"], ["目", "2"]],
        [["表", "乙"], ["丙", "3"]],
    ]


def test_rows_as_wide_as_their_table_tell_blank_rows_from_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "四、情况\n维持,纠正,总计\n,,\n五、问题\n一、新收,,\n二、结转,1,\n", encoding="utf-8"
    )
    document = read(tmp_path / "a.csv")
    assert [text.text for _, text in document.paragraphs()] == ["四、情况", "五、问题"]
    assert rows_of(document) == [
        [["维持", "纠正", "总计"], ["", "", ""]],
        [["一、新收", "", ""], ["二、结转", "1", ""]],
    ]


def test_comma_separated_values(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes('规章,1,\n"许可","1,200",/\n'.encode("gb18030"))
    ((_, table),) = read(tmp_path / "a.csv").tables()
    assert [c.text for c in table.cells] == ["规章", "1", "", "许可", "1,200", "/"]


def test_merged_cells_are_laid_out_from_the_corner_of_their_table(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["题"],
        [],
        [None, "机关", None, "件"],
        [None, None, None, 5],
        [None, "甲", "乙", 7],
        [],
        ["丙", 1],
    ]
    first, second = (table for _, table in sheet(tmp_path, rows, "B3:C4", "D5:E5", "A7:A8").tables())
    assert first.cells == (
        Cell("机关", 0, 0, 2, 2),
        Cell("件", 0, 2),
        Cell("", 0, 3),
        Cell("5", 1, 2),
        Cell("", 1, 3),
        Cell("甲", 2, 0),
        Cell("乙", 2, 1),
        Cell("7", 2, 2, 1, 2),
    )
    assert second.cells == (Cell("丙", 0, 0, 2, 1), Cell("1", 0, 1))


def test_of_merged_cells_that_overlap_each_keeps_its_corner(tmp_path: Path) -> None:
    ((_, table),) = sheet(tmp_path, [["甲", "乙", "丙"], [1, 2, 3]], "A1:B2", "B1:C1").tables()
    assert [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells] == [
        ("甲", 0, 0, 2, 2),
        ("", 0, 1, 1, 2),
        ("3", 1, 2, 1, 1),
    ]


def test_rows_of_unequal_length_are_filled_up(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(",项,件\n,甲\n,乙,5,六\n", encoding="utf-8")
    assert rows_of(read(tmp_path / "a.csv")) == [[["项", "件", ""], ["甲", "", ""], ["乙", "5", "六"]]]


def test_a_workbook_is_read_whatever_its_name(tmp_path: Path) -> None:
    sheet(tmp_path, [["规章", 5], ["许可", 7]])
    (tmp_path / "a.xlsx").rename(tmp_path / "a.xls")
    assert rows_of(read(tmp_path / "a.xls")) == [[["规章", "5"], ["许可", "7"]]]


def test_tables_beside_one_another(tmp_path: Path) -> None:
    left: list[list[object]] = [["许可", 1], ["处罚", 2], ["强制", 3], ["收费", 4], ["采购", 5]]
    right: list[list[object]] = [["指标", "件"], ["当面", 6], [None, None], ["结果", "数"], ["维持", 7]]
    document = sheet(tmp_path, [[*a, None, None, *b] for a, b in zip(left, right, strict=True)])
    assert rows_of(document) == [
        [[str(value) for value in row] for row in left],
        [["指标", "件"], ["当面", "6"]],
        [["结果", "数"], ["维持", "7"]],
    ]


@pytest.mark.parametrize("right", [[8, 9], ["备注", None], ["备注"]])
def test_a_blank_column_is_a_part_of_its_table(tmp_path: Path, right: list[object]) -> None:
    rows: list[list[object]] = [[label, 5, None, *right] for label in ("许可", "处罚", "强制", "收费")]
    assert len(list(sheet(tmp_path, rows).tables())) == 1
    merged: list[list[object]] = [["a", "b", None, "c", "d"]] * 5
    assert len(list(sheet(tmp_path, merged, "B1:D1").tables())) == 1


def test_xml_of_office_2003_under_the_name_of_an_older_format(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    row = "<Row><Cell><Data ss:Type='String'>{}</Data></Cell><Cell><Data ss:Type='Number'>{}</Data></Cell></Row>"
    (tmp_path / "a.xls").write_text(
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{name}" xmlns:ss="{name}">'
        f"<Worksheet ss:Name='a'><Table>{row.format('规章', 5)}{row.format('许可', 6)}</Table></Worksheet></Workbook>",
        encoding="utf-8",
    )
    assert rows_of(read(tmp_path / "a.xls")) == [[["规章", "5"], ["许可", "6"]]]


@pytest.mark.parametrize(("separator", "encoding"), [("\t", "utf-16"), (";", "gb18030"), ("\t", "utf-8-sig")])
def test_values_apart_by_tabs_or_semicolons(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [["项", "件", "元"], ["甲", "", "1,200"], ["乙", "5", "六"]]
    (tmp_path / "a.csv").write_bytes("\n".join(map(separator.join, rows)).encode(encoding))
    assert rows_of(read(tmp_path / "a.csv")) == [rows]


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", "PK"), ("a.csv", "a,1\nb,2\n")])
@pytest.mark.parametrize("enabled", [True, False])
def test_the_search_for_cycles_is_left_as_it_was(tmp_path: Path, name: str, content: str, enabled: bool) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    was = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        with contextlib.suppress(Unreadable):
            read(path)
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if was else gc.disable)()
