"""Totals in the sentences before a list: which of them it may break down, and which add up to it by chance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.additions import matching
from gouji.recognition.sentences.breakdowns import Breakdowns
from gouji.recognition.sentences.lists import LONGEST, alike, counts_of, same_unit
from gouji.recognition.sentences.membership import is_new_matter
from gouji.recognition.sentences.shares import fits
from gouji.recognition.sentences.terms import Sentence, Term

_OWN_MATTER = re.compile(r"\d|^(?:线上|线下|通过|依托|利用)[^,]{0,30}(?:公开|发布)")


def earlier_totals(
    known: Breakdowns,
    sentence: Sentence,
    earlier: Sequence[Sentence],
    later: Sequence[Sentence],
    members: Sequence[Term],
    cue: str,
) -> list[Term]:
    """Return the totals of sentences before a list that it may break down, the likeliest first.

    They stand in the nearest sentence that counts the same kind of thing, unless printed shares point further back.
    """
    if not members or _summed_later(members, later):
        return []
    if cue == "含" and (sentence.terms[0].kind == "rate" or _has_own_matter(members[0])):
        return []
    carried = cues.CARRIED_IN.search(members[0].label)  # 收到45件。其中，公开31件，……。包括上年结转4件
    sources = [s for s in reversed(earlier) if not (carried and _only_lists(known, s))]
    near = next((s.number for s in sources if _counts_alike(s, members[0])), None)
    heads = [t for s in reversed(earlier) for t in known.heads(s, members[0].before)]
    shared = sum(1 for t in members if t.share is not None)
    fitting = [t for t in heads if 2 * fits(t, members) >= shared > 0]
    if not fitting and shared > 1:  # 来信200件，其中有效180件。按类型看，投诉90件，占50%……: of the 180
        inner = [t for s in reversed(earlier) for t in counts_of(s) if t.index in known.total_of]
        fitting = [t for t in inner if fits(t, members) == shared]
    return [t for t in fitting or heads if (fitting or t.sentence == near) and not goes_on(t, members)]


def _counts_alike(sentence: Sentence, member: Term) -> bool:
    """Tell whether a sentence counts the same kind of thing, if only how it changed (由8个增加到16个)."""
    near = sentence.terms[-2 * LONGEST :]
    return any(t.kind in ("count", "change") and alike(t, member) and not t.depth for t in near)


def _only_lists(known: Breakdowns, sentence: Sentence) -> bool:
    """Tell whether a sentence holds but the list of a total before it."""
    totals = [known.total_of.get(t.index) for t in counts_of(sentence)]
    return bool(totals) and all(t is not None and t.sentence < sentence.number for t in totals)


def _has_own_matter(first: Term) -> bool:
    """Tell whether a sentence says before 其中 what it is about (时限为20个工作日，其中3件延长)."""
    cue = cues.INCLUDING.search(first.before)
    return bool(cue and _OWN_MATTER.search(first.before[: cue.start()]))


def _summed_later(members: Sequence[Term], later: Sequence[Sentence]) -> bool:
    """Tell whether a list has its total in the sentence after it (…教育12件。申请总数为48件)."""
    first = next(iter(counts_of(later[0], 1)), None) if later else None
    if first is None or later[0].block != members[0].block or not cues.TOTAL_HINT.search(first.before):
        return False
    return len(members) > 1 and sum((t.value for t in members), Decimal(0)) == first.value


def goes_on(total: Term, members: Sequence[Term]) -> bool:
    """Tell whether a list goes on after it adds up to a total of another sentence, or has a total of its own."""
    if any(cues.SUMMED_UP.search(t.before) for t in members[1:]):
        return True
    parts = matching(total, members)
    rest = next((t for t in members if parts and t.index > parts[-1].index), None)
    if rest is None or rest.clause != parts[-1].clause or not same_unit(rest, parts[-1]):
        return False
    return not is_new_matter(total, rest, parts)


def contradicted(total: Term, members: Sequence[Term]) -> bool:
    """Tell whether the printed shares of a list are of another total."""
    shared = [t for t in members if t.share is not None]
    return bool(shared) and not fits(total, shared)
