"""What all readers build a document of: paragraphs with their offsets, tables with their merged cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from gouji.document import Cell, Document, Paragraph, Problem, Table, Unreadable, cells_of
from gouji.readers.limits import MOST_CELLS
from gouji.wording import Said

_MOST_SPAN = 200  # the HTML standard allows 1000; no report has so many columns
_MOST_COLUMNS = 2000  # further right, spans are not followed: no report is so wide
_WIDE = "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6“”‘’…"
_BREAK_IN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]{{0,99}}\n\s{{0,999}}(?=[{_WIDE}])")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# raised and lowered figures as they are printed: the mark of a note is no digit of the number before it
OFF_LINE = {
    "sup": str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾"),
    "sub": str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎"),
}


class Span(NamedTuple):
    """A cell before its place in the grid is known; `rowspan` 0 reaches to the table's end."""

    text: str
    rowspan: int = 1
    colspan: int = 1


class Blocks:
    """The blocks of a document under construction, in reading order."""

    def __init__(self, form: str) -> None:
        """Begin a document of the format `form` (html, docx, …)."""
        self._format = form
        self._blocks: list[Paragraph | Table] = []
        self._problems: list[Problem] = []
        self._offset = 0
        self._cells = 0

    def paragraph(self, text: str, page: int | None = None, line: int | None = None, chrome: bool = False) -> None:
        """Add a paragraph, unless it is blank."""
        if text := text.strip():
            self._blocks.append(Paragraph(text, self._offset, page, line, chrome))
            self._offset += len(text) + 1

    def table(
        self,
        cells: tuple[Cell, ...],
        page: int | None = None,
        line: int | None = None,
        aligned: bool = True,
        unruled: bool = False,
    ) -> None:
        """Add a table; one too large is left out and reported."""
        self._cells += len(cells)
        if self._cells > MOST_CELLS:
            self.too_large(f"page {page}" if page else "")
        elif cells:
            self._blocks.append(Table(cells, page, line, aligned, unruled=unruled))

    def part(self, content: bytes | str, read: Callable[[Any], Document]) -> None:
        """Add what another reader makes of a part; one that it cannot read is reported, and the rest goes on."""
        try:
            document = read(content)
        except Unreadable as error:
            self.problem(f"其中一部分未读取：{error.said.zh}", f"a part, not read: {error.said.en}")
            return
        for block in document.blocks:
            if isinstance(block, Paragraph):
                self.paragraph(block.text, block.page, chrome=block.chrome)
            else:
                self.table(block.cells, block.page, aligned=block.aligned, unruled=block.unruled)
        for problem in document.problems:
            self.problem(problem.what.zh, problem.what.en, problem.where, problem.unsure)

    def too_large(self, where: str) -> None:
        """Report a table with more cells than are read."""
        self.problem(f"表格超过 {MOST_CELLS} 格，未读取", f"a table of more than {MOST_CELLS} cells, not read", where)

    def problem(self, zh: str, en: str, where: str = "", unsure: bool = False) -> None:
        """Report once what could not be read."""
        problem = Problem(Said(zh, en), where, unsure)
        if problem not in self._problems:
            self._problems.append(problem)

    @property
    def length(self) -> int:
        """How many characters the paragraphs have."""
        return self._offset

    def document(self) -> Document:
        """Return the finished document.

        Raises:
            Unreadable: nothing at all was in the file.
        """
        if not self._blocks and not self._problems:
            raise Unreadable("文件里没有文字，请重新下载", "there is no text in the file; fetch it again")
        return Document(tuple(self._blocks), self._format, tuple(self._problems))


def grid(rows: Iterable[Iterable[tuple[str, int, int]]]) -> tuple[Cell, ...]:
    """Return the cells of rows in print, each at its upper left corner; a merged cell stands once.

    A row is of `Span`s, or of text, rowspan and colspan. The places that a cell takes in the rows below are skipped,
    as a browser lays out a table.
    """
    fields: list[tuple[str, int, int, int, int, None]] = []  # of the cells
    tall: list[int] = []  # the places among them of those that reach down
    taken: dict[int, int] = {}  # column → last row that a cell above reaches down to
    for number, row in enumerate(rows):
        column = 0
        for text, rowspan, colspan in row:
            while column in taken and taken[column] >= number:
                column += 1
            if rowspan == 1 == colspan:
                fields.append((text, number, column, 1, 1, None))
                column += 1
                continue
            width = min(max(colspan, 1), _MOST_SPAN) if column < _MOST_COLUMNS else 1
            height = rowspan if rowspan > 0 else 1 << 16
            if height > 1:
                tall.append(len(fields))
                if column < _MOST_COLUMNS:
                    taken.update(dict.fromkeys(range(column, column + width), number + height - 1))
            fields.append((text, number, column, height, width, None))
            column += width
        if len(fields) > MOST_CELLS:
            break
    cells = list(cells_of(fields))
    _crop(cells, tall)
    return tuple(cells)


def _crop(cells: list[Cell], tall: Iterable[int]) -> None:
    """Cut spans that reach below the last row."""
    for place in tall:
        cell = cells[place]
        cells[place] = cell._replace(rowspan=min(cell.rowspan, cells[-1].row + 1 - cell.row))


def collapsed(text: str) -> str:
    """Return text as a browser prints it: runs of blanks are one, line ends between ideographs none, none at the ends.

    Source: CSS Text Module Level 3, 4.1.2 (segment break transformation).
    """
    text = text.strip()
    if text.isalnum():  # as most cells are
        return text
    if not text.isprintable():  # line ends, other blanks than U+0020, and characters without width
        text = _BLANKS.sub(" ", _BREAK_IN_WIDE.sub("", visible(text)))
    elif "  " in text:
        text = _BLANKS.sub(" ", text)
    return text


def visible(text: str) -> str:
    """Return text without characters that print nothing and stand between digits as well as between words."""
    return _UNSEEN.sub("", text)
