"""Which row or column of a form a printed label names: exact, by its telling words, or through a mask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache, cached_property, lru_cache

from schemas.forms import FormTable, Label, core

_MASK = re.compile(r"[A-Za-z*＊×□■◆●○?_#]{1,20}")
_MARK = re.compile(r"[*＊※^]{0,3}\d{0,2}$")  # of a note, raised in print
_SHORTEST = 4  # characters: of shorter labels one misprint leaves too little
_CLOSE = 0.8  # the least similarity at which a misprinted label still names its row


def masked(label: str) -> bool:
    """Tell whether a content filter has put letters or asterisks in place of words."""
    return bool(_MASK.search(label))


def through_mask(printed: str, full: str) -> bool:
    """Tell whether `full` could be printed as `printed`, whose masked runs stand for anything."""
    pieces = _MASK.split(printed)
    if len(pieces) < 2 or not (full.startswith(pieces[0]) and full.endswith(pieces[-1])):
        return False
    place, end = len(pieces[0]), len(full) - len(pieces[-1])
    for piece in pieces[1:-1]:
        place = full.find(piece, place, end) + len(piece)
        if place < len(piece):
            return False
    return place <= end and any(pieces)


class Labels:
    """The rows (or columns) of one table, to be found by what is printed.

    A label that occurs twice in a form (被依法纠错数, 其他) is the next one after the last that was read.
    """

    def __init__(self, entries: Sequence[Label]) -> None:
        """Take the entries in the order of the form."""
        self.entries = tuple(entries)

    @cached_property
    def _exact(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, entry in enumerate(self.entries):
            for label in map(core, entry.labels()):
                places.setdefault(label, []).append(place)
        return places

    def exact(self, printed: str) -> list[int]:
        """Return the places of the entries printed exactly so, numbering, punctuation and a note's mark aside."""
        words = core(printed)
        return self._exact.get(words) or self._exact.get(_MARK.sub("", words, count=1), [])

    def find(self, printed: str, after: int = -1) -> Label | None:
        """Return the entry that `printed` names, the first one behind place `after` where there are several."""
        places = _places(self, core(printed))
        return self.entries[next((place for place in places if place > after), places[0])] if places else None

    def only(self, printed: str) -> Label | None:
        """Return the entry that `printed` names, `None` where it may be another one too (two heads in one cell)."""
        words = core(printed)
        places = _places(self, words)
        if len({self.entries[place].label for place in places}) != 1:
            return None
        label = core(self.entries[places[0]].label)
        besides = not self.exact(printed) and any(other in words and other not in label for other in self._exact)
        return None if besides else self.find(printed)

    def place(self, entry: Label) -> int:
        """Return the entry's place in the form."""
        return self.entries.index(entry)

    def telling(self, words: str) -> list[int]:
        """Return the places of the entries whose longest telling words stand in `words` (a label's core)."""
        longest = max((len(part) for entry in self.entries for part in entry.words if part in words), default=0)
        return [
            place
            for place, entry in enumerate(self.entries)
            if any(len(part) == longest and part in words for part in entry.words)
        ]

    def unmasked(self, words: str) -> list[int]:
        """Return the places of the entries that could be printed so through a mask."""
        if not masked(words):
            return []
        return [
            place
            for place, entry in enumerate(self.entries)
            if any(through_mask(words, core(label)) for label in entry.labels())
        ]

    def close(self, words: str) -> list[int]:
        """Return the place of the entry most like `words`, if it is like enough to be a misprint of it."""
        if len(words) < _SHORTEST:
            return []
        ratios = [
            (SequenceMatcher(None, words, label).ratio(), place)
            for place, (label, letters) in enumerate(self._letters)
            if 2 * sum(letter in letters for letter in words) >= _CLOSE * (len(words) + len(label))  # else it is less
        ]
        best = max(ratios, default=(0.0, -1))
        return [best[1]] if best[0] >= _CLOSE else []

    @cached_property
    def _letters(self) -> list[tuple[str, frozenset[str]]]:
        labels = [core(entry.label) for entry in self.entries]
        return [(label, frozenset(label)) for label in labels]


@lru_cache(maxsize=8192)  # every report of a form prints the same labels
def _places(labels: Labels, words: str) -> list[int]:
    return labels.exact(words) or labels.telling(words) or labels.unmasked(words) or labels.close(words)


@cache
def row_labels(table: FormTable) -> Labels:
    """Return the rows of a table by what is printed."""
    return Labels(table.rows)


@cache
def column_labels(table: FormTable) -> Labels:
    """Return the columns of a table by what is printed."""
    return Labels(table.columns)


def names(words: Iterable[str], printed: str) -> bool:
    """Tell whether `printed` is one of a form's own words that carry no figures (headings, groups)."""
    label = core(printed)
    return any(core(word) == label for word in words)


def heads(table: FormTable, printed: str) -> bool:
    """Tell whether `printed` belongs to the head of `table` (申请人情况, 第二十条第（一）项, 信息内容)."""
    label = core(printed)
    return any(core(word) in label for word in table.headings)
