"""Plain text: encodings, tables drawn with `|` or tabs, and the words of the website."""

from pathlib import Path

import pytest

from gouji.document import Document, Paragraph, Unreadable
from gouji.readers import read
from gouji.readers.text import parse


def texts(document: Document) -> list[str]:
    return [paragraph.text for _, paragraph in document.paragraphs()]


def tables(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in table.rows()] for _, table in document.tables()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "报告.txt"
    file.write_bytes("一、概述\n主动公开５条。\n".encode(encoding))
    assert texts(read(file)) == ["一、概述", "主动公开５条。"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\n",
        b"\x00\x01\x02\xff\xfe" * 20,
        b"\xff\xfe\x00\x01" * 9,
        b"\xff\xfe" + bytes(range(1, 200)),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    ],
    ids=["empty", "blank", "binary", "marked", "marked and odd", "picture"],
)
def test_what_is_no_text_is_refused_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    with pytest.raises(Unreadable) as refused:
        read(file)
    assert refused.value.said.zh
    assert refused.value.said.en


def test_unknown_format_names_those_that_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.xyz"
    file.write_bytes(b"5")
    with pytest.raises(Unreadable, match=r"\.txt"):
        read(file)


def test_offsets_are_those_of_the_file() -> None:
    text = "  标题 \n\n　正文５条。\n"
    for _, paragraph in parse(text).paragraphs():
        assert text[paragraph.start : paragraph.start + len(paragraph.text)] == paragraph.text


def test_table_rows_and_cells_missing_at_the_ends() -> None:
    assert tables(parse("规章 | 0 | 1 |\n(一)项 | ||\n")) == [[["规章", "0", "1"], ["(一)项", "", ""]]]


def test_row_broken_inside_a_cell_is_joined() -> None:
    assert tables(parse("结果 | 予以公开 | 5 |\n| 0 | 5 | |\n部分公开 | 0 | 0 | 0 | 0 |\n")) == [
        [["结果", "予以公开", "5", "", "0", "5", ""], ["部分公开", "0", "0", "0", "0"]]
    ]


def test_rows_that_all_begin_with_a_bar_are_rows() -> None:
    assert tables(parse("| a | 1 |\n| b | 2 |\n")) == [[["a", "1"], ["b", "2"]]]


def test_cells_between_bars_of_their_own() -> None:
    document = parse("|信息内容||本年制发件数||现行有效件数|\n|规章||0||1|\n|第二十条第（五）项|\n")
    assert tables(document) == [
        [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "0", "1"], ["第二十条第（五）项"]]
    ]


def test_a_cell_a_line_behind_a_bar_is_text() -> None:
    text = "|规章\n| 0\n|\n|1\n"
    assert texts(parse(text)) == ["规章", "0", "1"]
    assert [text[line.start] for _, line in parse(text).paragraphs()] == ["规", "0", "1"]


@pytest.mark.parametrize(
    ("line", "lossy"), [("a | 1 |\nb | |", True), ("| a | 1 |\n| b | |", False), ("a\t1\nb\t", False)]
)
def test_blanks_between_unframed_bars_may_fill_up_a_row(line: str, lossy: bool) -> None:
    assert [table.lossy for _, table in parse(line).tables()] == [lossy]


@pytest.mark.parametrize(
    ("top", "rule", "bar"),
    [("┌──┬──┐", "├──┼──┤", "│"), ("+----+----+", "+====+====+", "|"), ("╔══╦══╗", "╠══╬══╣", "║")],
)
def test_borders_part_the_rows_of_a_drawn_table(top: str, rule: str, bar: str) -> None:
    lines = [
        top,
        "|规章|件数|",
        rule,
        "|行政规范|    |",
        "|性文件  |5   |",
        rule,
        "|许可|    |",
        rule,
        "|合计|7   |",
        top,
    ]
    document = parse("\n".join(lines).replace("|", bar) + "\n三、申请\n-----\n")
    assert tables(document) == [[["规章", "件数"], ["行政规范性文件", "5"], ["许可", ""], ["合计", "7"]]]
    assert texts(document) == ["三、申请", "-----"]


def test_borders_below_the_head_alone_part_no_rows() -> None:
    assert tables(parse("+---+---+\n| a | b |\n+---+---+\n| c | 1 |\n| d |   |\n+---+---+\n")) == [
        [["a", "b"], ["c", "1"], ["d", ""]]
    ]
    assert tables(parse("| a | b |\n|---|---|\n| c | -- |\n")) == [[["a", "b"], ["c", "--"]]]


def test_text_between_two_tables_parts_them() -> None:
    assert len(tables(parse("a | 1\n三、申请\nb | 2\n"))) == 2


def test_lines_with_tabs_are_rows_whose_blanks_count() -> None:
    assert tables(parse("指标\t单位\t统计数\n甲\t条\t\n乙\t\t7\n\t丙\t8\n")) == [
        [["指标", "单位", "统计数"], ["甲", "条", ""], ["乙", "", "7"], ["", "丙", "8"]]
    ]


def test_a_tab_that_ends_every_row_is_no_cell() -> None:
    assert tables(parse("规章\t0\t1\t\r\n文件\t\t\t\r\n")) == [[["规章", "0", "1"], ["文件", "", ""]]]


def test_tabs_that_indent_or_stand_in_one_line_make_no_table() -> None:
    assert texts(parse("\t一、总体情况\n\t本年度公开5条。\n发布：某局\t日期：1月\n")) == [
        "一、总体情况",
        "本年度公开5条。",
        "发布：某局\t日期：1月",
    ]


@pytest.mark.parametrize(
    "line",
    ["来源:某区人民政府   (点击: )", "关闭窗口", "2018-01-02 12:34   来源：某网", "【打印本页】", "浏览次数：12"],
)
def test_words_of_the_website_are_set_apart(line: str) -> None:
    (block,) = parse(line).blocks
    assert isinstance(block, Paragraph)
    assert block.chrome


@pytest.mark.parametrize("line", ["群众来源广泛，专栏点击745317条。", "打印材料3000份。", "公开栏浏览5次"])
def test_sentences_are_not_taken_for_the_website(line: str) -> None:
    assert texts(parse(line)) == [line]


def test_bookmark_of_a_converter_is_no_text() -> None:
    assert texts(parse("[bookmark: _GoBack]关于印发要点的通知")) == ["关于印发要点的通知"]
