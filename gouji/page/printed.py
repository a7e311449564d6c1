"""The document set again from what was read: its paragraphs and tables, each marked place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from gouji.page.marks import Mark
from gouji.page.places import anchor
from gouji.page.records import Row

PERSONAL = ("联系人", "电话")
_HEADING = 50  # characters; a longer one runs on into its paragraph


class Piece(NamedTuple):
    """A stretch of text: plain, or with a place; `sentence` marks those of a tie that fails."""

    text: str
    anchor: str = ""
    mark: Mark | None = None
    kind: str = ""  # figure, uncovered, words or masked
    sentence: str = ""
    opens: bool = False  # the first piece of its sentence


class Box(NamedTuple):
    """One cell of a table; `anchors` are the places it holds, `kind` as that of a piece, or blank."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    anchors: tuple[str, ...] = ()
    mark: Mark | None = None
    kind: str = ""
    heading: bool = False


class Block(NamedTuple):
    """A paragraph (`pieces`) or a table (`rows`); `level` is 1 or 2 for a heading; `page` where a page begins."""

    number: int
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[Box, ...], ...] = ()
    level: int = 0
    chrome: bool = False
    page: int | None = None
    mark: Mark | None = None
    anchors: tuple[str, ...] = ()
    title: str = ""


class Span(NamedTuple):
    """What stands between two offsets of the document's text."""

    start: int
    end: int
    place: str
    kind: str


class Content(NamedTuple):
    """The records of one report that its document is set from, and the marks on them."""

    blocks: Sequence[Row]
    sections: Sequence[Row]
    cells: Sequence[Row]
    figures: Sequence[Row]
    ties: Sequence[Row]
    tasks: Sequence[Row]
    mentions: Sequence[Row]
    marks: Mapping[str, Mark]
    covered: frozenset[str]  # ids of figures, and names of tables, that some rule is about


def blocks(content: Content) -> list[Block]:
    """Return the document's blocks in reading order."""
    short = {row.block for row in content.blocks if row.row is None and len(row.text) <= _HEADING}
    levels = {section.block: section.level for section in content.sections if section.block in short}
    tasks = {task.block: f"tasks[{task.number}]" for task in content.tasks}
    spans = _spans(content)
    cells = {(cell.block, cell.grid_row, cell.grid_column): cell for cell in content.cells}
    made, page = [], None
    for number, rows in groupby(masked(content.blocks, content.mentions), key=lambda row: row.block):
        printed = list(rows)
        begins = printed[0].page if printed[0].page != page else None
        page = printed[0].page or page
        if printed[0].row is not None:
            made.append(Block(number, rows=tuple(_table(number, printed, cells, content)), page=begins))
            continue
        pieces = tuple(_pieces(printed[0], spans.get(number, ()), content.marks))
        task = tasks.get(number, "")
        made.append(
            Block(
                number,
                pieces,
                level=levels.get(number, 0),
                chrome=bool(printed[0].chrome),
                page=begins,
                mark=content.marks.get(task),
                anchors=(anchor(task),) if task else (),
            )
        )
    return made


def masked(printed: Sequence[Row], mentions: Iterable[Row]) -> list[Row]:
    """Return blocks without the names and numbers of persons, wherever in the document they stand again.

    What stands in their place is as long, so that offsets remain true.
    """
    texts = {block.block: block for block in printed if block.row is None}
    names: dict[str, str] = {}
    for mention in mentions:
        if mention.kind in PERSONAL and mention.start is not None and mention.block in texts:
            block = texts[mention.block]
            name = block.text[mention.start - block.start : mention.end - block.start]
            names[name] = mention.text if len(mention.text) == len(name) else "＊" * len(name)
    names.pop("", None)
    if not names:
        return list(printed)
    persons = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    return [block._replace(text=persons.sub(lambda match: names[match[0]], block.text)) for block in printed]


def _spans(content: Content) -> dict[int, list[Span]]:
    """Return by block what stands in its text: figures, words that findings name, and what must be masked."""
    found: dict[int, list[Span]] = {}
    for mention in content.mentions:
        masked = mention.kind in PERSONAL
        place = next(
            (place for place in (f"mentions[{mention.text}]", f"mentions[{mention.kind}]") if place in content.marks),
            "",
        )
        if mention.start is not None and (place or masked):
            found.setdefault(mention.block, []).append(
                Span(mention.start, mention.end, place, "masked" if masked else "words")
            )
    for figure in content.figures:
        if figure.start is not None:
            kind = "figure" if figure.figure in content.covered else "uncovered"
            found.setdefault(figure.block, []).append(Span(figure.start, figure.end, f"figures[{figure.figure}]", kind))
    for tie in content.ties:
        if tie.start is not None and (place := f"ties[{tie.tie}]") in content.marks:
            found.setdefault(tie.block, []).append(Span(tie.start, tie.end, place, "sentence"))
    return found


def _pieces(paragraph: Row, spans: Iterable[Span], marks: Mapping[str, Mark]) -> Iterator[Piece]:
    """Cut a paragraph where figures and named words begin and end, each piece within its sentence."""
    text, start = paragraph.text, paragraph.start or 0
    inner = _apart([span for span in spans if span.kind != "sentence"], marks)
    outer = [span for span in spans if span.kind == "sentence"]
    cuts = {0, len(text)}
    cuts.update(
        min(max(offset - start, 0), len(text)) for span in (*inner, *outer) for offset in (span.start, span.end)
    )
    ordered = sorted(cuts)
    starts = {span.start - start: span for span in inner}
    ends = {span.end - start for span in inner}
    current: Span | None = None
    last = ""
    for begin, end in pairwise(ordered):
        current = starts.get(begin, None if begin in ends else current)
        sentence = next((anchor(span.place) for span in outer if span.start <= begin + start < span.end), "")
        piece = _piece(text[begin:end], current, current is not None and begin == current.start - start, marks)
        yield piece._replace(sentence=sentence, opens=bool(sentence) and sentence != last)
        last = sentence


def _piece(text: str, span: Span | None, first: bool, marks: Mapping[str, Mark]) -> Piece:
    if span is None:
        return Piece(text)
    place = anchor(span.place) if span.place and first else ""
    return Piece(text, place, marks.get(span.place), span.kind)


def _apart(spans: Sequence[Span], marks: Mapping[str, Mark]) -> list[Span]:
    """Return spans that do not overlap: what must be masked before what is marked, that before the rest."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.kind != "masked", span.place not in marks, span.start)):
        if span.start < span.end and all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)


def _table(
    number: int, printed: Sequence[Row], cells: Mapping[tuple[int, int, int], Row], content: Content
) -> Iterator[tuple[Box, ...]]:
    """Yield a table's rows; a place where nothing was printed and no merged cell reaches is an empty box."""
    taken: set[tuple[int, int]] = set()
    labels = _labels(number, printed, content)
    for row, members in groupby(sorted(printed, key=lambda cell: (cell.row, cell.column)), key=lambda cell: cell.row):
        boxes, column = [], 0
        for cell in members:
            while column < cell.column:
                if (row, column) not in taken:
                    boxes.append(Box(""))
                column += 1
            boxes.append(_box(cell, cells.get((number, row, cell.column)), labels.get((row, cell.column), ""), content))
            taken.update((row + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan))
            column = cell.column + cell.colspan
        yield tuple(boxes)


def _labels(number: int, printed: Sequence[Row], content: Content) -> dict[tuple[int, int], str]:
    """Return the places of marked rows (`applications[国家秘密,*]`) by the printed cell that labels the row."""
    found: dict[tuple[int, int], str] = {}
    for cell in content.cells:
        place = f"{cell.table}[{cell.row},*]"
        if cell.block == number and place in content.marks:
            before = [
                box
                for box in printed
                if box.row <= cell.grid_row < box.row + box.rowspan
                and box.column < cell.grid_column
                and box.text.strip()
                and (not cell.label or box.text.strip() == cell.label.strip())
            ]
            if before:
                nearest = max(before, key=lambda box: box.column)
                found.setdefault((nearest.row, nearest.column), place)
    return found


def _box(printed: Row, cell: Row | None, label: str, content: Content) -> Box:
    if cell is None:
        return Box(
            printed.text,
            printed.rowspan,
            printed.colspan,
            (anchor(label),) if label else (),
            content.marks.get(label),
            "words" if label else "",
        )
    place = f"{cell.table}[{cell.row},{cell.column}]"
    return Box(
        printed.text,
        printed.rowspan,
        printed.colspan,
        (anchor(place),),
        content.marks.get(place),
        kind_of(cell, content),
    )


def kind_of(cell: Row, content: Content) -> str:
    """Return whether a cell is blank in print, covered by some rule, or not."""
    return "blank" if cell.value is None else "figure" if cell.table in content.covered else "uncovered"
