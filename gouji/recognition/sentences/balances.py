"""Requests that came in, were carried over, were answered and are still open: 新收 + 结转 = 办结 + 顺延."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.lists import same_unit
from gouji.recognition.sentences.terms import Sentence, Term, relation
from schemas.records import Tie

EXCEPTED = 6  # counts before 除…外 that may be what something is excepted from
SPAN = 2  # sentences after the one that says what came in
WINDOW = 32  # terms of one balance, brackets and all
_INSIDE = re.compile(r"(?<![不未])含|其中|包括|包含|里面|当中|内有|连同")
_OTHER_MATTER = re.compile(r"复议|诉讼|提案|建议|咨询|培训|会议|规范性文件")
_PLATFORM = re.compile(r"^[^,。;]{0,24}(?:平台|热线|网站|系统)")  # its name tells what it is for, not what came in
_MARK = re.compile("[,;:。(、]")
_DONE_ONLY = re.compile(r"^[^收受接增]*(?:办[结完]|答复|回复)[^收受接增]*$")  # 办结申请214件 is not what came in
_HANDLED = re.compile(
    r"(?:处理|办理)[^,。;]{0,24}(?:留言|来信|信件|咨询|投诉|诉求|工单|申请)"
)  # 处理留言16条，已回复15条
_EXCEPT = re.compile(r"除(?:去|了|开)?[^。;]{0,20}$")
_OTHERS = re.compile(r"(?:其他|其它|其余|余下|剩余|剩下)[^。;]{0,20}$")


@dataclass
class _Roles:
    """The figures of a passage by what they say of the requests; of some there may be several."""

    received: Term | None = None
    also: list[Term] = field(default_factory=list)  # 公民申请83件、企业申请12件: more of what came in
    carried_in: Term | None = None
    inside: bool = False  # the carried-in ones are counted in the received ones
    done: list[Term] = field(default_factory=list)
    carried_out: list[Term] = field(default_factory=list)
    outcomes: list[Term] = field(default_factory=list)  # 予以公开, 不予公开, …

    @property
    def told(self) -> bool:
        """Tell whether enough is printed: what was done, or decided, and what was carried over."""
        return bool(self.done or len(self.outcomes) > 1) and bool(self.carried_in or self.carried_out)

    @property
    def in_doubt(self) -> bool:
        """Tell whether 连同 leaves open if what was carried in is counted in what came in, or comes on top of it."""
        return self.inside and self.carried_in is not None and "连同" in self.carried_in.before


def find_balances(sentences: Sequence[Sentence], total_of: Mapping[int, Term]) -> Iterator[Tie]:
    """Yield the balances that a sentence, or one and the next, state.

    Printed in full (four figures, or three with 含) the balance must hold. With a figure missing it is only read
    where it holds: what is not printed may be what is missing.

    Args:
        sentences: the sentences with figures.
        total_of: the total of each part, by the index of the part (网上收到105件，快递17件，共122件).
    """
    taken: set[int] = set()
    for position, sentence in enumerate(sentences):
        for far, terms in enumerate(_spans(sentence, sentences[position + 1 : position + 1 + SPAN])):
            tie = _balance(terms, sentence, taken, total_of, far < SPAN) or _excepted(terms, sentence, taken)
            if tie:
                yield tie
                break


def _spans(sentence: Sentence, following: Sequence[Sentence]) -> Iterator[list[Term]]:
    """Yield the terms of a sentence, then with those of the sentences right after it that may go on with its balance."""
    terms = sentence.terms[:WINDOW]
    yield terms
    if any(_came_in(t) and not t.value for t in terms):
        return  # nothing came in
    for place, later in enumerate(following, 1):
        if later.block != sentence.block or later.number != sentence.number + place:
            return
        if any(_came_in(t) for t in later.terms[:WINDOW]):
            return  # it has a balance of its own
        terms = [*terms, *(t for t in later.terms[:WINDOW] if same_unit(t, terms[0]) or t.kind == "zero")]
        yield terms


def _balance(
    terms: Sequence[Term], sentence: Sentence, taken: set[int], total_of: Mapping[int, Term], close: bool
) -> Tie | None:
    """Return the balance of these terms; where they are not `close` to one another, only one that holds."""
    roles = _roles(terms, taken)
    whole = total_of.get(roles.received.index) if roles.received else None
    if whole and total_of.get(roles.carried_in.index if roles.carried_in else -1) is not whole:
        roles.received = whole
    if roles.received is None or not roles.told or roles.received.sentence != sentence.number:
        return None
    if roles.also and not whole and any(_balanced(roles, [roles.received, *roles.also])):
        received = [roles.received, *roles.also]
    else:
        received = [roles.received]
    left = [*received] + ([roles.carried_in] if roles.carried_in and not roles.inside else [])
    outs = [[t] for t in roles.carried_out] or [[]]
    rights = [[done, *out] for done in roles.done for out in outs]
    if not rights and roles.carried_in and not roles.inside:
        rights = [[*roles.outcomes, *out] for out in outs]
    if not rights:
        return None
    strange = bool(_matter(roles.received))  # disputes and proposals are balanced less strictly
    left, even = _evened(roles, left, rights)
    said_first = roles.carried_in is not None and roles.carried_in.sentence == sentence.number
    apart = roles.carried_in is not None and _done_apart(roles.carried_in)  # 办结54件，办理上年结转2件: of which year?
    full = close and said_first and bool(roles.carried_out) and not (roles.in_doubt or apart)
    single = len(rights) == 1 and roles.done and not roles.also  # with a choice of figures nothing is decided
    right = even or (rights[0] if full and single and not strange else None)
    if right is None:
        return None
    left, right = ([t for t in sorted(side, key=lambda t: t.index) if t.kind != "zero"] for side in (left, right))
    if len(left) + len(right) < 3:
        return None
    taken.update(t.index for t in (*left, *right))
    if len(left) == 1 and cues.WITHIN.search(_piece(right[0])):  # 收到15件，其中14件已办结，1件正在办理: a breakdown
        return relation("sum", sentence, left, right, cue="其中")
    if len(right) == 1 and not cues.DONE.search(_piece(right[0])):  # 留下3件，又收到317件，全部320件均已办结: a total
        return relation("sum", sentence, right, left, cue="合计")
    return relation("balance", sentence, left, right, cue="结转")


def _came_in(term: Term) -> bool:
    """Tell whether a figure counts what came in this year."""
    carried = cues.CARRIED_IN.search(term.label) or cues.CARRIED_OUT.search(term.label)
    done = cues.DONE.search(term.label.replace("办理", ""))  # 共办理申请80件 came in, 答复申请80件 did not
    return term.kind == "count" and bool(cues.RECEIVED.search(_piece(term))) and not carried and not done


def _evened(roles: _Roles, left: list[Term], rights: Sequence[list[Term]]) -> tuple[list[Term], Sequence[Term] | None]:
    """Return what came in, and what was done that equals it, if anything does.

    What was carried in may have been dealt with apart: 延续办理上年结转5件；新收61件，办结57件，结转下年4件.
    """
    even = next((right for right in rights if _total(right) == _total(left)), None)
    if even is None and roles.in_doubt:
        beside = [
            *left,
            *([roles.carried_in] if roles.carried_in else []),
        ]  # 收到36件，连同上年的7件，办结39件，4件转到下年
        even = next((right for right in rights if len(right) > 1 and _total(right) == _total(beside)), None)
        left = beside if even else left
    if even is None and roles.carried_in is not None and _done_apart(roles.carried_in):
        apart = [t for t in left if t is not roles.carried_in]
        even = next((right for right in rights if _total(right) == _total(apart)), None)
        left = apart if even else left
    return left, even


def _done_apart(carried_in: Term) -> bool:
    return bool(cues.DONE.search(_piece(carried_in)) or cues.DONE.search(_after(carried_in)))


def _balanced(roles: _Roles, received: Sequence[Term]) -> Iterator[bool]:
    """Tell for each way to read what was done whether it balances what came in."""
    left = _total(received) + (roles.carried_in.value if roles.carried_in and not roles.inside else 0)
    for done in roles.done:
        for out in [term.value for term in roles.carried_out] or [Decimal(0)]:
            yield left == done.value + out


def _total(terms: Sequence[Term]) -> Decimal:
    return sum((term.value for term in terms), Decimal(0))


def _roles(terms: Sequence[Term], taken: set[int]) -> _Roles:
    roles = _Roles()
    matter = next((_matter(term) for term in terms if term.kind == "count"), "")
    for term in terms:
        if term.index in taken or not _request(term, matter) or not _speaks(term, terms):
            continue
        head = term.before[-30:] if term.kind != "zero" else term.after[:16]
        piece, after = _piece(term), _after(term)
        carried_in = cues.CARRIED_IN.search(piece) or cues.CARRIED_IN.search(after)
        onward = roles.carried_in or (roles.done and not term.depth and not _INSIDE.search(head))
        if carried_in and not (onward and cues.CARRIED_OUT.search(cues.LAST_YEAR.sub("", piece))):  # 结转2022年2件: out
            if roles.carried_in is None:
                roles.carried_in, roles.inside = term, bool(_INSIDE.search(head)) and not roles.done
        elif cues.CARRIED_OUT.search(piece) or cues.CARRIED_OUT.search(after):
            roles.carried_out.append(term)
        elif roles.received is None and not _DONE_ONLY.search(piece):
            told = cues.RECEIVED.search(piece) or cues.ASKED_FOR.match(term.after) or _HANDLED.search(piece)
            roles.received = term if told else None
        elif (
            not roles.carried_in
            and not roles.done
            and "申请" in piece
            and not (_INSIDE.search(piece) or cues.DONE.search(piece))
        ):
            roles.also.append(term)
        elif cues.DONE.search(after) or (cues.DONE.search(cues.OUTCOMES.sub("", piece)) and not _INSIDE.search(piece)):
            roles.done.append(term)
        elif cues.RESULT.search(piece):
            roles.outcomes.append(term)
    return roles


def _speaks(term: Term, terms: Sequence[Term]) -> bool:
    """Tell whether a figure may have a role: 无结转 in a later sentence may be of either year."""
    if cues.OF_THESE_FIRST.match(term.after) and any(t.value == term.value for t in terms if t.index < term.index):
        return False  # 其中答复27件，……。27件答复中，公开14件: said again
    return term.kind in ("count", "change") or (term.kind == "zero" and term.sentence == terms[0].sentence)


def _piece(term: Term) -> str:
    """Return the words that say what a figure is: since the last comma before it."""
    return _MARK.split(term.before)[-1]


def _after(term: Term) -> str:
    words = re.split(r"[,;:。()、]", term.after, maxsplit=1)[0]
    return "" if cues.RECEIVED.search(_piece(term)) else words


def _request(term: Term, matter: str = "") -> bool:
    counted = term.family in ("件", "") or term.figure.unit == "件次"
    return counted and _matter(term) in ("", matter)


def _matter(term: Term) -> str:
    """Return what a figure counts other than requests, as 复议."""
    found = _OTHER_MATTER.search(_PLATFORM.sub("", term.label))
    return found[0] if found else ""


def _excepted(terms: Sequence[Term], sentence: Sentence, taken: set[int]) -> Tie | None:
    """Read `除3件结转外，其余47件均已答复`: the two make up the figure before them."""
    counts = [t for t in terms if t.kind == "count" and t.index not in taken and _request(t)]
    for place, (second, third) in enumerate(pairwise(counts[1:]), 1):
        if _EXCEPT.search(second.before) and _OTHERS.search(third.before):
            near = counts[max(0, place - EXCEPTED) : place]
            first = next((t for t in reversed(near) if t.value == second.value + third.value), near[-1])
            if len(near) > 1 and first.value != second.value + third.value:
                continue
            taken.update((first.index, second.index, third.index))
            return relation("balance", sentence, [first], [second, third], cue="除…外")
    return None
