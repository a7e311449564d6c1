"""Markdown: its marks are no print, and its tables are drawn with pipes, with borders or in HTML."""

from __future__ import annotations

import pytest

from gouji.document import Document
from gouji.readers.markdown import parse


def texts(document: Document) -> list[str]:
    return [paragraph.text for _, paragraph in document.paragraphs()]


def tables(document: Document) -> list[list[list[tuple[str, int]]]]:
    return [[[(cell.text, cell.column) for cell in row] for row in table.rows()] for _, table in document.tables()]


def test_marks_are_no_print() -> None:
    assert texts(parse("# 一、总体情况\n\n- **公开**信息`5`条\n\n---\n> 说明\n")) == [
        "一、总体情况",
        "公开信息5条",
        "说明",
    ]


def test_a_table_of_pipes() -> None:
    document = parse("甲\n| 规章 | a\\|b |\n|:--|--:|\n| 许可<br>件 | |\n乙")
    assert tables(document) == [[[("规章", 0), ("a|b", 1)], [("许可\n件", 0), ("", 1)]]]
    assert texts(document) == ["甲", "乙"]


def test_a_table_with_borders() -> None:
    document = parse("+----+---+\n| 规章 | 5 |\n+====+===+\n| 许可 |   |\n+----+---+\n| 处罚 | 7 |\n+----+---+\n")
    assert tables(document) == [[[("规章", 0), ("5", 1)], [("许可", 0), ("", 1)], [("处罚", 0), ("7", 1)]]]


@pytest.mark.parametrize("end", ["</table>\n## 乙\n", "</TABLE>\n乙", "</table>\n\n乙"])
@pytest.mark.parametrize("line", ["", "\n"])
def test_a_table_in_html_has_merged_cells(line: str, end: str) -> None:
    row = f"<tr>{line}<td rowspan=2>规章{line}</td><td>5|6</td></tr>{line}<tr><td>7</td></tr>"
    document = parse(f"甲\n| a | b |\n<table class=x>{line}{row}{line}{end}")
    assert tables(document) == [[[("a", 0), ("b", 1)]], [[("规章", 0), ("5|6", 1)], [("7", 1)]]]
    assert texts(document) == ["甲", "乙"]


def test_a_table_in_html_that_does_not_end_is_read() -> None:
    assert tables(parse("<table><tr><td>规章<td>5")) == [[[("规章", 0), ("5", 1)]]]


def test_markup_with_nothing_in_it_loses_nothing_else() -> None:
    document = parse("甲\n<table></table>\n乙")
    assert texts(document) == ["甲", "乙"]
    assert [problem.what.en for problem in document.problems] == [
        "a part, not read: there is no text in the file; fetch it again"
    ]
