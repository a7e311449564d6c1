"""PDF: lines joined to paragraphs, running heads dropped, ruled tables with merged and open cells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gouji.document import Document
from gouji.readers import ocr, read
from gouji.readers.pdf_lines import Placed, cell_texts, lines, paragraphs, text_of
from gouji.readers.pdf_page import Character, Edge
from gouji.readers.pdf_tables import ruled_tables

canvas = pytest.importorskip("reportlab.pdfgen.canvas")
pdfmetrics = pytest.importorskip("reportlab.pdfbase.pdfmetrics")
cidfonts = pytest.importorskip("reportlab.pdfbase.cidfonts")

Draw = Callable[["canvas.Canvas"], None]


def printed(tmp_path: Path, *pages: Draw, **options: object) -> Document:
    pdfmetrics.registerFont(cidfonts.UnicodeCIDFont("STSong-Light"))
    paper = canvas.Canvas(str(tmp_path / "a.pdf"), **options)
    for page in pages:
        paper.setFont("STSong-Light", 16)
        page(paper)
        paper.showPage()
    paper.save()
    return read(tmp_path / "a.pdf")


def texts(document: Document) -> list[str]:
    return [paragraph.text for _, paragraph in document.paragraphs()]


def written(*placed: tuple[float, float, str]) -> Draw:
    def draw(paper: canvas.Canvas) -> None:
        for x, y, text in placed:
            paper.drawString(x, y, text)

    return draw


def ruled(paper: canvas.Canvas, xs: list[float], ys: list[float]) -> None:
    for x in xs:
        paper.line(x, ys[0], x, ys[-1])
    for y in ys:
        paper.line(xs[0], y, xs[-1], y)


def test_a_paragraph_goes_on_while_lines_are_full(tmp_path: Path) -> None:
    full = "某县人民政府二〇二四年认真贯彻执行条例各项规定并且"  # 24 characters of 16 points
    page = written((106, 700, full[:24]), (74, 672, full + "完"), (74, 644, "成任务。"), (106, 616, "另一段。"))
    assert texts(printed(tmp_path, page)) == [full[:24] + full + "完成任务。", "另一段。"]


def test_a_paragraph_goes_on_over_the_page_and_page_numbers_are_dropped(tmp_path: Path) -> None:
    full = "某县人民政府二〇二四年认真贯彻执行条例各项规定并且按时"
    first = written((74, 700, full), (74, 672, full), (280, 40, "— 1 —"))
    second = written((74, 740, "完成。"), (106, 712, full[:-2]), (74, 684, "末行。"), (280, 40, "— 2 —"))
    assert texts(printed(tmp_path, first, second)) == [full + full + "完成。", full[:-2] + "末行。"]


def test_running_heads_are_dropped(tmp_path: Path) -> None:
    pages = [
        written((200, 810, "某县年度报告"), (106, 600, f"第{word}段。"), (280, 30, f"第{n}页 共4页"))
        for n, word in enumerate("甲乙丙丁", 1)
    ]
    assert texts(printed(tmp_path, *pages)) == ["第甲段。", "第乙段。", "第丙段。", "第丁段。"]


def test_merged_cells_of_a_ruled_table(tmp_path: Path) -> None:
    def page(paper: canvas.Canvas) -> None:
        ruled(paper, [100, 200, 400], [500, 540, 580])
        paper.line(300, 500, 300, 540)  # parts the lower right cell only
        for x, y, text in ((110, 550, "甲"), (210, 550, "乙"), (110, 510, "丙"), (210, 510, "5"), (310, 510, "１２")):
            paper.drawString(x, y, text)

    ((_, table),) = printed(tmp_path, page).tables()
    assert [(c.text, c.row, c.column, c.colspan) for c in table.cells] == [
        ("甲", 0, 0, 1),
        ("乙", 0, 1, 2),
        ("丙", 1, 0, 1),
        ("5", 1, 1, 1),
        ("１２", 1, 2, 1),
    ]
    assert {cell.page for cell in table.cells} == {1}


def test_a_table_is_closed_where_the_page_broke_it(tmp_path: Path) -> None:
    def page(paper: canvas.Canvas) -> None:
        for x in (100, 200, 300, 400):
            paper.line(x, 480, x, 580)
        for y in (500, 580):
            paper.line(100, y, 400, y)
        for x, text in ((110, "甲"), (210, "1"), (310, "2")):
            paper.drawString(x, 530, text)
        for x, text in ((110, "乙"), (210, "3"), (310, "4")):
            paper.drawString(x, 482, text)

    ((_, table),) = printed(tmp_path, page).tables()
    assert [cell.text for cell in table.cells] == ["甲", "1", "2", "乙", "3", "4"]


def test_a_row_that_the_page_cut_open_goes_on_over_it(tmp_path: Path) -> None:
    def upper(paper: canvas.Canvas) -> None:
        ruled(paper, [100, 200, 300], [120, 160])
        for x in (100, 200, 300):
            paper.line(x, 120, x, 80)
        for x, y, text in ((110, 130, "甲"), (210, 130, "1"), (110, 85, "乙上"), (210, 85, "2")):
            paper.drawString(x, y, text)

    def lower(paper: canvas.Canvas) -> None:
        ruled(paper, [100, 200, 300], [680, 720])
        for x in (100, 200, 300):
            paper.line(x, 720, x, 760)
        for x, y, text in ((110, 740, "乙下"), (110, 690, "丙"), (210, 690, "3")):
            paper.drawString(x, y, text)

    ((_, table),) = printed(tmp_path, upper, lower).tables()
    assert [(cell.text, cell.row, cell.page) for cell in table.cells] == [
        ("甲", 0, 1),
        ("1", 0, 1),
        ("乙上\n乙下", 1, 1),
        ("2", 1, 1),
        ("丙", 2, 2),
        ("3", 2, 2),
    ]


def test_a_table_of_dotted_lines(tmp_path: Path) -> None:
    def page(paper: canvas.Canvas) -> None:
        paper.setDash(1, 2)
        ruled(paper, [100, 200, 300], [500, 540])
        for x in range(100, 300, 3):  # some programs draw each dot by itself
            paper.rect(x, 580, 0.8, 0.8, stroke=0, fill=1)
        for x in (100, 200, 300):
            for y in range(540, 580, 3):
                paper.rect(x, y, 0.8, 0.8, stroke=0, fill=1)
        for x, y, text in ((110, 510, "甲"), (210, 510, "7"), (110, 555, "乙"), (210, 555, "8")):
            paper.drawString(x, y, text)

    ((_, table),) = printed(tmp_path, page).tables()
    assert [cell.text for cell in table.cells] == ["乙", "8", "甲", "7"]


def test_a_page_that_lies_on_its_side_is_read_upright(tmp_path: Path) -> None:
    def page(paper: canvas.Canvas) -> None:
        paper.translate(595, 0)
        paper.rotate(90)
        ruled(paper, [100, 300, 500], [300, 340])
        paper.drawString(110, 310, "本年新收申请")
        paper.drawString(310, 310, "12")

    ((_, table),) = printed(tmp_path, page).tables()
    assert [cell.text for cell in table.cells] == ["本年新收申请", "12"]


def test_a_watermark_is_no_text(tmp_path: Path) -> None:
    def page(paper: canvas.Canvas) -> None:
        paper.drawString(106, 500, "正文。")
        paper.translate(110, 480)
        paper.rotate(35)
        paper.drawString(0, 0, "水印")

    assert texts(printed(tmp_path, page)) == ["正文。"]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    rows = [(60, "甲乙丙丁戊己庚辛壬癸子丑"), (330, "子丑寅卯辰巳午未申酉戌亥")]
    page = written(*((x, 700 - 30 * at, text + "。") for x, text in rows for at in range(4)))
    assert "".join(texts(printed(tmp_path, page))) == "".join(4 * f"{text}。" for _, text in rows)


def test_two_tables_with_text_between_stay_two(tmp_path: Path) -> None:
    def page(paper: canvas.Canvas) -> None:
        ruled(paper, [100, 200, 300], [600, 640])
        ruled(paper, [100, 200, 300], [500, 540])
        for x, y, text in ((110, 610, "甲"), (210, 610, "1"), (110, 560, "二、乙"), (110, 510, "丙"), (210, 510, "2")):
            paper.drawString(x, y, text)

    document = printed(tmp_path, page)
    assert [[cell.text for cell in table.cells] for _, table in document.tables()] == [["甲", "1"], ["丙", "2"]]
    assert texts(document) == ["二、乙"]


def test_boxes_around_paragraphs_and_underlines_are_no_tables(tmp_path: Path) -> None:
    def page(paper: canvas.Canvas) -> None:
        paper.rect(70, 480, 450, 120)
        paper.line(100, 500, 300, 500)
        paper.line(100, 530, 300, 530)
        paper.drawString(100, 505, "框中文字。")

    document = printed(tmp_path, page)
    assert texts(document) == ["框中文字。"]
    assert not list(document.tables())


def test_white_boxes_are_not_seen(tmp_path: Path) -> None:
    def page(paper: canvas.Canvas) -> None:
        paper.setFillColorRGB(1, 1, 1)
        for x in (100, 200):
            for y in (500, 540):
                paper.rect(x, y, 90, 35, stroke=0, fill=1)
        paper.setFillColorRGB(0, 0, 0)
        paper.drawString(110, 510, "文字")

    assert not list(printed(tmp_path, page).tables())


def test_the_text_of_a_page_laid_out_in_a_table_is_text(tmp_path: Path) -> None:
    line = "某县人民政府认真贯彻执行条例各项规定并且公开情况如下。" * 2

    def page(paper: canvas.Canvas, rows: tuple[int, ...] = (540, 500)) -> None:
        paper.setFont("STSong-Light", 8)
        ruled(paper, [40, 100, 560], [700, 600, *rows[:1]])
        ruled(paper, [100, 300, 560], [600, *rows])
        for number in range(4):
            paper.drawString(110, 680 - 20 * number, line)
        for x, y, text in ((50, 650, "导航"), (110, 560, "规章"), (310, 560, "3"), (110, 510, "其他"), (310, 510, "4")):
            paper.drawString(x, y, text)

    document = printed(tmp_path, page)
    assert sum(text.count("。") for text in texts(document)) == 8
    assert [[cell.text for cell in table.cells if cell.text] for _, table in document.tables()] == [
        ["导航"],
        ["规章", "3", "其他", "4"],
    ]


def test_white_cells_on_a_dark_ground_are_a_table(tmp_path: Path) -> None:
    def page(paper: canvas.Canvas) -> None:
        paper.rect(99, 499, 202, 82, stroke=0, fill=1)
        paper.setFillColorRGB(1, 1, 1)
        for x in (100, 201):
            for y in (500, 541):
                paper.rect(x, y, 99, 39, stroke=0, fill=1)
        paper.setFillColorRGB(0, 0, 0)
        for x, y, text in ((110, 550, "规章"), (210, 550, "3"), (110, 510, "其他"), (210, 510, "4")):
            paper.drawString(x, y, text)

    ((_, table),) = printed(tmp_path, page).tables()
    assert [[cell.text for cell in row] for row in table.rows()] == [["规章", "3"], ["其他", "4"]]


def test_a_page_that_is_turned_is_read_as_it_is_seen(tmp_path: Path) -> None:
    def page(paper: canvas.Canvas) -> None:
        paper.setPageRotation(90)
        paper.translate(595, 0)
        paper.rotate(90)
        ruled(paper, [100, 200, 300], [300, 340])
        paper.drawString(110, 310, "甲")
        paper.drawString(210, 310, "7")

    ((_, table),) = printed(tmp_path, page).tables()
    assert [cell.text for cell in table.cells] == ["甲", "7"]


def figure(text: str, top: float = 0) -> list[Character]:
    return [Character(digit, 2 + 6 * at, top, 8 + 6 * at, top + 10) for at, digit in enumerate(text)]


def column(*cells: list[Character]) -> list[str]:
    return cell_texts([Placed(cell, (row, 0, row + 1, 1), 40) for row, cell in enumerate(cells)])


def test_a_number_without_room_for_another_digit_goes_on_in_the_next_line() -> None:
    assert column(figure("3985") + figure("758", 12), figure("60")) == ["3985758", "60"]
    assert column(figure("39") + figure("7", 12), figure("6054")) == ["39\n7", "6054"]
    assert column(figure("3") + figure("7", 12)) == ["3\n7"]


def test_a_row_whose_figures_all_have_two_lines_lacks_a_ruled_line() -> None:
    row = [Placed(figure(text) + figure("12", 12), (0, at, 1, at + 1), 16) for at, text in enumerate(("39", "40"))]
    assert cell_texts(row) == ["39\n12", "40\n12"]
    assert cell_texts([row[0], Placed(figure("41"), (0, 1, 1, 2), 16)]) == ["3912", "41"]


def test_digits_are_as_far_apart_as_all_characters() -> None:
    spaced = [Character(letter, 14 * at, 0, 14 * at + 10, 10) for at, letter in enumerate("自然人数")]
    digits = [Character(digit, 9 * at, 0, 9 * at + 5, 10) for at, digit in enumerate("302")]
    assert cell_texts([Placed(spaced, (0, 0, 1, 1), 60), Placed(digits, (0, 1, 1, 2), 60)]) == ["自然人数", "302"]
    assert cell_texts([Placed(digits, (0, 1, 1, 2), 60)]) == ["3 0 2"]


def test_a_raised_digit_is_the_mark_of_a_note() -> None:
    digits = [Character("1", 0, 0, 5, 9), Character("0", 5, 0, 10, 9), Character("1", 10, -2, 14, 5)]
    assert [line.text for line in lines(digits, 1, 100)] == ["10¹"]
    assert column(digits) == ["10¹"]


def test_the_mark_of_a_note_in_the_next_line_is_no_rest_of_a_number() -> None:
    mark = [Character("1", 2, 12, 5, 18)]
    assert column(figure("3985") + figure("1", 12), figure("3985")) == ["39851", "3985"]
    assert column(figure("3985") + mark, figure("3985")) == ["3985\n1", "3985"]


def test_underlined_figures_are_in_one_cell() -> None:
    edges = [Edge(0, y, 60, y, True) for y in (0, 30)] + [Edge(x, 0, x, 30, False) for x in (0, 40, 60)]
    lines = [Edge(42, 11, 58, 11, True), Edge(42, 23, 48, 23, True)]
    marks = [Character(text, x, y, x + 8, y + 10) for text, x, y in (("2", 42, 2), ("4", 50, 2))]
    (table,) = ruled_tables([*edges, *lines], [*marks, Character("8", 42, 14, 48, 24)], 1)
    assert [cell.text for cell in table.cells()] == ["", "248"]


def test_digits_printed_over_each_other_are_no_number() -> None:
    over = [Character("7", 0, 0, 5, 9), Character("2", 1, 0, 6, 9), Character("4", 6, 0, 11, 9)]
    beside = [Character("7", 0, 0, 5, 9), Character("2", 5, 3, 10, 12)]
    assert [column(over), column(beside)] == [["7 24"], ["7 2"]]


def test_bold_made_by_printing_twice_is_read_once() -> None:
    twice = [
        Character(text, 10 * at + shift, 0, 10 * at + 10 + shift, 10)
        for at, text in enumerate("总计")
        for shift in (0, 0.3)
    ]
    assert lines(twice, 1, 595)[0].text == "总计"


def row(text: str, x: float, top: float, size: float) -> list[Character]:
    return [Character(letter, x + size * at, top, x + size * (at + 1), top + size) for at, letter in enumerate(text)]


def test_links_in_small_print_beside_a_title_are_lines_of_their_own() -> None:
    title = [*row("某县人民政府二〇二四年政府信息公开工作年", 150, 50, 20), *row("度报告", 320, 80, 20)]
    links = [*row("公开指南", 60, 52, 9), *row("公开年报", 60, 68, 9), *row("依申请公开", 60, 84, 9)]
    text = row("正" * 28, 150, 140, 14)
    assert [text_of(own) for _, own in paragraphs(lines([*title, *links, *text], 1, 595))] == [
        "公开指南",
        "某县人民政府二〇二四年政府信息公开工作年度报告",
        "公开年报",
        "依申请公开",
        "正" * 28,
    ]


def test_a_title_of_two_lines_is_one_paragraph() -> None:
    placed = [*row("某县人民政府", 220, 50, 26), *row("年度报告", 246, 84, 26), *row("正" * 28, 74, 140, 16)]
    assert [text_of(own) for _, own in paragraphs(lines(placed, 1, 595))] == ["某县人民政府年度报告", "正" * 28]


def test_a_grid_of_edges() -> None:
    edges = [Edge(0, y, 100, y, True) for y in (0, 20)] + [Edge(x, 0, x, 20, False) for x in (0, 50, 100)]
    ((table),) = ruled_tables(edges, [Character("5", 60, 5, 66, 15)], 1)
    assert [(cell.text, cell.column) for cell in table.cells()] == [("", 0), ("5", 1)]


def test_a_table_without_an_outer_frame_is_closed() -> None:
    inner = [Edge(x, 0, x, 60, False) for x in (40, 80)] + [Edge(0, y, 120, y, True) for y in (20, 40)]
    marks = [Character(text, x, y, x + 6, y + 10) for text, x, y in (("1", 5, 5), ("5", 60, 25), ("9", 100, 45))]
    ((table),) = ruled_tables(inner, marks, 1)
    cells = table.cells()
    assert len(cells) == 9
    assert [(cell.text, cell.row, cell.column) for cell in cells if cell.text] == [
        ("1", 0, 0),
        ("5", 1, 1),
        ("9", 2, 2),
    ]


def test_a_page_without_text_is_recognised_or_said_to_be_a_picture(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    sentence = "本年度收到政府信息公开申请十二件。"
    drawn = printed(tmp_path, written(*((100, 700 - 40 * at, sentence) for at in range(8))))
    assert texts(drawn) == [sentence] * 8
    pdfium = pytest.importorskip("pypdfium2")
    picture = pdfium.PdfDocument(tmp_path / "a.pdf")[0].render(scale=2).to_pil()
    assert isinstance(picture, image.Image)
    picture.save(tmp_path / "scan.pdf", resolution=144)
    document = read(tmp_path / "scan.pdf")
    if ocr.engine() is None:
        assert [ocr.INSTALL in problem.what.en for problem in document.problems] == [True]
    else:
        assert texts(document) == [sentence] * 8
        assert [problem.where for problem in document.problems] == ["page 1"]


def test_rows_of_a_table_without_lines_stay_apart(tmp_path: Path) -> None:
    def page(paper: canvas.Canvas) -> None:
        paper.setFont("STSong-Light", 10)
        for at, label in enumerate(("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量")):
            paper.drawString(74, 600 - 20 * at, label)
            for column in range(7):
                paper.drawString(300 + 36 * column, 600 - 20 * at, str(column))

    assert texts(printed(tmp_path, page)) == [
        "一、本年新收政府信息公开申请数量 0 1 2 3 4 5 6",
        "二、上年结转政府信息公开申请数量 0 1 2 3 4 5 6",
    ]
