"""Every relation between figures that a sentence states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from gouji.document import Paragraph
from gouji.recognition.sentences.balances import find_balances
from gouji.recognition.sentences.breakdowns import Breakdown
from gouji.recognition.sentences.characters import simplified
from gouji.recognition.sentences.clauses import read_sentences
from gouji.recognition.sentences.comparisons import find_averages, find_differences, find_growth
from gouji.recognition.sentences.enumerations import find_counts
from gouji.recognition.sentences.rates import find_alls, find_rates
from gouji.recognition.sentences.shares import Share, add_shared, find_shares
from gouji.recognition.sentences.sums import find_breakdowns
from gouji.recognition.sentences.terms import Sentence, Term, relation
from schemas.records import Figure, Tie

Sentences = dict[int, Sentence]  # by the index of each term in them


def find_ties(paragraphs: Iterable[tuple[int, Paragraph]], figures: Iterable[Figure]) -> tuple[Tie, ...]:
    """Return the relations that sentences state, in reading order.

    Beside the kinds that `Tie` lists there are `difference` (left: now, earlier; right: the change), `average`
    (left: the total; right: the average, whose divisor the cue names) and `shares` (left: percentages that sum
    to 100).

    Args:
        paragraphs: each with the number of its block, as given to `find_figures`.
        figures: what `find_figures` returned for them.
    """
    paragraphs = list(paragraphs)
    sentences = read_sentences(paragraphs, figures)
    inside = {sentence.block for sentence in sentences}
    texts = {number: simplified(paragraph.reading) for number, paragraph in paragraphs if number in inside}
    of_term = {term.index: sentence for sentence in sentences for term in sentence.terms}
    breakdowns = find_breakdowns(sentences)
    shares = find_shares(sentences, breakdowns.total_of)
    add_shared(breakdowns, shares)
    balances = list(find_balances(sentences, breakdowns.total_of))
    told = _by_figure(balances)
    nothing = frozenset(figure.figure for figure in figures if not figure.value)
    sums = [(found, _sum(found, of_term)) for found in breakdowns.found]
    taken = {share.rate.index for share in shares}
    ties = [
        *(tie for found, tie in sums if not _is_told(found, tie, told[tie.left[0]], nothing)),
        *(_share(share, of_term) for share in shares),
        *_share_sums(breakdowns.found, of_term),
        *balances,
        *find_rates(sentences, taken, breakdowns.total_of),
        *find_alls(sentences, breakdowns.total_of),
        *find_growth(sentences, taken),
        *find_differences(sentences),
        *find_averages(sentences),
        *find_counts(sentences, texts),
    ]
    return tuple(sorted(ties, key=lambda tie: (tie.block or 0, tie.start or 0)))


def _by_figure(balances: Iterable[Tie]) -> defaultdict[str, list[Tie]]:
    """Return the balances in which each figure stands."""
    told: defaultdict[str, list[Tie]] = defaultdict(list)
    for balance in balances:
        for figure in {*balance.left, *balance.right}:
            told[figure].append(balance)
    return told


def _is_told(found: Breakdown, tie: Tie, balances: Iterable[Tie], nothing: frozenset[str]) -> bool:
    """Tell whether a balance says all that a breakdown does (答复64件（含上年结转4件）), or divides more than its total.

    What follows 新收317件，上年结转3件 divides both, not the first, unless nothing was carried.
    """
    named = {*tie.left, *tie.right}
    aside = len(found.parts) == 1 and found.parts[0].depth > found.total.depth
    for balance in balances:
        told = {*balance.left, *balance.right}
        if named == told or (aside and named < told):
            return True
        more = len(balance.left) > 1 and told - named - nothing
        if more and {*tie.left} < {*balance.left} and {*tie.right} <= {*balance.right}:
            return True
    return False


def _sum(found: Breakdown, of_term: Sentences) -> Tie:
    parts = [part for part in found.parts for _ in range(found.times.get(part.index, 1))]
    first, last = _span([found.total, *parts], of_term)
    return relation("sum", first, [found.total], parts, cue=found.cue, complete=found.complete, until=last)


def _share(share: Share, of_term: Sentences) -> Tie:
    first, last = _span(share, of_term)
    return relation("rate", first, [share.part], [share.whole], share.rate, cue="占", until=last)


def _share_sums(found: Sequence[Breakdown], of_term: Sentences) -> Iterator[Tie]:
    """Yield the shares of each list that is said to be whole: they sum to 100."""
    for breakdown in found:
        shares = [part.share for part in breakdown.parts if part.share is not None]
        if breakdown.times:
            continue  # 规划和许可各2条，各占8.3%: printed once, and counted twice
        if breakdown.complete and len(shares) == len(breakdown.parts) > 1:
            yield relation("shares", of_term[shares[0].index], shares, cue="占")


def _span(terms: Iterable[Term], of_term: Sentences) -> tuple[Sentence, Sentence]:
    """Return the sentences of the first and of the last of these terms."""
    indices = [term.index for term in terms]
    return of_term[min(indices)], of_term[max(indices)]
