"""Totals after their parts: 合计, 共, 累计, or a figure that the ones before it add up to."""

from __future__ import annotations

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.additions import (
    inexact,
    matching,
    meets,
    near_sum,
    repeats,
    summed_before,
)
from gouji.recognition.sentences.breakdowns import Breakdown, Breakdowns
from gouji.recognition.sentences.clauses import Sentence, Term
from gouji.recognition.sentences.evidence import all_told, may_be_summed
from gouji.recognition.sentences.lists import (
    LONGEST,
    counts_before,
    counts_sources,
    is_last,
    last_counts,
    members_of,
)


def read_totals(known: Breakdowns, sentence: Sentence, earlier: list[Sentence]) -> None:
    """Read the totals of a sentence whose parts stand before them, here or in the sentences before."""
    for position, total in enumerate(sentence.terms):
        if total.kind != "count" or total.depth or total.value <= 0:
            continue
        explicit = bool(cues.TOTAL_EXPLICIT.search(total.before))
        if total.index in known.totals and not explicit:
            continue
        inside = _before(known, sentence, position)
        joined = any(cues.JOINED.search(t.before[-12:]) for t in inside[:2])
        told = cues.TOTAL_HINT.search(total.before) or cues.TOTAL_AFTER.match(total.after)
        hinted = explicit or joined or bool(told)
        if hinted:
            own = matching(total, members_of(sentence, position)[1:])  # 共收到12件，网上8件，信函4件
            far = [t for s in reversed(earlier) for t in last_counts(s) if known.is_free(t)]
            candidates = [*inside, *([] if len(own) > 1 and not (explicit or joined) else far)]
            items = [t for t in candidates if not counts_sources(t, total)]
            parts = summed_before(total, candidates, hinted) or summed_before(total, items, hinted)
            if explicit and not parts:
                alone = [t for t in candidates if t.figure.unit == total.figure.unit]  # 12个镇公开14条，24个局公开5条
                parts = summed_before(total, alone, hinted)
            if parts and known.is_free(total):
                known.add(Breakdown(total, parts, True, "合计", repeats(total, parts)))
                continue
        direct = list(reversed(inside))
        summed = cues.IN_ALL.search(total.before) or cues.SUMMED_UP.search(total.before)
        nearly = summed and len(direct) > 2 and near_sum(total, direct)
        if (explicit and inexact([total, *direct]) and all_told(total, direct) and meets(total, direct)) or (
            (explicit or nearly) and is_last(sentence, position) and may_be_summed(total, direct)
        ):
            known.add(Breakdown(total, direct, True, "合计"))


def _before(known: Breakdowns, sentence: Sentence, position: int) -> list[Term]:
    """Return the counts before a total that are no part of another; where all stand in brackets, those."""
    outside = [t for t in counts_before(sentence, position, LONGEST) if known.is_free(t)]
    near = sentence.terms[max(0, position - LONGEST) : position]
    return outside or [t for t in reversed(near) if t.kind == "count" and t.depth == 1]
