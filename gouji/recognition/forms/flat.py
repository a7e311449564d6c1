"""Tables of the form that lost their grid: copied as text, a row a line or a cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from gouji.document import Cell, Document
from gouji.recognition.forms.labels import row_labels
from gouji.recognition.forms.regions import Region
from gouji.recognition.forms.values import is_value
from schemas.forms import FormTable, core

_LONGEST = 90  # characters of a line; a longer one is a sentence
_SENTENCE = re.compile(r".*[。；]$")
_PAGE_NUMBER = re.compile(r"[-–—]{1,2} ?\d{1,3} ?[-–—]{1,2}")
_LEAST_ROWS = 3
_MOST_LABEL_LINES = 4

Line = tuple[int, str]


def flat_regions(document: Document, tables: Mapping[str, FormTable], known: Sequence[str]) -> Iterator[Region]:
    """Yield the tables that are printed as lines below their section's heading; `known` ones were read already."""
    lines = [(block, paragraph.reading.strip()) for block, paragraph in document.paragraphs()]
    sections = {table.section: name for name, table in tables.items()}
    current: str | None = None
    collected: dict[str, list[Line]] = {}
    for block, text in lines:
        heading = next((name for section, name in sections.items() if section in text and len(text) < _LONGEST), None)
        if heading:
            current = heading
        elif len(text) > _LONGEST or _SENTENCE.match(text):
            current = None
        elif current and not _PAGE_NUMBER.fullmatch(text):
            collected.setdefault(current, []).append((block, text))
    for name, own in collected.items():
        if name not in known and (rows := list(_rows(tables[name], own))) and len(rows) >= _least(tables[name]):
            yield Region(tables[name], own[0][0], False, rows)


def _least(table: FormTable) -> int:
    return 1 if table.across else _LEAST_ROWS


def _rows(table: FormTable, lines: Sequence[Line]) -> Iterator[list[Cell]]:
    """Yield a label with the figures behind it; lines that carry no figures belong to the next label or to none.

    Where rows are printed a row a line, one whose figures stand on several lines, or beside a line of a few figures
    that is no row, is not read: they may be the halves of numbers that were wrapped. Its figures are left as one
    text, which no head fits.
    """
    labels: list[str] = []
    values: list[list[str]] = []
    number, doubted = 0, False
    parted = [_parted(text) for _, text in lines]
    halves = _beside_halves(table, parted)
    for place, (words, figures) in enumerate([*parted, ("", [])]):
        if values and (words or not figures):
            own = [" ".join(line) for line in values] if doubted else list(chain(*values))
            yield _row(table, labels, own, number)
            number, labels, values, doubted = number + 1, [], [], False
        if words:
            labels.append(words)
        if figures:
            values.append(figures)
            doubted = doubted or place in halves


def _beside_halves(table: FormTable, lines: Sequence[tuple[str, list[str]]]) -> set[int]:
    """Return the lines that hold, or stand beside, a few figures that are no row of a table printed a row a line."""
    count = len(table.columns)
    if table.across or count == 1 or not any(words and len(figures) == count for words, figures in lines):
        return set()
    figured = [place for place, (_, figures) in enumerate(lines) if figures]
    halves = [
        at
        for at, place in enumerate(figured)
        if len(lines[place][1]) < count and not _names_a_row(table, lines[place][0])
    ]
    return {figured[near] for at in halves for near in (at - 1, at, at + 1) if 0 <= near < len(figured)}


def _names_a_row(table: FormTable, words: str) -> bool:
    return bool(row_labels(table).exact(words) or row_labels(table).telling(core(words)))


def _parted(text: str) -> tuple[str, list[str]]:
    """Return the label and the figures of a line: figures are the words at its end that are numbers or `/`."""
    words = text.split()
    first = len(words)
    while first and is_value(words[first - 1]):
        first -= 1
    return " ".join(words[:first]), words[first:]


def _row(table: FormTable, labels: Sequence[str], values: Sequence[str], number: int) -> list[Cell]:
    texts = [*([] if table.across else [_label(table, labels)]), *values]
    return [Cell(text, number, column) for column, text in enumerate(texts)]


def _label(table: FormTable, lines: Sequence[str]) -> str:
    """Return the last lines that together name a row: those before them are the head or a group."""
    rows = row_labels(table)
    for count in range(min(len(lines), _MOST_LABEL_LINES), 0, -1):
        if rows.exact(joined := "".join(lines[-count:])):
            return joined
    return lines[-1] if lines else ""
