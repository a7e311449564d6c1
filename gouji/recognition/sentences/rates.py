"""What was done of what came in: 办结率, 电子化率, 均已答复."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.lists import counts_sources
from gouji.recognition.sentences.shares import NEAREST, fit
from gouji.recognition.sentences.terms import Sentence, Term, relation
from schemas.records import Tie

BRIEF = 14  # characters before a rate that speaks of the sentence before it
NEAR, CLAUSE = 9, 24  # counts that are tried as the answer to one; characters of a clause that says so
_RATE_VERBS = ("办结", "答复", "回复", "办复", "公开", "办理", "受理", "解读", "处理", "面复", "采纳")
_NOT = ("不", "未", "没有", "尚未", "不予", "未能", "未按期", "未按时")
_CAME_IN = re.compile(
    r"收|受理|接|承办|提问|提出|复议|诉讼|申请|制[发定]|出台|印发|发生|应[办公]|到期|来信|留言|信访|"
    r"发现|查出|排查|征集|交办|转办"
)
_SETTLED = re.compile(
    r"已办|办结|答复|回复|办理|办复|维持|驳回|审结|处理|解决|落实|公开|解读|撤销|整改|修复|采纳|办[毕完]|处理完"
)
_ASKED = re.compile(
    cues.RECEIVED.pattern
    + "|征集|征求|发现|查出|排查|抽查|检查|抽检|承办|发[放出]|(?<![相供响反适对回效])应(?![急对用诉聘邀变])"
)
_DUE, _ACTUAL = re.compile("应(?:当|予以|主动|依法)?公开"), re.compile("实际|已")  # 应公开78家，实际公开75家
_ALL_TOLD = re.compile(  # a sentence that says no more
    r"(?:[^,。;\d]{0,20},(?=(?:上述|以上|所有)))?(?:目前|现|已|以上|上述|[受收][理到]的|公开|[申请事项件]{1,4}|所有)*(?:均|全部|都|皆|悉数)[^,。;\d]{0,10}(?:办结|答复|回复|办理|办复|处理)(?:完毕|完成|到位|并[^,。;\d]{1,8})?(?:[。;]|,[^。;\d]{0,40}[。;])"
)
_ANNOUNCED = re.compile(_ASKED.pattern + "|全年|本年|共")  # 办结率100%，共受理89件: of what follows
_TIMELY = re.compile(r"按[时期]|及时|到期|时限|限时|如期|法定")
_CLOSING = re.compile("[,;:)]|$")
_DONE_ONLY = re.compile(
    r"(?:[^,。;]{0,4}(?:申请|事项|诉求|留言))?(?:其中|直接|当场|实际|目前|现|共|已|均|全部|全年|按时|按期|及时|应)*(?:办结|答复|回复|办复|办理|受理|解读|处理|采纳)(?:申请|事项|件|了|数)?"
)
_DONE_AGAIN = re.compile(r"(?:实际|共|已|总共|全年|当年)*(?:办结|答复|回复)(?:了|数为?)?")


def find_rates(sentences: Sequence[Sentence], taken: set[int], total_of: Mapping[int, Term]) -> Iterator[Tie]:
    """Yield the rates named by a word (办结率, 电子化) with the pair of figures that they relate, or their whole.

    Args:
        sentences: the sentences with figures.
        taken: indices of percentages already read as shares.
        total_of: the total of each part, by the index of the part.
    """
    for position, sentence in enumerate(sentences):
        for place, rate in enumerate(sentence.terms):
            if rate.kind != "rate" or rate.index in taken or not _is_rate(rate):
                continue
            counts = [t for t in sentence.terms[max(0, place - 4 * NEAREST) : place] if t.kind == "count"][-NEAREST:]
            following = next((t for t in sentence.terms[place + 1 : place + 2] if t.kind == "count"), None)
            announced = following is not None and _ANNOUNCED.search(following.label)
            brief = not announced and len(rate.before.strip()) <= BRIEF and _names_verb(rate)
            if not counts and position and brief and sentences[position - 1].number >= sentence.number - 2:
                counts = [t for t in sentences[position - 1].terms[-4 * NEAREST :] if t.kind == "count"][-NEAREST:]
            pair = _pair(rate, counts) or _pair_before(rate, counts, sentences[max(0, position - 2) : position])
            first = not any(t.kind == "count" for t in sentence.terms[max(0, place - NEAREST) : place])
            after = None if pair else _pair_after(rate, sentence.terms[place + 1 : place + 3])
            if after and (first or fit(rate, *after)):
                pair, counts = after, [*after]
            pair = pair or _bracketed(rate, counts, sentence.terms[place + 1 : place + 2])
            pair = pair or _of_its_list(rate, counts, total_of)
            if pair and not fit(rate, *pair) and _is_left(sentence, place):
                pair, counts = None, []
            if pair:
                part, whole = pair
                yield relation("rate", sentence, [part], [whole], rate, cue=_name(rate))
            equal = pair is None or pair[0].value == pair[1].value
            if rate.value == 100 and counts and equal and not _satisfied(rate):
                whole = pair[1] if pair else _outermost(counts[-1], total_of) or _done_whole(counts)
                yield relation("all", sentence, [whole], pair[:1] if pair else (), rate, cue=_name(rate))


def _is_rate(rate: Term) -> bool:
    words = rate.before[-20:]
    return bool(cues.FULL_RATE.search(words)) and not cues.GROWTH.search(re.sub("多少", "", words))


def _name(rate: Term) -> str:
    found = re.findall(r"[^,。;:、()的]{0,8}(?:率|化|度|比例|占)", rate.before[-20:])
    return found[-1] if found else ""


def _names_verb(rate: Term) -> bool:
    name = _name(rate)
    return any(verb in name for verb in _RATE_VERBS) or bool(re.search("化|合格|满意", name))


def _satisfied(rate: Term) -> bool:
    """Tell whether a rate is only of opinion or quality, which no count tells (满意率), not of what was done, too."""
    names = re.findall(r"[^,。;:、()和]{1,8}[率化度]", rate.before[-20:]) or [_name(rate)]
    return all(cues.SATISFIED.search(name) for name in names)


def _pair(rate: Term, counts: Sequence[Term]) -> tuple[Term, Term] | None:
    """Return what was done and what was received, where both are printed and the words pair them."""
    name = _name(rate)
    if len(counts) < 2 or (cues.SATISFIED.search(name) and not _named(name, counts)):
        return None
    verb = next((verb for verb in _RATE_VERBS if verb in name), "") or _named(name, counts)
    for place in range(len(counts) - 1, 0, -1):
        part = counts[place]
        said = part.label + _CLOSING.split(part.after, maxsplit=1)[0]  # 110个部门中有103个公开了预算
        if (verb and verb not in said) or (not verb and place < len(counts) - 1) or _denied(verb, name, said):
            continue
        for whole in reversed(counts[:place]):
            if whole.family == part.family and whole.value >= part.value and fit(rate, part, whole):
                return part, whole
        if verb and verb not in part.label:
            continue
        whole = counts[place - 1]
        timely = _TIMELY.search(name + part.label)
        carried = any(cues.CARRIED_OUT.search(t.label) or cues.CARRIED_IN.search(t.label) for t in counts)
        asked = [t for t in counts[:-1] if t.figure.unit == part.figure.unit and _ASKED.search(t.label)]
        alone = part is counts[-1] and asked == [whole]  # 对62个网站检查4轮，发现问题137个，整改134个: of the 137
        decided = verb and alone and not timely and not carried
        due = _DUE.search(whole.label) and _ACTUAL.search(part.label)
        if decided and whole.figure.unit == part.figure.unit and (verb != "公开" or due):
            return part, whole
    last = counts[-1]  # 公开21件，制发总数25件，公开率84%
    done = [t for t in counts[:-1] if verb and verb in t.label and t.figure.unit == last.figure.unit]
    return next(((t, last) for t in reversed(done) if t.value < last.value and fit(rate, t, last)), None)


def _pair_before(rate: Term, counts: Sequence[Term], earlier: Sequence[Sentence]) -> tuple[Term, Term] | None:
    """Return what was done and, from a sentence before, what came in, where the rate fits the two."""
    name = _name(rate)
    if not counts or not any(verb in name and _DONE_ONLY.fullmatch(counts[-1].label) for verb in _RATE_VERBS):
        return None
    part = counts[-1]
    near = (t for s in reversed(earlier) for t in reversed(s.terms[-NEAREST:]) if t.kind == "count")
    whole = (t for t in near if t.figure.unit == part.figure.unit and _ASKED.search(t.label))
    return next(((part, t) for t in whole if t.value >= part.value and fit(rate, part, t)), None)


def _pair_after(rate: Term, following: Sequence[Term]) -> tuple[Term, Term] | None:
    """Return the pair that follows a rate named first: 答复率100%：收到申请37件，答复37件."""
    announced = rate.after.lstrip()[:1] in (":", "(")
    if [t.kind for t in following] != ["count", "count"]:
        return None
    whole, part = following
    if cues.OF_THESE.match(whole.after) and part.value <= whole.value and fit(rate, part, whole):
        return part, whole  # 完成率97.3%，即37个问题中有36个整改
    if not _ASKED.search(whole.label):
        return None
    pair = _pair(rate, following)
    return pair if pair and (announced or fit(rate, *pair)) else None


def _bracketed(rate: Term, counts: Sequence[Term], following: Sequence[Term]) -> tuple[Term, Term] | None:
    """Return the pair whose part is in a bracket after the rate: 47家单位……，更新率95.7%（45家）."""
    for part in following:
        if part.kind == "count" and part.depth == rate.depth + 1 and part.before.strip() in ("(", "(即", "(共"):
            fitting = (t for t in reversed(counts) if t.figure.unit == part.figure.unit and t.value >= part.value)
            return next(((part, whole) for whole in fitting if fit(rate, part, whole)), None)
    return None


def _of_its_list(rate: Term, counts: Sequence[Term], total_of: Mapping[int, Term]) -> tuple[Term, Term] | None:
    """Return the part of a list that a rate names in full, and its total: 412件，主动公开198件，……，主动公开率48.1%."""
    name = _name(rate)
    parts = [t for t in counts if t.index in total_of and len(t.label) > 2 and f"{t.label}率" in name]
    if len(parts) != 1 or _TIMELY.search(name):
        return None
    return parts[0], total_of[parts[0].index]


def _is_left(sentence: Sentence, place: int) -> bool:
    """Tell whether the sentence goes on with what is not due yet (办结60件，办结率100%，另有2件尚在期限内)."""
    return any(cues.CARRIED_OUT.search(term.label) for term in sentence.terms[place + 1 : place + 3])


def _denied(verb: str, name: str, said: str) -> bool:
    """Tell whether a figure counts what was not done, of which the rate is the rest (不合格5个，合格率90%)."""
    return bool(verb) and any(f"{word}{verb}" in said and f"{word}{verb}" not in name for word in _NOT)


def _named(name: str, counts: Sequence[Term]) -> str:
    """Return the word before 率 where one of the last counts is of it (合格9家，合格率90%)."""
    found = re.search(r"([^,、]{2})率$", name)
    return found[1] if found and any(found[1] in t.label for t in counts[-3:]) else ""


def _outermost(part: Term, total_of: Mapping[int, Term]) -> Term | None:
    """Return the total of a part, or of the list around its list: a rate after nested lists is of all of it."""
    total = total_of.get(part.index)
    for _ in range(3):
        total = total and total_of.get(total.index, total)
    return total


def _done_whole(counts: Sequence[Term]) -> Term:
    """Return what a rate of 100 % is of: what was received, where the count next to it is of what was done."""
    if len(counts) > 1 and counts_sources(counts[-1], counts[-2]):
        return counts[-2]
    if not cues.DONE.search(counts[-1].label):
        return counts[-1]
    return next((t for t in reversed(counts) if cues.RECEIVED.search(t.label)), counts[-1])


def find_alls(sentences: Sequence[Sentence], total_of: Mapping[int, Term]) -> Iterator[Tie]:
    """Yield what was said to be done with all of a count (均已按期答复), or with as many as came in."""
    for sentence, later in zip_longest(sentences, sentences[1:]):
        assert sentence is not None  # it is the longer of the two
        counts = [term for term in sentence.terms if term.kind == "count"]
        yield from _told_later(sentence, counts, later)
        for place, term in enumerate(counts):
            beside = total_of.get(term.index)  # 房屋征收12条、社区事务公开12条: two items of one list
            later_on = (
                t for t in counts[place + 1 : place + NEAR] if not beside or total_of.get(t.index) is not beside
            )
            if part := next((t for t in later_on if _pairs(term, t)), None):
                yield relation("all", sentence, [term], [part], cue="同数")
            if not (words := _said_of_all(term, sentence) or _said_past(term, sentence)):
                continue
            if part := _said_done(counts[place + 1 : place + NEAR]):
                yield relation("all", sentence, [term], [part], cue=words)
                continue
            sources = place and counts_sources(term, counts[place - 1])  # 146件分给31家单位，全都按期答复
            for whole in (counts[place - 1] if sources else term, total_of.get(term.index)):
                if whole is not None:
                    yield relation("all", sentence, [whole], cue=words)


def _told_later(sentence: Sentence, counts: Sequence[Term], later: Sentence | None) -> Iterator[Tie]:
    """Yield what the next sentence says of all that came in: 答复15件, or 全部办结 and no more."""
    came_in = next((term for term in counts if cues.RECEIVED.search(term.label)), None)
    answered = _first_count(later) if later and later.block == sentence.block else None
    if answered and came_in and came_in is counts[0] and _pairs(came_in, answered):
        yield relation("all", sentence, [came_in], [answered], cue="同数", until=later)
    if came_in and (told := _ALL_TOLD.match(sentence.next_words)):
        yield relation("all", sentence, [came_in], cue=told[0])


def _first_count(sentence: Sentence) -> Term | None:
    return next((term for term in sentence.terms if term.kind == "count"), None)


def _said_of_all(term: Term, sentence: Sentence, past_bracket: bool = False) -> str:
    """Return the word (均, 全部, 按期) that says of all of a count that it was done, or nothing.

    Its clause must close before the next figure: 已办结60条 speaks of the 60 that follow. What stands after the
    bracket of a term speaks of the figure before the bracket, and is asked for by `past_bracket`.
    """
    bracket = term.after.find(")") + 1 if term.depth else 0
    if past_bracket and not bracket:
        return ""
    found = cues.ALL.search(term.after, bracket if past_bracket else 0)
    if found and bracket and found.start() >= bracket and not past_bracket:
        return ""
    closed = _CLOSING.search(term.after, found.end()) if found else None
    if found is None or closed is None or not (closed[0] or term is sentence.terms[-1]):
        return ""
    clause = term.after[found.start() : min(closed.end(), found.end() + CLAUSE)]
    return found[0] if cues.ALL_DONE.search(clause) else ""


def _said_past(term: Term, sentence: Sentence) -> str:
    """Return the same where nothing, a change, its share or its bracket stands between.

    As in: 受理19件，同比减少3%，均按期答复; 答复9件（含上年结转2件），均按期办结.
    """
    place = term.index - sentence.terms[0].index + 1
    for following in sentence.terms[place : place + NEAR]:
        inside = following.depth > term.depth and following.opener == term.index
        excepted = "除" in following.before and "外" in following.after[:12]  # 85件，除2件结转外，均已答复
        nothing = following.kind in ("zero", "change") or (following.kind == "count" and not following.value)
        grown = following.kind == "rate" and cues.GROWTH.search(following.before)
        if not (inside or grown or excepted or nothing or following is term.share):
            break
        if words := _said_of_all(following, sentence, past_bracket=inside):
            return words
    return ""


def _said_done(following: Sequence[Term]) -> Term | None:
    """Return the number that was done where it is said again (均已办结，共办结15件) and nothing was carried over."""
    if not following or any(cues.CARRIED_IN.search(t.label) or cues.CARRIED_OUT.search(t.label) for t in following):
        return None
    return following[0] if _DONE_AGAIN.fullmatch(following[0].label) and following[0].family == "件" else None


def _pairs(whole: Term, part: Term) -> bool:
    """Tell whether a figure says that all of the figure before it was answered (收到13件，答复13件)."""
    return (
        whole.value == part.value != 0
        and bool(_CAME_IN.search(whole.label))
        and whole.family == part.family
        and not whole.figure.approximate
        and bool(_SETTLED.search(part.label))
    )
