"""Lists inside lists: what is told of one item of a list, and the list without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.lists import LONGEST, alike, opening, same_unit, topic
from gouji.recognition.sentences.terms import Term

DISPUTES = ("复议", "诉讼")


def heads(total: Term, members: Sequence[Term]) -> list[Term]:
    """Return the first figure of each clause of a list, where they add up and the rest say how much of it was done.

    As in: 27件，其中建议11件，已解决9件；提案16件，已解决14件，列入规划2件. Or what else is told of each of them:
    155条，其中网站53条，具体为财政类38条、执法类15条；公众号92条，点击922次；公示栏10条.
    """
    clauses = [list(clause) for _, clause in groupby(members, key=lambda t: t.clause)]
    heads = [clause[0] for clause in clauses]
    if not 1 < len(heads) < len(members) or sum((t.value for t in heads), Decimal(0)) != total.value:
        return []
    return heads if all(_is_told_of(head, rest) for head, *rest in clauses) else []


def _is_told_of(head: Term, rest: Sequence[Term]) -> bool:
    """Tell whether figures say something of the head of their clause: what it consists of, how much of it was done."""
    inner = [t for t in rest if alike(head, t)]
    if all(cues.STATUS.search(t.before) and same_unit(head, t) and t.value <= head.value for t in inner):
        return True
    return opening(inner[0], False) in ("含", "分") and _nested(head, inner) == len(inner)


def outer(members: Sequence[Term]) -> Iterator[list[Term]]:
    """Yield the members without nested lists: such as add up to the member before, else any."""
    kept: list[Term] = []
    position = 0
    while position < len(members):
        member = members[position]
        if kept and (opening(member, False) in ("含", "分") or _is_outcome(kept[-1], member)):
            rest = members[position : position + LONGEST]
            length = _nested(kept[-1], rest)
            if not length and _is_outcome(kept[-1], member):
                return
            if not length:
                yield from ([*kept, *rest[skipped:]] for skipped in range(1, len(rest)))
                return
            position += length
            continue
        kept.append(member)
        position += 1
    yield kept


def unnested(members: Sequence[Term]) -> list[list[Term]]:
    """Return the members without nested lists, where each of these adds up to the member before it."""
    if not any(opening(member, False) in ("含", "分") for member in members[1:]):
        return []
    found = list(outer(members))
    return found if len(found) == 1 and len(found[0]) < len(members) else []


def _is_outcome(dispute: Term, member: Term) -> bool:
    """Tell whether a figure says how the disputes just counted ended (复议7件，维持6件，尚未审结1件)."""
    return topic(dispute) in DISPUTES and not topic(member) and bool(cues.OUTCOME.search(member.label))


def outcomes_of(dispute: Term, following: Sequence[Term]) -> list[Term]:
    """Return the figures right after that say how disputes ended, where they add up."""
    ended: list[Term] = []
    for member in following:
        if not _is_outcome(dispute, member) or member.clause != dispute.clause:
            break
        ended.append(member)
    return ended if sum((t.value for t in ended), Decimal(0)) == dispute.value and len(ended) > 1 else []


def _nested(total: Term, members: Sequence[Term]) -> int:
    """Return how many of the members add up to the total; 0 if none do."""
    added = Decimal(0)
    for length, inner in enumerate(members, 1):
        added += inner.value
        if added >= total.value:
            return length if added == total.value else 0
    return 0


def may_nest(parts: Sequence[Term]) -> bool:
    """Tell whether some parts may lie inside others (其中 within 其中): then more than the total is no fault."""
    return any(opening(part, False) == "含" or _is_outcome(earlier, part) for earlier, part in pairwise(parts))
