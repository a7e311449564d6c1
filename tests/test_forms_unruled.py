"""Rows of a table without lines between them: labels that go on beside them, and numbers that may."""

from __future__ import annotations

from gouji.document import Document, Table
from gouji.readers.blocks import Span, grid
from gouji.recognition.forms import read_forms

HEAD = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
FIGURES = ["1", "0", "0", "0", "0", "2", "3"]


def read(*rows: list[str]) -> tuple[dict[str, list[int | None]], list[str]]:
    """Return the rows read, and where something was not."""
    lines = [
        HEAD,
        ["一、本年新收政府信息公开申请数量", *FIGURES],
        ["二、上年结转政府信息公开申请数量", *FIGURES],
        *rows,
    ]
    document = Document((Table(grid([[Span(text) for text in line] for line in lines]), unruled=True),), "pdf")
    forms = read_forms(document)
    found: dict[str, list[int | None]] = {}
    for cell in forms.cells:
        found.setdefault(cell.row, []).append(None if cell.value is None else int(cell.value))
    return found, [problem.where for problem in forms.problems]


def test_words_around_a_row_make_its_label_whole() -> None:
    found, _ = read(
        ["（二）部分公开（区分处理的，只计"],
        ["这一情形，不计其", *FIGURES],
        ["他情形）"],
        ["2.其他法律行政法"],
        ["规禁止公开", *FIGURES],
    )
    assert list(found)[2:] == ["部分公开", "法律行政法规禁止公开"]


def test_words_alone_are_no_blank_row() -> None:
    found, _ = read(["（一）予以公开"], ["（二）部分公开", *FIGURES])
    assert list(found)[2:] == ["部分公开"]


def test_figures_that_name_no_row_make_those_beside_them_unsure() -> None:
    found, told = read(
        ["（一）予以公开", *FIGURES], ["", "7", *[""] * 6], ["（二）部分公开", *FIGURES], ["1.属于国家秘密", *FIGURES]
    )
    assert list(found) == ["本年新收", "上年结转", "国家秘密"]
    assert told[:3] == ["表三 予以公开", "表三", "表三 部分公开"]


def test_table_four_in_several_lines_of_figures_is_told() -> None:
    head = [name for _ in range(3) for name in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")]
    rows = [head, [*"123456789012345"], ["7", *[""] * 14]]
    table = Table(grid([[Span(text) for text in row] for row in rows]), unruled=True)
    assert not read_forms(Document((table,), "pdf")).cells
