"""Pictures of a web page in place of text: told apart from those that only adorn it."""

from __future__ import annotations

from itertools import islice
from typing import Any

from gouji.readers.html_tables import BREAKS

_SMALL = 100  # pixels; a table cannot be read in less
_TINY = 8
_MOST_PIECES = 50
_LINES = frozenset("p center div h1 h2 h3 h4 h5 h6".split())

Element = Any  # lxml's


def in_text(picture: Element) -> bool:
    """Tell whether a picture stands alone in a line between lines of text.

    The site's own pictures stand in blocks with a class or name, or beside words.
    """
    if _is_small(picture):
        return False
    block = next((around for around in picture.iterancestors() if around.tag in BREAKS), None)
    if block is None:
        return False
    if _has_text(block):
        beside = (picture.getprevious(), picture.getnext())
        alone = not (picture.tail or "").strip() and all(near is None or near.tag == "br" for near in beside)
        return alone and any(near is not None and (near.tail or "").strip() != "" for near in beside)
    if block.tag not in _LINES or (block.tag == "div" and (block.get("class") or block.get("id"))):
        return False
    return any(
        near is not None and near.tag in _LINES and _has_text(near) for near in (block.getprevious(), block.getnext())
    )


def in_cells(table: Element) -> bool:
    """Tell whether a cell of a table holds a picture and no text; tables of links are adorned with pictures."""
    pictures = [picture for picture in table.iterdescendants("img") if not _is_small(picture, _TINY)]
    if not pictures or next(table.iterdescendants("a"), None) is not None:
        return False
    cells = (next(picture.iterancestors("td", "th"), None) for picture in pictures)
    return any(cell is not None and not _has_text(cell) for cell in cells)


def _has_text(element: Element) -> bool:
    """Tell whether an element has text in its first pieces."""
    return any(not text.isspace() for text in islice(element.itertext(), _MOST_PIECES))


def _is_small(picture: Element, limit: int = _SMALL) -> bool:
    sides = (picture.get(side, "").removesuffix("px") for side in ("width", "height"))
    return any(side.isdecimal() and len(side) < 6 and int(side) < limit for side in sides)
