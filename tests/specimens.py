"""Consistent reports, drawn at random: every rule holds on them. A mutation of one must make a rule fail."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from random import Random

from gouji.bodies import Entry
from gouji.corpus import Read, Source
from schemas.forms import forms
from schemas.records import CellValue, Facts, Figure, Identity, Section, Task

Row = list[int]
Table = dict[str, list[int | None]]

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_SECTIONS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)

# A transcription in which the outcomes of a row do not come to its total, and another row has a blank.
WRONG = """\
report: {issuer: 某区人民政府, year: 2020, form: "2019", signed: 2021-01-30}
tables:
  reviews:
    行政复议: [2, 0, 3, 0, 6]
    未经复议直接起诉: [0, ~, 0, 0, 1]
"""


def count(random: Random, most: int = 60) -> int:
    """Return a count as reports have them: often none, mostly small, seldom large."""
    kind = random.random()
    return 0 if kind < 0.35 else random.randint(1, 9) if kind < 0.7 else random.randint(1, most)


def applications(random: Random, form: str, carried_in: Row | None = None) -> dict[str, Row]:
    """Return table three: results drawn, everything else computed; few are carried over."""
    rows = [row.name for row in forms()[form].tables["applications"].rows if not row.local]
    results = [row for row in rows if row not in ("本年新收", "上年结转", "总计", "结转下年度")]
    detail = {row: [count(random) for _ in range(6)] for row in results}
    detail["予以公开"][0] += 40
    detail["总计"] = [sum(detail[row][column] for row in results) for column in range(6)]
    detail["上年结转"] = (carried_in or [random.randint(0, 2) for _ in range(7)])[:6]
    detail["结转下年度"] = [random.randint(0, 2) for _ in range(6)]
    for column in range(6):  # nothing carried in is left over or negative
        detail["上年结转"][column] = min(
            detail["上年结转"][column], detail["总计"][column] + detail["结转下年度"][column]
        )
    detail["本年新收"] = [
        detail["总计"][column] + detail["结转下年度"][column] - detail["上年结转"][column] for column in range(6)
    ]
    return {row: [*detail[row], sum(detail[row])] for row in rows}


def subtotalled(report: Facts) -> Facts:
    """Return the report with the rows and the column that offices add to table three: the sums of its groups."""
    table = forms()[report.identity.form or ""].tables["applications"]
    filled, added = values(report), []
    for group in ("不予公开", "无法提供", "不予处理", "其他处理"):
        members = [row for row in table.members(group) if ("applications", row, "总计") in filled]
        for column in APPLICANTS if members else ():
            value = sum(filled["applications", row, column] for row in members)
            added.append(CellValue("applications", group, column, Decimal(value), str(value), f"{group}小计"))
    report = report._replace(cells=(*report.cells, *added))
    filled, organisations = values(report), table.members_across("法人或其他组织")
    columns = []
    for row, label in {cell.row: cell.label for cell in report.cells if cell.table == "applications"}.items():
        value = sum(filled["applications", row, column] for column in organisations)
        columns.append(CellValue("applications", row, "法人小计", Decimal(value), str(value), label))
    return report._replace(cells=(*report.cells, *columns))


def reviews(random: Random) -> dict[str, Row]:
    """Return table four."""
    table = {}
    for row in ("行政复议", "未经复议直接起诉", "复议后起诉"):
        outcomes = [random.randint(0, 4) for _ in range(4)]
        table[row] = [*outcomes, sum(outcomes)]
    table["行政复议"][0] += 1
    table["行政复议"][4] += 1
    return table


def disclosure(random: Random, form: str, before: Mapping[str, Row] | None = None) -> dict[str, Row]:
    """Return table two; `before` is that of the year before."""
    if form == "2019":
        made = {row: random.randint(0, 9) for row in ("规章", "规范性文件")}
        documents = {row: [made[row], made[row], made[row] + 20 + random.randint(0, 9)] for row in made}
        items = {
            row: [random.randint(10, 90), random.randint(-5, 9), random.randint(100, 900)]
            for row in ("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制")
        }
        return {
            **documents,
            **items,
            "行政事业性收费": [random.randint(1, 9), 0],
            "政府集中采购": [random.randint(1, 9), random.randint(1000, 9000)],
        }
    table = {}
    for row in ("规章", "行政规范性文件"):
        made, repealed = random.randint(0, 9), random.randint(0, 9)
        stock = before[row][2] if before else random.randint(20, 90)
        table[row] = [made, repealed, stock + made - repealed]
    for row in ("行政许可", "行政处罚", "行政强制"):
        table[row] = [before[row][0] + random.randint(-9, 9) if before else random.randint(100, 900)]
    return {**table, "行政事业性收费": [random.randint(1, 900)]}


def statistics(random: Random) -> dict[str, Row]:
    """Return the 统计表 of 2014 to 2018."""
    n = {row.name: random.randint(1, 30) for row in forms()["statistics"].tables["statistics"].rows}
    n["主动公开政府信息数"] = max(
        n["政府网站公开数"], n["政府公报公开数"], n["政务微博公开数"], n["政务微信公开数"], n["其他方式公开数"]
    )
    n["主动公开规范性文件数"] = min(n["主动公开规范性文件数"], n["主动公开政府信息数"])
    n["负责同志参加发布会次数"] = min(n["负责同志参加发布会次数"], n["新闻发布会次数"])
    n["负责同志参加访谈次数"] = min(n["负责同志参加访谈次数"], n["在线访谈次数"])
    grounds = (
        "涉及国家秘密",
        "涉及商业秘密",
        "涉及个人隐私",
        "危及三安全一稳定",
        "非条例所指政府信息",
        "其他不同意情形",
    )
    answers = (
        "已主动公开范围数",
        "同意公开数",
        "同意部分公开数",
        "不同意公开数",
        "非本机关公开数",
        "信息不存在数",
        "更改补充数",
        "其他途径办理数",
    )
    n["不同意公开数"] = sum(n[row] for row in grounds)
    n["申请答复数"] = n["申请办结数"] = sum(n[row] for row in answers)
    n["延期办结数"] = min(n["延期办结数"], n["申请办结数"])
    n["按时办结数"] = n["申请办结数"] - n["延期办结数"]
    n["收到申请数"] = n["申请办结数"] + random.randint(0, 9)
    others = ("当面申请数", "传真申请数", "信函申请数")
    n["网络申请数"] = n["收到申请数"] - sum(n[row] for row in others)
    if n["网络申请数"] < 0:
        n |= dict.fromkeys(others, 0) | {"网络申请数": n["收到申请数"]}
    for total, prefix in (("行政复议数", "复议"), ("行政诉讼数", "诉讼")):
        n[total] = sum(n[f"{prefix}{part}"] for part in ("维持数", "纠错数", "其他情形数"))
    n["工作人员数"] = n["专职人员数"] + n["兼职人员数"]
    n["收取费用"] = 0
    return {row: [value] for row, value in n.items()}


def indicators(random: Random) -> dict[str, Row]:
    """Return the local table of indicators before 2014: the period, the year, all years."""
    n = {row.name: random.randint(1, 30) for row in forms()["narrative"].tables["statistics"].rows}
    n["全文电子化信息数"] = min(n["全文电子化信息数"], n["主动公开信息数"])
    n["首次处理不满意申诉数"] = min(n["首次处理不满意申诉数"], n["行政申诉数"])
    grounds = (
        "非规定所指信息",
        "信息不存在",
        "非本部门掌握",
        "申请内容不明确",
        "免予公开范围一",
        "免予公开范围二",
        "免予公开范围三",
        "免予公开范围四",
        "免予公开范围五",
        "免予公开范围六",
        "其他原因",
    )
    n["否决公开数"] = sum(n[row] for row in grounds)
    n["答复总数"] = n["同意公开数"] + n["同意部分公开数"] + n["否决公开数"]
    channels = ("当面申请数", "传真申请数", "电子邮件申请数", "信函申请数", "其他形式申请数")
    n["申请总数"] = n["答复总数"] + sum(n[row] for row in channels)
    n["网上申请数"] = n["申请总数"] - sum(n[row] for row in channels)
    return {row: [value, value, value * 3] for row, value in n.items()}


def cells(form: str, tables: Mapping[str, Mapping[str, list[int | None]] | Mapping[str, Row]]) -> tuple[CellValue, ...]:
    """Return the cells of tables given row by row, in the form's own labels."""
    found = []
    for name, rows in tables.items():
        table = forms()[form].tables[name]
        for row, values in rows.items():
            label = table.row(row)
            assert label is not None
            for column, value in zip(table.columns_of(label), values, strict=True):
                number = None if value is None else Decimal(value)
                found.append(CellValue(name, row, column, number, "" if value is None else str(value), label.label))
    return tuple(found)


def figure(name: str, value: int, quantity: str, **more: str) -> Figure:
    """Return a figure of the text that counts a statutory quantity."""
    fields = {"unit": "件", "subject": quantity, "section": "一", "text": f"{value}件"} | more
    return Figure(name, Decimal(value), quantity=quantity, **fields)  # type: ignore[arg-type]


def said_of(table: Mapping[str, Row], disputes: Mapping[str, Row]) -> tuple[Figure, ...]:
    """Return what a text says of its tables."""
    said = [(row, table[row][-1]) for row in ("本年新收", "上年结转", "总计", "结转下年度", "予以公开", "部分公开")]
    said += [
        ("行政复议", disputes["行政复议"][-1]),
        ("行政诉讼", disputes["未经复议直接起诉"][-1] + disputes["复议后起诉"][-1]),
    ]
    return tuple(figure(f"f{number}", value, quantity) for number, (quantity, value) in enumerate(said, 1))


def facts(
    random: Random,
    form: str = "2021",
    year: int | None = None,
    issuer: str = "南京市人民政府",
    text: bool = True,
    before: Facts | None = None,
) -> Facts:
    """Return a consistent report; `before` is the report of the year before."""
    first, last = forms()[form].years
    year = year or (
        before.identity.year + 1 if before and before.identity.year else random.randint(first, last or first + 3)
    )
    last_year = values(before) if before else {}
    carried_in = [int(last_year["applications", "结转下年度", column]) for column in APPLICANTS] if before else None
    stock = (
        {
            row: [int(value) for (table, name, _), value in last_year.items() if (table, name) == ("disclosure", row)]
            for row in ("规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制")
        }
        if before
        else None
    )
    tables: dict[str, dict[str, Row]]
    if form in ("2019", "2021"):
        tables = {
            "disclosure": disclosure(random, form, stock),
            "applications": applications(random, form, carried_in),
            "reviews": reviews(random),
        }
    else:
        tables = {"statistics": statistics(random) if form == "statistics" else indicators(random)}
    figures = said_of(tables["applications"], tables["reviews"]) if text and "applications" in tables else ()
    return Facts(
        identity=Identity(
            "年度报告",
            issuer,
            year,
            form,
            f"{issuer}{year}年政府信息公开工作年度报告",
            None,
            datetime.date(year + 1, 1, 20),
            datetime.date(year + 1, 1, 20),
            None,
            datetime.date(year, 1, 1),
            datetime.date(year, 12, 31),
        ),
        sections=tuple(Section(1, "一二三四五六"[at], title) for at, title in enumerate(_SECTIONS)),
        cells=cells(form, tables),
        figures=figures,
        format="yaml",
    )


def area(random: Random) -> tuple[Facts, list[Facts], list[Entry]]:
    """Return a city's report that sums up its districts, theirs, and who is whose parent."""
    names = [f"南京市{name}区人民政府" for name in ("东", "西", "北")]
    none = [("disclosure", "规章", column, 0) for column in ("本年制发件数", "本年废止件数", "现行有效件数")]
    city = facts(random, year=2022, text=False)
    below = [changed(facts(random, year=2022, issuer=name, text=False), *none) for name in names]
    added = {key: sum(int(values(report)[key]) for report in below) for key in values(city)}
    entries = [Entry("city", ((0, "南京市人民政府"),), covers="汇总", complete=True)]
    entries += [Entry(name, ((0, name),), parent="city") for name in names]
    return changed(city, *((*key, total) for key, total in added.items())), below, entries


def notice(random: Random) -> Facts:
    """Return a consistent work-points notice."""
    year = random.randint(2015, 2025)
    tasks = tuple(
        Task(number, "推进公开", ("市政府办公厅",), ("各部门",), datetime.date(year, random.randint(1, 12), 28))
        for number in range(1, random.randint(3, 9))
    )
    return Facts(
        Identity("工作要点", "临江市人民政府", year, title=f"临江市{year}年政务公开工作要点"),
        tasks=tasks,
        format="yaml",
    )


def values(facts: Facts | None) -> dict[tuple[str, str, str], Decimal]:
    """Return the cells of a report by table, row and column."""
    return (
        {(cell.table, cell.row, cell.column): cell.value for cell in facts.cells if cell.value is not None}
        if facts
        else {}
    )


def changed(facts: Facts, *changes: tuple[str, str, str, int | None]) -> Facts:
    """Return the report with other numbers in some cells."""
    wanted = {change[:3]: change[3] for change in changes}
    return facts._replace(
        cells=tuple(
            cell
            if (key := (cell.table, cell.row, cell.column)) not in wanted
            else cell._replace(
                value=None if wanted[key] is None else Decimal(wanted[key] or 0), text=str(wanted[key] or "")
            )
            for cell in facts.cells
        )
    )


def read(report: str, facts: Facts) -> Read:
    """Return a report as the corpus has it."""
    return Read.of(Source(report, Path(report)), report, facts)
