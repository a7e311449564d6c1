"""Text cut into sentences, and their figures into terms with the words around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gouji.document import Paragraph
from gouji.recognition.sentences import cues
from gouji.recognition.sentences.characters import simplified
from gouji.recognition.sentences.owners import attach_shares
from gouji.recognition.sentences.terms import PIECES, Sentence, Term
from schemas.records import Figure

CONTEXT = 120  # characters of text kept on either side of a term: no relation looks further
_TOUCHING = 12  # characters: so near to a figure a bracket is about it
_MARKS = re.compile(r"[。!?\n;()\[\]【】]")
_REMARK = re.compile(r"\([^()\d]{0,20}\)\s*$")  # 网站(含转发)319条
_BASE = re.compile(r"占[^,。;:]{0,16}\($")  # 占教育类信息总数(208条)的25%
_ONLY_COUNT = re.compile(  # 门户网站(2187条,52.4%): the bracket is but a way to write 2187条
    r"\([约共计]?\d[\d,.]{0,12}\s?[^\d\s,;:。()%]{0,3}(?:[,、][^\d,;:。()]{0,8}[\d.]{1,6}%)?\)(?![的增减升降多少])"
)
_NAME = re.compile(r"[^,、;:。()\d]{2,24}$")
_ENDS = re.compile(r"[。!?\n]")


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


class _Bracket(NamedTuple):
    """An open bracket: the term before it, whether the bracket touches that, and how deep what it holds stands."""

    opener: int = -1
    attached: bool = False
    depth: int = 0
    aside: bool = False  # it only holds the figure of the name before it, which is no deeper than that name


@dataclass(slots=True)
class _Open:
    """The sentence being read: its terms so far, the brackets open in it, and where it stands."""

    number: int
    begin: int = 0
    clause: int = 0
    brackets: list[_Bracket] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)

    def note(self, sign: str, position: int, text: str) -> None:
        """Take note of a mark within the sentence: a semicolon or a bracket."""
        if sign == ";":
            self.clause += 1
        elif sign in "([【":
            self.brackets.append(self._bracket(sign, position, text))
        elif self.brackets:
            self.brackets.pop()

    def _bracket(self, sign: str, position: int, text: str) -> _Bracket:
        last = self.terms[-1] if self.terms else None
        since = last.end if last else self.begin
        attached = last is not None and position - since < _TOUCHING and not PIECES.search(text, since, position)
        shared = attached and last and simplified(last.figure.unit) == "%" and cues.SHARE.search(last.before)
        around = self.brackets[-1] if self.brackets else _Bracket()
        name = text[max(since, position - CONTEXT) : position]
        if sign == "(" and (shared or (not attached and _is_named(name))) and _ONLY_COUNT.match(text, position):
            return around._replace(aside=True)
        return _Bracket(last.index if last else -1, attached, around.depth + 1)

    def add(self, index: int, figure: Figure, block: int, start: int, end: int, text: str) -> None:
        """Add the term of a figure that stands from `start` to `end` in the paragraph's text."""
        since = self.terms[-1].end if self.terms else self.begin
        before = text[max(since, start - CONTEXT) : start]
        around = self.brackets[-1] if self.brackets else _Bracket()
        if around.aside:
            before = before.removesuffix("(")
        depth, opener, attached = around.depth, around.opener, around.attached
        self.terms.append(
            Term(index, figure, start, end, block, self.number, self.clause, depth, opener, attached, before)
        )


def _sentences(
    text: str, offset: int, block: int, figures: Sequence[Figure], number: int, index: int
) -> Iterator[Sentence]:
    """Yield one paragraph's sentences with figures. One pass over its marks and figures, in order."""
    marks = _MARKS.finditer(text)
    mark = next(marks, None)
    open_ = _Open(number)
    for place, figure in enumerate(figures):
        assert figure.start is not None  # `read_sentences` took those with a place
        assert figure.end is not None
        start, end = figure.start - offset, figure.end - offset
        while mark and mark.start() < start:
            if mark[0] not in "。!?\n":
                open_.note(mark[0], mark.start(), text)
            else:
                if open_.terms:
                    yield _finished(open_.terms, text, open_.number, block, open_.begin, mark.start(), offset)
                open_ = _Open(open_.number + 1, mark.end())
            mark = next(marks, None)
        open_.add(index + place, figure, block, start, end, text)
    if open_.terms:
        last = _ENDS.search(text, open_.terms[-1].end)
        stop = last.start() if last else len(text)
        yield _finished(open_.terms, text, open_.number, block, open_.begin, stop, offset)


def _is_named(words: str) -> bool:
    """Tell whether a name without figures, and not of another year, stands before a bracket."""
    name = _NAME.search(words)
    return bool(name) and not cues.PREVIOUS.search(words[-12:])


def _finished(terms: list[Term], text: str, number: int, block: int, begin: int, stop: int, offset: int) -> Sentence:
    """Fill in what can be said of each term once the whole sentence is known."""
    for term, following in zip(terms, [*terms[1:], None], strict=True):
        term.after = text[term.end : min(following.start if following else stop, term.end + CONTEXT)]
        term.family = cues.UNITS.get(simplified(term.figure.unit), "")
        term.label = _label(term)
        term.kind = _kind(term)
    attach_shares(terms)
    return Sentence(
        number,
        block,
        terms,
        text[begin : min(stop, begin + 600)],
        begin + offset,
        stop + offset,
        text[stop + 1 : stop + 81],
    )


def _label(term: Term) -> str:
    """Return the piece before the figure that names it, or (`55条主动公开`) the piece after it."""
    piece = PIECES.split(_REMARK.sub("", term.before))[-1].strip()
    if re.fullmatch(
        r"(?:其中|有|的|为|是|共|达|计|约|近|超过?|另有|还有|则|占|有关|即|以及|和|及|与|包括|含){0,3}", piece
    ):
        following = PIECES.split(term.after)[0].strip()
        return following or (PIECES.split(term.before)[-2] if "," in term.before or ":" in term.before else piece)
    return piece


def _is_threshold(term: Term, piece: str, after: str) -> bool:
    """Tell whether a figure only sorts what is counted (超过500条的有7个，300至500条的有4个)."""
    bound = term.figure.approximate is not None or re.search(r"\d\s*(?:条|件|个|次|篇)?[至到—～~-]$", piece.rstrip())
    return bool(bound) and bool(re.fullmatch(r"(?:以[上下内])?的(?:有|共有|共|达|为|是)?", after))


def _kind(term: Term) -> str:
    unit = simplified(term.figure.unit)
    if unit in ("%", "‰"):
        return "rate"
    if unit in ("倍", "百分点"):
        return "times" if unit == "倍" else "points"
    if not any(character.isdigit() or character in "一二三四五六七八九十两百千" for character in term.figure.text):
        return "zero"
    piece = PIECES.split(term.before)[-1]
    after = term.after.lstrip()
    if ("占" in piece and after.startswith("的")) or (after.startswith(")的") and _BASE.search(term.before)):
        return "base"
    if cues.MEAN.search(piece) or after in ("+的", "以上的") or _is_threshold(term, piece, after):  # 阅读量10万+的3篇
        return "mean"
    if cues.FROM.search(piece) and not cues.CHANGING.search(after[:16]):
        return "count"  # 交由78家单位承办
    return "change" if cues.CHANGE.search(piece) and not cues.REACHED.search(piece) else "count"
