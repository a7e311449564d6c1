"""The document set again: text cut at its figures, tables with their merged cells, what must not be shown masked."""

from __future__ import annotations

from decimal import Decimal

from gouji.page.marks import Mark
from gouji.page.printed import Block, Box, Content, Piece, blocks
from schemas.records import CellValue, Figure, Mention, PrintedBlock, Section, Tie

MARK = Mark("member", (1,), ("k",))


class WithId(Tie):
    """A tie as its frame has it."""

    tie = "t1"


def content(**given: object) -> Content:
    empty = dict.fromkeys(Content._fields, ())
    return Content(**{**empty, "marks": {}, "covered": frozenset(), **given})  # type: ignore[arg-type]


def figure(name: str, start: int, end: int) -> Figure:
    return Figure(name, Decimal(1), "件", "", start=start, end=end, block=0)


def pieces(text: str, **given: object) -> tuple[Piece, ...]:
    (block,) = blocks(content(blocks=[PrintedBlock(0, text, 10)], **given))
    return block.pieces


def test_a_figure_of_a_finding_is_marked_and_others_are_told_apart() -> None:
    shown = pieces("收5件、办7件。", figures=[figure("f1", 11, 13), figure("f2", 15, 17)], marks={"figures[f1]": MARK})
    assert shown == (
        Piece("收"),
        Piece("5件", "figures-f1", MARK, "uncovered"),
        Piece("、办"),
        Piece("7件", "figures-f2", None, "uncovered"),
        Piece("。"),
    )


def test_text_is_never_lost_or_doubled_where_spans_overlap() -> None:
    spans = [figure("f1", 11, 14), figure("f2", 12, 16), figure("f3", 16, 99), figure("f4", 12, 12)]
    assert (
        "".join(piece.text for piece in pieces("一二三四五六七八", figures=spans, marks={"figures[f2]": MARK}))
        == "一二三四五六七八"
    )


def test_names_and_telephone_numbers_are_masked_whether_found_or_not() -> None:
    mentions = [Mention("联系人", "赵某某", "", 0, 14, 17), Mention("电话", "555****", "", 0, 18, 25)]
    shown = pieces(
        "联系人：赵钱孙，5550123。", mentions=mentions, figures=[figure("f1", 18, 25)], marks={"mentions[电话]": MARK}
    )
    assert "".join(piece.text for piece in shown) == "联系人：赵某某，555****。"
    assert [piece.kind for piece in shown] == ["", "masked", "", "masked", ""]


def test_a_name_is_masked_wherever_it_stands_again() -> None:
    printed = [
        PrintedBlock(0, "联系人：赵钱孙。", 0),
        PrintedBlock(1, "请找赵钱孙。", 9),
        PrintedBlock(2, "赵钱孙", row=0, column=0),
    ]
    shown = blocks(content(blocks=printed, mentions=[Mention("联系人", "赵某某", "", 0, 4, 7)]))
    assert ["".join(piece.text for piece in block.pieces) for block in shown[:2]] == [
        "联系人：赵某某。",
        "请找赵某某。",
    ]
    assert shown[2].rows == ((Box("赵某某"),),)


def test_a_failing_sentence_is_one_even_where_figures_cut_it() -> None:
    tie = WithId("sum", ("f1",), start=10, end=14, block=0)
    shown = pieces("收5件。其余。", ties=[tie], figures=[figure("f1", 11, 13)], marks={"ties[t1]": MARK})
    assert [(piece.text, piece.sentence, piece.opens) for piece in shown] == [
        ("收", "ties-t1", True),
        ("5件", "ties-t1", False),
        ("。", "ties-t1", False),
        ("其余。", "", False),
    ]


def test_headings_and_pages() -> None:
    printed = [
        PrintedBlock(0, "一、总体情况", 0, page=1),
        PrintedBlock(1, "正文", 7, page=1),
        PrintedBlock(2, "又", 10, page=2),
    ]
    shown = blocks(content(blocks=printed, sections=[Section(1, "一", "总体情况", 0)]))
    assert [(block.level, block.page) for block in shown] == [(1, 1), (0, None), (0, 2)]


def test_merged_cells_and_gaps_keep_their_place() -> None:
    printed = [
        PrintedBlock(0, "甲", row=0, column=0, rowspan=2),
        PrintedBlock(0, "乙", row=0, column=1, colspan=2),
        PrintedBlock(0, "5", row=1, column=2),
    ]
    cell = CellValue("reviews", "行政复议", "总计", Decimal(5), "5", block=0, grid_row=1, grid_column=2)
    (block,) = blocks(
        content(blocks=printed, cells=[cell], marks={"reviews[行政复议,总计]": MARK}, covered=frozenset(["reviews"]))
    )
    assert block == Block(
        0,
        rows=(
            (Box("甲", 2), Box("乙", 1, 2)),
            (Box(""), Box("5", anchors=("reviews-行政复议-总计",), mark=MARK, kind="figure")),
        ),
    )


def test_a_finding_on_a_row_marks_its_label() -> None:
    printed = [PrintedBlock(0, "1.属于国家 mm", row=0, column=0), PrintedBlock(0, "5", row=0, column=1)]
    cell = CellValue(
        "applications", "国家秘密", "自然人", Decimal(5), "5", "1.属于国家 mm", block=0, grid_row=0, grid_column=1
    )
    (block,) = blocks(content(blocks=printed, cells=[cell], marks={"applications[国家秘密,*]": MARK}))
    assert [(box.mark, box.kind) for box in block.rows[0]] == [(MARK, "words"), (None, "uncovered")]
