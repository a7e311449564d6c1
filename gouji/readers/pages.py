"""Pages of a printed document: what stands on each, and how their text runs on from one to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from gouji.readers.blocks import Blocks
from gouji.readers.pdf_lines import Line, lines, paragraphs, text_of
from gouji.readers.pdf_page import Character, Edge
from gouji.readers.pdf_tables import RuledTable, TooManyLines, ruled_tables
from gouji.readers.text import is_chrome

_MARGIN = 0.12  # of the page's height: where page numbers and running heads stand
_PAGE_NUMBER = re.compile(
    r"[-–—―－─·•.~\s]{0,6}(?:第\s?)?(?:\d{1,3}|[IVXivx]{1,5})(?:\s?页)?"
    r"(?:[\s/／,，、]{0,3}(?:共|of)?\s?\d{1,3}\s?页?)?[-–—―－─·•.~\s]{0,6}"
)


class Page(NamedTuple):
    """What is printed on one page: lines outside tables, and tables."""

    height: float
    lines: list[Line]
    tables: list[RuledTable]


def laid_out(
    printed: Sequence[Character], drawn: Sequence[Edge], size: tuple[float, float], number: int, blocks: Blocks
) -> Page:
    """Return the page of these characters and ruled lines; one with more lines than tables have is reported."""
    try:
        tables = ruled_tables(drawn, printed, number)
    except TooManyLines:
        blocks.problem(
            "此页线条过多，表格未读取",
            "too many lines are drawn on this page, its tables are not read",
            f"page {number}",
        )
        tables = []
    outside = [character for character in printed if not any(_inside(character, table) for table in tables)]
    return Page(size[1], lines(outside, number, size[0]), tables)


def _inside(character: Character, table: RuledTable) -> bool:
    left, top, right, bottom = table.box
    return left <= (character.x0 + character.x1) / 2 <= right and top <= character.middle <= bottom


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """Drop page numbers, and lines that stand in the margin of most pages."""
    heads = Counter(text for page in pages for text in {_masked(line) for line in page.lines if _marginal(line, page)})
    often = {text for text, count in heads.items() if count >= max(3, 0.5 * len(pages))}
    return [
        page._replace(
            lines=[
                line
                for line in page.lines
                if not (_marginal(line, page) and (_PAGE_NUMBER.fullmatch(line.text) or _masked(line) in often))
            ]
        )
        for page in pages
    ]


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _marginal(line: Line, page: Page) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height


def fill(blocks: Blocks, pages: Sequence[Page]) -> None:
    """Add paragraphs and tables in the order of print; a paragraph goes on over a page's end, never over a table."""
    run: list[Line] = []

    def flush() -> None:
        for first, own in paragraphs(run):
            text = text_of(own)
            blocks.paragraph(text, page=first.page, chrome=is_chrome(text))
        run.clear()

    for number, page in enumerate(pages, 1):
        items: list[Line | RuledTable] = [*page.lines, *page.tables]
        for item in sorted(items, key=_top):
            if isinstance(item, Line):
                run.append(item)
            else:
                flush()
                blocks.table(item.cells, page=number)
    flush()


def _top(item: Line | RuledTable) -> float:
    return item.top if isinstance(item, Line) else item.box[1]
