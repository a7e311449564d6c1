"""Breakdowns: which figures are said to be the parts of which total.

A list is anchored by a cue (其中, 分为, 按…看, a colon, a bracket) or, without one, by its figures: a run that adds
up exactly to the figure before it, or whose printed shares fit it. Where no cue and no sum speak for a list, there
is none. Each search looks at a bounded number of terms, so that time grows linearly with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.additions import (
    covered,
    inexact,
    is_solid,
    matching,
    may_nest,
    meets,
    near_sum,
    repeats,
    slips,
    summed_before,
)
from gouji.recognition.sentences.clauses import Sentence, Term
from gouji.recognition.sentences.lists import (
    LONGEST,
    alike,
    conflict,
    counts_before,
    counts_of,
    counts_sources,
    ends_with_rest,
    in_a_list,
    in_brackets_each,
    is_channels,
    is_last,
    is_new_matter,
    is_open,
    is_rest_of,
    last_counts,
    may_be_summed,
    members_of,
    of_it,
    of_kinds,
    opening,
    plain_list,
    same_unit,
)
from gouji.recognition.sentences.shares import fits

BACK = 3  # sentences that a list may stand after its total
_ITEM = re.compile(r"\s*(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[).、]|[①-⑳])")  # (1)…, 2.…, 三、…
AHEAD = 8  # sentences that a list with one figure each may run on


@dataclass(slots=True)
class Breakdown:
    """A total and its parts. `times` counts how often a part stands for (各5条 of three channels)."""

    total: Term
    parts: list[Term]
    complete: bool
    cue: str
    times: dict[int, int] = field(default_factory=dict)


class Breakdowns:
    """The breakdowns of a document, found sentence by sentence."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        """Read all sentences in order."""
        self.found: list[Breakdown] = []
        self.total_of: dict[int, Term] = {}  # by the index of the part
        self._totals: set[int] = set()
        for position, sentence in enumerate(sentences):
            earlier = [s for s in sentences[max(0, position - BACK) : position] if sentence.number - s.number <= BACK]
            self._read(sentence, earlier, sentences[position + 1 : position + 1 + AHEAD])

    def _read(self, sentence: Sentence, earlier: list[Sentence], later: Sequence[Sentence]) -> None:
        depths: set[int] = set()  # at which a count was met
        for position, term in enumerate(sentence.terms):
            if term.kind == "count":
                if term.index not in self.total_of:
                    self._cued(sentence, position, earlier, term.depth not in depths)
                depths.add(term.depth)
        self._summed_up(sentence, earlier)
        self._continued(sentence, earlier, later)
        for position, term in enumerate(sentence.terms):
            if term.kind == "count":
                self._uncued(sentence, position)
        self._seen_again(sentence)

    # A list with a cue

    def _cued(self, sentence: Sentence, position: int, earlier: list[Sentence], first: bool) -> None:
        """Read the list that a cue before the term opens, if there is one."""
        term = sentence.terms[position]
        cue = opening(term, first)
        if not cue:
            return
        members = [t for t in members_of(sentence, position) if t.index not in self.total_of]
        if cue == "由":
            composed = [place for place, member in enumerate(members) if cues.COMPOSED.match(member.after)]
            cue, members = "分", members[: composed[0] + 1] if composed else []
        near = self._nearest(counts_before(sentence, position), term)
        if len(members) < 2 and cue == "括号":
            return
        sought = first and not near and cue != "冒号"
        far = [t for s in reversed(earlier) for t in self._heads(s, term.before)] if sought else []
        for total in [*near, *far]:
            if (parts := matching(total, members)) and (len(parts) > 1 or _may_be_one(total, parts[0], members, cue)):
                complete = len(parts) > 1 and not is_open(parts[-1], term)
                self._add(Breakdown(total, parts, complete, cue, repeats(total, parts)))
                return
        if self._by_unit(near, members, cue) or cue == "别":
            return
        if self._of_several(near, term, cue):
            return
        candidates = near[:3] or far[:2]
        for total in sorted(candidates, key=lambda total: -fits(total, members)):
            between = near[: near.index(total)] if cue == "看" and total in near else []
            told = fits(total, members) or all(t.index in self.total_of for t in between)
            if told and self._unequal(total, members, cue, bool(near)):
                return

    def _of_several(self, near: Sequence[Term], term: Term, cue: str) -> bool:
        """Tell whether a list is of more than one figure, or of one that is not printed.

        新收317件，上年结转3件，办理结果：… is of both together;
        按申请人看……；按方式看…… are two views of a total elsewhere.
        """
        if len(near) > 1 and cue == "含" and cues.JOINED_HEAD.search(near[0].before) and alike(*near[:2]):
            return near[0].index not in self.total_of  # 16个乡镇、42个部门，其中优秀12个……: of both together
        if near and cues.CARRIED_IN.search(near[0].label) and near[0].depth == term.depth and cue != "含":
            return True
        return cue == "看" and any(opening(t, True) == "看" and t.index not in self.total_of for t in near)

    def _by_unit(self, near: Sequence[Term], members: Sequence[Term], cue: str) -> bool:
        """Read lists of two units side by side (6场310人次，其中区级2场100人次，街道4场210人次)."""
        found = False
        for total in near[:2]:
            alone = [t for t in members if t.figure.unit == total.figure.unit]
            if 1 < len(alone) < len(members) and (parts := matching(total, alone)) and len(parts) == len(alone):
                self._add(Breakdown(total, parts, True, cue))
                found = True
        return found

    def _nearest(self, counts: list[Term], term: Term) -> list[Term]:
        """Put the total of a finished list before its parts, where the cue opens a clause of its own."""
        if counts and counts[0].clause != term.clause and (total := self.total_of.get(counts[0].index)):
            return [total, *(t for t in counts if t is not total)]
        return counts

    def _unequal(self, total: Term, members: list[Term], cue: str, near: bool) -> bool:
        """Add a list that does not add up to its total, if the words tie the two all the same."""
        parts = plain_list(total, members)
        if not parts or not alike(total, parts[0]) or (cue in ("冒号", "括号") and len(parts) < 2):
            return False
        added = sum((part.value for part in parts), Decimal(0))
        if _is_no_total(total) or (cue == "看" and added > 2 * total.value):
            return False
        closed = len(parts) > 1 and ends_with_rest(total, parts, members)
        fitting = fits(total, parts)
        is_open_ = is_open(parts[-1], parts[0])
        if len(parts) == 1 and added > total.value and not cues.WITHIN.search(parts[0].before):
            return False
        if inexact([total, *parts]) and len(parts) == len(members) and meets(total, parts):
            self._add(Breakdown(total, parts, not is_open_, cue))
            return True
        if added > total.value and is_channels(total, parts):
            if not near and added > 2 * total.value:
                return False
            self._add(Breakdown(total, parts, False, "渠道"))
            return True
        if (
            not near
            and not fitting
            and (added > 2 * total.value or (added * 2 < total.value and cue != "含"))
            and not closed
        ):
            return False
        viewed = (
            cue == "看" and len(parts) > 2 and 10 * added > 9 * total.value
        )  # a classification names all its classes
        divided = cue == "分" and len(parts) > 1 and not cues.WITHIN.search(parts[0].before)
        exhaustive = closed or divided or viewed or covered(total, parts)
        if added > total.value and (may_nest(parts) or _overlap(total, parts)):
            return False
        complete = (exhaustive and not is_open_) or slips(total, added)
        if added < total.value and complete and not closed and not covered(total, parts) and len(parts) < len(members):
            complete = False
        self._add(Breakdown(total, parts, complete, cue))
        return True

    # A list without a cue: its figures decide

    def _uncued(self, sentence: Sentence, position: int) -> None:
        total = sentence.terms[position]
        if total.index in self.total_of or total.value <= 0:
            return
        following = members_of(sentence, position)[1:]
        members = [t for t in following if t.index not in self.total_of]
        if self._is_broken_down(total):  # by a list further on: one right after it is another classification
            known = next(found for found in reversed(self.found) if found.total is total)
            if known.parts[0].index > total.index and _begins(members, following):
                self._exact(total, matching(total, members))
            return
        if in_a_list(sentence, position):
            return
        bracketed = in_brackets_each(sentence, position)
        if len(parts := matching(total, bracketed)) == len(bracketed) and self._exact(total, parts):
            return
        if not members or opening(members[0], False) in ("含", "分") or self._exact(total, matching(total, members)):
            return
        one = members[0]
        if len(members) == 1 and of_it(one) and not of_it(total) and alike(total, one) and one.value <= total.value:
            self._add(Breakdown(total, members, False, "的"))
            return
        self._inexact(total, members)

    def _seen_again(self, sentence: Sentence) -> None:
        """Add the second view of a total, right after the first: …, 公民18件、企业2件；网上12件、来信8件."""
        for found in [f for f in self.found[-LONGEST:] if f.complete and f.parts[-1].sentence == sentence.number]:
            last = found.parts[-1]
            following = members_of(sentence, last.index - sentence.terms[0].index)[1:]
            if not following or following[0].index in self.total_of:
                continue
            parts = matching(found.total, following)
            if following[0].clause == last.clause and not (_results(parts) and not _results(found.parts)):
                continue
            rest = following[len(parts) :]
            ends = parts and (not rest or rest[0].clause != parts[-1].clause)
            if ends and last.depth == found.total.depth and min(part.value for part in parts):
                self._exact(found.total, parts)

    def _exact(self, total: Term, parts: list[Term]) -> bool:
        """Add parts that add up, where that is more than chance."""
        if not parts or not is_solid(total, parts):
            return False
        self._add(Breakdown(total, parts, not is_open(parts[-1], parts[0]), "和", repeats(total, parts)))
        return True

    def _inexact(self, total: Term, members: list[Term]) -> None:
        """Add a list without a cue that does not add up, where its last part, its shares or its names tell."""
        parts = plain_list(total, members)
        if len(parts) < 2 or is_new_matter(total, parts[0], [total]):
            return  # 受理256件，办结255件，公开71件……: what was done is no part of what came in
        if any(conflict(total, part) for part in parts) or total.after.lstrip().startswith("、"):
            return
        added = sum((part.value for part in parts), Decimal(0))
        near = max(part.value for part in parts) <= total.value <= 2 * added and added <= 2 * total.value
        closed = near and ends_with_rest(total, parts, members) and is_rest_of(total, parts[-1])
        if total.figure.approximate and len(parts) == len(members) and meets(total, parts) and is_solid(total, parts):
            self._add(Breakdown(total, parts, True, "约"))
        elif closed and not is_channels(total, parts):
            self._add(Breakdown(total, parts, True, "其他"))
        elif fits(total, parts) > 1 or (fits(total, parts) and all(part.share for part in parts)):
            self._add(Breakdown(total, parts, covered(total, parts), "占比"))
        elif cue := _named(total, parts, len(parts) == len(members), near and added > total.value):
            self._add(Breakdown(total, parts, False, cue))

    def _is_broken_down(self, total: Term) -> bool:
        """Tell whether a total has its parts; what a bracket names of it (含上年结转3件) leaves room for them."""
        own = [found for found in self.found[-LONGEST:] if found.total is total]
        return total.index in self._totals and any(
            found.complete or found.parts[0].depth == total.depth for found in own
        )

    # A list in a later sentence than its total

    def _continued(self, sentence: Sentence, earlier: list[Sentence], later: Sequence[Sentence]) -> None:
        start = next((i for i, t in enumerate(sentence.terms) if t.kind == "count" and t.depth == 0), None)
        if start is None or not earlier:
            return
        first = sentence.terms[start]
        if first.index in self._totals or first.index in self.total_of:
            return
        members = members_of(sentence, start)
        spread = members + [
            t
            for s in later
            if (s.block == sentence.block or _ITEM.match(s.text)) and len(counts_of(s)) == 1
            for t in counts_of(s)
        ]
        for total in (t for s in reversed(earlier) for t in self._heads(s, first.before)):
            for run in (members, spread):
                parts = matching(total, run)
                if parts and is_solid(total, parts) and (total.value >= 10 or len(parts) > 2):
                    self._add(Breakdown(total, parts, True, "后文", repeats(total, parts)))
                    return
                parts = plain_list(total, run, across=True)
                if (
                    len(parts) > 1
                    and parts[0].value != total.value
                    and alike(total, parts[0])
                    and fits(total, parts) > 1
                ):
                    self._add(Breakdown(total, parts, covered(total, parts), "占比"))
                    return

    # A total after its parts

    def _summed_up(self, sentence: Sentence, earlier: list[Sentence]) -> None:
        for position, total in enumerate(sentence.terms):
            if total.kind != "count" or total.depth or total.value <= 0:
                continue
            explicit = bool(cues.TOTAL_EXPLICIT.search(total.before))
            if total.index in self._totals and not explicit:
                continue
            inside = self._before(sentence, position)
            joined = any(cues.JOINED.search(t.before[-12:]) for t in inside[:2])
            told = cues.TOTAL_HINT.search(total.before) or cues.TOTAL_AFTER.match(total.after)
            hinted = explicit or joined or bool(told)
            if hinted or (not inside and position == 0):
                far = [t for s in reversed(earlier) for t in last_counts(s) if self._free(t)]
                candidates = [*inside, *far]
                items = [t for t in candidates if not counts_sources(t, total)]
                parts = summed_before(total, candidates, hinted) or summed_before(total, items, hinted)
                if parts and self._free(total):
                    self._add(Breakdown(total, parts, True, "合计", repeats(total, parts)))
                    continue
            direct = list(reversed(inside))
            nearly = cues.IN_ALL.search(total.before) and len(direct) > 2 and near_sum(total, direct)
            if explicit and inexact([total, *direct]) and _all_told(total, direct) and meets(total, direct):
                self._add(Breakdown(total, direct, True, "合计"))
            elif (explicit or nearly) and is_last(sentence, position) and may_be_summed(total, direct):
                self._add(Breakdown(total, direct, True, "合计"))

    def _before(self, sentence: Sentence, position: int) -> list[Term]:
        """Return the counts before a total that are no part of another; where all stand in brackets, those."""
        outside = [t for t in counts_before(sentence, position, LONGEST) if self._free(t)]
        near = sentence.terms[max(0, position - LONGEST) : position]
        return outside or [t for t in reversed(near) if t.kind == "count" and t.depth == 1]

    def _free(self, term: Term) -> bool:
        return term.index not in self.total_of

    def _heads(self, sentence: Sentence, words: str) -> Iterator[Term]:
        """Yield the figures of a sentence that a later list may break down: those that its words name, then totals."""
        counts = counts_of(sentence)
        yield from (t for t in counts if t.index in self.total_of and 1 < len(t.label) < 12 and t.label in words)
        yield from (t for t in counts if t.index in self._totals)
        yield from (t for t in counts if t.index not in self._totals and t.index not in self.total_of)
        yield from (t for t in counts if t.index in self.total_of and cues.DONE.search(t.label))

    def _add(self, breakdown: Breakdown) -> None:
        self.found.append(breakdown)
        self._totals.add(breakdown.total.index)
        for part in breakdown.parts:
            self.total_of.setdefault(part.index, breakdown.total)


def _begins(members: Sequence[Term], following: Sequence[Term]) -> bool:
    """Tell whether free figures begin a list: right after the total, or with a clause of their own."""
    if not members:
        return False
    place = following.index(members[0])
    return not place or following[place - 1].clause != members[0].clause


def _all_told(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether round figures are the parts of the 合计 after them: of one unit, and all are round."""
    return len(parts) > 1 and all(
        same_unit(total, part) and not conflict(total, part) and inexact([part]) for part in parts
    )


def _results(parts: Sequence[Term]) -> bool:
    """Tell whether all parts are named by what was decided (予以公开5件，不予公开2件)."""
    return all(cues.RESULT.search(part.label) for part in parts)


def _named(total: Term, parts: Sequence[Term], whole: bool, exceeds: bool) -> str:
    """Return what tells that the parts are some of the total: words after them, channels, kinds, or a near sum."""
    if whole and cues.LISTED.match(parts[-1].after):
        return "含"
    if exceeds and all(cues.CHANNELS.search(part.label) for part in parts):
        return "渠道" if whole and not cues.CHANNELS.search(total.label) else ""
    if of_kinds(total, parts):
        return "类"
    return "近" if whole and len(parts) > 2 and near_sum(total, parts) else ""


def _may_be_one(total: Term, part: Term, members: Sequence[Term], cue: str) -> bool:
    """Tell whether one part may equal its total (175条，其中业务类175条)."""
    return cue in ("含", "分", "看") and same_unit(total, part) and len(plain_list(total, members)) == 1


def _is_no_total(total: Term) -> bool:
    """Tell whether a figure is itself what was left over: 其他6件, 上年结转3件."""
    return any(cue.search(total.label) for cue in (cues.CARRIED_IN, cues.CARRIED_OUT)) or bool(
        cues.REST.match(total.label)
    )


def _overlap(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether one thing may be in several parts: the words say so, or one part is the whole again."""
    again = len(parts) > 2 and total.value >= 10 and any(part.value == total.value for part in parts)
    return again or bool(cues.MANIFOLD.search(parts[-1].after))
