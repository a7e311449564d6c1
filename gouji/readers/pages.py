"""Pages of a printed document: what stands on each, and how their text runs on from one to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from gouji.readers.blocks import Blocks
from gouji.readers.pdf_frames import unframed
from gouji.readers.pdf_joined import joined
from gouji.readers.pdf_levels import level_tables
from gouji.readers.pdf_lines import Line, lines, lines_of, paragraphs, rows_of, text_of
from gouji.readers.pdf_open import open_tables
from gouji.readers.pdf_page import Box, Character, Edge
from gouji.readers.pdf_rules import TooManyLines
from gouji.readers.pdf_tables import RuledTable, ruled_tables
from gouji.readers.text import is_chrome

_MARGIN = 0.12  # of the page's height: where page numbers and running heads stand
_MIDDLE = (0.35, 0.65)  # of the page's width: where columns are parted
_GUTTER = 0.02  # of the page's width
_MOSTLY, _FEW_LINES, _FEW_LETTERS = 0.75, 3, 12  # full lines of a column, and letters in each
_OFTEN = 0.6  # of all pages
_MARGINAL = re.compile(
    r"(?:file|https?)://.{0,300}"
    r"|[-–—―－─·•.~\s]{0,6}(?:第\s?)?(?:\d{1,3}|[IVXivx]{1,5})(?:\s?页)?"
    r"(?:[\s/／,，、]{0,3}(?:共|of)?\s?\d{1,3}\s?页?)?[-–—―－─·•.~\s]{0,6}"
)

Drawn = TypeVar("Drawn", Character, Edge)


class Page(NamedTuple):
    """What is printed on one page: lines outside tables, and tables."""

    height: float
    lines: list[Line]
    tables: list[RuledTable]


def laid_out(
    printed: Sequence[Character],
    drawn: Sequence[Edge],
    size: tuple[float, float],
    number: int,
    blocks: Blocks,
    before: Page | None = None,
) -> list[Page]:
    """Return the page of these characters and ruled lines, two where columns or sheets stand side by side.

    `before` is the page whose last table may go on here.
    """
    split = _gutter(printed, drawn, size[0])
    if split is None:
        return [whole(printed, drawn, size, number, blocks, before)]
    place, shift = split
    left = ([c for c in printed if c.x0 < place], [edge for edge in drawn if edge.x0 < place])
    right = (
        [c._replace(x0=c.x0 - shift, x1=c.x1 - shift) for c in printed if c.x0 >= place],
        [edge._replace(x0=edge.x0 - shift, x1=edge.x1 - shift) for edge in drawn if edge.x0 >= place],
    )
    return [whole(*side, (size[0] - shift, size[1]), number, blocks) for side in (left, right)]


def _gutter(printed: Sequence[Character], drawn: Sequence[Edge], width: float) -> tuple[float, float] | None:
    """Return where a page is parted in two columns of text, and how far the right one stands from the left.

    Nothing is printed or drawn between columns, and full lines stand in both: a table without ruled lines has
    short figures in its right half.
    """
    things: list[Character | Edge] = [*printed, *drawn]
    low, high = _MIDDLE[0] * width, _MIDDLE[1] * width
    inside = sorted((thing.x0, thing.x1) for thing in things if thing.x1 > low and thing.x0 < high)
    reach, best = low, (0.0, 0.0)
    for x0, x1 in [*inside, (high, high)]:
        best = max(best, (x0 - reach, (x0 + reach) / 2))
        reach = max(reach, x1)
    gap, place = best
    if gap < _GUTTER * width:
        return None
    sides = [[thing for thing in things if (thing.x0 < place) == left] for left in (True, False)]
    if not all(sides) or not all(_full_lines(side) for side in sides):
        return None
    return place, min(thing.x0 for thing in sides[1]) - min(thing.x0 for thing in sides[0])


def _full_lines(side: Sequence[Character | Edge]) -> bool:
    left, right = min(thing.x0 for thing in side), max(thing.x1 for thing in side)
    printed = lines((thing for thing in side if isinstance(thing, Character)), 0, 0.0)
    full = (line for line in printed if line.x1 - line.x0 > _MOSTLY * (right - left) and len(line.text) >= _FEW_LETTERS)
    return sum(1 for _ in full) >= _FEW_LINES


def whole(
    printed: Sequence[Character],
    drawn: Sequence[Edge],
    size: tuple[float, float],
    number: int,
    blocks: Blocks,
    before: Page | None = None,
) -> Page:
    """Return the page as one column; one with more lines than tables have is reported."""
    try:
        tables = ruled_tables(drawn, printed, number)
    except TooManyLines:
        blocks.problem(
            "此页线条过多，表格未读取",
            "too many lines are drawn on this page, its tables are not read",
            f"page {number}",
        )
        tables = []
    outside = _outside(printed, tables)
    tables, framed = unframed(tables)
    outside += framed
    if found := level_tables(_outside(drawn, tables), outside, number):
        tables += found
        outside = _outside(outside, found)
    rows = list(rows_of(outside))
    if found := open_tables(rows, number, _cut_columns(before) if before else ()):
        tables += found
        rows = list(rows_of(_outside(outside, found)))
    return Page(size[1], lines_of(rows, number, size[0]), tables)


def _cut_columns(page: Page) -> tuple[float, ...]:
    """Return the columns of the table without ruled lines that ends a page, none where something stands below it."""
    last = max(page.tables, key=_top, default=None)
    ended = last and any(line.top > last.box[3] and not _marginal(line, page) for line in page.lines)
    return () if last is None or ended else last.sides


def _outside(things: Sequence[Drawn], tables: Sequence[RuledTable]) -> list[Drawn]:
    """Return the characters or lines whose middle lies in none of the tables."""
    return [thing for thing in things if not any(_inside(thing, table.box) for table in tables)]


def _inside(thing: Character | Edge, box: Box) -> bool:
    left, top, right, bottom = box
    return left <= (thing.x0 + thing.x1) / 2 <= right and top <= (thing.top + thing.bottom) / 2 <= bottom


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """Drop page numbers, addresses that a browser prints, and lines that stand in the margin of most pages."""
    heads = Counter(text for page in pages for text in {_masked(line) for line in page.lines if _marginal(line, page)})
    often = {text for text, count in heads.items() if count >= max(2, _OFTEN * len(pages))}
    return [
        page._replace(
            lines=[
                line
                for line in page.lines
                if not (_marginal(line, page) and (_MARGINAL.fullmatch(line.text) or _masked(line) in often))
            ]
        )
        for page in pages
    ]


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _marginal(line: Line, page: Page) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height


def fill(blocks: Blocks, pages: Sequence[Page]) -> None:
    """Add paragraphs and tables in the order of print.

    A paragraph goes on over a page's end, never over a table; a table goes on where the page's end left it open.
    """
    run: list[Line] = []
    waiting: RuledTable | None = None

    def flush() -> None:
        for first, own in paragraphs(run):
            text = text_of(own)
            blocks.paragraph(text, page=first.page, chrome=is_chrome(text))
        run.clear()

    def close() -> None:
        nonlocal waiting
        if waiting:
            blocks.table(waiting.cells(), page=waiting.held[0].page, unruled=bool(waiting.sides))
        waiting = None

    for page in pages:
        items: list[Line | RuledTable] = [*page.lines, *page.tables]
        for place, item in enumerate(sorted(items, key=_top)):
            if isinstance(item, Line):
                close()
                run.append(item)
            elif waiting and not place and (both := joined(waiting, item)):
                waiting = both
            else:
                close()
                flush()
                waiting = item
    close()
    flush()


def _top(item: Line | RuledTable) -> float:
    return item.top if isinstance(item, Line) else item.box[1]
