"""Tables in lines of text, whose cells stand between tabs or bars, drawn in any of the ways of editors and converters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from gouji.document import Cell, Table

_NEAR = 20  # rows that tell how wide a table is
_LONG_ROW = 2000  # characters; a longer one does not go on in the next line
CORNERS = "+|┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜"
# +---+---+, ├───┼───┤: a corner, and nothing but lines and corners behind it
_BORDER = re.compile(rf"\s{{0,99}}[{CORNERS}][-=:─━═┄┈{CORNERS}]{{2,}}\s*")
_DRAWN = re.compile("[─━═+=]|---")
_LEAST_RULED = 3  # rows apart by borders: with fewer the borders only part the head from the rest


def in_one_form(text: str) -> str:
    """Return text with bars that are drawn in other ways as `|`; its length is the same."""
    return text.replace("│", "|").replace("┃", "|").replace("║", "|")


def is_border(line: str) -> bool:
    """Tell whether a line draws the border between two rows and prints nothing."""
    return _BORDER.fullmatch(line) is not None and _DRAWN.search(line) is not None


def barred(lines: Sequence[str], line: int) -> Table:
    """Return the table of `lines`, the first of which is number `line` of its file."""
    parts: list[list[str]] = [[]]
    for text in lines:
        if is_border(text):
            parts.append([])
        else:
            parts[-1].append(text.strip())
    parts = [part for part in parts if part]
    if len(parts) >= _LEAST_RULED:
        return table([_joined(part) for part in parts], line)
    return _unruled([row for part in parts for row in part], line)


def tabbed(lines: Sequence[str], line: int | None = None) -> Table:
    """Return the table of lines as they are copied from a page or a sheet; a tab at the end of all is none's."""
    ended = "\t" if all(text.endswith("\t") for text in lines) else ""
    return table([text.removesuffix(ended).split("\t") for text in lines], line)


def _joined(lines: Sequence[str]) -> list[str]:
    """Return the cells of the lines between two borders: each goes on in the place below it."""
    rows = [_cells(line) for line in lines]
    return ["".join(text.strip() for text in texts) for texts in zip_longest(*rows, fillvalue="")]


def _cells(line: str) -> list[str]:
    return line.removeprefix("|").removesuffix("|").split("|")


def _unruled(lines: Sequence[str], line: int) -> Table:
    """Return the table of lines that are a row each, unless one broke off inside a cell."""
    rows: list[str] = []
    for text in lines:
        _extend(rows, text)
    if _doubled(rows):
        return table([row.strip("|").split("||") for row in rows], line, lossy=True)
    framed = all(row.startswith("|") for row in rows)
    texts = ((row.removeprefix("|") if framed else row).removesuffix("|").split("|") for row in rows)
    return table(list(texts), line, lossy=not framed)


def _doubled(rows: Sequence[str]) -> bool:
    """Tell whether each cell stands between bars of its own (`|a||b|`), and blank ones were dropped."""
    parts = [row.strip("|").split("||") for row in rows if row.startswith("|")]
    cells = [cell for own in parts for cell in own]
    return len(parts) == len(rows) < len(cells) and all(cell and "|" not in cell for cell in cells)


def table(rows: Sequence[Sequence[str]], line: int | None, lossy: bool = False) -> Table:
    """Return the table of rows of texts, whose columns are only counted."""
    cells = [Cell(text.strip(), row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    return Table(tuple(cells), line=line, aligned=False, lossy=lossy)


def _extend(rows: list[str], line: str) -> None:
    """Add a table's line; one that begins with `|` goes on where the last one broke off inside a cell.

    A last line as wide as the widest before it is whole: then the first cell is blank. In Markdown's style every
    line begins so, and none goes on.
    """
    if line.startswith("|") and rows and not rows[0].startswith("|") and not _whole(rows[-_NEAR:]):
        rows[-1] = rows[-1] + line if rows[-1].endswith("|") else f"{rows[-1]} {line}"
    else:
        rows.append(line)


def _whole(rows: list[str]) -> bool:
    return len(rows[-1]) > _LONG_ROW or rows[-1].count("|") >= max(
        (row.count("|") for row in rows[:-1]), default=1 << 30
    )
