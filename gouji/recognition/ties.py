"""Every relation between figures that a sentence states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from gouji.document import Paragraph
from gouji.recognition import cues
from gouji.recognition.balances import find_balances
from gouji.recognition.characters import simplified
from gouji.recognition.clauses import Sentence, Term, read_sentences
from gouji.recognition.enumerations import find_counts
from gouji.recognition.shares import find_growth, find_rates, find_shares
from gouji.recognition.sums import Breakdown, Breakdowns
from schemas.records import Figure, Tie


def find_ties(paragraphs: Iterable[tuple[int, Paragraph]], figures: Iterable[Figure]) -> tuple[Tie, ...]:
    """Return the relations that sentences state, in reading order.

    Args:
        paragraphs: each with the number of its block, as given to `find_figures`.
        figures: what `find_figures` returned for them.
    """
    paragraphs = list(paragraphs)
    sentences = read_sentences(paragraphs, figures)
    inside = {sentence.block for sentence in sentences}
    texts = {n: (simplified(p.reading), p.start) for n, p in paragraphs if n in inside}
    by_index = {term.index: sentence for sentence in sentences for term in sentence.terms}
    breakdowns = Breakdowns(sentences)
    shares = find_shares(sentences, breakdowns.total_of)
    balances = list(find_balances(sentences))
    balanced = {frozenset((*tie.left, *tie.right)) for tie in balances}
    taken = {share.rate.index for share in shares}
    ties = [
        *(tie for found in breakdowns.found if (tie := _sum(found, by_index)) and
          frozenset((*tie.left, *tie.right)) not in balanced),
        *(_share(share.rate, share.part, share.whole, by_index) for share in shares),
        *balances,
        *find_rates(sentences, taken),
        *find_growth(sentences, taken),
        *find_counts(sentences, texts),
        *_alls(sentences, breakdowns.total_of),
        *_differences(sentences),
        *_averages(sentences),
        *_share_sums(breakdowns.found, by_index),
    ]
    return tuple(sorted(ties, key=lambda tie: (tie.block or 0, tie.start or 0)))


def _ids(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(term.figure.figure for term in terms)


def _sum(found: Breakdown, by_index: dict[int, Sentence]) -> Tie:
    terms = [found.total, *found.parts]
    first, last = min(terms, key=lambda t: t.index), max(terms, key=lambda t: t.index)
    parts = [part for part in found.parts for _ in range(found.times.get(part.index, 1))]
    return Tie("sum", _ids([found.total]), _ids(parts), None, None, found.complete, True, found.cue,
               by_index[first.index].start, by_index[last.index].end, found.total.block)


def _share(rate: Term, part: Term, whole: Term, by_index: dict[int, Sentence]) -> Tie:
    first = min(part, whole, key=lambda t: t.index)
    return Tie("rate", _ids([part]), _ids([whole]), rate.figure.figure, None, True, True, "占",
               by_index[first.index].start, by_index[rate.index].end, rate.block)


def _alls(sentences: Sequence[Sentence], total_of: Mapping[int, Term]) -> Iterator[Tie]:
    """Yield what was said to be done with all of a count (均已按期答复), or with as many as came in."""
    for sentence, later in zip_longest(sentences, sentences[1:]):
        assert sentence is not None
        counts = [term for term in sentence.terms if term.kind == "count"]
        answered = next((t for t in later.terms if t.kind == "count"), None) if later and later.block == sentence.block else None
        if counts and answered and cues.RECEIVED.search(counts[0].label) and _pairs(counts[0], answered):
            yield Tie("all", _ids(counts[:1]), _ids([answered]), None, None, True, True, "同数", sentence.start,
                      sentence.end, sentence.block)
        for place, term in enumerate(counts):
            if part := next((t for t in counts[place + 1 : place + 9] if _pairs(term, t)), None):
                yield Tie("all", _ids([term]), _ids([part]), None, None, True, True, "同数", sentence.start,
                          sentence.end, sentence.block)
            words = term.after
            found = cues.ALL.search(words)
            closed = found and _CLOSING.search(words, found.end())
            # 已办结60条 speaks of the 60 that follow, not of the figure before
            if found and closed and (closed[0] or term is sentence.terms[-1]) and \
                    cues.ALL_DONE.search(words[found.start() : min(closed.end(), found.end() + 24)]):
                if part := _said_done(counts[place + 1 :]):
                    yield Tie("all", _ids([term]), _ids([part]), None, None, True, True, found[0], sentence.start,
                              sentence.end, sentence.block)
                    continue
                for whole in [term, *([total_of[term.index]] if term.index in total_of else [])]:
                    yield Tie("all", _ids([whole]), (), None, None, True, True, found[0], sentence.start,
                              sentence.end, sentence.block)


def _said_done(following: Sequence[Term]) -> Term | None:
    """Return the number that was done where it is said again (均已办结，共办结15件) and nothing was carried over."""
    if not following or any(cues.CARRIED_IN.search(t.label) or cues.CARRIED_OUT.search(t.label) for t in following):
        return None
    return following[0] if _DONE_AGAIN.fullmatch(following[0].label) and following[0].family == "件" else None


_CLOSING = re.compile("[,;:)]|$")
_DONE_AGAIN = re.compile(r"(?:实际|共|已|总共|全年|当年)*(?:办结|答复|回复)(?:了|数为?)?")


def _pairs(whole: Term, part: Term) -> bool:
    """Tell whether a figure says that all of the figure before it was answered (收到13件，答复13件)."""
    return (whole.value == part.value != 0 and whole.family == part.family and not whole.figure.approximate
            and bool(re.search(r"已办|办结|答复|回复|办理|办复|维持|驳回|审结|处理|解决|落实|公开|解读|撤销", part.label)))


def _differences(sentences: Sequence[Sentence]) -> Iterator[Tie]:
    """Yield `由X增至Y，增加Z` and `X比上年的Y增加Z`: the change must be what it is said to be."""
    for sentence in sentences:
        counts = [term for term in sentence.terms if term.kind in ("count", "change")]
        for first, second, third in zip(counts, counts[1:], counts[2:], strict=False):
            if not third.family == first.family == second.family:
                continue
            from_to = _FROM.search(first.before) and _TO.search(second.before)
            against = _AGAINST.search(second.before)
            delta = _DELTA.search(third.before) or _ITEMS.search(third.before)
            if (from_to or against) and delta:
                now, earlier = (second, first) if from_to else (first, second)
                exact = bool(_DELTA.search(third.before)) or abs(now.value - earlier.value) == third.value
                if exact:
                    cue = "减少" if cues.GROWTH_DOWN.search(third.before[-6:]) else "增加"
                    yield Tie("difference", _ids([now, earlier]), _ids([third]), None, None, True, True, cue,
                              sentence.start, sentence.end, sentence.block)


_FROM = re.compile(r"[由从][^,。;]{0,14}$")
_TO = re.compile(r"(?:增|减|升|降|提高|扩|上升|下降|提升)[^,。;]{0,6}[至到为][^,。;]{0,8}$")
_AGAINST = re.compile(r"[比较][^,。;]{0,14}$")
_DELTA = re.compile(r"(?:增加|减少|净增|新增|增长|下降|多|少|增|减)了?$")
_ITEMS = re.compile(r"等$")


def _averages(sentences: Sequence[Sentence]) -> Iterator[Tie]:
    """Yield averages per day, month or week with the total that the sentence prints before them."""
    for sentence in sentences:
        for place, term in enumerate(sentence.terms):
            found = re.search(r"(?:日均|月均|周均|平均每(?:个)?(?:工作)?[日天月周])[^,。;\d]{0,12}$", term.before)
            totals = [t for t in sentence.terms[max(0, place - 4) : place] if t.kind == "count" and t.family == term.family]
            if found and totals:
                yield Tie("average", _ids(totals[-1:]), _ids([term]), None, None, True, True, found[0], sentence.start,
                          sentence.end, sentence.block)


def _share_sums(found: Sequence[Breakdown], by_index: dict[int, Sentence]) -> Iterator[Tie]:
    """Yield the shares of each list that is said to be whole: they add up to 100."""
    for breakdown in found:
        shares = [part.share for part in breakdown.parts if part.share is not None]
        if breakdown.complete and len(shares) == len(breakdown.parts) > 1:
            sentence = by_index[shares[0].index]
            yield Tie("shares", _ids(shares), (), None, None, True, True, "占", sentence.start, sentence.end,
                      sentence.block)
