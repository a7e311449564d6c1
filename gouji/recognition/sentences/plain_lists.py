"""Lists without a cue: their figures decide, in the sentence of their total or in later ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.additions import (
    covered,
    is_done_of_received,
    is_solid,
    matching,
    meets,
    repeats,
)
from gouji.recognition.sentences.breakdowns import Breakdown, Breakdowns
from gouji.recognition.sentences.earlier import contradicted
from gouji.recognition.sentences.evidence import (
    begins,
    holds_twice,
    is_channels,
    is_no_total,
    is_rest_of,
    named,
    of_it,
    results,
    says_anew,
)
from gouji.recognition.sentences.lists import (
    LINE,
    LONGEST,
    alike,
    conflict,
    counts_of,
    in_a_list,
    in_brackets_each,
    is_open,
    lines_after,
    members_of,
    opening,
    same_unit,
    what_is_left,
)
from gouji.recognition.sentences.membership import ends_with_rest, is_new_matter, plain_list
from gouji.recognition.sentences.nesting import outcomes_of
from gouji.recognition.sentences.shares import fits
from gouji.recognition.sentences.terms import Sentence, Term

_ITEM = re.compile(r"\s*(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[).、]|[①-⑳])")  # (1)…, 2.…, 三、…

_AMONG = re.compile(r"^[,;]([^,;。、\d]{2,10})[中里](?=[^,;。\d]{0,10}$)")
_AT_THE_END = re.compile("年底|[年期季月]末|现有|现存|尚存|还有")


def read_uncued(known: Breakdowns, sentence: Sentence, position: int, later: Sequence[Sentence]) -> None:
    """Read the list that the figure at `position` begins: parts that add up to it, or nearly, without a cue."""
    total = sentence.terms[position]
    if total.value <= 0:
        return
    if total.index in known.total_of:
        _ended(known, sentence, position)
        return
    following = members_of(sentence, position)[1:]
    members = [t for t in following if t.index not in known.total_of]
    if known.is_broken_down(total):  # by a list further on: one right after it is another classification
        broken = next(found for found in reversed(known.found) if found.total is total)
        if broken.parts[0].index > total.index and begins(members, following):
            _exact(known, total, matching(total, members))
        return
    if in_a_list(sentence, position):
        return
    bracketed = in_brackets_each(sentence, position)
    if len(parts := matching(total, bracketed)) == len(bracketed) and _exact(known, total, parts):
        return
    if not members or opening(members[0], False) in ("含", "分") or _exact(known, total, matching(total, members)):
        return
    onward = what_is_left(sentence, later)
    if onward and _exact(known, total, matching(total, [*members, *onward])):
        return
    if one := _among(sentence, position) or _one_part(total, members):
        known.add(Breakdown(total, one, False, "的"))
        return
    _inexact(known, total, [t for t in members if not cues.RUNNING.search(t.label)])


def _ended(known: Breakdowns, sentence: Sentence, position: int) -> None:
    """Read how parts of a list ended, disputes or what was passed on (争议11件，其中复议7件，维持6件、未结1件；诉讼4件，……)."""
    total = sentence.terms[position]
    following = members_of(sentence, position)[1:]
    among = matching(total, following if cues.OF_THESE_FIRST.match(total.after) else _named_later(total, following))
    ended = among if len(among) > 1 else outcomes_of(total, following) or _settled(total, following)
    if ended and total.index not in known.totals and all(known.is_free(t) for t in ended):
        known.add(Breakdown(total, ended, True, "和"))


def _named_later(total: Term, following: Sequence[Term]) -> Sequence[Term]:
    """Return the figures from where an item is named again (主办41件、会办45件，主办件中A类36件、B类5件)."""
    for place, term in enumerate(following):
        name = _AMONG.match(term.before)
        if name and name[1].rstrip("件条的类") == total.label.removeprefix("其中"):
            return following[place:]
    return []


def _settled(total: Term, following: Sequence[Term]) -> list[Term]:
    """Return the figures right after that say how all of this one was settled (直办20件，派单6件，按时办结5件，超时办结1件)."""
    parts = matching(total, following)
    told = all(cues.DONE.search(t.label) or cues.OUTCOME.search(t.label) for t in parts)
    return parts if len(parts) > 1 and told and parts[0] is following[0] and is_solid(total, parts) else []


def _one_part(total: Term, members: Sequence[Term]) -> list[Term]:
    """Return the one figure after a total that its words make a part of it (停水公告41条在内, 现场的3人)."""
    one = members[0]
    told = cues.COUNTED_IN.match(one.after) or cues.REST_ELSEWHERE.match(one.after)
    said = told or (of_it(one) and not total.label.rstrip("有为是共").endswith("的"))
    return [one] if len(members) == 1 and said and alike(total, one) and one.value <= total.value else []


def _among(sentence: Sentence, position: int) -> list[Term]:
    """Return the figure right after that is some of this one (110个部门中有103个公开), unless a rate says so, too."""
    total, following = sentence.terms[position], sentence.terms[position + 1 : position + 3]
    near = [*sentence.terms[max(0, position - 1) : position], *following]
    if not following or following[0].kind != "count" or any(t.kind == "rate" for t in near):
        return []
    part = following[0]
    some = cues.OF_THE_LAST.search(part.before) and same_unit(total, part) and part.value <= total.value
    return [part] if some else []


def read_again(known: Breakdowns, sentence: Sentence) -> None:
    """Add the second view of a total, right after the first: …, 公民18件、企业2件；网上12件、来信8件."""
    for found in [f for f in known.found[-LONGEST:] if f.complete and f.parts[-1].sentence == sentence.number]:
        last = found.parts[-1]
        following = members_of(sentence, last.index - sentence.terms[0].index)[1:]
        if len(following) > 1 and not alike(found.total, following[0]):
            following = following[1:]  # 参与提案的委员403人
        if not following or following[0].index in known.total_of:
            continue
        parts = matching(found.total, following)
        if following[0].clause == last.clause and not (results(parts) and not results(found.parts)):
            continue
        rest = following[len(parts) :]
        ends = parts and (not rest or rest[0].clause != parts[-1].clause)
        if ends and last.depth == found.total.depth and min(part.value for part in parts):
            _exact(known, found.total, parts)


def _exact(known: Breakdowns, total: Term, parts: list[Term]) -> bool:
    """Add parts that add up, where that is more than chance."""
    if not parts or not is_solid(total, parts):
        return False
    if total.share is not None and all(part.share for part in parts) and not fits(total, parts):
        return False  # 投诉90件，占50%；咨询54件，占30%；建议36件，占20%: one list of something else
    if opening(total, False) == "含" and len(parts) == 2:
        return False  # 其中新增政务栏目4个，服务栏目2个，互动栏目2个: the first of a list
    if total.after.startswith("、") and len(parts) == 2 and not parts[-1].before.startswith("、"):
        return False  # 文件10件、办法1件，解读9件次: by chance
    known.add(Breakdown(total, parts, not is_open(parts[-1], parts[0]), "和", repeats(total, parts)))
    return True


def _inexact(known: Breakdowns, total: Term, members: list[Term]) -> None:
    """Add a list without a cue that does not add up, where its last part, its shares or its names tell."""
    parts = plain_list(total, members)
    if len(parts) < 2 or is_new_matter(total, parts[0], [total]):
        return  # 受理256件，办结255件，公开71件……: what was done is no part of what came in
    within = bool(cues.OF_THESE_FIRST.match(total.after)) and parts[0].index == total.index + 1
    if (_stands_beside(total, parts) and not within) or total.after.lstrip().startswith("、"):
        return
    added = sum((part.value for part in parts), Decimal(0))
    near = max(part.value for part in parts) <= total.value <= 2 * added and added <= 2 * total.value
    closed = near and ends_with_rest(total, parts, members) and is_rest_of(total, parts[-1])
    if total.figure.approximate and len(parts) == len(members) and meets(total, parts) and is_solid(total, parts):
        known.add(Breakdown(total, parts, True, "约"))
    elif closed and not is_channels(total, parts):
        known.add(Breakdown(total, parts, True, "其他"))
    elif fits(total, parts) > 1 or (fits(total, parts) and all(part.share for part in parts)):
        known.add(Breakdown(total, parts, covered(total, parts), "占比"))
    elif cue := named(total, parts, _is_whole(parts, members), near and added > total.value):
        known.add(Breakdown(total, parts, False, cue))
    elif within and added <= total.value and same_unit(total, parts[0]):
        known.add(Breakdown(total, parts, False, "含"))  # 在答复的77件中，公开43件，部分公开21件


def _stands_beside(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether figures are of another matter than the one before them, or of another time."""
    if any(_AT_THE_END.search(part.label) for part in parts):
        return True  # 年初85个，注销12个、新开3个，年底为76个
    if results([total]) and results(parts):
        return True  # 公开184件，部分公开18件，无法提供57件: outcomes side by side
    return any(conflict(total, part) or is_no_total(part, rest=False) for part in parts)


def _is_whole(parts: Sequence[Term], members: Sequence[Term]) -> bool:
    """Tell whether no figure goes on with a list, in its clause."""
    following = next(iter(members[len(parts) :]), None)
    return following is None or following.clause != parts[-1].clause


def read_continued(known: Breakdowns, sentence: Sentence, earlier: list[Sentence], later: Sequence[Sentence]) -> None:
    """Read the list that a sentence holds, or begins, of a total in one of the sentences before it."""
    start = next((i for i, t in enumerate(sentence.terms) if t.kind == "count" and t.depth == 0), None)
    if start is None or not earlier:
        return
    first = sentence.terms[start]
    if first.index in known.total_of:
        return
    members = [t for t in members_of(sentence, start) if known.is_free(t)]
    runs = [members, members + _spread(sentence, later)]
    lines = members + lines_after(later) if members == [first] and len(sentence.text) <= LINE else []
    for total in (t for s in reversed(earlier) for t in known.heads(s, first.before)):
        for run in [*runs, *([lines] if total.sentence == sentence.number - 1 else [])]:
            if parts := _continued(known, total, run):
                known.add(Breakdown(total, parts, True, "后文", repeats(total, parts)))
                return
            parts = plain_list(total, run, across=True)
            fitting = fits(total, parts) > 1 and parts[0].share is not None
            if fitting and parts[0].value != total.value and alike(total, parts[0]):
                known.add(Breakdown(total, parts, covered(total, parts), "占比"))
                return


def _spread(sentence: Sentence, later: Sequence[Sentence]) -> list[Term]:
    """Return the figures of the sentences with which a list goes on, one figure each."""
    found: list[Term] = []
    for following in later:
        counts = counts_of(following)
        if len(counts) == 1 and (following.block == sentence.block or _ITEM.match(following.text)):
            found += counts
    return found


def _continued(known: Breakdowns, total: Term, run: Sequence[Term]) -> list[Term]:
    """Return the figures that add up to a total of an earlier sentence, where that is more than chance."""
    parts = matching(total, run)
    if not parts or not is_solid(total, parts) or (total.value < 10 and len(parts) < 3):
        return []
    if parts[0].index in known.totals and not all(cues.CHANNELS.search(part.label) for part in parts):
        return []  # but: 共444条。网站118条，其中……。公众号294条。视频号32条。
    chance = holds_twice(parts) or is_done_of_received(parts) or contradicted(total, parts)
    return [] if chance or says_anew(total, parts[0]) else parts
