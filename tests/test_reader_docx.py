"""Word files: merged cells, automatic numbers, text boxes, footnotes, content controls, deleted text."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gouji.document import Document
from gouji.readers.docx import read
from gouji.readers.docx_numbers import chinese, numeral

W = nsdecls("w")


def body(tmp_path: Path, *elements: str) -> Document:
    document = docx.Document()
    for element in elements:
        document.element.body.insert_element_before(parse_xml(element.replace(">", f" {W}>", 1)), "w:sectPr")
    document.save(str(tmp_path / "a.docx"))
    return read(tmp_path / "a.docx")


def texts(document: Document) -> list[str]:
    return [paragraph.text for _, paragraph in document.paragraphs()]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


def test_runs_tabs_and_breaks(tmp_path: Path) -> None:
    tabs = "<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>"
    paragraph = f"<w:p>{tabs}<w:r><w:t>本年</w:t><w:br/><w:t>5件</w:t></w:r></w:p>"
    assert texts(body(tmp_path, paragraph)) == ["本年", "5件"]


def test_content_controls_links_and_insertions_are_printed_and_deletions_are_not(tmp_path: Path) -> None:
    document = body(
        tmp_path,
        f"<w:sdt><w:sdtContent><w:p>{run('控件')}</w:p></w:sdtContent></w:sdt>",
        f"<w:p><w:hyperlink>{run('链接')}</w:hyperlink><w:ins w:id='1'>{run('新')}</w:ins>"
        f"<w:del w:id='2'><w:r><w:delText>旧</w:delText></w:r></w:del>"
        f"<w:moveFrom w:id='3'>{run('移')}</w:moveFrom></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>",
    )
    assert texts(document) == ["控件", "链接新", "显"]


def test_merged_cells_stand_once(tmp_path: Path) -> None:
    rows = [
        cell("a", "<w:vMerge w:val='restart'/>") + cell("b", "<w:gridSpan w:val='2'/>"),
        cell("", "<w:vMerge/>") + cell("c") + cell("d"),
    ]
    table = "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    ((_, read_table),) = body(tmp_path, table).tables()
    assert [(c.text, c.row, c.column, c.rowspan, c.colspan) for c in read_table.cells] == [
        ("a", 0, 0, 2, 1),
        ("b", 0, 1, 1, 2),
        ("c", 1, 1, 1, 1),
        ("d", 1, 2, 1, 1),
    ]


def test_a_table_inside_a_cell_follows_its_table(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell('x')}{cell('y')}</w:tr></w:tbl>"
    row = "".join(map(cell, "12345"))
    holder = f"<w:tc><w:tcPr/><w:p>{run('z')}</w:p>{inner}<w:p/></w:tc>"
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{row}</w:tr><w:tr>{row}</w:tr><w:tr>{holder}{cell('6')}</w:tr></w:tbl>"
    assert [[c.text for c in read_table.cells] for _, read_table in body(tmp_path, table).tables()] == [
        [*"1234512345", "z", "6"],
        ["x", "y"],
    ]


def test_a_frame_of_one_cell_is_running_text(tmp_path: Path) -> None:
    document = body(tmp_path, f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell('一、总体情况')}</w:tr></w:tbl>")
    assert texts(document) == ["一、总体情况"]


def test_automatic_numbers_are_printed(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for level, form, text in (
            (0, "chineseCounting", "%1、"),
            (1, "chineseCounting", "（%2）"),
            (2, "decimal", "%1-%3."),
        )
    )
    numbering.insert(0, parse_xml(f"<w:abstractNum {W} w:abstractNumId='77'>{levels}</w:abstractNum>"))
    numbering.append(parse_xml(f"<w:num {W} w:numId='77'><w:abstractNumId w:val='77'/></w:num>"))
    for level, text in ((0, "总体情况"), (1, "主动公开"), (1, "依申请公开"), (0, "申请情况"), (1, "新收"), (2, "件数")):
        properties = f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='77'/></w:numPr></w:pPr>"
        paragraph = f"<w:p {W}>{properties}{run(text)}</w:p>"
        document.element.body.insert_element_before(parse_xml(paragraph), "w:sectPr")
    document.save(str(tmp_path / "a.docx"))
    assert texts(read(tmp_path / "a.docx")) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "二、申请情况",
        "（一）新收",
        "二-1.件数",
    ]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (103, "一百零三"), (110, "一百一十")]
)
def test_chinese_numerals(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (3, "decimal", "3"),
        (3, "decimalEnclosedCircle", "③"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (3, "decimalFullWidth", "３"),
    ],
)
def test_number_formats(number: int, form: str, text: str) -> None:
    assert numeral(number, form) == text


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    namespaces = (
        "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
        "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
        "xmlns:v='urn:schemas-microsoft-com:vml'"
    )
    box = f"<w:txbxContent><w:p>{run('框内')}</w:p></w:txbxContent>"
    paragraph = (
        f"<w:p {namespaces}>{run('正文')}<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(body(tmp_path, paragraph)) == ["正文", "框内"]


def test_raised_and_struck_figures_are_no_digits_of_a_number(tmp_path: Path) -> None:
    package = docx.Document()
    row = package.add_table(1, 3).rows[0].cells
    row[0].paragraphs[0].add_run("10")
    row[0].paragraphs[0].add_run("1").font.superscript = True
    row[1].paragraphs[0].add_run("5").font.strike = True
    row[1].paragraphs[0].add_run("7").font.strike = False
    row[2].text = "1\u200b2"
    package.save(str(tmp_path / "a.docx"))
    document = read(tmp_path / "a.docx")
    assert [cell.text for _, table in document.tables() for cell in table.cells] == ["10¹", "7", "12"]
    assert [problem.what.en for problem in document.problems] == ["text that is struck out, not read"]


def test_paragraphs_with_tabs_are_rows_whose_blanks_count(tmp_path: Path) -> None:
    def line(*texts: str) -> str:
        return f"<w:p>{'<w:r><w:tab/></w:r>'.join(run(text) for text in texts)}</w:p>"

    def read_of(*lines: str) -> list[list[list[str]]]:
        document = body(tmp_path, f"<w:p>{run('甲')}</w:p>", *lines, f"<w:p>{run('乙')}</w:p>")
        assert texts(document)[0] == "甲"
        assert texts(document)[-1] == "乙"
        return [[[cell.text for cell in row] for row in table.rows()] for _, table in document.tables()]

    rows = [("指标", "单位", "统计数"), ("", "条", ""), ("规章", "件", "7")]
    assert read_of(*(line(*row) for row in rows)) == [[list(row) for row in rows]]
    assert read_of(line("一、总体情况", "1"), line("二、主动公开", "2"), line("三、申请", "3")) == []
    assert read_of(line("信息内容", "处理决定"), line("许可", "5")) == [[["信息内容", "处理决定"], ["许可", "5"]]]
    assert read_of(line("某局", "", "1月20日"), line("", "某局")) == []


@pytest.mark.parametrize(
    ("kind", "content", "read_as"),
    [
        ("text/html", "<p>年度报告</p><table><tr><td>规章<td>5</table>", ["规章", "5"]),
        (
            "message/rfc822",
            "MIME-Version: 1.0\nContent-Type: text/html\n\n<p>年度报告<table><tr><td>规章<td>5",
            ["规章", "5"],
        ),
    ],
)
def test_what_was_put_in_as_a_web_page_is_read(tmp_path: Path, kind: str, content: str, read_as: list[str]) -> None:
    found = with_chunk(tmp_path, kind, content)
    assert [cell.text for _, table in found.tables() for cell in table.cells] == read_as
    assert found.problems == ()


@pytest.mark.parametrize(
    ("kind", "content", "problem"),
    [
        ("application/rtf", "{}", "an inserted file, not read"),
        ("text/html", " ", "a part, not read: the page has no content; fetch it again"),
        (
            "message/rfc822",
            "Content-Type: text/plain\n\nx",
            "a part, not read: there is no web page in the file; save it again",
        ),
    ],
)
def test_what_was_put_in_and_cannot_be_read_is_told(tmp_path: Path, kind: str, content: str, problem: str) -> None:
    found = with_chunk(tmp_path, kind, content)
    assert [paragraph.text for _, paragraph in found.paragraphs()] == ["年度报告"]
    assert [each.what.en for each in found.problems] == [problem]


def with_chunk(tmp_path: Path, kind: str, content: str) -> Document:
    document = docx.Document()
    document.add_paragraph("年度报告")
    part = Part(PackURI("/word/chunk.htm"), kind, content.encode(), document.part.package)
    chunk = parse_xml(f"<w:altChunk {nsdecls('w', 'r')} r:id='{document.part.relate_to(part, 'chunk')}'/>")
    document.element.body.insert_element_before(chunk, "w:sectPr")
    document.save(str(tmp_path / "a.docx"))
    return read(tmp_path / "a.docx")
