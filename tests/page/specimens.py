"""Reports made up for the tests of the page: a text, the tables of form 2021, and slips put in on purpose."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from gouji.corpus import Read, Source, assemble
from gouji.known import Known
from gouji.run import Run, run
from gouji.wording import Said
from schemas.forms import forms
from schemas.records import CellValue, Facts, Figure, Identity, Mention, PrintedBlock, Section, Tie, Unread

FORM = forms()["2021"]
_RECEIVED = {"自然人": 13, "商业企业": 3}
_CARRIED = {"自然人": 1, "商业企业": 1}
_ROWS: dict[str, Mapping[str, int]] = {
    "本年新收": _RECEIVED,
    "上年结转": _CARRIED,
    "予以公开": {"自然人": 9, "商业企业": 3},
    "部分公开": {"自然人": 3},
    "本机关不掌握": {"自然人": 1},
    "结转下年度": _CARRIED,
}
_NOT_RESULTS = ("本年新收", "上年结转", "总计", "结转下年度")
Cells = dict[tuple[str, str], int | None]


def applications() -> Cells:
    """Return 表三 in which every tie holds."""
    table = FORM.tables["applications"]
    columns = [column.name for column in table.columns]
    rows = [row.name for row in table.rows if row.name != "其他处理"]
    cells: Cells = {(row, column): _ROWS.get(row, {}).get(column, 0) for row in rows for column in columns}
    for row in rows:
        cells[row, "总计"] = sum(cells[row, column] or 0 for column in columns[:-1])
    for column in columns:
        cells["总计", column] = sum(cells[row, column] or 0 for row in rows if row not in _NOT_RESULTS)
    return cells


class Text:
    """A document's text as it grows, paragraph by paragraph."""

    def __init__(self) -> None:
        self.offset = 0
        self.blocks: list[PrintedBlock] = []

    def add(self, text: str, *, page: int | None = None) -> tuple[int, int]:
        """Add a paragraph; return its block and the offset of its first character."""
        self.blocks.append(PrintedBlock(self.number, text, self.offset, page=page))
        self.offset += len(text) + 1
        return self.blocks[-1].block, self.blocks[-1].start or 0

    @property
    def number(self) -> int:
        return self.blocks[-1].block + 1 if self.blocks else 0


def report(
    name: str,
    issuer: str = "青禾县人民政府",
    year: int = 2023,
    *,
    changed: Mapping[tuple[str, str], int | None] | None = None,
    parts: tuple[int, int, int] = (1352, 886, 248),
    total: int = 2486,
    signed: datetime.date | None = None,
    printed: bool = True,
    words: str = "",
    problems: tuple[Unread, ...] = (),
    label: str = "",
) -> Read:
    """Return one report as read: `changed` cells, a sentence whose `parts` sum to `total`, and extra `words`."""
    cells = applications() | dict(changed or {})
    text, title = Text(), f"{issuer}{year}年政府信息公开工作年度报告"
    text.add(title, page=1)
    sections = [Section(1, "一", "总体情况", text.add("一、总体情况", page=1)[0])]
    sentence = (
        f"全年发布信息{total}条，其中政策文件{parts[0]}条、工作动态{parts[1]}条、公告公示{parts[2]}条。"
        "门户网站日均访问约3000次。"
    )
    block, start = text.add(sentence, page=1)
    figures = tuple(_figures(sentence, (total, *parts, 3000), block, start))
    contact = f"联系人：赵钱孙，电话：5550123。{words}"
    contacts, begins = text.add(contact, page=1)
    mentions: tuple[Mention, ...] = (
        Mention("联系人", "赵某某", "一", contacts, begins + 4, begins + 7),
        Mention("电话", "555****", "一", contacts, begins + 11, begins + 18),
    )
    ties: tuple[Tie, ...] = (
        Tie("sum", ("f1",), ("f2", "f3", "f4"), cue="其中", start=start, end=start + sentence.index("。"), block=block),
    )
    sections.append(
        Section(1, "三", "收到和处理政府信息公开申请情况", text.add("三、收到和处理政府信息公开申请情况", page=2)[0])
    )
    values = tuple(_cells(cells, text, label))
    identity = Identity("年度报告", issuer, year, "2021", title, signed=signed or datetime.date(year + 1, 1, 20))
    if not printed:
        figures = tuple(figure._replace(start=None, end=None, block=None) for figure in figures)
        values = tuple(value._replace(block=None, grid_row=None, grid_column=None) for value in values)
        text.blocks, mentions, ties = [], (), tuple(tie._replace(start=None, end=None, block=None) for tie in ties)
    facts = Facts(
        identity,
        tuple(sections),
        values,
        figures,
        ties,
        (),
        mentions,
        tuple(text.blocks),
        problems,
        "html" if printed else "yaml",
    )
    return Read.of(Source(name, Path("reports") / name), f"{len(name):064x}", facts)


def _figures(sentence: str, numbers: tuple[int, ...], block: int, start: int) -> list[Figure]:
    found, at = [], 0
    for number, value in enumerate(numbers, 1):
        at = sentence.index(str(value), at)
        unit = sentence[at + len(str(value))]
        text = f"{value}{unit}"
        subject = sentence[max(at - 4, 0) : at]
        found.append(
            Figure(
                f"f{number}",
                Decimal(value),
                unit,
                subject,
                "一",
                start + at,
                start + at + len(text),
                text,
                "about" if sentence[at - 1] == "约" else None,
                block=block,
            )
        )
        at += len(text)
    return found


def _cells(cells: Cells, text: Text, label: str) -> list[CellValue]:
    """Print 表三 as a table of `text` and return its cells."""
    table, block = FORM.tables["applications"], text.number
    columns = [column.name for column in table.columns]
    text.blocks += [
        PrintedBlock(block, head, page=2, row=0, column=column) for column, head in enumerate(["", *columns])
    ]
    made = []
    for at, row in enumerate([row for row in table.rows if row.name != "其他处理"], 1):
        printed = label or row.label if row.name == "国家秘密" else row.label
        text.blocks.append(PrintedBlock(block, printed, page=2, row=at, column=0))
        for right, column in enumerate(columns, 1):
            value = cells[row.name, column]
            shown = "" if value is None else str(value)
            text.blocks.append(PrintedBlock(block, shown, page=2, row=at, column=right))
            made.append(
                CellValue(
                    "applications",
                    row.name,
                    column,
                    None if value is None else Decimal(value),
                    shown,
                    printed,
                    2,
                    block,
                    at,
                    right,
                )
            )
    return made


def unread(name: str) -> Read:
    """Return a file that could not be read."""
    return Read.of(
        Source(name, Path("reports") / name),
        "",
        Facts(format="pdf"),
        Said("PDF 已加密，请提供未加密的文件", "the PDF is encrypted; give one that is not"),
    )


def judged(*read: Read, known: tuple[Known, ...] = ()) -> Run:
    """Return the run over reports as read."""
    return run(assemble(read), known)


def many(number: int, *, printed: bool = False) -> list[Read]:
    """Return so many reports, half of them with slips; a quarter are transcriptions, unless all are to be printed."""
    places = ["青禾县", "白石市", "临江区", "云岭县", "北塘区", "南浦市", "东岗县"]
    made = []
    for at in range(number):
        place, year = places[at % 7], 2021 + at // 7 % 4
        slips: dict[tuple[str, str], int | None] = {}
        if at % 3 == 1:
            slips["部分公开", "自然人"] = 4 + at % 5
        if at % 7 == 5:
            slips["本年新收", "商业企业"] = None
        body = f"{place}人民政府" if at < 28 else f"{place}第{at // 28}局"
        made.append(
            report(
                f"{place}/{at:05d}-{year}.html",
                body,
                year,
                changed=slips,
                total=2486 if at % 5 else 2480,
                printed=printed or at % 4 != 3,
            )
        )
    return made
