"""Web pages: running text and tables, whatever a site or a word processor wrapped around them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from gouji.document import Document
from gouji.readers.blocks import Blocks, collapsed, grid
from gouji.readers.html_pictures import in_cells, in_text
from gouji.readers.html_source import UNPRINTED, Source, in_utf8, outermost, source, text_of
from gouji.readers.html_tables import BREAKS, Parts, cell_text, field, lays_out, printed
from gouji.readers.limits import MOST_CELLS, MOST_MARKUP, bounded, uncollected
from gouji.readers.text import is_chrome

_AROUND = frozenset("nav footer aside".split())
_AROUND_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|foot|footer|head|header|crumbs?|breadcrumbs?|share|sidebar|toolbar|position|location|"
    r"copyright|pager|dqwz|bottom)\d?(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAMED = frozenset("div ul td table header".split())
_MOST_AROUND = 1500
_MOST_INSIDE = 2000
_LONG_CELL = 400  # a longer cell lays out a page; the longest label of a form has 60 characters
_LONG_LINK = 60
_MOST_NESTING = 12
_MOST_PICTURES = 200  # that are looked at
_LITTLE_TEXT = 500
_LONG_STRUCK = 40

Element = Any  # lxml's, whose stubs know no skipping of subtrees


def read(path: Path) -> Document:
    """Read a saved web page.

    Raises:
        Unreadable: the page is empty, too large, or no text in the charset it declares, UTF-8 or GB18030.
    """
    return parse(in_utf8(bounded(path, MOST_MARKUP)))


@uncollected()
def parse(markup: str | bytes) -> Document:
    """Return the paragraphs and tables of a page's markup, of bytes in UTF-8."""
    page = source(markup if isinstance(markup, bytes) else markup.encode("utf-8", "replace"))
    flow = _Flow(page.root)
    flow.walk(page.root)
    _tell(flow.blocks, page)
    return flow.blocks.document()


def _tell(blocks: Blocks, page: Source) -> None:
    """Report what of the page was not read."""
    if page.too_deep:
        blocks.problem("网页嵌套过深，其后未读取", "the page is nested too deeply, the rest is not read")
    if page.hidden_tables:
        blocks.problem("有不显示的表格，未读取", "a table that the page does not show, not read")
    for text in page.struck[:1]:
        blocks.problem("有划去的文字，未读取", "text that is struck out, not read", collapsed(text)[:_LONG_STRUCK])
    if page.frames and blocks.length < _LITTLE_TEXT:
        blocks.problem(
            "内容在框架里的另一个网页，请打开后另存", "the content is another page in a frame; open and save that one"
        )


class _Flow:
    """Running content in the order of print."""

    def __init__(self, root: Element) -> None:
        self.blocks = Blocks("html")
        self._holding = _holding_tables(root)
        self._parts: list[str] = []
        self._linked = 0  # how many characters of the parts are links
        self._line: int | None = None
        self._pictures = _MOST_PICTURES
        self._nesting = 0  # of tables of data

    def walk(self, root: Element) -> None:
        """Go through all elements; the site's own words and tables of data are passed whole."""
        levels = [iter((root,))]
        opened: list[Element] = []
        while levels:
            for element in levels[-1]:
                tag = element.tag
                if tag in BREAKS:
                    self._flush()
                if not self._passed(element, tag):
                    self._add(element, tag)
                    if len(element):
                        opened.append(element)
                        levels.append(iter(element))
                        break
                self._end(element, tag)
            else:
                levels.pop()
                if opened:
                    element = opened.pop()
                    self._end(element, element.tag)
        self._flush()

    def _passed(self, element: Element, tag: str) -> bool:
        """Take an element as a whole, and tell whether it was."""
        if tag in UNPRINTED or (tag == "table" and self._table(element)):
            return True
        if not (tag in _AROUND or (tag in _NAMED and _surrounds(element))):
            return False
        self._flush()
        self.blocks.paragraph(cell_text(element).replace("\n", " "), line=element.sourceline, chrome=True)
        return True

    def _add(self, element: Element, tag: str) -> None:
        text = field(element) if tag == "input" else element.text
        if text:
            self._parts.append(text)
            if tag == "a":
                self._linked += len(text.strip())
        elif tag == "img" and self._pictures:
            self._pictures -= 1
            if in_text(element):
                where = f"line {element.sourceline}"
                self.blocks.problem("正文里的图片，未读取", "a picture in the text, not read", where)
        if self._line is None:
            self._line = element.sourceline

    def _end(self, element: Element, tag: str) -> None:
        if tag in BREAKS:
            self._flush()
        tail = element.tail
        if tail:
            self._parts.append(tail)

    def _flush(self) -> None:
        if self._parts:
            text = collapsed("".join(self._parts))
            if text:
                link = self._linked and len(text) <= min(self._linked + 2, _LONG_LINK)
                self.blocks.paragraph(text, line=self._line, chrome=bool(link) or is_chrome(text))
            self._parts.clear()
        self._linked, self._line = 0, None

    def _table(self, element: Element) -> bool:
        """Add a table of data, and tell whether the element was one: other tables only lay out the page."""
        parts = Parts(element)
        cells = parts.cells
        if len(cells) > MOST_CELLS:
            self.blocks.too_large(f"line {element.sourceline}")
            return True
        holders = [cell for cell in cells if cell in self._holding] if element in self._holding else []
        if lays_out(cells, holders) or self._nesting > _MOST_NESTING or any(map(_is_long, holders)):
            return False
        texts = printed(parts)
        if any(len(text) > _LONG_CELL for row in texts for text, _, _ in row):
            return False
        self._flush()
        for loose in parts.stray:
            self._print(loose, element)
        for caption in element.iterchildren("caption"):
            self.blocks.paragraph(cell_text(caption), line=caption.sourceline)
        if in_cells(element):
            self.blocks.problem("格里是图片，未读取", "a picture in a cell, not read", f"line {element.sourceline}")
        self.blocks.table(grid(texts), line=element.sourceline)
        self._nesting += 1
        for cell in holders:
            for inner in outermost(cell, "table"):
                self.walk(inner)
        self._nesting -= 1
        return True

    def _print(self, loose: str | Element, table: Element) -> None:
        """Add what stands in a table and in no cell."""
        if isinstance(loose, str):
            self.blocks.paragraph(collapsed(loose), line=table.sourceline)
        else:
            self._nesting += 1
            self.walk(loose)
            self._nesting -= 1


def _is_long(cell: Element) -> bool:
    return len(collapsed(text_of(cell))) > _LONG_CELL


def _holding_tables(root: Element) -> set[Element]:
    """Return the elements in which a table lies."""
    holding: set[Element] = set()
    for table in root.iter("table"):
        for around in table.iterancestors():
            if around in holding:
                break
            holding.add(around)
    return holding


def _surrounds(element: Element) -> bool:
    """Tell whether an element holds the site's own words and not the report's.

    A name alone does not decide: an element with a heading or much text is the report, whatever it is called.
    """
    names = " ".join(name for name in (element.get("class"), element.get("id")) if name)
    return names != "" and _AROUND_NAME.search(names) is not None and _is_small(element)


def _is_small(element: Element) -> bool:
    """Tell whether an element holds no heading and little text; only its beginning is looked at."""
    length = 0
    for number, inner in enumerate(element.iter()):
        length += len(inner.text or "") + len(inner.tail or "")
        if inner.tag == "h1" or length > _MOST_AROUND or number > _MOST_INSIDE:
            return False
    return True
