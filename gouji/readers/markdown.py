"""Markdown: headings, paragraphs and pipe tables, without their marks."""

from __future__ import annotations

import re
from pathlib import Path

from gouji.document import Document
from gouji.readers.blocks import Blocks, Span, grid
from gouji.readers.limits import MOST_MARKUP, bounded, check_lines
from gouji.readers.text import decode, is_chrome

_MARKS = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+(?=\S))")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)([^*_`]{1,2000})\1")
_RULE = re.compile(r"\|?\s{0,9}:?-+:?\s{0,9}(?:\|\s{0,9}:?-+:?\s{0,9}){0,99}\|?")
_PIPE = re.compile(r"(?<!\\)\|")
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

    A table's columns are only counted: Markdown has no merged cells, and converters fill or drop theirs.
    """
    blocks = Blocks("md")
    rows: list[list[Span]] = []
    for number, line in enumerate(text.splitlines(), 1):
        printed = line.strip()
        if _PIPE.search(printed):
            if not _RULE.fullmatch(printed):
                rows.append([Span(_plain(cell)) for cell in _cells(printed)])
            continue
        if rows:
            blocks.table(grid(rows), line=number - len(rows), aligned=False)
            rows = []
        if printed and not _RULE.fullmatch(printed):
            plain = _plain(_MARKS.sub("", printed))
            blocks.paragraph(plain, line=number, chrome=is_chrome(plain))
    if rows:
        blocks.table(grid(rows), aligned=False)
    return blocks.document()


def _cells(line: str) -> list[str]:
    return _PIPE.split(line.removeprefix("|").removesuffix("|"))


def _plain(text: str) -> str:
    return _EMPHASIS.sub(r"\2", _BREAK.sub("\n", text)).replace("\\|", "|").strip()
