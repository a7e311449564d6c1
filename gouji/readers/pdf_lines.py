"""Characters of a PDF page joined to lines, and lines to paragraphs."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from gouji.readers.pdf_page import Character

_SAME_LINE = 0.5  # of the height: how far middles of one line's characters may lie apart
_WORD_GAP = 0.2  # of the height: a gap between Latin letters that is a blank
_WIDE_GAP = 0.9  # of the height: a gap between any characters that is a blank
_TWICE = 0.25  # of the width: how near the same character is printed again to look bold
_FULL = 2.2  # characters that a full line may fall short of the right margin, for punctuation moves over
_INDENT = 1.0  # characters by which the first line of a paragraph is indented, at the least
_PITCH = 1.7  # times the usual distance of lines that parts paragraphs
_OTHER_SIZE, _BESIDE = 1.5, 0.35  # times the height, and of it: letters so much larger, so far off, are another line
_LARGER = 1.12  # times the usual size that makes a line a title
_DIGIT_ROOM = 0.9  # of a digit's width: with less room left, a number goes on in the next line
_LONE_FILLS = 0.4  # of its cell's width, for a lone digit
_FEW_FIGURES = 2  # in a row, too few to tell that a ruled line is missing
_FEW_GAPS = 3  # between ideographs, too few to tell spaced letters by
_SMALLER, _LIFTED = 0.9, 0.2  # of a digit's height: a raised one is smaller, and its foot higher
_COVERED = 0.5  # of a digit's width: by no more do digits of one number overlap
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_COLUMNS = re.compile(r"(?: \S{1,12}){4}$| [\d.,]{1,15}$")
_DIGITS = re.compile(r"[-+−－增减]?[\d.,，]+")
_REST = re.compile(r"[\d.,，]{0,99}[件条项个次人篇宗起份期万亿元]{0,2}")


class Line(NamedTuple):
    """A printed line and its box."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float  # the width of an ideograph; heights vary with the font
    page: int
    page_width: float


def lines(characters: Iterable[Character], page: int, page_width: float) -> list[Line]:
    """Return the lines that characters stand in, from top to bottom."""
    return lines_of(rows_of(characters), page, page_width)


def lines_of(rows: Iterable[Sequence[Character]], page: int, page_width: float) -> list[Line]:
    """Return the lines of characters that are put together in rows already; words of another size stand beside one."""
    return [
        Line(
            _joined(row, _tracking([row])),
            row[0].x0,
            min(c.top for c in row),
            max(c.x1 for c in row),
            max(c.bottom for c in row),
            _size(row),
            page,
            page_width,
        )
        for whole in rows
        for row in _by_size(whole)
    ]


def _by_size(row: Sequence[Character]) -> Iterator[Sequence[Character]]:
    """Yield the parts of a row that are printed in letters of one size: a list of links stands beside the title."""
    start = 0
    for place, (before, after) in enumerate(itertools.pairwise(row), 1):
        small, large = sorted((before.bottom - before.top, after.bottom - after.top))
        if large > _OTHER_SIZE * small and after.x0 - before.x1 > _BESIDE * large:
            yield row[start:place]
            start = place
    yield row[start:]


def _size(row: Sequence[Character]) -> float:
    wide = [c.width for c in row if not c.text.isascii()]
    return median(wide) if wide else 2 * median(c.width for c in row)


def rows_of(characters: Iterable[Character]) -> Iterator[list[Character]]:
    """Yield the characters of each line, from top to bottom and from left to right."""
    row: list[Character] = []
    for character in sorted(characters, key=lambda c: c.middle):
        if row and character.middle - (row[0].middle + row[-1].middle) / 2 > _SAME_LINE * _height(row, character):
            yield _from_left(row)
            row = []
        row.append(character)
    if row:
        yield _from_left(row)


def _height(row: Sequence[Character], character: Character) -> float:
    return max(row[0].bottom - row[0].top, character.bottom - character.top)


def _from_left(row: list[Character]) -> list[Character]:
    """Return a line's characters from left to right; one printed twice to look bold stands once."""
    row.sort(key=lambda c: c.x0)
    return [
        character
        for place, character in enumerate(row)
        if not any(
            character.text == other.text and character.x0 - other.x0 < _TWICE * (other.x1 - other.x0)
            for other in row[max(0, place - 2) : place]
        )
    ]


def _joined(row: Sequence[Character], tracking: float = 0.0) -> str:
    """Return a line's text; `tracking` is the room that the line leaves between all its characters."""
    parts, base = [row[0].text], row[0]
    for before, after in itertools.pairwise(row):
        gap = (after.x0 - before.x1 - tracking) / max(after.bottom - after.top, 1.0)
        latin = before.text.isascii() and after.text.isascii()
        raised = _raised(base, after)
        over = not raised and base is before and _printed_over(before, after)
        parts.append(" " if over or gap > (_WORD_GAP if latin else _WIDE_GAP) else "")
        parts.append(after.text.translate(_RAISED) if raised else after.text)
        base = base if raised else after
    return "".join(parts)


def _raised(base: Character, after: Character) -> bool:
    """Tell whether a digit stands raised behind another, the mark of a note: it is no digit of the number."""
    lifted = base.bottom - after.bottom > _LIFTED * (base.bottom - base.top)
    return lifted and _smaller(after, base) and base.text.isdecimal() and after.text.isdecimal()


def _smaller(one: Character, other: Character) -> bool:
    return one.bottom - one.top < _SMALLER * (other.bottom - other.top)


def _printed_over(before: Character, after: Character) -> bool:
    """Tell whether two digits are of different print, one over the other: a running foot over a table's figures."""
    if not (len(before.text) == len(after.text) == 1 and before.text.isdecimal() and after.text.isdecimal()):
        return False
    height = max(before.bottom - before.top, after.bottom - after.top)
    covered = before.x1 - after.x0 > _COVERED * min(before.width, after.width)
    return covered or abs(before.bottom - after.bottom) > _LIFTED * height


def _tracking(rows: Iterable[Sequence[Character]]) -> float:
    """Return the room that is left between ideographs, where letters are spaced out."""
    gaps = [
        after.x0 - before.x1
        for row in rows
        for before, after in itertools.pairwise(row)
        if not before.text.isascii() and not after.text.isascii()
    ]
    return max(0.0, median(gaps)) if len(gaps) >= _FEW_GAPS else 0.0


class Placed(NamedTuple):
    """A cell's characters, its place in the grid (top, left, bottom, right), and its width."""

    characters: Sequence[Character]
    place: tuple[int, int, int, int]
    width: float


def cell_texts(cells: Sequence[Placed]) -> list[str]:
    """Return the texts of a table's cells, their lines apart.

    A number goes on in the next line where its own has no room for another digit, as the widest line in the same
    columns shows; but not where all figures of a row have several lines: there a ruled line is missing.
    """
    printed = [list(rows_of(cell.characters)) for cell in cells]
    tracking = _tracking(row for rows in printed for row in rows)
    room: dict[tuple[int, int], float] = {}
    single: Counter[tuple[int, int]] = Counter()
    several: Counter[tuple[int, int]] = Counter()
    for rows, cell in zip(printed, cells, strict=True):
        columns, own = cell.place[1::2], cell.place[0::2]
        room[columns] = max([room.get(columns, 0.0), *(row[-1].x1 - row[0].x0 for row in rows)])
        if rows and all(_DIGITS.fullmatch(_joined(row, tracking)) for row in rows):
            (several if len(rows) > 1 else single)[own] += 1
    texts = []
    for rows, cell in zip(printed, cells, strict=True):
        columns, own = cell.place[1::2], cell.place[0::2]
        lone = 0.0 if single[own] else _LONE_FILLS * cell.width
        whole = single[own] or several[own] < _FEW_FIGURES
        texts.append(_cell_text(rows, tracking, room[columns] if whole else None, lone))
    return texts


def _cell_text(rows: Sequence[Sequence[Character]], tracking: float, room: float | None, lone: float) -> str:
    """Return a cell's text; `room` is the width of a full line, `lone` the least width of a full line of one digit."""
    printed = ""
    for place, row in enumerate(rows):
        text = _joined(row, tracking)
        long = rows[place - 1][-1].x1 - rows[place - 1][0].x0 if place else 0.0
        # A digit and the measure word behind it stay together (1822件 may be parted as 182 and 2件).
        needed = row[-1].x1 - row[0].x0 if len(row) == 2 and not row[-1].text.isascii() else row[0].width
        full = room is not None and long + _DIGIT_ROOM * needed + tracking > room
        enough = len(rows[place - 1]) > 1 or long > lone
        goes_on = place and full and enough and _DIGITS.fullmatch(printed) and _REST.fullmatch(text)
        mark = _smaller(row[0], rows[place - 1][-1])  # of a note
        printed += text if not printed or (goes_on and not mark) else f"\n{text}"
    return printed


def paragraphs(printed: Sequence[Line]) -> list[tuple[Line, list[Line]]]:
    """Join lines to paragraphs; each comes with its first line.

    A line goes on with the paragraph when the one before reaches the right margin and it begins at the left one.
    Lines of a title go together, larger and centred, also where small print stands beside them.
    """
    joined: list[tuple[Line, list[Line]]] = []
    margins = _margins(printed)
    usual = _usual_size(printed)
    pitch = _pitch(printed)
    title: list[Line] = []  # the last paragraph in large print
    for line in printed:
        before = joined[-1][1][-1] if joined else None
        if before and (_goes_on(before, line, margins, pitch) or _same_title(before, line, margins, usual, pitch)):
            joined[-1][1].append(line)
        elif title and _same_title(title[-1], line, margins, usual, pitch):
            title.append(line)
        else:
            joined.append((line, [line]))
            title = joined[-1][1] if line.size > _LARGER * usual else title
    return joined


def text_of(paragraph: Iterable[Line]) -> str:
    """Return a paragraph's text; a line end is a blank only between Latin words."""
    text = ""
    for line in paragraph:
        apart = text[-1:].isascii() and text[-1:].isalpha() and line.text[:1].isascii() and line.text[:1].isalpha()
        text += f" {line.text}" if apart else line.text
    return text


Margins = dict[int, tuple[float, float]]


def _margins(printed: Sequence[Line]) -> Margins:
    """Return the left and right margin of each page, the whole document's where a page has few lines."""
    pages: dict[int, list[Line]] = {}
    for line in printed:
        pages.setdefault(line.page, []).append(line)
    whole = _margin(printed)
    return {page: _margin(own) if len(own) > 5 else whole for page, own in pages.items()}


def _margin(printed: Sequence[Line]) -> tuple[float, float]:
    """Return the margins of lines; where all are short, the right one as wide as the left."""
    left = min((line.x0 for line in printed), default=0.0)
    return left, max((max(line.x1, line.page_width - left) for line in printed), default=0.0)


def _usual_size(printed: Sequence[Line]) -> float:
    sizes = sorted(line.size for line in printed for _ in line.text)
    return sizes[len(sizes) // 2] if sizes else 0.0


def _pitch(printed: Sequence[Line]) -> float:
    steps = [
        after.top - before.top
        for before, after in itertools.pairwise(printed)
        if after.page == before.page and 0 < after.top - before.top < 5 * before.size
    ]
    return median(steps) if steps else 0.0


def _goes_on(before: Line, line: Line, margins: Margins, pitch: float) -> bool:
    left, _ = margins[line.page]
    _, right = margins[before.page]
    if _COLUMNS.search(before.text):
        return False  # a row of a table without ruled lines
    near = line.page != before.page or line.top - before.top < _PITCH * max(pitch, before.size)
    alike = 0.85 < line.size / max(before.size, 1.0) < 1.18
    return near and alike and before.x1 > right - _FULL * before.size and line.x0 < left + _INDENT * line.size


def _same_title(before: Line, line: Line, margins: Margins, usual: float, pitch: float) -> bool:
    left, right = margins[line.page]
    large = min(before.size, line.size) > _LARGER * usual and abs(before.size - line.size) < 0.1 * line.size
    centred = all(abs((one.x0 - left) - (right - one.x1)) < 2 * one.size for one in (before, line))
    below = line.x0 > before.x0 + 2 * line.size  # in the middle of a column of the page
    centred = centred or (below and abs(before.x0 + before.x1 - line.x0 - line.x1) < line.size)
    near = line.page == before.page and line.top - before.top < 2.2 * max(pitch, line.size)
    return large and centred and near
