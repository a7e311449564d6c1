"""Figures in their sentences: the terms from which relations are read, each with the words around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.document import Paragraph
from gouji.recognition import cues
from gouji.recognition.characters import simplified
from schemas.records import Figure

CONTEXT = 120  # characters of text kept on either side of a term: no relation looks further
_MARKS = re.compile(r"[。!?\n;()\[\]【】]")
_ENDS = re.compile(r"[。!?\n]")
_PIECES = re.compile(r"[,、;:。()\[\]【】!?]")


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
    kind: str = "count"  # count, rate, times, points, change (a figure of another year, or a difference), zero
    share: Term | None = None  # the percentage printed as its share

    @property
    def value(self) -> Decimal:
        """The figure's value."""
        return self.figure.value

    @property
    def family(self) -> str:
        """What its unit may be added up with; empty without unit."""
        return cues.UNITS.get(simplified(self.figure.unit), "")


@dataclass(slots=True)
class Sentence:
    """The terms of one sentence, and the span of its text."""

    number: int
    block: int
    terms: list[Term]
    text: str
    start: int
    end: int


def read_sentences(paragraphs: Iterable[tuple[int, Paragraph]], figures: Iterable[Figure]) -> list[Sentence]:
    """Return the sentences that hold figures, in order; `number` counts those without as well."""
    by_block: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.block is not None and figure.start is not None:
            by_block[figure.block].append(figure)
    sentences: list[Sentence] = []
    number = index = 0
    for block, paragraph in paragraphs:
        inside = by_block.get(block, [])
        if not inside:
            number += 1
            continue
        text = simplified(paragraph.reading)
        for sentence in _sentences(text, paragraph.start, block, inside, number, index):
            sentences.append(sentence)
            index += len(sentence.terms)
        number += 1 + sum(text.count(mark) for mark in "。!?\n")
    return sentences


def _sentences(
    text: str, offset: int, block: int, figures: Sequence[Figure], number: int, index: int
) -> Iterator[Sentence]:
    """Yield one paragraph's sentences with figures. One pass over its marks and figures, in order."""
    marks = _MARKS.finditer(text)
    mark = next(marks, None)
    begin, clause = 0, 0
    brackets: list[tuple[int, bool]] = []
    terms: list[Term] = []
    for figure in figures:
        assert figure.start is not None and figure.end is not None
        start, end = figure.start - offset, figure.end - offset
        while mark and mark.start() < start:
            position, sign = mark.start(), mark[0]
            if sign in "。!?\n":
                if terms:
                    yield _finished(terms, text, number, block, begin, position, offset)
                terms, brackets, begin, number, clause = [], [], position + 1, number + 1, 0
            elif sign == ";":
                clause += 1
            elif sign in "([【":
                gap = text[terms[-1].end : position] if terms else ","
                brackets.append((terms[-1].index if terms else -1, len(gap) < 12 and not _PIECES.search(gap)))
            elif brackets:
                brackets.pop()
            mark = next(marks, None)
        since = terms[-1].end if terms else begin
        opener, attached = brackets[-1] if brackets else (-1, False)
        terms.append(Term(index, figure, start, end, block, number, clause, len(brackets), opener, attached,
                          text[max(since, start - CONTEXT) : start]))
        index += 1
    if terms:
        last = _ENDS.search(text, terms[-1].end)
        stop = last.start() if last else len(text)
        yield _finished(terms, text, number, block, begin, stop, offset)


def _finished(
    terms: list[Term], text: str, number: int, block: int, begin: int, stop: int, offset: int
) -> Sentence:
    """Fill in what can be said of each term once the whole sentence is known."""
    for term, following in zip(terms, [*terms[1:], None], strict=True):
        term.after = text[term.end : min(following.start if following else stop, term.end + CONTEXT)]
        term.label = _label(term)
        term.kind = _kind(term)
    _attach_shares(terms)
    return Sentence(number, block, terms, text[begin : min(stop, begin + 600)], begin + offset, stop + offset)


def _attach_shares(terms: Sequence[Term]) -> None:
    """Give each count the percentage printed after it (`19条，占95%`, `1303件（86.92%）`)."""
    count: Term | None = None
    for term in terms:
        if term.kind == "count":
            count = term
        elif term.kind == "rate" and count is not None and count.share is None:
            bracket = term.depth > count.depth and re.fullmatch(r"\s*[(\[]\s*[约近]?", term.before)
            if bracket or (cues.SHARE.search(term.before) and not cues.GROWTH_UP.search(term.before)):
                count.share = term


def _label(term: Term) -> str:
    """Return the piece before the figure that names it, or (`55条主动公开`) the piece after it."""
    piece = _PIECES.split(term.before)[-1].strip()
    if re.fullmatch(r"(?:其中|有|的|为|是|共|达|计|约|近|超过?|另有|还有|则|占|有关|即|以及|和|及|与|包括|含){0,3}", piece):
        following = _PIECES.split(term.after)[0].strip()
        return following or (_PIECES.split(term.before)[-2] if "," in term.before or ":" in term.before else piece)
    return piece


def _kind(term: Term) -> str:
    unit = simplified(term.figure.unit)
    if unit in ("%", "‰"):
        return "rate"
    if unit in ("倍", "百分点"):
        return "times" if unit == "倍" else "points"
    if not any(character.isdigit() or character in "一二三四五六七八九十两百千" for character in term.figure.text):
        return "zero"
    piece = _PIECES.split(term.before)[-1]
    return "change" if cues.CHANGE.search(piece) else "count"
