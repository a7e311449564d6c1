"""Places: the strings by which findings name cells, figures and words, and where a page shows them.

`applications[予以公开,商业企业]` is a cell, `applications[予以公开,*]` a row, `applications[*,自然人]` a column,
`figures[f12]` a figure. A place in another report has that report's id and `#` before it.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

_PLACE = re.compile(r"(?:(?P<report>.*)#)?(?P<frame>\w+)\[(?P<names>.*)\]", re.DOTALL)
_BETWEEN = re.compile(r"(?<=\])\s+")
_NOT_WORD = re.compile(r"\W+")


class Place(NamedTuple):
    """A place taken apart: the frame it is in, and its names there (row and column, an id, words)."""

    frame: str
    names: tuple[str, ...]
    report: str = ""  # another report's id

    @property
    def own(self) -> str:
        """The place as written within its own report."""
        return f"{self.frame}[{','.join(self.names)}]"

    @property
    def anchor(self) -> str:
        """The fragment under which a page shows it."""
        return anchor(self.own)


def parse(text: str) -> Place:
    """Take a place apart."""
    if not (found := _PLACE.fullmatch(text.strip())):
        return Place(text.strip(), ("",))
    return Place(found["frame"], tuple(found["names"].split(",", 1)), found["report"] or "")


def split(places: str) -> list[Place]:
    """Return the places in a blank-separated list; blanks within a place are its own."""
    return [parse(place) for place in _BETWEEN.split(places.strip()) if place]


@lru_cache(maxsize=1 << 14)  # the cells of the forms are the same in all reports
def anchor(place: str) -> str:
    """Return the fragment of a place: readable, and another one for each place."""
    readable = _NOT_WORD.sub("-", place).strip("-")
    if re.fullmatch(r"\w+\[\w+(,\w+)?\]", place) and len(readable) < 80:
        return readable
    return f"{readable[:40]}-{hashlib.sha256(place.encode(errors='surrogatepass')).hexdigest()[:6]}"
