"""The statutory tables, recognised from small printed tables: matched, left out on purpose, or reported."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Document, Paragraph, Table
from gouji.readers.blocks import Span, grid
from gouji.readers.text import parse
from gouji.recognition.forms import FormsRead, read_forms
from gouji.recognition.forms.labels import row_labels, through_mask
from gouji.recognition.forms.values import Printed, printed_value
from schemas.forms import core, form_for, forms, is_official, official

HEAD = "申请人情况 | 自然人 | 法人或其他组织 | 总计 |\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n"


def rows(read: FormsRead) -> dict[tuple[str, str], list[int | None]]:
    found: dict[tuple[str, str], list[int | None]] = {}
    for cell in read.cells:
        found.setdefault((cell.table, cell.row), []).append(None if cell.value is None else int(cell.value))
    return found


def said(read: FormsRead) -> list[str]:
    return [problem.what.zh for problem in read.problems]


def gridded(*lines: list[Span]) -> Document:
    return Document((Table(grid(lines)),), "html")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("5", "", "5"),
        ("0件", "", "0"),
        ("-2", "", "-2"),
        ("－2", "", "-2"),
        ("+3", "", "3"),
        ("增3", "", "3"),
        ("增加3", "", "3"),
        ("减2", "", "-2"),
        ("1,234", "", "1234"),
        ("１２３", "", "123"),
        ("1 234 567", "", "1234567"),
        ("2 377.62", "万元", "2377.62"),
        ("55（含自然失效29件）", "", "55"),
        ("4.74亿元", "元", "474000000"),
        ("160.5964万元", "元", "1605964"),
        ("96171.6", "万元", "96171.6"),
        ("3940元", "万元", "0.394"),
        ("12.5万元", "万元", "12.5"),
        ("零", "", "0"),
        ("12②", "", "12"),
        ("12件[¹]", "", "12"),
    ],
)
def test_numbers_as_offices_print_them(text: str, unit: str, value: str) -> None:
    assert printed_value(text, unit) == Printed(Decimal(value))


@pytest.mark.parametrize("text", ["", " ", "/", "—", "——", "-", "－", "无", "不适用", "×", "\u3000", "\\"])
def test_blanks_are_neither_zero_nor_unread(text: str) -> None:
    assert printed_value(text) == Printed(None)


@pytest.mark.parametrize(
    "text", ["约5", "详见附件", "5 3", "1\n0", "1,23", "5/3", "增3减1", "??", "一二三", "10¹", "②", "5*"]
)
def test_what_is_neither_number_nor_blank_is_not_read(text: str) -> None:
    assert not printed_value(text).readable


@given(st.decimals(0, 10**9, places=2, allow_nan=False))
def test_thousands_separators_change_nothing(number: Decimal) -> None:
    assert printed_value(f"{number:,}") == Printed(number)


@given(st.text(max_size=40))
def test_any_text_is_number_blank_or_unread(text: str) -> None:
    found = printed_value(text)
    assert found.readable or found.value is None


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("（一）予以公开", "予以公开"),
        ("1.属于国家秘密", "属于国家秘密"),
        ("1、属于国家秘密", "属于国家秘密"),
        ("1．属于国家秘密", "属于国家秘密"),
        ("⑴属于国家秘密", "属于国家秘密"),
        ("三、（一）予以公开", "予以公开"),
        ("3其他", "其他"),
        ("其中：主动公开规范性文件数", "主动公开规范性文件数"),
        ("商业\n企业", "商业企业"),
        ("（二）部分公开（区分处理的，只计这一情形）", "部分公开"),
        ("本年增/减", "本年增减"),
        ("三类内部事务", "三类内部事务"),
        ("总计¹", "总计"),
        ("3.其他①", "其他"),
        ("其他结果[2]", "其他结果"),
        ("本年新收（注1）", "本年新收"),
        ("①属于国家秘密", "属于国家秘密"),
        ("①", "1"),
    ],
)
def test_the_words_of_a_label(printed: str, words: str) -> None:
    assert core(printed) == words


@pytest.mark.parametrize(
    ("printed", "row"),
    [
        ("1.属于国家 mm", "国家秘密"),
        ("1.属于国家**", "国家秘密"),
        ("1.xx投诉类申请", "信访举报投诉"),
        ("3.危及三安全一稳定", "三安全一稳定"),
        ("5.属于三类内部事物信息", "三类内部事务信息"),
        ("（七）合计", "总计"),
        ("2.申请人逾期未按收费通知要求缴纳费用", "逾期不缴费"),
        ("一、本年度新收申请数量", "本年新收"),
        ("（七）总计1", "总计"),
        ("3.其他*", "其他处理其他"),
    ],
)
def test_labels_are_known_through_masks_and_misprints(printed: str, row: str) -> None:
    found = row_labels(forms()["2021"].tables["applications"]).find(printed)
    assert found is not None
    assert found.name == row


@pytest.mark.parametrize("printed", ["本级受理数", "备注", "7", "增减情况"])
def test_other_labels_are_not_known(printed: str) -> None:
    assert row_labels(forms()["2021"].tables["applications"]).find(printed) is None


def test_a_mask_stands_for_anything_but_what_is_printed_must_be_there() -> None:
    assert through_mask("属于**秘密", "属于国家秘密")
    assert not through_mask("属于**机密", "属于国家秘密")
    assert not through_mask("**", "属于国家秘密")


def test_forms_by_year_and_their_labels() -> None:
    assert [form.name for year in (2010, 2016, 2020, 2025) if (form := form_for(year))] == [
        "narrative",
        "statistics",
        "2019",
        "2021",
    ]
    assert official("applications", "国家秘密", "2021") == ("1.属于国家秘密",)
    assert official("applications", "其他处理", "2021") == ()
    assert official("applications", "其他处理", "2019") == ("（六）其他处理", "其它处理")
    assert is_official("applications", "部分公开", "2021", "(二)部分公开")
    assert not is_official("applications", "国家秘密", "2021", "1.属于国家mm")


@pytest.mark.parametrize("form", forms().values(), ids=forms().keys())
def test_names_are_identifiers_and_stand_once(form: object) -> None:
    for table in form.tables.values():  # type: ignore[attr-defined]
        names = [row.name for row in table.rows]
        columns = [column.name for column in table.columns]
        assert all(name.isidentifier() for name in names + columns)
        assert len(set(names)) == len(names)
        assert len(set(columns)) == len(columns)
        assert {name for row in table.rows for name in row.columns} <= set(columns)


def test_ragged_rows_with_blanks_between_and_padding_behind() -> None:
    read = read_forms(
        parse(
            f"{HEAD}三、本年度办理结果 | （一）予以公开 | 5 | | 0 | 0 | 0 | 0 | 5 | |\n"
            "（七）总计 | | 5 | 0 | 0 | 0 | 0 | 0 | 5 | |\n"
        )
    )
    assert rows(read) == {
        ("applications", "予以公开"): [5, None, 0, 0, 0, 0, 5],
        ("applications", "总计"): [5, 0, 0, 0, 0, 0, 5],
    }


def test_a_table_cut_short_is_incomplete_and_not_wrong() -> None:
    read = read_forms(
        parse(
            f"{HEAD}一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n"
            "二、上年结转 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
        )
    )
    assert rows(read)["applications", "本年新收"] == [5, 0, 0, 0, 0, 0, 5]
    assert any(text.startswith("表三缺 23 行") for text in said(read))


def test_a_row_with_too_few_figures_is_reported_and_never_zero() -> None:
    read = read_forms(
        parse(f"{HEAD}一、本年新收政府信息公开申请数量 | 5 | 0 | 5 |\n二、上年结转 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n")
    )
    assert ("applications", "本年新收") not in rows(read)
    assert "数值与表头的列对不上，未读取" in said(read)


def test_a_row_that_could_be_read_in_two_ways_is_reported() -> None:
    read = read_forms(parse(f"{HEAD}一、本年新收政府信息公开申请数量 | | 0 | 0 | 0 | 0 | 0 | 5 | | |\n"))
    assert rows(read) == {
        ("applications", "本年新收"): [None, 0, 0, 0, 0, 0, 5]
    } or "数值与表头的列对不上，未读取" in said(read)


def test_an_unknown_row_with_figures_is_reported() -> None:
    read = read_forms(
        parse(
            f"{HEAD}一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n"
            "（八）本地增设事项 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
        )
    )
    assert "认不出的行，未读取" in said(read)
    assert list(rows(read)) == [("applications", "本年新收")]


ONES, THREES = "| 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n", "| 3 | 0 | 0 | 0 | 0 | 0 | 3 |\n"
UNAVAILABLE = ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (f"（四）无法提供 {THREES}", ""),
        (f"（四）无法提供 | 小计 {THREES}", ""),
        (f"三、本年度办理结果 | （四）无法提供 | 小计 {THREES}", ""),
        ("（四）无法提供 | ", f"小计 {THREES}"),
        ("", f"无法提供合计 {THREES}"),
    ],
)
def test_a_subtotal_is_read_beside_all_rows_of_its_group(above: str, below: str) -> None:
    before = f"8.属于行政查询事项 {ONES}"
    read = read_forms(parse(HEAD + before + above + "".join(f"{label} {ONES}" for label in UNAVAILABLE) + below))
    assert rows(read)["applications", "无法提供"] == [3, 0, 0, 0, 0, 0, 3]
    assert [row for _, row in rows(read) if row != "无法提供"] == [
        "行政查询事项",
        "本机关不掌握",
        "需要另行制作",
        "补正后仍不明确",
    ]


def test_the_label_of_a_group_before_the_figures_of_its_first_row_is_no_subtotal() -> None:
    spanned = f"（四）无法提供 | {UNAVAILABLE[0]} {ONES}" + "".join(f"{label} {ONES}" for label in UNAVAILABLE[1:])
    assert ("applications", "无法提供") not in rows(read_forms(parse(HEAD + spanned)))
    lost = f"（四）无法提供 {ONES}" + "".join(f"{label} {ONES}" for label in UNAVAILABLE[1:])
    assert ("applications", "无法提供") not in rows(read_forms(parse(HEAD + lost)))
    headed = f"（四）无法提供 | / | / | / | / | / | / | / |\n{spanned}"
    assert ("applications", "无法提供") not in rows(read_forms(parse(HEAD + headed)))


def test_subtotals_of_groups_read_in_part_are_left_out() -> None:
    head = "自然人 | 法人或其他组织 | 总计 |\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 小计 |\n"
    body = (
        "（三）不予公开 | 小计 | 9 | 9 | 9 | 9 | 9 | 9 | 9 | 9 |\n1.属于国家秘密 | 1 | 2 | 3 | 4 | 5 | 6 | 20 | 21 |\n"
    )
    read = read_forms(parse(head + body))
    assert rows(read) == {("applications", "国家秘密"): [1, 2, 3, 4, 5, 6, 20, 21]}
    assert not any("认不出" in text for text in said(read))


@pytest.mark.parametrize(
    ("head", "read_as"),
    [
        ("自然人 | 法人或其他组织 | 总计 |\n{five} | 小计 |", "法人小计"),
        ("自然人 | 法人或其他组织 | 总计 |\n小计 | {five} |", "法人小计"),
        ("自然人 | {five} | 法人或其他组织小计 | 总计 |", "法人小计"),
        ("自然人 | {five} | 小计 | 总计 |", ""),  # of what, nothing says
        ("自然人 | 法人或其他组织 | 总计 | 小计 |\n{five} |", ""),
        ("自然人 | 法人或其他组织 | 总计 |\n{five} | 小计 | 小计 |", ""),
    ],
)
def test_a_column_is_a_subtotal_where_the_head_says_of_what(head: str, read_as: str) -> None:
    five = "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他"
    head = head.format(five=five)
    figures = " | ".join(map(str, range(1, 8 + head.count("小计"))))
    read = read_forms(parse(f"{head}\n（一）予以公开 | {figures} |\n（二）部分公开 | {figures} |\n"))
    columns = {cell.column: int(cell.value or 0) for cell in read.cells if cell.row == "部分公开"}
    assert len(columns) == (8 if read_as else 7)
    assert (read_as in columns) == bool(read_as)
    assert not said(read) or all("缺" in text for text in said(read))


def test_the_words_that_span_a_column_tell_what_it_sums_up() -> None:
    names = ["自然人", *("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"), "小计", "总计"]
    above = [Span(""), Span("自然人"), Span("法人或其他组织", 1, 6), Span("总计")]
    line = [Span(""), *map(Span, names)]
    body = [Span("（二）部分公开"), *map(Span, ("9", "1", "2", "3", "4", "5", "15", "24"))]
    read = read_forms(gridded(above, line, body))
    assert {cell.column: int(cell.value or 0) for cell in read.cells}["法人小计"] == 15


def test_other_handling_above_its_three_rows_is_their_subtotal_unless_it_only_heads_them() -> None:
    labels = ("1.申请人无正当理由逾期不补正", "2.申请人逾期未按收费通知要求缴纳费用", "3.其他")
    items = "".join(f"{label} {ONES}" for label in labels)
    names = ["逾期不补正", "逾期不缴费", "其他处理其他"]
    assert [row for _, row in rows(read_forms(parse(f"{HEAD}（六）其他处理 {THREES}{items}")))] == ["其他处理", *names]
    headed = f"{HEAD}（六）其他处理 | / | / | / | / | / | / | / |\n{items}"
    assert [row for _, row in rows(read_forms(parse(headed)))] == names


def test_a_wholly_masked_row_is_known_by_its_neighbours() -> None:
    values = "| 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
    read = read_forms(parse(f"{HEAD}（二）部分公开 {values}1.****** {values}2.其他法律行政法规禁止公开 {values}"))
    assert [row for _, row in rows(read)] == ["部分公开", "国家秘密", "法律行政法规禁止公开"]


def test_a_label_cut_by_the_end_of_a_page() -> None:
    head = [Span("自然人"), *map(Span, ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"))]
    first = Table(grid([[Span(""), *head], [Span("2.其他法律行政法"), *[Span("3")] * 7]]), page=1)
    second = Table(
        grid([[Span("规禁止公开"), *[Span("")] * 7], [Span("3.危及“三安全一稳定”"), *[Span("4")] * 7]]), page=2
    )
    read = read_forms(Document((first, second), "pdf"))
    assert rows(read) == {("applications", "法律行政法规禁止公开"): [3] * 7, ("applications", "三安全一稳定"): [4] * 7}


def test_figures_that_may_go_on_over_the_page_are_not_sure() -> None:
    head = [Span(""), *map(Span, ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"))]
    first = Table(grid([head, [Span("1.属于国家秘密"), *[Span("34")] * 7]]), page=1)
    second = Table(grid([[Span(""), *[Span("5")] * 7]]), page=2)
    read = read_forms(Document((first, second), "pdf"))
    assert read.cells == ()
    assert "数值与表头的列对不上，未读取" in said(read)


def test_figures_beside_the_blanks_of_a_row_may_be_its_own() -> None:
    head = [Span(""), *(Span(column.name) for column in forms()["2021"].tables["applications"].columns)]
    row = [Span("（一）予以公开"), *map(Span, ("1", "", "3", "4", "5", "6", "19"))]
    beside = [Span(""), Span(""), Span("2"), *(Span("") for _ in range(5))]
    read = read_forms(gridded(head, [Span("（二）部分公开"), *map(Span, "1234567")], row, beside))
    assert list(rows(read)) == [("applications", "部分公开")]
    assert said(read)[:2] == ["数值与表头的列对不上，未读取", "认不出的行，未读取"]


def test_a_figure_over_two_rows_belongs_to_neither_for_sure() -> None:
    head = [Span(""), *(Span(column.name) for column in forms()["2021"].tables["applications"].columns)]
    upper = [Span("（一）予以公开"), Span("5", 2), *map(Span, "234567")]
    read = read_forms(gridded(head, upper, [Span("（二）部分公开"), *map(Span, "234567")]))
    assert rows(read) == {("applications", "予以公开"): [2, 3, 4, 5, 6, 7]}
    assert said(read)[0] == "“5”印在几行合并的格里"


def test_a_figure_in_the_cell_of_the_label_shifts_no_other() -> None:
    head = [Span(""), *(Span(column.name) for column in forms()["2021"].tables["applications"].columns)]
    row = [Span("（二）部分公开 1", 1, 2), *map(Span, "234567")]
    read = read_forms(gridded(head, [Span("（一）予以公开"), *map(Span, "1234567")], row))
    assert list(rows(read)) == [("applications", "予以公开")]
    assert said(read)[0] == "数值与表头的列对不上，未读取"


def test_grid_columns_decide_where_the_grid_is_sound() -> None:
    head = [Span(""), *map(Span, ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"))]
    read = read_forms(
        gridded(
            head,
            [Span("四、结转下年度继续办理"), *map(Span, ("1", "", "3", "", "5", "", "9"))],
            [Span("（七）总计"), *map(Span, ("", "", "", "", "", "", ""))],
        )
    )
    assert rows(read) == {
        ("applications", "结转下年度"): [1, None, 3, None, 5, None, 9],
        ("applications", "总计"): [None] * 7,
    }


def test_a_table_with_rows_and_columns_exchanged() -> None:
    table = forms()["2021"].tables["applications"]
    names = [row for row in table.rows if row.name != "其他处理"]
    lines = [[Span("申请人"), *(Span(row.label) for row in names)]]
    for number, column in enumerate(table.columns):
        lines.append([Span(column.name), *(Span(str(100 * at + number)) for at in range(len(names)))])
    read = read_forms(gridded(*lines))
    assert {(cell.row, cell.column): cell.value for cell in read.cells} == {
        (row.name, column.name): 100 * at + number
        for at, row in enumerate(names)
        for number, column in enumerate(table.columns)
    }
    assert {(cell.row, cell.column): cell[-2:] for cell in read.cells}["本年新收", "商业企业"] == (2, 1)


def test_cells_know_where_they_are_printed() -> None:
    read = read_forms(
        gridded([Span("信息内容"), Span("本年处理决定数量", 1, 3)], [Span("行政许可"), Span("1,200", 1, 3)])
    )
    (cell,) = read.cells
    assert (cell.value, cell.text, cell.label, cell.block, cell.grid_row, cell.grid_column) == (
        Decimal(1200),
        "1,200",
        "行政许可",
        0,
        1,
        1,
    )


def test_the_form_is_that_of_the_labels_whatever_the_year() -> None:
    old = "信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |\n规范性文件 | 2 | 2 | 2 |\n"
    read = read_forms(parse("某区2023年政府信息公开工作年度报告\n" + old))
    assert read.form == "2019"
    assert rows(read) == {("disclosure", "规范性文件"): [2, 2, 2]}


def test_documents_without_the_word_administrative() -> None:
    read = read_forms(
        parse("信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规范性文件 | 2 | 55（含自然失效29件） | 9 |\n")
    )
    assert rows(read) == {("disclosure", "行政规范性文件"): [2, 55, 9]}


def test_money_in_the_unit_of_the_form() -> None:
    read = read_forms(parse("信息内容 | 本年收费金额（单位：元） |\n行政事业性收费 | 120000 |\n"))
    assert [cell.value for cell in read.cells] == [Decimal(12)]
    read = read_forms(parse("信息内容 | 采购项目数量 | 采购总金额 |\n政府集中采购 | 1200 | 4.74亿元 |\n"))
    assert [cell.value for cell in read.cells] == [Decimal(1200), Decimal(474_000_000)]


def test_columns_of_another_edition_are_reported_and_not_mapped() -> None:
    text = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 | 历史存量 |\n规章 | 1 | 0 | 11 | 12 |\n"
    read = read_forms(parse(text))
    assert rows(read) == {("disclosure", "规章"): [1, 0, 11]}
    assert any("历史存量" in text for text in said(read))


def test_a_cell_that_is_no_number_is_reported() -> None:
    read = read_forms(parse("信息内容 | 本年处理决定数量 |\n行政许可 | 见附件 |\n行政处罚 | 3 |\n"))
    assert rows(read) == {("disclosure", "行政处罚"): [3]}
    assert any("见附件" in text or "列对不上" in text for text in said(read))


OUTCOMES = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | "


def test_reviews_in_one_row() -> None:
    text = (
        f"行政复议 | 行政诉讼 |\n{OUTCOMES}未经复议直接起诉 | 复议后起诉 |\n{OUTCOMES}{OUTCOMES}\n"
        + " | ".join(map(str, range(15)))
        + " |\n"
    )
    assert rows(read_forms(parse(text))) == {
        ("reviews", "行政复议"): [0, 1, 2, 3, 4],
        ("reviews", "未经复议直接起诉"): [5, 6, 7, 8, 9],
        ("reviews", "复议后起诉"): [10, 11, 12, 13, 14],
    }


def test_reviews_and_lawsuits_in_tables_of_their_own() -> None:
    outcomes = [Span(outcome.strip()) for outcome in OUTCOMES.split("|")[:5]]
    figures = [Span(str(number)) for number in range(15)]
    one = [[Span("行政复议", 1, 5)], outcomes, figures[:5]]
    two = [
        [Span("行政诉讼", 1, 10)],
        [Span("未经复议直接起诉", 1, 5), Span("复议后起诉", 1, 5)],
        [*outcomes, *outcomes],
        figures[5:],
    ]
    read = read_forms(Document((Table(grid(one)), Table(grid(two))), "pdf"))
    assert rows(read) == {
        ("reviews", "行政复议"): [0, 1, 2, 3, 4],
        ("reviews", "未经复议直接起诉"): [5, 6, 7, 8, 9],
        ("reviews", "复议后起诉"): [10, 11, 12, 13, 14],
    }
    untitled = read_forms(Document((Table(grid(one[1:])), Table(grid(two))), "pdf"))
    assert [name for _, name in rows(untitled)] == ["未经复议直接起诉", "复议后起诉"]


def test_reviews_with_a_figure_missing_are_not_read() -> None:
    text = (
        f"行政复议 | 行政诉讼 |\n{OUTCOMES}未经复议直接起诉 | 复议后起诉 |\n{OUTCOMES}{OUTCOMES}\n"
        + " | ".join("5" * 14)
        + " |\n"
    )
    read = read_forms(parse(text))
    assert read.cells == ()
    assert "认不出的行，未读取" in said(read)


def test_reviews_line_by_line() -> None:
    read = read_forms(parse(f"类别 | {OUTCOMES}\n行政复议 | 1 | 2 | 3 | 4 | 10 |\n复议后起诉 | 0 | 0 | 0 | 0 | 0 |\n"))
    assert rows(read) == {("reviews", "行政复议"): [1, 2, 3, 4, 10], ("reviews", "复议后起诉"): [0] * 5}


def test_statistics_tell_equal_labels_apart_by_their_order() -> None:
    text = (
        "统计指标 | 单位 | 统计数 |\n"
        "四、行政复议数量 | 件 | 32 |\n"
        "（一）维持具体行政行为数 | 件 | 17 |\n"
        "（二）被依法纠错数 | 件 | 0 |\n"
        "（三）其他情形数 | 件 | 15 |\n"
        "五、行政诉讼数量 | 件 | 29 |\n"
        "（一）维持具体行政行为或者驳回原告诉讼请求数 | 件 | 13 |\n"
        "（二）被依法纠错数 | 件 | 3 |\n（三）其他情形数 | 件 | 13 |\n"
    )
    read = read_forms(parse(text))
    assert read.form == "statistics"
    assert {row: values[0] for (_, row), values in rows(read).items()} == {
        "行政复议数": 32,
        "复议维持数": 17,
        "复议纠错数": 0,
        "复议其他情形数": 15,
        "行政诉讼数": 29,
        "诉讼维持数": 13,
        "诉讼纠错数": 3,
        "诉讼其他情形数": 13,
    }


def test_older_indicators_by_period() -> None:
    text = (
        "指标名称 | 计量单位 | 代码 | 本期实际 | 本年累计 |\n"
        "全文电子化的主动公开信息数 | 条 | 02 | 5 | 20 |\n"
        "申请总数 | 条 | 10 | 1 | 4 |\n"
    )
    read = read_forms(parse(text))
    assert read.form == "narrative"
    assert rows(read) == {("statistics", "全文电子化信息数"): [5, 20], ("statistics", "申请总数"): [1, 4]}


def test_the_same_table_twice_is_read_once_and_a_difference_is_not_decided() -> None:
    once = "信息内容 | 本年处理决定数量 |\n行政许可 | 5 |\n行政处罚 | 3 |\n"
    assert rows(read_forms(parse(once + "复制\n" + once))) == {
        ("disclosure", "行政许可"): [5],
        ("disclosure", "行政处罚"): [3],
    }
    read = read_forms(parse(once + "更正\n" + once.replace("5", "6")))
    assert rows(read) == {("disclosure", "行政处罚"): [3]}
    assert any("印了两次" in text for text in said(read))


def test_of_several_reports_in_one_file_the_first_is_read_and_the_others_are_told() -> None:
    rows_of = ("规章", "行政规范性文件")
    decided = ("行政许可", "行政处罚", "行政强制")
    one = (
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n"
        + "".join(f"{row} | 1 | 0 | 2 |\n" for row in rows_of)
        + "信息内容 | 本年处理决定数量 |\n"
        + "".join(f"{row} | 5 |\n" for row in decided)
    )
    read = read_forms(parse(one + "乡镇报告\n" + one.replace("5", "6")))
    assert rows(read) == {("disclosure", row): [1, 0, 2] for row in rows_of} | {
        ("disclosure", row): [5] for row in decided
    }
    assert any("2 份表二" in text for text in said(read))


def test_a_section_with_a_picture_for_its_table_is_reported() -> None:
    read = read_forms(Document((Paragraph("三、收到和处理政府信息公开申请情况"), Paragraph("四、其他")), "html"))
    assert read.cells == ()
    assert [problem.where for problem in read.problems] == ["表三"]


def test_other_tables_are_no_business_of_the_forms() -> None:
    read = read_forms(parse("姓名 | 电话 | 其他 |\n甲 | 5 | 7 |\n规章 | 1 | 2 |\n"))
    assert (read.form, read.cells, read.problems) == (None, (), ())


def test_common_labels_count_right_behind_their_table() -> None:
    head = [Span(""), *map(Span, ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"))]
    first = Table(grid([head, [Span("1.属于国家秘密"), *[Span("3")] * 7]]), page=1)
    second = Table(grid([[Span("（六）其他处理"), *[Span("4")] * 7], [Span("（七）总计"), *[Span("7")] * 7]]), page=2)
    assert [row for _, row in rows(read_forms(Document((first, second), "pdf")))] == ["国家秘密", "其他处理", "总计"]
    assert read_forms(Document((second,), "pdf")).cells == ()


NOTED = [Span("1"), *[Span("0")] * 5, Span("10¹")]


@pytest.mark.parametrize("mark", ["¹", "①", "[1]", "〔1〕", "注1", "*"])
def test_a_note_mark_belongs_to_a_label_and_to_no_figure(mark: str) -> None:
    names = [column.name for column in forms()["2021"].tables["applications"].columns]
    head = [Span("项目"), *(Span(name + mark) for name in names)]
    lines = [[Span(label + mark), *NOTED] for label in ("一、本年新收政府信息公开申请数量", "（七）总计")]
    read = read_forms(gridded(head, *lines))
    assert rows(read) == {("applications", "本年新收"): [1, *[0] * 5], ("applications", "总计"): [1, *[0] * 5]}
    assert said(read).count("总计“10¹”不是数") == 2


@pytest.mark.parametrize("blank", ["above", "below", "both"])
def test_a_blank_row_beside_the_figures_of_table_four_says_nothing(blank: str) -> None:
    figures, empty = [Span("1")] * 15, [Span("")] * 15
    outcomes = [Span(column.name) for _ in range(3) for column in forms()["2021"].tables["reviews"].columns]
    read = read_forms(
        gridded(outcomes, *{"above": [empty, figures], "below": [figures, empty]}.get(blank, [empty, figures, empty]))
    )
    assert rows(read) == {("reviews", row.name): [1] * 5 for row in forms()["2021"].tables["reviews"].rows}
    assert read.problems == ()


def test_the_group_before_a_label_that_is_not_known_names_no_row() -> None:
    head = [Span("项目", 1, 2), *(Span(column.name) for column in forms()["2021"].tables["applications"].columns)]
    figures = [Span("1"), *[Span("0")] * 5, Span("1")]
    lines = [
        [Span("一、本年新收政府信息公开申请数量", 1, 2), *figures],
        [Span("（六）其他处理", 2), Span("申请"), *figures],
    ]
    read = read_forms(gridded(head, *lines, [Span("公开申请"), *figures]))
    assert list(rows(read)) == [("applications", "本年新收")]
    assert said(read)[:2] == ["认不出的行，未读取"] * 2


def test_rows_that_go_on_beside_themselves_under_the_same_head() -> None:
    head = [Span("统计指标"), Span("单位"), Span("统计数")]
    left = [[Span("1.当面申请数"), Span("件"), Span("5")], [Span("2.传真申请数"), Span("件"), Span("")]]
    right = [[Span("1.按时办结数"), Span("件"), Span("7")], [Span("2.延期办结数"), Span("件"), Span("8")]]
    read = read_forms(gridded([*head, *head], *(a + b for a, b in zip(left, right, strict=True))))
    assert rows(read) == {
        ("statistics", "当面申请数"): [5],
        ("statistics", "传真申请数"): [None],
        ("statistics", "按时办结数"): [7],
        ("statistics", "延期办结数"): [8],
    }
    assert [(cell.grid_row, cell.grid_column) for cell in read.cells][-1] == (2, 5)
    parts = (grid([[*head, *head], left[0] + right[0]]), grid([left[1] + right[1]]))  # cut by the end of a page
    assert rows(read_forms(Document(tuple(map(Table, parts)), "pdf"))) == rows(read)


def test_a_head_may_name_the_year_itself() -> None:
    read = read_forms(
        parse("指标名称\t计量单位\t2009年度\t历年累计\n现场接待人数\t人次\t3\t40\n网上咨询数\t人次\t5\t6\n")
    )
    assert rows(read) == {("statistics", "现场接待人数"): [3, 40], ("statistics", "网上咨询数"): [5, 6]}
    two = read_forms(parse("指标名称\t计量单位\t2008年\t2009年\n现场接待人数\t人次\t3\t40\n网上咨询数\t人次\t5\t6\n"))
    assert rows(two) == {}
