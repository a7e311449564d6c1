"""The rows of the frames: what recognition and transcriptions know of one report, before pandas.

A record lacks only the column `report`, which the corpus adds. Values are exact (`Decimal`) and the printed
text stays beside each. `block` is the number of the document's paragraph or table, `start` and `end` are
offsets of characters in the document's text; they are `None` in a transcription, which has no text.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import NamedTuple

from gouji.wording import Said


class Identity(NamedTuple):
    """Who reports on which period: one row of the frame `reports`. `None` where the document is silent."""

    kind: str = "其他"  # 年度报告, 工作要点 or 其他
    issuer: str | None = None
    year: int | None = None
    form: str | None = None  # narrative, statistics, 2019 or 2021: detected, never assumed from the year
    title: str | None = None
    document_number: str | None = None
    published: datetime.date | None = None
    signed: datetime.date | None = None
    issued: datetime.date | None = None  # 印发
    period_start: datetime.date | None = None
    period_end: datetime.date | None = None


class Section(NamedTuple):
    """A numbered heading of level 1 (`一、`) or 2 (`（一）`)."""

    level: int
    numeral: str
    title: str
    block: int | None = None


class CellValue(NamedTuple):
    """A cell of a statutory table: canonical row and column, value (`None`: blank in print), printed text."""

    table: str
    row: str
    column: str
    value: Decimal | None
    text: str
    label: str = ""  # the row's label as printed
    page: int | None = None
    block: int | None = None
    grid_row: int | None = None
    grid_column: int | None = None


class Figure(NamedTuple):
    """A number in running text.

    `value` is in the unit's base (26.8万条 is 268000 条). `approximate` is `None`, `at least` (余, 多, 以上,
    超), `at most` (近, 不足) or `about` (约, 左右). `quantity` names the statutory quantity that the figure counts
    (本年新收, 行政复议, …) where the words say so.
    """

    figure: str
    value: Decimal
    unit: str
    subject: str
    section: str = ""
    start: int | None = None
    end: int | None = None
    text: str = ""
    approximate: str | None = None
    quantity: str | None = None
    scope: str = ""  # 本级, 全市, 办公室, 各部门 …: figures of two scopes do not compare
    block: int | None = None


class Tie(NamedTuple):
    """A relation that a sentence states between figures, named by their ids.

    | kind | left | right | rate | items |
    |---|---|---|---|---|
    | sum | the total | the parts | | |
    | rate | the part | the whole | the printed rate | |
    | all | the whole | the part, if printed | the printed rate, if any | |
    | count | the count | | | how many items are listed |
    | growth | the current figure | the earlier one, if printed | the printed rate | |
    | balance | one side | the other side | | |

    `complete` tells whether the parts are said to be all. `assessable` is false where the sentence does not
    decide (another scope, 等, 约). `start` and `end` span the sentence.
    """

    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...] = ()
    rate: str | None = None
    items: int | None = None
    complete: bool = True
    assessable: bool = True
    cue: str = ""  # the words that state the relation, or its variant (下降, 渠道 …)
    start: int | None = None
    end: int | None = None
    block: int | None = None


class Task(NamedTuple):
    """A task of a work-points notice, with who leads and who is responsible, as printed."""

    number: int
    text: str
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    deadline: datetime.date | None = None
    block: int | None = None


class Mention(NamedTuple):
    """Something other than a number that a rule needs to know was printed.

    `kind` is one of 机构 (a body said to be the reporter), 统计期限 (the words that state the period), 章节
    (a section announced), 重复 (words printed twice running), 联系人, 电话.
    """

    kind: str
    text: str
    section: str = ""
    block: int | None = None
    start: int | None = None
    end: int | None = None


class PrintedBlock(NamedTuple):
    """A paragraph (`row` is `None`) or a table's cell as printed: what the page shows again."""

    block: int
    text: str
    start: int | None = None
    chrome: bool = False
    page: int | None = None
    line: int | None = None
    row: int | None = None
    column: int | None = None
    rowspan: int = 1
    colspan: int = 1


class Unread(NamedTuple):
    """What of a report could not be read, and where; `unsure` where it was read by OCR, and may be otherwise."""

    what: Said
    where: str = ""
    unsure: bool = False


class Facts(NamedTuple):
    """All that is known of one report."""

    identity: Identity = Identity()
    sections: tuple[Section, ...] = ()
    cells: tuple[CellValue, ...] = ()
    figures: tuple[Figure, ...] = ()
    ties: tuple[Tie, ...] = ()
    tasks: tuple[Task, ...] = ()
    mentions: tuple[Mention, ...] = ()
    blocks: tuple[PrintedBlock, ...] = ()
    problems: tuple[Unread, ...] = ()
    format: str = ""
