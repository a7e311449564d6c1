"""Figures in their sentences: the terms from which relations are read, each with the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from schemas.records import Figure, Tie

PIECES = re.compile(r"[,、;:。()\[\]【】!?]")  # what parts the pieces of a sentence


@dataclass(slots=True)
class Term:
    """A figure in its sentence.

    `before` and `after` are the words between it and the terms next to it, within the sentence; `label` is the
    piece of them that names what is counted. `depth` counts the brackets around it and `opener` is the index of
    the last term before the innermost one; `attached` tells that the bracket follows that term directly.
    """

    index: int
    figure: Figure
    start: int
    end: int
    block: int
    sentence: int
    clause: int
    depth: int
    opener: int
    attached: bool
    before: str
    after: str = ""
    label: str = ""
    # count, rate, times, points, change (a figure of another year, or a difference), base (占19条的84%),
    # mean (平均82分, 每月5条, 10万以上的3篇), zero
    kind: str = "count"
    family: str = ""  # what its unit may be added up with; empty without unit
    share: Term | None = None  # the percentage printed as its share
    openings: dict[bool, str] = field(default_factory=dict)  # what `lists.opening` found

    @property
    def value(self) -> Decimal:
        """The figure's value."""
        return self.figure.value


@dataclass(slots=True)
class Sentence:
    """The terms of one sentence, and the span of its text."""

    number: int
    block: int
    terms: list[Term]
    text: str
    start: int
    end: int
    next_words: str = ""  # how the sentence after it begins


def relation(
    kind: str,
    within: Sentence,
    left: Sequence[Term],
    right: Sequence[Term] = (),
    rate: Term | None = None,
    *,
    cue: str = "",
    items: int | None = None,
    complete: bool = True,
    assessable: bool = True,
    until: Sentence | None = None,
) -> Tie:
    """Return the tie between these terms, stated from the sentence `within` to the sentence `until`."""
    first, second = (tuple(term.figure.figure for term in side) for side in (left, right))
    name = rate.figure.figure if rate else None
    end = (until or within).end
    return Tie(kind, first, second, name, items, complete, assessable, cue, within.start, end, within.block)
