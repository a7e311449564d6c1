"""Word files: paragraphs with the numbers of automatic lists, tables with merged cells, text boxes, footnotes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from lxml import etree

from gouji.document import Document, Unreadable
from gouji.readers import html, mht
from gouji.readers.bars import tabbed
from gouji.readers.blocks import OFF_LINE, Blocks, grid, visible
from gouji.readers.docx_numbers import Numbering, W
from gouji.readers.docx_tables import HOLDERS, cells_of_row, lays_out, merged, rows_of
from gouji.readers.html_source import in_utf8
from gouji.readers.limits import checked_archive
from gouji.readers.text import is_chrome

_MOST_NESTING = 12
_PRINTED = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_RUN = f"{W}r"
_STRUCK = ("strike", "dstrike")
_UNPRINTED = ("vanish", *_STRUCK)
_OFF = frozenset(("0", "false", "off"))
_BOX = f"{W}txbxContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHUNKS = {
    "text/html": lambda blob: html.parse(in_utf8(blob)),
    "application/xhtml+xml": lambda blob: html.parse(in_utf8(blob)),
    "message/rfc822": mht.parse,
}
_CONTENTS = re.compile(r"\s*[^\t]*\t\d{1,3}\s*")  # a heading and its page
_DELETED = frozenset((f"{W}del", f"{W}moveFrom", _CHOICE))


def read(path: Path) -> Document:
    """Read a Word file; deleted text and comments are no part of the print.

    Raises:
        Unreadable: the file is encrypted, damaged, too large or has no text.
    """
    checked_archive(path).close()
    try:
        package = docx.Document(str(path))
        return _Body(package).document()
    except (
        OpcError,
        KeyError,
        ValueError,
        AttributeError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        OSError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ) as error:
        raise Unreadable(
            "Word 文件已损坏或有密码，请重新下载或另存", "the Word file is damaged or encrypted; fetch or save it again"
        ) from error


class _Body:
    """The content of a Word file in the order of print."""

    def __init__(self, package: Any) -> None:
        self._blocks = Blocks("docx")
        self._package = package
        self._tabbed: list[str] = []  # the last lines, as long as each has tabs inside
        parts = {
            relation.reltype: relation.target_part
            for relation in package.part.rels.values()
            if not relation.is_external
        }
        numbering = parts.get(RELATIONSHIP_TYPE.NUMBERING)
        styles = parts.get(RELATIONSHIP_TYPE.STYLES)
        self._numbers = Numbering(getattr(numbering, "element", None), getattr(styles, "element", None))
        self._notes = parts.get(RELATIONSHIP_TYPE.FOOTNOTES)

    def document(self) -> Document:
        self._flow(self._package.element.body, 0)
        if self._notes is not None:
            self._footnotes(self._notes.blob)
        struck = self._package.element.body.iter(*(f"{W}{name}" for name in _STRUCK))
        if any(_strikes_out(mark) for mark in struck):
            self._blocks.problem("有划去的文字，未读取", "text that is struck out, not read")
        return self._blocks.document()

    def _flow(self, holder: Any, depth: int) -> None:
        for child in holder.iterchildren(tag=etree.Element):
            if child.tag == f"{W}p":
                self._paragraph(child, depth)
                continue
            self._end_tabbed()
            if child.tag == f"{W}tbl":
                self._table(child, depth)
            elif child.tag == f"{W}altChunk":
                self._chunk(child.get(_ID))
            elif child.tag in HOLDERS and depth < _MOST_NESTING:
                self._flow(child, depth + 1)
        self._end_tabbed()

    def _paragraph(self, paragraph: Any, depth: int) -> None:
        text = paragraph_text(paragraph)
        for line in (self._numbers.label(paragraph) + text if text.strip() else "").split("\n"):
            if "\t" in line.lstrip():
                self._tabbed.append(line)
            else:
                self._end_tabbed()
                self._blocks.paragraph(line, chrome=is_chrome(line.strip()))
        if depth < _MOST_NESTING:
            for box in _boxes(paragraph):
                self._flow(box, depth + 1)

    def _end_tabbed(self) -> None:
        """Add the last lines with tabs: a table, where they are several and no table of contents."""
        lines, self._tabbed = self._tabbed, []
        if len(lines) > 1 and not all(map(_CONTENTS.fullmatch, lines)):
            self._blocks.table(tabbed(lines).cells, aligned=False)
            return
        for line in lines:
            self._blocks.paragraph(line, chrome=is_chrome(line.strip()))

    def _chunk(self, relation: str | None) -> None:
        """Add what a program put in whole as a web page, which a word processor only takes apart when it opens it."""
        part = self._package.part.related_parts.get(relation)
        reader = _CHUNKS.get(part.content_type.partition(";")[0].strip().lower()) if part is not None else None
        if part is None or reader is None:
            self._blocks.problem("插入的文件，未读取", "an inserted file, not read")
        else:
            self._blocks.part(part.blob, reader)

    def _table(self, table: Any, depth: int) -> None:
        rows = [list(cells_of_row(row)) for row in rows_of(table)]
        spans = merged([[(cell, self._cell_text(cell) if cell is not None else "") for cell in row] for row in rows])
        inner = [nested for row in rows for cell in row if cell is not None for nested in cell.iterchildren(f"{W}tbl")]
        if lays_out(spans, len(inner)) and depth < _MOST_NESTING:
            for row in rows:
                for cell in row:
                    if cell is not None:
                        self._flow(cell, depth + 1)
            return
        self._blocks.table(grid(spans))
        for nested in inner:
            if depth < _MOST_NESTING:
                self._table(nested, depth + 1)

    def _cell_text(self, cell: Any) -> str:
        lines = [
            (self._numbers.label(paragraph), paragraph_text(paragraph).strip()) for paragraph in _own_paragraphs(cell)
        ]
        return "\n".join(label + text for label, text in lines if text)

    def _footnotes(self, part: bytes) -> None:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
        for note in root.iterchildren(f"{W}footnote"):
            if note.get(f"{W}type") in (None, "normal"):
                self._flow(note, 0)


def _own_paragraphs(cell: Any, depth: int = 0) -> Iterator[Any]:
    for child in cell.iterchildren(tag=etree.Element):
        if child.tag == f"{W}p":
            yield child
        elif child.tag in HOLDERS and depth < _MOST_NESTING:
            yield from _own_paragraphs(child, depth + 1)


def paragraph_text(paragraph: Any) -> str:
    """Return the text of a paragraph without that of its text boxes and of what was deleted."""
    parts: list[str] = []
    figures: dict[int, int] = {}  # how those of the run are printed
    walker = etree.iterwalk(paragraph, events=("start",))
    for _, element in walker:
        if element.tag == f"{W}t":
            parts.append((element.text or "").translate(figures) if figures else element.text or "")
        elif element.tag in _PRINTED:
            if element.getparent().tag == f"{W}r" and element.get(f"{W}type", "textWrapping") == "textWrapping":
                parts.append(_PRINTED[element.tag])
        elif element.tag == _BOX or element.tag in _DELETED:
            walker.skip_subtree()
        elif element.tag == _RUN:
            properties = element.find(f"{W}rPr")
            figures = _figures(properties)
            if properties is not None and any(_is_on(properties, name) for name in _UNPRINTED):
                walker.skip_subtree()
    text = "".join(parts)
    return text if text.isprintable() else visible(text)


def _is_on(properties: Any, name: str) -> bool:
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val") not in _OFF


def _strikes_out(mark: Any) -> bool:
    """Tell whether a mark in the properties of a run strikes out any text."""
    run = mark.getparent().getparent()
    return mark.get(f"{W}val") not in _OFF and any(text.text for text in run.iterchildren(f"{W}t"))


def _figures(properties: Any) -> dict[int, int]:
    """Return how the figures of a run are printed: as they are, raised or lowered."""
    align = properties.find(f"{W}vertAlign") if properties is not None else None
    return OFF_LINE.get(align.get(f"{W}val", "")[:3], {}) if align is not None else {}


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the text boxes of a paragraph; the copy for older programs is left out."""
    walker = etree.iterwalk(paragraph, events=("start",))
    for _, element in walker:
        if element.tag in _DELETED:
            walker.skip_subtree()
        elif element.tag == _BOX:
            yield element
            walker.skip_subtree()
