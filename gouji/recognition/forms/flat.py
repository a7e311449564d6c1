"""Tables of the form that lost their grid: copied as text, a row a line or a cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise, takewhile
from typing import NamedTuple

from gouji.document import Cell, Document
from gouji.recognition.forms.head import MEASURES, NUMBERS
from gouji.recognition.forms.labels import column_labels, names, row_labels
from gouji.recognition.forms.regions import Region
from gouji.recognition.forms.row import AS_TEXT
from gouji.recognition.forms.values import is_value
from schemas.forms import FormTable, core

_LONGEST = 90  # characters of a line; a longer one is a sentence
_SENTENCE = re.compile(r".*[。；]$")
_PAGE_NUMBER = re.compile(r"[-–—]{1,2} ?\d{1,3} ?[-–—]{1,2}")
_LEAST_ROWS = 3
_MOST_LABEL_LINES = 4

Line = tuple[int, str]


class _Parts(NamedTuple):
    """A line's words, the measure word behind them (条, 万元), and the figures at its end."""

    words: str
    measure: str
    figures: list[str]


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
        elif len("".join(text.split())) > _LONGEST or _SENTENCE.match(text):
            current = None
        elif current and not _PAGE_NUMBER.fullmatch(text):
            collected.setdefault(current, []).append((block, text))
    for name, own in collected.items():
        if name not in known and (rows := list(_rows(tables[name], own))) and len(rows) >= _least(tables[name]):
            yield Region(tables[name], own[0][0], AS_TEXT, rows)


def _least(table: FormTable) -> int:
    return 1 if table.across else _LEAST_ROWS


def _rows(table: FormTable, lines: Sequence[Line]) -> Iterator[list[Cell]]:
    """Yield the head where it is printed in one line, and each label with the figures behind it.

    Where rows are printed a row a line, one whose figures stand on several lines, or beside a line of a few figures
    that is no row, is not read: they may be the halves of numbers that were wrapped. Its figures are left as one
    text, which no head fits.
    """
    first = _first_row(table, lines)
    head = _head(table, lines[:first])
    if head:
        yield [Cell(text, 0, column) for column, text in enumerate(head)]
    parted = [_parted(table, text) for _, text in lines[first:]]
    if head and names(NUMBERS, head[0]):
        parted = _unnumbered(parted)
    halves = _beside_halves(table, parted)
    labels: list[str] = []
    values: list[list[str]] = []
    measure, doubted, number = "", False, int(bool(head))
    for place, line in enumerate([*parted, _Parts("", "", [])]):
        if (values or measure) and (line.words or not (line.figures or line.measure)):
            own = [" ".join(each) for each in values] if doubted else list(chain(*values))
            below = [each.words for each in takewhile(lambda each: not each.figures, parted[place:])]
            yield _row(table, _label(table, labels, below), [*([measure] if measure else []), *(own or [""])], number)
            number, labels, values, measure, doubted = number + 1, [], [], "", False
        if line.words:
            labels.append(line.words)
        measure = line.measure or measure
        if line.figures:
            values.append(line.figures)
            doubted = doubted or place in halves


def _first_row(table: FormTable, lines: Sequence[Line]) -> int:
    """Return the first line that names a row, where the table has a head of one line (rows with a measure word)."""
    if not _measured(table):
        return 0
    return next((at for at, (_, text) in enumerate(lines) if row_labels(table).exact(_parted(table, text).words)), 0)


def _measured(table: FormTable) -> bool:
    return all(row.unit for row in table.rows)


def _head(table: FormTable, lines: Sequence[Line]) -> list[str]:
    """Return the words of the head, empty where no column of the form is among them."""
    words = list(chain.from_iterable(text.split() for _, text in lines))
    begin = next((at for at, word in enumerate(words) if names(table.headings, word)), len(words))
    columns = [at for at, word in enumerate(words) if at > begin and column_labels(table).find(word)]
    return words[begin : columns[-1] + 1] if columns else []


def _unnumbered(lines: Sequence[_Parts]) -> list[_Parts]:
    """Return the lines without the running numbers that stand before labels in lines of their own.

    A figure there that is not the next number spoils the row: which of the two it is, nobody knows.
    """
    kept: list[_Parts] = []
    number: int | None = None
    for line, below in pairwise([*lines, _Parts("", "", [])]):
        alone = len(line.figures) == 1 and not line.words and not line.measure
        if not (alone and below.words and line.figures[0].isdecimal()):
            kept.append(line)
        elif number is None or int(line.figures[0]) == number + 1:
            number = int(line.figures[0])
        else:
            kept.append(line._replace(figures=[line.figures[0], ""]))
    return kept


def _beside_halves(table: FormTable, lines: Sequence[_Parts]) -> set[int]:
    """Return the lines that hold, or stand beside, a few figures that are no row of a table printed a row a line."""
    count = len(table.columns)
    if table.across or _measured(table) or not any(line.words and len(line.figures) == count for line in lines):
        return set()
    figured = [place for place, line in enumerate(lines) if line.figures]
    halves = [
        at
        for at, place in enumerate(figured)
        if len(lines[place].figures) < count and not _names_a_row(table, lines[place].words)
    ]
    return {figured[near] for at in halves for near in (at - 1, at, at + 1) if 0 <= near < len(figured)}


def _names_a_row(table: FormTable, words: str) -> bool:
    return bool(row_labels(table).exact(words) or row_labels(table).telling(core(words)))


def _parted(table: FormTable, text: str) -> _Parts:
    """Return the parts of a line: figures are the words at its end that are numbers or `/`."""
    words = text.split()
    first = last = len(words)
    while first and is_value(words[first - 1]):
        first -= 1
    if _measured(table) and first and words[first - 1] in MEASURES:
        last, first = first, first - 1
        return _Parts(" ".join(words[:first]), words[first], words[last:])
    return _Parts(" ".join(words[:first]), "", words[first:])


def _row(table: FormTable, label: str, values: Sequence[str], number: int) -> list[Cell]:
    titled = not table.across or (len(values) == len(table.columns) and row_labels(table).exact(label))
    return [Cell(text, number, column) for column, text in enumerate([*([label] if titled else []), *values])]


def _label(table: FormTable, lines: Sequence[str], below: Sequence[str]) -> str:
    """Return the last lines that together name a row: those before them are the head or a group.

    Figures may stand in the middle of their label: then the lines right below them belong to it.
    """
    rows = row_labels(table)
    for rest in range(min(len(below), _MOST_LABEL_LINES - 1) + 1):
        for count in range(min(len(lines), _MOST_LABEL_LINES), 0, -1):
            if rows.exact(joined := "".join([*lines[-count:], *below[:rest]])):
                return joined
    return lines[-1] if lines else ""
