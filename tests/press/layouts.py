"""How a report's tables are laid out before any format prints them: rows of cells with their spans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gouji.readers.blocks import Span, grid
from schemas.forms import Form, FormTable, Label, forms

Key = tuple[str, str, str]
Cells = Mapping[Key, Decimal | None]
Rows = list[list[Span]]
GROUPS = {
    "不予公开": "（三）不予公开",
    "无法提供": "（四）无法提供",
    "不予处理": "（五）不予处理",
    "其他处理": "（六）其他处理",
}


@dataclass(frozen=True)
class Layout:
    """One office's way to print the form; the defaults print it as it was decreed."""

    numbering: str = "{}."
    three_rows: bool = True  # （六）其他处理 as three rows or as one
    subtotal_column: bool = False
    subtotals: str = ""  # of the groups in 表三: a row "above" or "below" their rows, or the group's "heading" itself
    unnumbered: bool = False
    plain_document: bool = False  # 规范性文件 without 行政
    head_spans: bool = True
    repeat_head: bool = False
    cut: int = 0  # after how many rows of 表三 a second table begins
    mask: str = ""  # what a content filter prints in place of 秘密
    blank: str = ""
    thousands: bool = False
    full_width: bool = False
    unit: str = ""
    ugly: bool = False  # markup of word processors, spans inside digits, blanks of all kinds
    wrapped: bool = False  # the table stands inside another one that lays out the page


@dataclass
class Report:
    """The cells of a report and how they are printed."""

    form: str
    cells: Cells
    layout: Layout = field(default_factory=Layout)

    def text(self, table: str, row: str, column: str) -> str:
        """Return what a cell prints."""
        value = self.cells.get((table, row, column))
        if value is None:
            return self.layout.blank
        printed = f"{value:,}" if self.layout.thousands else str(value)
        if self.layout.full_width:
            printed = "".join(chr(ord(digit) + 0xFEE0) if digit.isdigit() else digit for digit in printed)
        return printed + (self.layout.unit if table != "disclosure" else "")


def rows_of(form: Form, layout: Layout, table: str) -> list[Label]:
    """Return the rows of a form's table that the layout prints."""
    left_out = {"其他处理"} if layout.three_rows else {"逾期不补正", "逾期不缴费", "其他处理其他"}
    return [row for row in form.tables[table].rows if table != "applications" or row.name not in left_out]


def keys(form_name: str, layout: Layout) -> Iterator[Key]:
    """Yield the cells that a report in this form and layout has."""
    form = forms()[form_name]
    for table in form.tables.values():
        for row in rows_of(form, layout, table.name):
            for column in columns_of(table, row, layout):
                yield table.name, row.name, column
    if layout.subtotals and "applications" in form.tables:
        for group in grouped(form, layout):
            table = form.tables["applications"]
            for column in columns_of(table, table.rows[0], layout):
                yield "applications", group, column


def columns_of(table: FormTable, row: Label, layout: Layout) -> tuple[str, ...]:
    """Return the columns of a row that the layout prints, with the subtotal of 法人或其他组织 where it adds one."""
    return table.all_columns_of(row) if layout.subtotal_column else table.columns_of(row)


def grouped(form: Form, layout: Layout) -> list[str]:
    """Return the groups of 表三 that the layout prints with rows of their own."""
    return list(dict.fromkeys(row.group for row in rows_of(form, layout, "applications") if row.group in GROUPS))


def blocks(report: Report) -> Iterator[str | Rows]:
    """Yield the report's paragraphs and tables in the order of print."""
    form = forms()[report.form]
    yield "某县人民政府2023年政府信息公开工作年度报告"
    if "statistics" in form.tables:
        yield "附件：政府信息公开情况统计表"
        yield statistics(report, form.tables["statistics"])
        return
    yield "一、总体情况"
    yield "本年度的工作已经完成。"
    yield "二、主动公开政府信息情况"
    yield disclosure(report, form.tables["disclosure"])
    yield "三、收到和处理政府信息公开申请情况"
    head, body = applications(report, form)
    cut = report.layout.cut
    first, second = cut_in_two(body, cut)
    yield head + first
    if second:
        yield (head if report.layout.repeat_head else []) + second
    yield "四、政府信息公开行政复议、行政诉讼情况"
    yield reviews(report, form.tables["reviews"])
    yield "五、存在的主要问题及改进情况"
    yield "人手不足，下一年加强。"
    yield "六、其他需要报告的事项"
    yield "无其他事项。"


def cut_in_two(rows: Rows, at: int) -> tuple[Rows, Rows]:
    """Part rows as a page break does: a cell that spans the cut goes on below it without text."""
    if not at:
        return rows, []
    upper: Rows = [[] for _ in rows[:at]]
    lower: Rows = [[] for _ in rows[at:]]
    for cell in sorted(grid(rows), key=lambda cell: (cell.row, cell.column)):
        end = cell.row + cell.rowspan
        if cell.row < at:
            upper[cell.row].append(Span(cell.text, min(end, at) - cell.row, cell.colspan))
            if end > at:
                lower[0].append(Span("", end - at, cell.colspan))
        else:
            lower[cell.row - at].append(Span(cell.text, cell.rowspan, cell.colspan))
    return upper, lower


ARTICLES = {
    "规章": "（一）",
    "行政许可": "（五）",
    "行政处罚": "（六）",
    "行政事业性收费": "（八）",
    "政府集中采购": "（九）",
}


def disclosure(report: Report, table: FormTable) -> Rows:
    """Return 表二: blocks of rows, each with its own head."""
    rows: Rows = []
    width = 3
    columns = {column.name: column.label for column in table.columns}
    for row in table.rows:
        own = table.columns_of(row)
        last = 1 + width - len(own)
        if row.name in ARTICLES:
            rows.append([Span(f"第二十条第{ARTICLES[row.name]}项", 1, width + 1)])
            rows.append([Span("信息内容"), *_stretched([columns[name] for name in own], last)])
        label = "规范性文件" if report.layout.plain_document and "规范性文件" in row.name else row.label
        rows.append([Span(label), *_stretched([report.text(table.name, row.name, name) for name in own], last)])
    return rows


def _stretched(texts: list[str], last: int) -> list[Span]:
    return [*map(Span, texts[:-1]), Span(texts[-1], 1, last)]


def applications(report: Report, form: Form) -> tuple[Rows, Rows]:
    """Return the head and the body of 表三."""
    layout, table = report.layout, form.tables["applications"]
    names = [column.name for column in table.columns]
    organisations = names[1:-1] + (["小计"] if layout.subtotal_column else [])
    tall, wide = (3, 3) if layout.head_spans else (1, 1)
    head = [
        [
            Span("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", tall, wide),
            Span("申请人情况", 1, len(organisations) + 2 if layout.head_spans else 1),
        ],
        [
            Span("自然人", min(tall, 2)),
            Span("法人或其他组织", 1, len(organisations) if layout.head_spans else 1),
            Span("总计", min(tall, 2)),
        ],
        [*map(Span, organisations)],
    ]
    return head, list(_body(report, form, names))


def _body(report: Report, form: Form, names: list[str]) -> Iterator[list[Span]]:
    layout = report.layout
    rows = rows_of(form, layout, "applications")
    inside = [row for row in rows if row.group]
    height = len(inside) + len(grouped(form, layout)) * bool(layout.subtotals)
    begun: set[str] = set()
    for row in rows:
        labels: list[Span] = []
        if row.group and "三" not in begun:
            labels.append(Span("三、本年度办理结果", height))
            begun.add("三")
        members = [other for other in rows if other.group == row.group]
        if row.group not in GROUPS:
            yield [*labels, Span(row.label, 1, 2 if row.group else 3), *_values(report, row.name, names)]
            continue
        subtotal = _values(report, row.group, names) if layout.subtotals else []
        label, wide = Span(_label(row, members.index(row) + 1, layout)), 1
        if layout.subtotals == "heading":
            label, wide = Span(label.text, 1, 2), 2
        if row.group not in begun:
            begun.add(row.group)
            group = Span(GROUPS[row.group], 1 if wide == 2 else len(members) + bool(subtotal), wide)
            labels.append(group)
            if layout.subtotals in ("above", "heading"):
                yield [*labels, *([Span("小计")] if wide == 1 else []), *subtotal]
                labels = []
        yield [*labels, label, *_values(report, row.name, names)]
        if layout.subtotals == "below" and row is members[-1]:
            yield [Span("小计"), *subtotal]


def _label(row: Label, number: int, layout: Layout) -> str:
    words = row.label.split(".", 1)[-1]
    if layout.mask and row.name == "国家秘密":
        words = words.replace("秘密", layout.mask)
    return words if layout.unnumbered else layout.numbering.format(number) + words


def _values(report: Report, row: str, names: list[str]) -> list[Span]:
    added = ["法人小计"] if report.layout.subtotal_column else []
    return [Span(report.text("applications", row, name)) for name in (*names[:-1], *added, names[-1])]


def reviews(report: Report, table: FormTable) -> Rows:
    """Return 表四: three groups of outcomes in one row."""
    names = [column.name for column in table.columns]
    return [
        [Span("行政复议", 1, 5), Span("行政诉讼", 1, 10)],
        [*(Span(name, 2) for name in names), Span("未经复议直接起诉", 1, 5), Span("复议后起诉", 1, 5)],
        [Span(name) for _ in range(2) for name in names],
        [Span(report.text("reviews", row.name, name)) for row in table.rows for name in names],
    ]


def statistics(report: Report, table: FormTable) -> Rows:
    """Return the 统计表: label, unit and one figure a row."""
    names = [column.name for column in table.columns]
    heads = {"数量": "统计数"} if len(names) == 1 else {column.name: column.label for column in table.columns}
    rows: Rows = [[Span("统计指标"), Span("单位"), *(Span(heads[name]) for name in names)]]
    for row in table.rows:
        rows.append(
            [Span(row.label), Span(row.unit), *(Span(report.text("statistics", row.name, name)) for name in names)]
        )
    return rows
