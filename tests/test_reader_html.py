"""Web pages: charsets, tables with spans, what word processors leave, and the site's own words."""

from __future__ import annotations

import pytest

from gouji.document import Document, Paragraph, Unreadable
from gouji.readers.html import parse
from gouji.readers.html_source import decode


def tables(document: Document) -> list[list[list[tuple[str, int]]]]:
    return [[[(cell.text, cell.column) for cell in row] for row in table.rows()] for _, table in document.tables()]


def texts(document: Document) -> list[str]:
    return [paragraph.text for _, paragraph in document.paragraphs()]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("GBK", "gb18030"), ("gb18030", "gb18030"), ("utf-8", "gb18030")],
)
def test_declared_charset_then_utf8_then_gb18030(charset: str, encoding: str) -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}"><p>昆都仑𠮷区</p>'
    assert texts(parse(decode(page.encode(encoding)))) == ["昆都仑𠮷区"]


def test_byte_order_mark_of_utf16() -> None:
    assert texts(parse(decode("<p>报告</p>".encode("utf-16")))) == ["报告"]


def test_bytes_in_no_encoding_are_refused() -> None:
    with pytest.raises(Unreadable, match="UTF-8"):
        decode(b"<p>\xff\xff\xff\x00\x81</p>")


def test_spans_are_laid_out_as_a_browser_does() -> None:
    (table,) = tables(parse("<table><tr><td rowspan=2>a<td colspan=2>b<td>c</tr><tr><td>d<td>e<td>f</tr></table>"))
    assert table == [[("a", 0), ("b", 1), ("c", 3)], [("d", 1), ("e", 2), ("f", 3)]]


def test_a_span_to_the_end_and_spans_without_sense() -> None:
    (table,) = tables(parse("<table><tr><td rowspan=0>a<td colspan=x>b</tr><tr><td colspan=999999>c</tr></table>"))
    assert table == [[("a", 0), ("b", 1)], [("c", 1)]]


def test_markup_of_word_processors_changes_no_figure() -> None:
    cell = "<td><p class=MsoNormal><span>1</span><span lang=EN-US>2</span><b>0</b><o:p></o:p></p></td>"
    assert tables(parse(f"<table><tr><td>件&nbsp;</td>{cell}</tr></table>")) == [[[("件", 0), ("120", 1)]]]


def test_lines_of_a_cell_stay_apart() -> None:
    assert tables(parse("<table><tr><td>商业<br>企业</td><td><p>1</p><p>2</p></td></tr></table>")) == [
        [[("商业\n企业", 0), ("1\n2", 1)]]
    ]


def test_line_ends_between_ideographs_are_no_blanks() -> None:
    assert texts(parse("<p>报告所列\n   统计期限 from\nJanuary</p>")) == ["报告所列统计期限 from January"]


def test_a_layout_table_is_no_table() -> None:
    inner = "<table><tr><td>规章<td>5</tr></table>"
    document = parse(f"<table><tr><td>首段<td>{inner}</tr></table>")
    assert texts(document) == ["首段"]
    assert tables(document) == [[[("规章", 0), ("5", 1)]]]


def test_a_table_inside_a_table_of_data_is_kept() -> None:
    row = "<tr><td>a<td>1<td>2</tr>"
    document = parse(f"<table>{row * 4}<tr><td>b<td><table><tr><td>x<td>y</tr></table><td>3</tr></table>")
    assert [len(table) for table in tables(document)] == [5, 1]


def test_a_table_without_body_and_rows_in_sections() -> None:
    page = "<table><thead><tr><td>a<td>b</thead><tbody><tr><td>1<td>2</tbody><tfoot><tr><td>3<td>4</tfoot></table>"
    assert tables(parse(page)) == [[[("a", 0), ("b", 1)], [("1", 0), ("2", 1)], [("3", 0), ("4", 1)]]]


def test_what_is_not_seen_is_not_read() -> None:
    page = "<script>5</script><style>p{}</style><p style='display: none'>甲</p><p hidden>乙</p><!-- 丙 --><p>丁</p>"
    assert texts(parse(page)) == ["丁"]


def test_words_of_the_site_are_set_apart() -> None:
    page = (
        "<div class=nav><a href=/>首页</a></div><h1>报告</h1><p>来源：某网</p>"
        "<p><a href=/2>下一条</a></p><div id=footer>版权</div>"
    )
    document = parse(page)
    assert texts(document) == ["报告"]
    chrome = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.chrome]
    assert chrome == ["首页", "来源：某网", "下一条", "版权"]


def test_a_report_in_a_block_with_the_name_of_a_footer_is_still_the_report() -> None:
    assert texts(parse("<div class='position'><h1>报告</h1><p>正文</p></div>")) == ["报告", "正文"]


def test_text_fields_print_their_value() -> None:
    assert tables(parse("<table><tr><td>规章<td><input value=7></tr></table>")) == [[[("规章", 0), ("7", 1)]]]


def test_places_are_told() -> None:
    document = parse("<p>甲</p>\n\n<p>乙丙</p>\n<table><tr><td>a<td>b</tr></table>")
    assert [block.line for block in document.blocks] == [1, 3, 4]
    assert [paragraph.start for _, paragraph in document.paragraphs()] == [0, 2]
