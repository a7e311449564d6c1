"""Frames around the text of a PDF page: a page laid out in a table, whose wide cell holds paragraphs and tables."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.readers.pdf_lines import rows_of
from gouji.readers.pdf_page import Character
from gouji.readers.pdf_rules import TOLERANCE
from gouji.readers.pdf_tables import Held, RuledTable, around

_WIDE = 0.7  # of the table's width
_LONG, _FEW_LINES = 120, 4  # characters and lines of running text


def unframed(tables: Sequence[RuledTable]) -> tuple[list[RuledTable], list[Character]]:
    """Return the tables without the running text that a wide cell of theirs frames, and that text.

    What stands below the text is a table of its own.
    """
    own: list[RuledTable] = []
    text: list[Character] = []
    for table in tables:
        framed = sorted((held for held in table.held if _runs(held, table)), key=lambda held: held.box[1])
        if not (framed and _holds_a_table(framed[0], table)):
            own.append(table)
            continue
        rest = [held for held in table.held if held not in framed]
        for one in framed:
            text += one.characters
            above = [held for held in rest if held.box[1] < one.box[3] - TOLERANCE]
            rest = [held for held in rest if held not in above]
            text += _kept(above, table, own)
        text += _kept(rest, table, own)
    return own, text


def _holds_a_table(frame: Held, table: RuledTable) -> bool:
    """Tell whether cells of a table stand below the text and none above it: there it would be a row of that table."""
    x0, top, x1, bottom = frame.box
    inside = [held.box for held in table.held if held.box[0] >= x0 - TOLERANCE and held.box[2] <= x1 + TOLERANCE]
    narrower = [box for box in inside if box[2] - box[0] < x1 - x0 - TOLERANCE]
    return all(box[1] > top for box in narrower) and any(box[1] >= bottom - TOLERANCE for box in narrower)


def _runs(held: Held, table: RuledTable) -> bool:
    long = len(held.characters) > _LONG and len(list(rows_of(held.characters))) >= _FEW_LINES
    return long and _wide(held, table)


def _wide(held: Held, table: RuledTable) -> bool:
    return held.box[2] - held.box[0] > _WIDE * (table.box[2] - table.box[0])


def _kept(part: Sequence[Held], whole: RuledTable, tables: list[RuledTable]) -> list[Character]:
    """Add a part of a table to `tables`; return its text where it has but one column, as wide as the whole."""
    if all(_wide(held, whole) for held in part):
        return [character for held in part for character in held.characters]
    ends = [{whole.held[place] for place in open_ones} for open_ones in (whole.above, whole.below)]
    above, below = (frozenset(place for place, held in enumerate(part) if held in open_ones) for open_ones in ends)
    tables.append(RuledTable(around(held.box for held in part), tuple(part), above, below, whole.sides))
    return []
