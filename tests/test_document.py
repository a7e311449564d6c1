"""Characters are read in one form, and every offset stays where it was."""

from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Cell, Document, Paragraph, Table, cells_of, normalise


@given(st.text())
def test_normalising_keeps_the_length(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_one_form_of_each_character() -> None:
    assert normalise("２０１７年，（一）：１００％") == "2017年,(一):100%"
    assert normalise("⽣⽉⻓⻚") == "生月长页"  # glyphs of PDF fonts
    assert normalise("5\u00a0条\u3000件") == "5 条 件"


def test_characters_that_would_grow_stay() -> None:
    assert normalise("①½㎡《》“”。、") == "①½㎡《》“”。、"


def test_paragraph_keeps_the_print() -> None:
    paragraph = Paragraph("共５条", start=7)
    assert (paragraph.text, paragraph.reading) == ("共５条", "共5条")


def test_chrome_is_not_among_the_paragraphs() -> None:
    table = Table((Cell("5", 0, 1), Cell("新收", 0, 0)))
    document = Document((Paragraph("来源:某网", chrome=True), Paragraph("正文"), table), "txt")
    assert [(number, paragraph.text) for number, paragraph in document.paragraphs()] == [(1, "正文")]
    assert [[cell.text for cell in row] for _, table in document.tables() for row in table.rows()] == [["新收", "5"]]


def test_cells_made_in_bulk_are_cells() -> None:
    made = list(cells_of([("5", 0, 1, 1, 1, None), ("新收", 2, 0, 3, 4, 9)]))
    assert made == [Cell("5", 0, 1), Cell("新收", 2, 0, 3, 4, 9)]
    assert {type(cell) for cell in made} == {Cell}
