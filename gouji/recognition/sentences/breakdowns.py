"""What is known of a document's breakdowns while it is read: totals, parts, and which are which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.lists import LONGEST, counts_of
from gouji.recognition.sentences.terms import Sentence, Term

_MATTER = re.compile(r"(?:信息|政务)公开")  # what a report is about is no outcome named 公开
_NUMBER_OF = re.compile(r"的?(?:总?数量?|总量|条数|件数)?(?:分别)?[为是有共达]?$")  # 网上公开信息的数量为376条


@dataclass(slots=True)
class Breakdown:
    """A total and its parts. `times` counts how often a part stands for (各5条 of three channels)."""

    total: Term
    parts: list[Term]
    complete: bool
    cue: str
    times: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Breakdowns:
    """The breakdowns found so far, in reading order."""

    found: list[Breakdown] = field(default_factory=list)
    total_of: dict[int, Term] = field(default_factory=dict)  # by the index of the part
    totals: set[int] = field(default_factory=set)  # indices

    def add(self, breakdown: Breakdown) -> None:
        """Keep a breakdown; a part of two totals stays with the first."""
        self.found.append(breakdown)
        self.totals.add(breakdown.total.index)
        for part in breakdown.parts:
            self.total_of.setdefault(part.index, breakdown.total)

    def is_free(self, term: Term) -> bool:
        """Tell whether a figure is no part of anything yet."""
        return term.index not in self.total_of

    def is_broken_down(self, total: Term) -> bool:
        """Tell whether a total has its parts; what a bracket names of it (含上年结转3件) leaves room for them."""
        own = [found for found in self.found[-LONGEST:] if found.total is total]
        return total.index in self.totals and any(
            found.complete or found.parts[0].depth == total.depth for found in own
        )

    def heads(self, sentence: Sentence, words: str) -> Iterator[Term]:
        """Yield the figures of a sentence that a later list may break down: those that its words name, then totals."""
        counts = counts_of(sentence)
        words = _MATTER.sub("", words)
        names = ((t, _NUMBER_OF.sub("", t.label)) for t in counts if t.index in self.total_of)
        yield from (t for t, name in names if 1 < len(name) < 12 and name in words)
        yield from (t for t in counts if cues.FILTERED.search(t.label))
        yield from (t for t in counts if t.index in self.totals)
        yield from (t for t in counts if t.index not in self.totals and t.index not in self.total_of)
        yield from (t for t in counts if t.index in self.total_of and cues.DONE.search(t.label))
