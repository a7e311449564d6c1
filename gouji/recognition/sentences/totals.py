"""Totals after their parts: 合计, 共, 累计, or a figure that the ones before it add up to."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
from gouji.recognition.sentences.evidence import all_told, may_be_summed
from gouji.recognition.sentences.lists import (
    LONGEST,
    counts_before,
    counts_sources,
    is_last,
    is_open,
    last_counts,
    members_of,
)
from gouji.recognition.sentences.terms import Sentence, Term

_OF_ALL_BEFORE = re.compile(r"(?:以上|上述|前述)[^,。;、\d]{0,8}(?:合计|总计|共|累计|总)")  # 以上渠道共公开1100条


def read_totals(
    known: Breakdowns, sentence: Sentence, earlier: Sequence[Sentence], further: Sequence[Sentence]
) -> None:
    """Read the totals of a sentence whose parts stand before them, here or in the sentences before.

    Args:
        known: what was read so far, to which the totals are added.
        sentence: the one with the totals.
        earlier: the sentences right before it.
        further: those and the ones before them, for a total that points back to all of them (以上共).
    """
    for position, total in enumerate(sentence.terms):
        if total.kind != "count" or total.depth or total.value <= 0:
            continue
        inside = _before(known, sentence, position)
        told = cues.TOTAL_EXPLICIT.search(total.before) or _joined(inside)
        if total.index in known.totals and not told:
            continue
        reach = further if _OF_ALL_BEFORE.search(total.before) else earlier
        if not _even(known, sentence, position, reach, inside):
            _uneven(known, sentence, position, inside)


def _even(
    known: Breakdowns, sentence: Sentence, position: int, earlier: Sequence[Sentence], inside: list[Term]
) -> bool:
    """Read parts before a total that add up to it, once or in two views."""
    total = sentence.terms[position]
    explicit = bool(cues.TOTAL_EXPLICIT.search(total.before))
    joined = _joined(inside)
    told = cues.TOTAL_HINT.search(total.before) or cues.TOTAL_AFTER.match(total.after)
    if not (explicit or joined or told) or not known.is_free(total):
        return False
    own = matching(total, members_of(sentence, position)[1:])  # 共收到12件，网上8件，信函4件
    far = [t for s in reversed(earlier) for t in last_counts(s) if known.is_free(t)]
    candidates = [*inside, *([] if len(own) > 1 and not (explicit or joined) else far)]
    runs = [candidates, [t for t in candidates if not counts_sources(t, total)]]
    if explicit:  # 12个镇公开14条，24个局公开5条
        runs.append([t for t in candidates if t.figure.unit == total.figure.unit])
    run = next((run for run in runs if summed_before(total, run, True)), [])
    if not run:
        return False
    parts = summed_before(total, run, True)
    known.add(Breakdown(total, parts, True, "合计", repeats(total, parts)))
    if again := _second_view(total, parts, run):
        known.add(Breakdown(total, again, True, "合计", repeats(total, again)))
    return True


def _joined(inside: list[Term]) -> bool:
    """Tell whether the figures before a total are joined by words (308件，加上上年剩的1件，共309件)."""
    return any(cues.JOINED.search(t.before[-12:]) for t in inside[:2])


def _second_view(total: Term, parts: list[Term], run: list[Term]) -> list[Term]:
    """Return the parts of a list before the list just read, where they add up, too (网上8件、来信4件；公民9件、企业3件。共12件)."""
    again = summed_before(total, run[len(parts) :], True)
    apart = again and (again[-1].clause, again[-1].sentence) != (parts[0].clause, parts[0].sentence)
    return again if apart and again[-1].index + 1 == parts[0].index else []


def _uneven(known: Breakdowns, sentence: Sentence, position: int, inside: list[Term]) -> None:
    """Read parts that do not add up to the total after them, where the words say that they are all of it."""
    total = sentence.terms[position]
    explicit = cues.TOTAL_EXPLICIT.search(total.before)
    direct = list(reversed(inside))
    summed = cues.IN_ALL.search(total.before) or cues.SUMMED_UP.search(total.before)
    nearly = summed and len(direct) > 2 and near_sum(total, direct)
    if (explicit and inexact([total, *direct]) and all_told(total, direct) and meets(total, direct)) or (
        (explicit or nearly) and is_last(sentence, position) and may_be_summed(total, direct)
    ):
        known.add(Breakdown(total, direct, not is_open(direct[-1], direct[0]), "合计"))


def _before(known: Breakdowns, sentence: Sentence, position: int) -> list[Term]:
    """Return the counts before a total that are no part of another; where all stand in brackets, those."""
    outside = [t for t in counts_before(sentence, position, LONGEST) if known.is_free(t)]
    near = sentence.terms[max(0, position - LONGEST) : position]
    return outside or [t for t in reversed(near) if t.kind == "count" and t.depth == 1]
