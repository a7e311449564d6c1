"""Web pages: running text and tables, whatever a site or a word processor wrapped around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from gouji.document import Document, Unreadable
from gouji.readers.blocks import Blocks, Span, collapsed, grid
from gouji.readers.limits import MOST_CELLS, MOST_MARKUP, bounded
from gouji.readers.text import is_chrome

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{1,40})", re.IGNORECASE)
_UNSEEN = frozenset("head script style noscript template iframe object svg select option textarea button".split())
_BREAKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td th tr ul".split()
)
_AROUND = frozenset("nav footer aside".split())
_AROUND_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|foot|footer|head|header|crumbs?|breadcrumbs?|share|sidebar|toolbar|position|location|"
    r"copyright|pager|dqwz|bottom)\d?(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_LONG_CELL = 400  # a longer cell lays out a page; the longest label of a form has 60 characters
_LONG_LINK = 60
_RUNNING = frozenset("a b caption em font i o:p p span strong sub sup tbody td tfoot th thead tr u".split())
_NOT_SEEN = etree.XPath("boolean(.//*[@hidden or contains(@style, 'none') or contains(@style, 'hidden')])")
_NAMED = frozenset("div ul td table header".split())
_MOST_AROUND = 1500
_MOST_INSIDE = 2000
_FEW_CELLS = 10  # a table with tables inside and fewer cells of its own lays out a page

Element = Any  # lxml's, whose stubs know no skipping of subtrees


def read(path: Path) -> Document:
    """Read a saved web page.

    Raises:
        Unreadable: the page is empty, too large, or no text in the charset it declares, UTF-8 or GB18030.
    """
    return parse(decode(bounded(path, MOST_MARKUP)))


def decode(data: bytes) -> str:
    """Decode a page: byte order mark, declared charset, UTF-8, GB18030, each strictly."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    # Pages declare GB2312 or GBK and use characters of GB18030, which contains both.
    for encoding in ("gb18030" if name.startswith("gb") else name, "utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    raise Unreadable(
        "网页不是 UTF-8 或 GB18030 编码，请另存为 UTF-8", "the page is neither UTF-8 nor GB18030; save it as UTF-8"
    )


def parse(text: str) -> Document:
    """Return the paragraphs and tables of a page's markup."""
    # lxml.etree's parser, for the elements of lxml.html cost twice as much to walk
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise _without_content() from error
    if root is None:
        raise _without_content()
    flow = _Flow(hides="none" in text or "hidden" in text)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        flow.blocks.problem("网页嵌套过深，其后未读取", "the page is nested too deeply, the rest is not read")
    flow.walk(root)
    return flow.blocks.document()


def _without_content() -> Unreadable:
    return Unreadable("网页没有内容，请重新下载", "the page has no content; fetch it again")


class _Flow:
    """Running content in the order of print."""

    def __init__(self, hides: bool) -> None:
        self.blocks = Blocks("html")
        self._hides = hides  # whether anything may be hidden: looking for it costs more than reading
        self._parts: list[str] = []
        self._linked = 0  # how many characters of the parts are links
        self._line: int | None = None

    def walk(self, root: Element) -> None:
        """Go through all elements; what is not seen, the site's own words and tables of data are passed whole."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if tag in _BREAKS:
                self._flush()
            if event == "end":
                self._add(element.tail)
            elif self._passed(element, tag):
                walker.skip_subtree()
            else:
                self._add(element.text, linked=tag == "a")
                self._line = self._line or element.sourceline
        self._flush()

    def _passed(self, element: Element, tag: str) -> bool:
        """Take an element as a whole, and tell whether it was."""
        if _unseen(element):
            return True
        if tag == "table" and self._table(element):
            return True
        if not _surrounds(element):
            return False
        self._flush()
        words = " ".join(text.strip() for text in element.itertext() if not text.isspace())
        self.blocks.paragraph(collapsed(words), line=element.sourceline, chrome=True)
        return True

    def _add(self, text: str | None, linked: bool = False) -> None:
        if text:
            self._parts.append(text)
            if linked:
                self._linked += len(text.strip())

    def _flush(self) -> None:
        if self._parts:
            text = collapsed("".join(self._parts)).strip()
            if text:
                link = 0 < len(text) <= self._linked + 2 and self._linked and len(text) <= _LONG_LINK
                self.blocks.paragraph(text, line=self._line, chrome=bool(link) or is_chrome(text))
            self._parts.clear()
        self._linked, self._line = 0, None

    def _table(self, element: Element) -> bool:
        """Add a table of data, and tell whether the element was one: other tables only lay out the page."""
        rows = [list(row.iterchildren("td", "th")) for row in _own_rows(element)]
        cells = [cell for row in rows for cell in row]
        if len(cells) > MOST_CELLS:
            self.blocks.too_large(f"line {element.sourceline}")
            return True
        nesting = element.find(".//table") is not None
        holders = [cell for cell in cells if nesting and cell.find(".//table") is not None]
        if len(cells) < 2 or (holders and len(cells) - len(holders) < _FEW_CELLS):
            return False
        text_of = cell_text if _has_parts(element, cells, self._hides) else _plain_text
        spans = [
            [Span(text_of(cell), _number(cell, "rowspan"), _number(cell, "colspan")) for cell in row] for row in rows
        ]
        if any(len(span.text) > _LONG_CELL for row in spans for span in row):
            return False
        self._flush()
        for caption in element.iterchildren("caption"):
            self.blocks.paragraph(cell_text(caption), line=caption.sourceline)
        self.blocks.table(grid(spans), line=element.sourceline)
        for cell in holders:
            for inner in cell.iter("table"):
                self._table(inner)
        return True


def _own_rows(table: Element) -> Iterator[Element]:
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        if child.tag == "tr":
            yield child
        else:
            yield from child.iterchildren("tr")


def _number(cell: Element, name: str) -> int:
    digits = cell.get(name)
    return int(digits) if digits and digits.isdecimal() and len(digits) < 6 else 1


def _has_parts(table: Element, cells: Sequence[Element], hides: bool) -> bool:
    """Tell whether cells hold more than running text: lines of their own, fields, or what is not seen."""
    tags = [element.tag for element in table.iterdescendants()]
    if not _RUNNING.issuperset(tags) or (hides and _NOT_SEEN(table)):
        return True
    # One paragraph that is all of its cell is no line of its own.
    return tags.count("p") > len(cells) or ("p" in tags and any(len(cell) and _beside(cell) for cell in cells))


def _beside(cell: Element) -> bool:
    """Tell whether a cell may hold a paragraph and something beside it."""
    first = cell[0]
    return len(cell) > 1 or (first.tag == "p" and bool((cell.text or "").strip() or (first.tail or "").strip()))


def _plain_text(cell: Element) -> str:
    return collapsed(etree.tostring(cell, method="text", encoding="unicode", with_tail=False)).strip()


def cell_text(cell: Element) -> str:
    """Return the text of a cell, its lines apart; a text field's value is part of the print."""
    return "\n".join(line for parts in _lines(cell) if (line := collapsed("".join(parts)).strip()))


def _lines(cell: Element) -> list[list[str]]:
    """Return the pieces of text of each line of a cell."""
    lines: list[list[str]] = [[]]
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walker:
        if element is not cell and element.tag in _BREAKS and (event == "start" or element.tag != "br"):
            lines.append([])
        if event == "end":
            lines[-1].append("" if element is cell else element.tail or "")
        elif _unseen(element):
            walker.skip_subtree()
        else:
            lines[-1].append(element.get("value", "") if element.tag == "input" else element.text or "")
    return lines


def _unseen(element: Element) -> bool:
    if element.tag in _UNSEEN or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def _surrounds(element: Element) -> bool:
    """Tell whether an element holds the site's own words and not the report's.

    A name alone does not decide: an element with a heading or much text is the report, whatever it is called.
    """
    if element.tag in _AROUND:
        return True
    if element.tag not in _NAMED:
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return _AROUND_NAME.search(names) is not None and _is_small(element)


def _is_small(element: Element) -> bool:
    """Tell whether an element holds no heading and little text; only its beginning is looked at."""
    length = 0
    for number, inner in enumerate(element.iter()):
        length += len(inner.text or "") + len(inner.tail or "")
        if inner.tag == "h1" or length > _MOST_AROUND or number > _MOST_INSIDE:
            return False
    return True
