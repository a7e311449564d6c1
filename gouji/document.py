"""A published document as it was read: paragraphs and tables in reading order, each with its place.

Readers make documents and know nothing of annual reports; recognition takes them and knows nothing of
file formats.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, NamedTuple

from gouji.wording import Said


class Unreadable(Exception):
    """A file that could not be read; `said` is one sentence: what is wrong and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.said = Said(zh, en)


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a document that could not be read, said plainly; never the issuer's fault.

    `unsure` where it was read, but so that a figure may have been taken for another (OCR).
    """

    what: Said
    where: str = ""
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as printed.

    `start` is the offset of its first character in the document's text (for a text file, in the decoded
    file); `page` and `line` count from 1. `chrome` marks the website's own words (来源, 点击, 关闭窗口).
    """

    text: str
    start: int = 0
    page: int | None = None
    line: int | None = None
    chrome: bool = False

    @property
    def reading(self) -> str:
        """The text in one form of each character; same length, so offsets agree with the print."""
        return normalise(self.text)


class Cell(NamedTuple):
    """One printed cell of a table at its upper left corner (rows and columns from 0).

    A page may have many thousands: a named tuple is made three times as fast as a frozen dataclass.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None


def cells_of(fields: Iterable[tuple[str, int, int, int, int, int | None]]) -> Iterator[Cell]:
    """Return the cells of all their fields, made in bulk: in half the time of as many calls of `Cell`."""
    return map(_MADE, repeat(Cell), fields)


_MADE: Any = tuple.__new__


@dataclass(frozen=True, slots=True)
class Table:
    """A table's printed cells, row by row; a merged cell stands once.

    `aligned` is false for tables in plain text, whose merged cells left no trace: there a cell's
    column only counts the cells before it in its row. `lossy` where blank cells may have been dropped, and
    rows filled up at their end, by whoever took the text out of a page. `unruled` where no lines part the rows:
    a label may go on in the rows of one cell beside it, and a line of figures may go on with the one beside it.
    """

    cells: tuple[Cell, ...]
    page: int | None = None
    line: int | None = None
    aligned: bool = True
    lossy: bool = False
    unruled: bool = False

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the cells that start in each row, in order of their column."""
        by_row: dict[int, list[Cell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        for number in sorted(by_row):
            yield sorted(by_row[number], key=lambda cell: cell.column)


@dataclass(frozen=True, slots=True)
class Document:
    """Paragraphs and tables in reading order, and what of the file could not be read."""

    blocks: tuple[Paragraph | Table, ...]
    format: str
    problems: tuple[Problem, ...] = field(default=())

    def paragraphs(self) -> Iterator[tuple[int, Paragraph]]:
        """Yield the report's own paragraphs, each with the number of its block."""
        for number, block in enumerate(self.blocks):
            if isinstance(block, Paragraph) and not block.chrome:
                yield number, block

    def tables(self) -> Iterator[tuple[int, Table]]:
        """Yield the tables, each with the number of its block."""
        for number, block in enumerate(self.blocks):
            if isinstance(block, Table):
                yield number, block


# Radicals of the CJK Radicals Supplement that PDF fonts put in place of the character, and which have no
# compatibility decomposition in Unicode (EquivalentUnifiedIdeograph.txt lists these pairs).
_RADICALS = dict(
    zip(
        "⺟⺠⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻤⻥⻦⻩⻬⻮⻰⺃⺈⺌⺎⺏⺕⺗⺝⺩⺫⺬⺭⺮⺯⺶⺷⺼⺾⻀⻂⻈⻊⻌⻏⻖",
        "母民见角贝车长门青页风飞食马鬼鱼鸟黄齐齿龙乚刀小兀尣彐心月王网示礻竹纟羊羊肉艹艹衤讠足辶邑阝",
        strict=True,
    )
)
_SPACES = dict.fromkeys("\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\t", " ")


def _reading_table() -> dict[int, str]:
    """Map each character that is read in another form (full width, radicals, blanks) to that form."""
    compatible = map(chr, (*range(0xFF01, 0xFF5F), *range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)))
    plain = {character: unicodedata.normalize("NFKC", character) for character in compatible}
    return {ord(printed): read for printed, read in (plain | _RADICALS | _SPACES).items() if len(read) == 1}


_READING = _reading_table()


def normalise(text: str) -> str:
    """Return `text` in one form of each character, character by character.

    Full-width letters, digits and punctuation become half width (`，` is read as `,`), Kangxi and other
    radicals the ideographs they stand for, all blanks a plain space. The length never changes: an offset in
    the reading is the offset in the print.
    """
    return text.translate(_READING)
