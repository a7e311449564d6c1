"""What a web page shows: its bytes decoded, its markup parsed, and all that a browser would not print marked so."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from lxml import etree

from gouji.document import Unreadable
from gouji.readers.blocks import OFF_LINE
from gouji.readers.limits import MOST_TAGS

_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}charset|\?xml[^>]{0,100}encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{1,40})", re.IGNORECASE
)
_CODECS = {"gb": "gb18030", "x-": "gb18030", "hz": "hz", "bi": "big5hkscs"}  # by the first letters; x-gbk, big5
_WIDE = re.compile("[\u2e80-\uffff]")
_UNSEEN = "head script style noscript template iframe object svg select option button rt rp".split()
_STRUCK = "s strike del".split()
_STYLES = (b"display", b"visibility", b"line-through", b"vertical-align")
_OTHER_STYLES = tuple(word for word in _STYLES if word != b"visibility")  # which matters where it is hidden
_XHTML = re.compile(rb"(?:\xef\xbb\xbf|[ \r\n])*+<\?xml")
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden")
_RAISED = re.compile(r"vertical-align\s{0,9}:\s{0,9}(sup|sub)")
# what is no character of XML cannot be written into the tree, and prints nothing
_NO_TEXT = dict.fromkeys([*range(32), 0xFFFE, 0xFFFF]) | {ord(blank): blank for blank in "\t\n\r"}
_RAISED_AS = {name: _NO_TEXT | figures for name, figures in OFF_LINE.items()}
_STYLED: Any = etree.XPath("//@style[contains(., $lower) or contains(., $upper)]")
_MARKED: Any = etree.XPath("//@hidden")
_GONE = "template"  # what a style hides is given this name
# To take these out of the tree would cost quadratic time where there are many: who walks it leaves them out.
UNPRINTED = frozenset((*_UNSEEN, *_STRUCK))
_FEW_CELLS = 10
_NEARLY_ALL = 0.75  # of the text of a page
_LITTLE_TEXT = 500  # characters: a part of a page, or a page without content
_MOST_COUNTED = 50  # hidden elements whose text is counted

Element = Any  # lxml's, whose stubs know no skipping of subtrees


class Source(NamedTuple):
    """A page's tree, and what in it is not printed although it may matter."""

    root: Element
    too_deep: bool  # the parser gave up on what lies deeper
    frames: int  # parts that show another page
    hidden_tables: int
    struck: tuple[str, ...]  # texts that are struck out


def decode(data: bytes) -> str:
    """Decode a page: byte order mark, declared charset, UTF-8, GB18030, each strictly.

    Pages declare GB2312 or GBK and use characters of GB18030, which contains both; those that were saved in UTF-8 and
    kept the declaration are known by their ideographs. Declared charsets without ideographs say nothing.

    Raises:
        Unreadable: the bytes are no text in any of them.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:2]:
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    declared = _CHARSET.search(data[:4096])
    codec = _codec(declared) if declared else "utf-8"
    if codec != "utf-8" and (text := _decoded(data, "utf-8-sig")) and _WIDE.search(text):
        return text
    for encoding in (codec, "utf-8-sig", "gb18030"):
        if (text := _decoded(data, encoding)) is not None:
            return text.removeprefix("\ufeff")
    raise Unreadable(
        "网页不是 UTF-8 或 GB18030 编码，请另存为 UTF-8", "the page is neither UTF-8 nor GB18030; save it as UTF-8"
    )


def in_utf8(data: bytes) -> bytes:
    """Return a page's bytes in UTF-8: as they are, where that is what they are in.

    Raises:
        Unreadable: the bytes are no text, as for `decode`.
    """
    declared = _CHARSET.search(data[:4096])
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]
    if not (marked or (declared and _codec(declared) != "utf-8")) and _decoded(data, "utf-8") is not None:
        return data.removeprefix(b"\xef\xbb\xbf")
    return decode(data).encode("utf-8", "replace")


def _codec(declared: re.Match[bytes]) -> str:
    return _CODECS.get(declared[1][:2].decode("ascii").lower(), "utf-8")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def source(page: bytes) -> Source:
    """Parse a page's markup, in UTF-8, and mark what is not printed.

    Raises:
        Unreadable: there is no markup and no text, or too much of it.
    """
    # lxml.etree's parser, for the elements of lxml.html cost twice as much to walk
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    if len(page) > MOST_TAGS and page.count(b"<") > MOST_TAGS:
        raise Unreadable("网页的标记过多，未读取", "the page has too many tags; not read")
    page = _unwrapped(page.replace(b"\0", b""))
    try:
        root = etree.fromstring(page, parser)
    except etree.XMLSyntaxError as error:
        raise _without_content() from error
    if root is None:
        raise _without_content()
    too_deep = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    frames = sum(frame.get("src") is not None for frame in root.iter("iframe", "frame"))
    _name_by_style(root, page.lower())
    _raise_figures(root)
    hidden_tables = sum(map(_has_table, outermost(root, _GONE)))
    struck = tuple(filter(None, map(text_of, outermost(root, *_STRUCK))))
    return Source(root, too_deep, frames, hidden_tables, struck)


def _without_content() -> Unreadable:
    return Unreadable("网页没有内容，请重新下载", "the page has no content; fetch it again")


def _unwrapped(page: bytes) -> bytes:
    """Return XHTML with its CDATA sections as text: to a parser of HTML they are comments."""
    first, *sections = page.split(b"<![CDATA[") if _XHTML.match(page) else (page,)
    parted = (section.partition(b"]]>") for section in sections)
    return first + b"".join(html.escape(inside.decode()).encode() + after for inside, _, after in parted)


def _name_by_style(root: Element, page: bytes) -> None:
    """Give elements that a style hides, strikes out or raises the name of the element that does so by itself."""
    hides = _holds(page, b"hidden")
    shown = _Shown(root)
    for found in _MARKED(root) if hides else ():
        shown.hide(found.getparent())
    for word in _STYLES if hides else _OTHER_STYLES:
        if _holds(page, word):  # else looking for it costs more than all else here
            known = word[1:].decode()  # its first letter may be a capital
            for found in _STYLED(root, lower=known, upper=known.upper()):
                element, style = found.getparent(), found.lower()
                raised = _RAISED.search(style)
                if _HIDDEN.search(style):
                    shown.hide(element)
                elif "line-through" in style:
                    _rename(element, "del")
                elif raised:
                    _rename(element, raised[1])


class _Shown:
    """What a page shows, of which an element hidden until a script has run is the most."""

    def __init__(self, root: Element) -> None:
        """Take the page; how long its text is will be counted when something long is hidden."""
        self._root = root
        self._counted = 0

    def hide(self, element: Element) -> None:
        """Mark an element as not printed, unless it is nearly all of the page: a saved page has run no script."""
        if self._counted < _MOST_COUNTED and next(element.iter("p", "td", "section"), None) is not None:
            self._counted += 1
            if _length(element) > max(_NEARLY_ALL * self._length, _LITTLE_TEXT):
                return
        _rename(element, _GONE)

    @cached_property
    def _length(self) -> int:
        return _length(self._root)


def _length(element: Element) -> int:
    """Return how many characters an element prints, blanks and scripts aside."""
    texts = (
        inner.text for inner in element.iter() if inner.text and inner.tag not in UNPRINTED and inner.tag != "title"
    )
    tails = (inner.tail for inner in element.iterdescendants() if inner.tail)
    return sum(len(text.strip()) for text in chain(texts, tails))


def _holds(page: bytes, word: bytes) -> bool:
    return page.rfind(word) >= 0  # in a third of the time that `in` takes


def _rename(element: Element, name: str) -> None:
    if element.tag not in ("html", "body"):  # some sites hide the body until their script has run
        element.tag = name


def outermost(root: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names that lie in no other of them."""
    if next(root.iter(*names), None) is not None:
        walker = etree.iterwalk(root, events=("start",), tag=names)
        for _, element in walker:
            yield element
            walker.skip_subtree()


def _raise_figures(root: Element) -> None:
    """Print raised and lowered figures as such: the mark of a note is no digit of the number before it."""
    for element in outermost(root, "sup", "sub"):
        for inner in element.iter():
            inner.text = inner.text and inner.text.translate(_RAISED_AS[element.tag])
            if inner is not element:
                inner.tail = inner.tail and inner.tail.translate(_RAISED_AS[element.tag])


def text_of(element: Element) -> str:
    """Return all text in an element, as it is in the source."""
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False)).strip()


def _has_table(element: Element) -> bool:
    """Tell whether a table of data lies in an element that is not shown."""
    return sum(map(bool, map(text_of, element.iter("td")))) >= _FEW_CELLS
