"""Markdown: headings, paragraphs and pipe tables, without their marks."""

from __future__ import annotations

import re
from pathlib import Path

from gouji.document import Document
from gouji.readers import html
from gouji.readers.bars import barred, in_one_form, is_border
from gouji.readers.blocks import Blocks, Span, grid
from gouji.readers.limits import MOST_MARKUP, bounded, check_lines
from gouji.readers.text import decode, is_chrome

_MARKS = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+(?=\S))")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)([^*_`]{1,2000})\1")
_RULE = re.compile(r"\|?\s{0,9}:?-+:?\s{0,9}(?:\|\s{0,9}:?-+:?\s{0,9}){0,99}\|?")
_PIPE = re.compile(r"(?<!\\)\|")
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_END = re.compile(r"</table\s?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)


def read(path: Path) -> Document:
    """Read a Markdown file in UTF-8 or GB18030.

    Raises:
        Unreadable: the file is empty, too large, or in neither encoding.
    """
    text = decode(bounded(path, MOST_MARKUP))
    check_lines(text, "|")
    return parse(text)


def parse(text: str) -> Document:
    """Return the paragraphs and tables of Markdown.

    A table's columns are only counted: Markdown has no merged cells, and converters fill or drop theirs. Tables in
    HTML have them.
    """
    blocks = Blocks("md")
    rows: list[str] = []
    markup: list[str] = []
    open_tables = 0
    for number, line in enumerate(in_one_form(text).splitlines(), 1):
        printed = line.strip()
        if markup or _TABLE.search(printed):
            _add_rows(blocks, rows, number)
            rows = []
            markup.append(line)
            open_tables += len(_TABLE.findall(line)) - len(_END.findall(line))
            if open_tables <= 0:
                blocks.part("\n".join(markup), html.parse)
                markup, open_tables = [], 0
            continue
        if _PIPE.search(printed) or (is_border(printed) and not _RULE.fullmatch(printed)):
            rows.append(printed)
            continue
        _add_rows(blocks, rows, number)
        rows = []
        if printed and not _RULE.fullmatch(printed):
            plain = _plain(_MARKS.sub("", printed))
            blocks.paragraph(plain, line=number, chrome=is_chrome(plain))
    _add_rows(blocks, rows, text.count("\n") + 1)
    if markup:
        blocks.part("\n".join(markup), html.parse)
    return blocks.document()


def _add_rows(blocks: Blocks, rows: list[str], end: int) -> None:
    """Add the table of lines that end before line `end`."""
    if any(map(is_border, rows[:1])):
        blocks.table(barred(rows, 0).cells, line=end - len(rows), aligned=False)
    elif own := [[Span(_plain(cell)) for cell in _cells(row)] for row in rows if not _RULE.fullmatch(row)]:
        blocks.table(grid(own), line=end - len(rows), aligned=False)


def _cells(line: str) -> list[str]:
    return _PIPE.split(line.removeprefix("|").removesuffix("|"))


def _plain(text: str) -> str:
    return _EMPHASIS.sub(r"\2", _BREAK.sub("\n", text)).replace("\\|", "|").strip()
