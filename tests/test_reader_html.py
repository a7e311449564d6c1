"""Web pages: charsets, tables with spans, what word processors leave, and the site's own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Document, Paragraph, Unreadable
from gouji.readers import html_tables
from gouji.readers.html import parse
from gouji.readers.html_source import decode, in_utf8, source
from gouji.readers.html_tables import Parts, cell_text

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le")


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


@pytest.mark.parametrize("ask", [decode, in_utf8])
def test_bytes_in_no_encoding_are_refused(ask: Callable[[bytes], object]) -> None:
    with pytest.raises(Unreadable, match="UTF-8"):
        ask(b"<p>\xff\xff\xff\x00\x81</p>")


@given(st.sampled_from(("", "<meta charset=utf-8>", "<meta charset=gbk>")), st.text(), st.sampled_from(ENCODINGS))
def test_bytes_in_utf8_are_those_of_the_decoded_page(head: str, text: str, encoding: str) -> None:
    page = (head + text).encode(encoding, "replace")
    try:
        decoded = decode(page)
    except Unreadable:
        with pytest.raises(Unreadable):
            in_utf8(page)
    else:
        assert in_utf8(page) == decoded.encode("utf-8", "replace")


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


@pytest.mark.parametrize("style", ["style='visibility: hidden; opacity: 0;'", "style='display:none'", "hidden"])
def test_what_is_nearly_all_of_a_page_is_only_hidden_until_a_script_has_run(style: str) -> None:
    report = f"<section>{'本年度公开信息五条。' * 80}</section><table><tr><td>规章<td>5</table>"
    document = parse(f"<p>甲</p><div {style}>{report}<p hidden>乙</p></div><script>{'丙' * 5000}</script>")
    assert tables(document) == [[[("规章", 0), ("5", 1)]]]
    assert texts(document) == ["甲", "本年度公开信息五条。" * 80]


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


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("<meta charset=gb2312>", "utf-8"),
        ("<meta charset=utf-8>", "gb18030"),
        ("<meta charset=iso-8859-1>", "gb18030"),
        ("<meta charset=punycode>", "utf-8"),
        ("<meta charset=big5>", "big5"),
        ("<?xml version='1.0' encoding='GB2312'?>", "gb18030"),
        ("<html>", "utf-8-sig"),
        ("<html>", "utf-16-le"),
        ("<html>", "utf-16-be"),
    ],
)
def test_a_page_in_another_charset_than_it_declares(declared: str, encoding: str) -> None:
    assert texts(parse(decode(f"{declared}<p>年度文件</p>".encode(encoding)))) == ["年度文件"]


def printed(cell: str) -> str:
    """Return what is read of a cell."""
    (((_, (text, _)),),) = tables(parse(f"<table><tr><td>件</td><td>{cell}</td></tr></table>"))
    return text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<span>1</span><font>2</font><!-- 3 --><b>0</b>", "120"),
        ("1<!--[if !supportEmptyParas]-->4<!--[endif]-->", "14"),
        ("1<![if !supportLists]>2<![endif]>3", "123"),
        ("&#160;", ""),
        ("１２", "１２"),
        ("1\u200b2\ufeff", "12"),
        ("10<sup>①</sup>", "10①"),
        ("10<sup>1</sup>", "10¹"),
        ("10<sup><a href='#n'><span>2</span></a></sup>", "10²"),
        ("10<span style='vertical-align: Super'>3</span>", "10³"),
        ("m<sub>2</sub>", "m₂"),
        ("<del>5</del>7", "7"),
        ("<s>5</s>", ""),
        ("<span style='text-decoration:line-through'>5</span>6", "6"),
        ("5<span style='DISPLAY: none'>7</span>", "5"),
        ("<input type=hidden value=9>3", "3"),
        ("<input type=checkbox value=on>是", "是"),
        ("<input type=text value=7>", "7"),
        ("<textarea>8</textarea>", "8"),
        ("<ruby>字<rt>zi</rt></ruby>", "字"),
        ("1<br>2<br/>3", "1\n2\n3"),
        ("<div>1</div>2", "1\n2"),
        ("1,<wbr>234", "1,234"),
        ("&lt;5&gt;&yen;&#x31;", "<5>¥1"),
    ],
)
def test_what_is_read_of_a_cell_is_what_it_prints(cell: str, text: str) -> None:
    assert printed(cell) == text


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("<p>甲</p><p>5 <del>六</del></p>", "text that is struck out, not read"),
        ("<p>甲</p><p align=center><img src=a.jpg></p><p>乙</p>", "a picture in the text, not read"),
        ("<div>甲<br><img src=a.jpg><br>乙</div>", "a picture in the text, not read"),
        ("<table><tr><td>件<td><img src=5.png></table>", "a picture in a cell, not read"),
        (
            "<p>甲</p><iframe src=b.html></iframe>",
            "the content is another page in a frame; open and save that one",
        ),
        (
            "<frameset><frame src=b.html></frameset>",
            "the content is another page in a frame; open and save that one",
        ),
        (
            f"<p>甲</p><div style='display:none'><table>{'<tr><td>a<td>1' * 8}</table></div>",
            "a table that the page does not show, not read",
        ),
    ],
)
def test_what_is_not_read_is_told(page: str, problem: str) -> None:
    assert [told.what.en for told in parse(page).problems] == [problem]


@pytest.mark.parametrize(
    "page",
    [
        "<div class=logo><img src=logo.png></div><p>甲</p>",
        "<p>甲</p><p><img src=word.gif> 附件</p><p>乙</p>",
        "<p>甲</p><p><img width=16 height=16 src=dot.gif></p><p>乙</p>",
        "<p>甲</p><div class=code><img src=qr.png></div><div class=foot><p>乙</p></div>",
        "<table><tr><td><img src=dot.gif><td><a href=1>栏目</a><tr><td><img src=dot.gif><td><a href=2>二</a></table>",
    ],
)
def test_pictures_that_adorn_the_page_are_no_problem(page: str) -> None:
    assert parse(page).problems == ()


@pytest.mark.parametrize(
    "page",
    [
        "<table><form><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></form></table>",
        "<table><td>a</td><td>1</td><tr><td>b</td><td>2</td></table>",
        "<table><div><tr><td>a</td><td>1</td></tr></div><tr><form><td>b</td><td>2</td></form></tr></table>",
        "<TABLE><TR><TD>a<TD>1<TR><TD>b<TD>2</TABLE>",
        "<table><tfoot><tr><td>b<td>2</tfoot><thead><tr><th>a<th>1</thead></table>",
        "<table><tr style='display:none'><td>x<td>9</tr><tr><td>a<td style='display:none'>8<td>1<tr><td>b<td>2</table>",
        "<table><tr><td>a<td>1<tr><td>b<td>2</tr><![if !supportMisalignedColumns]><tr height=0><td width=5><td></tr></table>",
        "<?xml version='1.0'?><table><tr><td><![CDATA[a]]></td><td>1</td></tr><tr><td>b</td><td>2<br/></td></tr></table>",
    ],
)
def test_rows_are_found_in_any_markup(page: str) -> None:
    assert tables(parse(page)) == [[[("a", 0), ("1", 1)], [("b", 0), ("2", 1)]]]


def test_a_second_head_stands_where_it_is_written() -> None:
    row = "<tr><td>{}<td>1"
    page = "<table>" + "".join(f"<{part}>{row}</{part}>" for part in ("thead", "tbody", "thead")) + "</table>"
    assert [
        row[0][0] for row in tables(parse(page.replace("{}", "a", 1).replace("{}", "b", 1).replace("{}", "c")))[0]
    ] == [
        "a",
        "b",
        "c",
    ]


def test_what_stands_in_a_table_but_in_no_cell_is_printed_before_it() -> None:
    document = parse("<table>甲<tr><td>a<td>1</tr><p>乙</p><tr><td>b<td>2</tr></table>")
    assert texts(document) == ["甲", "乙"]
    assert len(tables(document)[0]) == 2


def test_a_table_deep_inside_tables_of_data_is_read_once() -> None:
    own = "<tr>" + "<td>1</td>" * 11
    document = parse(f"<table>{own}<td><table>{own}<td><table><tr><td>规章<td>5</table></table></table>")
    assert [len(table) for _, table in ((0, list(table.rows())) for _, table in document.tables())] == [1, 1, 1]


def test_a_raised_figure_beside_a_character_that_no_tree_takes_is_read() -> None:
    assert texts(parse("<p>收件5<sup>\x0b2\x1c</sup>件</p>")) == ["收件5²件"]


PIECES = ("5", " ", "\n", "甲", "<br>", "<p>7", "<p>", "</p>", "<span>", "</span>", "<div>", "<sup>2</sup>", "<s>0</s>")
ODD = ("<input value=8>", "<table><tr><td>1</table>", "<img src=a>", "<font><p>a</p></font>", "<td>", "<tr>", "<form>")


@given(st.lists(st.lists(st.lists(st.sampled_from(PIECES + ODD), max_size=4), max_size=3), min_size=1, max_size=4))
def test_what_a_table_is_asked_for_at_once_agrees_with_what_each_cell_is(rows: list[list[list[str]]]) -> None:
    lines = "".join("<tr>" + "".join(f"<td>{''.join(cell)}</td>" for cell in row) for row in rows)
    for table in source(f"<table>{lines}</table>".encode()).root.iter("table"):
        parts = Parts(table)
        texts = [[text for text, _, _ in row] for row in html_tables.printed(parts)]
        assert texts == [[cell_text(cell) for cell in row] for row in parts.rows]
