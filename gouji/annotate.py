"""A copy of a Word file with a comment at each figure in question, so that an office sees findings where it works."""

from __future__ import annotations

import copy
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pandas as pd
from docx.oxml.ns import qn
from docx.text.run import Run

from gouji.document import Unreadable
from gouji.page.marks import involved
from gouji.page.places import Place
from gouji.page.records import Row, rows
from gouji.wording import Said
from schemas.frames import Frames

AUTHOR, INITIALS = "gouji 勾稽", "勾"
_BASIS = Said("依据：", "basis: ")
_LABEL = 8  # characters of an automatic number, which the reader puts before a paragraph's own text
_WORDS = {qn("w:rPr"), qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")}  # what a run that can be cut consists of
_BLANKS = re.compile(r"\s+")


class Spot(NamedTuple):
    """Where a comment belongs: an element of the Word file, and the words in it (`None`: all of it)."""

    element: Any
    words: str | None = None
    before: int = 0  # how often the words occur in it earlier


def copy_beside(path: Path) -> Path:
    """Return where the annotated copy of a file is written unless told otherwise."""
    return path.with_name(f"{path.stem}.annotated.docx")


def annotate(path: Path, target: Path, report: str, frames: Frames, findings: pd.DataFrame, language: str) -> int:
    """Write a copy of a Word file with a comment per finding; the file itself is not touched.

    Args:
        path: the Word file.
        target: where the copy is written.
        report: the file's id among the reports.
        frames: what was read, of this report and others.
        findings: the findings of all reports.
        language: of the comments, `zh` or `en`.

    Returns:
        The number of comments.

    Raises:
        Unreadable: it is not a Word file, it could not be read, or the copy would replace the file itself.
    """
    if path.suffix.lower() != ".docx":
        raise Unreadable(f"{path}：只能给 .docx 文件加批注", f"{path}: only .docx files can be annotated")
    if target.resolve() == path.resolve():
        raise Unreadable(f"{target}：副本不能覆盖原文件", f"{target}: the copy must not replace the file itself")
    problems = frames["problems"]
    for unread in rows(problems[(problems["report"] == report) & problems["whole"]]):
        raise Unreadable(f"{path}：{unread.zh}", f"{path}: {unread.en}")
    document = docx.Document(str(path))
    found = rows(findings[(findings["report"] == report) & (findings["accepted"] == "")])
    printed = Printed(document.element.body, rows(frames["blocks"][frames["blocks"]["report"] == report]))
    places = _Places(frames, report)
    for finding in found:
        spot = next(filter(None, (printed.spot(places, place) for place in involved(finding).all)), printed.first())
        runs = _runs(spot)
        document.add_comment(runs, text=_comment(finding, language), author=AUTHOR, initials=INITIALS)
    document.save(str(target))
    return len(found)


def _comment(finding: Row, language: str) -> str:
    said = [getattr(finding, f"{part}_{language}") for part in ("message", "suggestion")]
    return "\n".join([*filter(None, said), _BASIS.within(language) + finding.basis])


class _Places:
    """Where the report's cells, figures and words stand among its blocks."""

    def __init__(self, frames: Frames, report: str) -> None:
        own = {
            name: rows(frames[name][frames[name]["report"] == report])
            for name in ("cells", "figures", "ties", "tasks", "mentions")
        }
        self.cells = {(cell.table, cell.row, cell.column): cell for cell in own["cells"]}
        self.spans = {("figures", row.figure): row for row in own["figures"]} | {
            ("ties", row.tie): row for row in own["ties"]
        }
        self.spans |= {("tasks", str(row.number)): row for row in own["tasks"]}
        self.spans |= {("mentions", words): row for row in own["mentions"] for words in (row.kind, row.text)}

    def cell(self, place: Place) -> Row | None:
        """Return the cell of a place, or the first of a row (`[国家秘密,*]`)."""
        wanted = (place.frame, *place.names)
        fits = (
            cell
            for key, cell in self.cells.items()
            if all(part in (own, "*") for own, part in zip(key, wanted, strict=False))
        )
        return next(fits, None) if len(place.names) == 2 and not place.report else None

    def span(self, place: Place) -> Row | None:
        """Return the figure, tie, task or mention of a place."""
        return None if place.report else self.spans.get((place.frame, ",".join(place.names)))


class Printed:
    """The Word file's paragraphs and tables, found again for the blocks that were read from them."""

    def __init__(self, body: Any, blocks: Iterable[Row]) -> None:
        """Match blocks to the file's elements, both in reading order."""
        self._body = body
        self._texts: dict[int, Row] = {}
        self._grids: dict[int, list[Row]] = {}
        for block in blocks:
            if block.row is None:
                self._texts[block.block] = block
            else:
                self._grids.setdefault(block.block, []).append(block)
        self._paragraphs = dict(_aligned({number: block.text for number, block in self._texts.items()}, _lines(body)))
        tables = ((_key("".join(_text(cell) for cell in _cells(table))), table) for table in body.iter(qn("w:tbl")))
        grids = {number: "".join(cell.text for cell in cells) for number, cells in self._grids.items()}
        self._tables = dict(_aligned(grids, tables))

    def spot(self, places: _Places, place: Place) -> Spot | None:
        """Return where a place of the report stands in the Word file, if it is found there."""
        if cell := places.cell(place):
            return self._cell(cell)
        span = places.span(place)
        if span is None or span.block not in self._paragraphs:
            return None
        start, end = getattr(span, "start", None), getattr(span, "end", None)
        if start is None or end is None:
            return Spot(self._paragraphs[span.block])
        block = self._texts[span.block]
        words = block.text[start - block.start : end - block.start]
        return Spot(self._paragraphs[span.block], words, block.text[: start - block.start].count(words) if words else 0)

    def first(self) -> Spot:
        """Return the first paragraph with words: the title, where what has no place of its own is said."""
        paragraphs = list(self._body.iter(qn("w:p")))
        return Spot(next((paragraph for paragraph in paragraphs if _text(paragraph).strip()), paragraphs[0]))

    def _cell(self, cell: Row) -> Spot | None:
        if cell.block not in self._tables:
            return None
        printed = sorted(self._grids[cell.block], key=lambda box: (box.row, box.column))
        at = next(
            (at for at, box in enumerate(printed) if (box.row, box.column) == (cell.grid_row, cell.grid_column)), None
        )
        cells = list(_cells(self._tables[cell.block]))
        return Spot(cells[at]) if at is not None and len(cells) == len(printed) else None


def _key(text: str) -> str:
    return _BLANKS.sub("", text)


def _text(element: Any) -> str:
    """Return the words of an element; those that were deleted are not in `w:t`."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def _lines(body: Any) -> Iterator[tuple[str, Any]]:
    for paragraph in body.iter(qn("w:p")):
        yield _key(_text(paragraph)), paragraph


def _cells(table: Any) -> Iterator[Any]:
    """Yield a table's cells in reading order, of those merged downwards the first."""
    for row in table.iterchildren(qn("w:tr")):
        for cell in row.iter(qn("w:tc")):
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merge is None or merge.get(qn("w:val")) == "restart":
                yield cell


def _aligned(wanted: dict[int, str], printed: Iterable[tuple[str, Any]]) -> Iterator[tuple[int, Any]]:
    """Yield for each block the next element with its text; an automatic number before it may be the reader's."""
    elements = list(printed)
    positions: dict[str, list[int]] = {}
    for at, (key, _) in enumerate(elements):
        positions.setdefault(key, []).append(at)
    last = -1
    for number, text in wanted.items():
        key = _key(text)
        for cut in range(min(_LABEL, len(key))):
            here = positions.get(key[cut:], [])
            if (following := bisect_right(here, last)) < len(here):
                last = here[following]
                yield number, elements[last][1]
                break


def _runs(spot: Spot) -> list[Run]:
    """Return the first and last run of a spot, cut so that they hold its words and no others."""
    if spot.words and (found := _cut(spot.element, spot.words, spot.before)):
        return found
    runs = list(spot.element.iter(qn("w:r")))
    if not runs:
        paragraph = spot.element if spot.element.tag == qn("w:p") else next(spot.element.iter(qn("w:p")))
        runs = [paragraph.add_r()]
    return [Run(runs[0], None), Run(runs[-1], None)]  # type: ignore[arg-type]  # a run needs no parent to be marked


def _cut(paragraph: Any, words: str, before: int) -> list[Run]:
    runs = [run for run in paragraph.iter(qn("w:r")) if _text(run)]
    text, start = "".join(map(_text, runs)), -1
    for _ in range(before + 1):
        found = text.find(words, start + 1)
        start = found if found >= 0 else start
    if start < 0:
        return []
    kept, offset, end = [], 0, start + len(words)
    for run in runs:
        length = len(_text(run))
        if offset < end and offset + length > start:
            kept.append(_part(run, max(start - offset, 0), min(end - offset, length)))
        offset += length
    return [Run(kept[0], None), Run(kept[-1], None)]  # type: ignore[arg-type]


def _part(run: Any, start: int, end: int) -> Any:
    """Cut a run of plain words into up to three and return the part between two of its characters."""
    text = Run(run, None).text  # type: ignore[arg-type]
    if text != _text(run) or not {child.tag for child in run} <= _WORDS:
        return run
    for part, where in ((text[end:], "addnext"), (text[:start], "addprevious")):
        if part:
            other = copy.deepcopy(run)
            Run(other, None).text = part  # type: ignore[arg-type]
            getattr(run, where)(other)
    Run(run, None).text = text[start:end]  # type: ignore[arg-type]
    return run
