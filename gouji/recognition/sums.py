"""Breakdowns: which figures are said to be the parts of which total.

A list is anchored by a cue (其中, 分为, 按…看, a colon, a bracket) or, without one, by its figures: a run that adds
up exactly to the figure before it, or whose printed shares fit it. Where no cue and no sum speak for a list, there
is none. Each search looks at a bounded number of terms, so that time grows linearly with the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gouji.recognition import cues
from gouji.recognition.clauses import Sentence, Term
from gouji.recognition.shares import fits

LONGEST = 48  # parts in one list: the longest published has seventeen
BACK = 3  # sentences that a list may stand after its total
FEW, SORTS = 12, ("个", "类", "种", "家", "方面", "个方面")  # 三类, 两个平台: kinds of sources, not items
BEHIND = 6  # figures before a list, within its sentence, that may be its total


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
            self._read(sentence, earlier, sentences[position + 1 : position + 9])

    def _read(self, sentence: Sentence, earlier: list[Sentence], later: Sequence[Sentence]) -> None:
        for position, term in enumerate(sentence.terms):
            if term.kind == "count" and term.index not in self.total_of:
                self._cued(sentence, position, earlier)
        self._summed_up(sentence, earlier)
        self._continued(sentence, earlier, later)
        for position, term in enumerate(sentence.terms):
            if term.kind == "count":
                self._uncued(sentence, position)

    # A list with a cue

    def _cued(self, sentence: Sentence, position: int, earlier: list[Sentence]) -> None:
        """Read the list that a cue before the term opens, if there is one."""
        term = sentence.terms[position]
        first = not any(t.kind == "count" and t.depth == term.depth for t in sentence.terms[:position])
        cue = opening(term, first)
        if not cue:
            return
        members = [t for t in _members(sentence, position) if t.index not in self.total_of]
        near = self._nearest(_before(sentence, position), term)
        if cue in ("括号", "含") and len(members) < 2 and cue == "括号":
            return
        far = [t for s in reversed(earlier) for t in self._heads(s, term.before)] if first and not near and cue != "冒号" else []
        strict = cue in ("含", "分", "看")
        for total in [*near, *far]:
            if parts := matching(total, members):
                if len(parts) == 1 and (not strict or len(plain_list(total, members)) > 1):
                    continue
                complete = len(parts) > 1 and not is_open(parts[-1], term)
                self._add(Breakdown(total, parts, complete, cue, _repeats(total, parts)))
                return
        if self._by_unit(near, members, cue) or cue == "别":
            return
        candidates = near[:3] or far[:2]
        for total in sorted(candidates, key=lambda total: -fits(total, members)):
            if self._unequal(total, members, cue, bool(near)):
                return

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
        closed = bool(cues.REST.match(parts[-1].label)) and len(parts) > 1
        fitting = fits(total, parts)
        is_open_ = is_open(parts[-1], parts[0])
        if _inexact([total, *parts]) and len(parts) == len(members) and _meet(total, parts):
            self._add(Breakdown(total, parts, not is_open_, cue))
            return True
        if added > total.value and is_channels(total, parts):
            if not near and added > 2 * total.value:
                return False
            self._add(Breakdown(total, parts, False, "渠道"))
            return True
        if not near and not fitting and (added > 2 * total.value or (added * 2 < total.value and cue != "含")) and not closed:
            return False
        viewed = cue == "看" and len(parts) > 2 and 5 * added > 4 * total.value  # a classification names all its classes
        exhaustive = closed or (cue == "分" and len(parts) > 1) or viewed or covered(total, parts)
        if added > total.value and _inner(total, parts):
            return False
        complete = (exhaustive and not is_open_) or _slip(total, added)
        if added < total.value and complete and not closed and not covered(total, parts) and len(parts) < len(members):
            complete = False
        self._add(Breakdown(total, parts, complete, cue))
        return True

    # A list without a cue: its figures decide

    def _uncued(self, sentence: Sentence, position: int) -> None:
        total = sentence.terms[position]
        if total.index in self._totals or total.index in self.total_of or total.value <= 0:
            return
        members = [t for t in _members(sentence, position)[1:] if t.index not in self.total_of]
        if _listed(sentence, position):
            return
        if not members or opening(members[0], False) in ("含", "分"):
            return
        parts = matching(total, members)
        if parts and _solid(total, parts):
            self._add(Breakdown(total, parts, not is_open(parts[-1], parts[0]), "和", _repeats(total, parts)))
            return
        parts = plain_list(total, members)
        if len(members) == 1 and _of_it(members[0]) and not _of_it(total) and alike(total, members[0]) and members[0].value <= total.value:
            self._add(Breakdown(total, members[:1], False, "的"))
            return
        if len(parts) < 2 or any(conflict(total, part) for part in parts) or total.after.lstrip().startswith("、"):
            return
        added = sum((part.value for part in parts), Decimal(0))
        near = max(part.value for part in parts) <= total.value <= 2 * added and added <= 2 * total.value
        closed = bool(cues.REST.match(parts[-1].label)) and near
        if total.figure.approximate and len(parts) == len(members) and _meet(total, parts) and _solid(total, parts):
            self._add(Breakdown(total, parts, True, "约"))
        elif closed and not is_channels(total, parts):
            self._add(Breakdown(total, parts, True, "其他"))
        elif fits(total, parts) > 1 or (fits(total, parts) and all(part.share for part in parts)):
            self._add(Breakdown(total, parts, covered(total, parts), "占比"))

    # A list in a later sentence than its total

    def _continued(self, sentence: Sentence, earlier: list[Sentence], later: Sequence[Sentence]) -> None:
        start = next((i for i, t in enumerate(sentence.terms) if t.kind == "count" and t.depth == 0), None)
        if start is None or not earlier:
            return
        first = sentence.terms[start]
        if first.index in self._totals or first.index in self.total_of:
            return
        members = _members(sentence, start)
        spread = members + [t for s in later if s.block == sentence.block and len(_counts(s)) == 1 for t in _counts(s)]
        for total in (t for s in reversed(earlier) for t in self._heads(s, first.before)):
            for run in (members, spread):
                parts = matching(total, run)
                if parts and _solid(total, parts) and (total.value >= 10 or len(parts) > 2):
                    self._add(Breakdown(total, parts, True, "后文", _repeats(total, parts)))
                    return
                parts = plain_list(total, run, across=True)
                if len(parts) > 1 and alike(total, parts[0]) and fits(total, parts) > 1:
                    self._add(Breakdown(total, parts, covered(total, parts), "占比"))
                    return

    # A total after its parts

    def _summed_up(self, sentence: Sentence, earlier: list[Sentence]) -> None:
        for position, total in enumerate(sentence.terms):
            if total.kind != "count" or total.depth or total.index in self._totals or total.value <= 0:
                continue
            inside = [t for t in _before(sentence, position, LONGEST) if self._free(t)]
            inside = inside or [t for t in reversed(sentence.terms[:position]) if t.kind == "count" and t.depth == 1]
            explicit = bool(cues.TOTAL_EXPLICIT.search(total.before))
            joined = any(cues.JOINED.search(t.before[-12:]) for t in inside[:2])
            hinted = explicit or joined or bool(cues.TOTAL_HINT.search(total.before))
            before = [t for s in reversed(earlier) for t in reversed(_counts(s)) if self._free(t)]
            candidates = inside + (before if hinted or not inside else [])
            if hinted or (not inside and position == 0):
                items = [t for t in candidates if not _sort(t, total)]
                parts = _suffix(total, candidates, hinted) or _suffix(total, items, hinted)
                if parts and total.index not in self.total_of:
                    self._add(Breakdown(total, parts, True, "合计", _repeats(total, parts)))
                    continue
            direct = list(reversed(inside))
            if (explicit and len(direct) > 1 and all(same_unit(total, t) and not conflict(total, t) for t in direct)
                    and not total.figure.approximate and _last(sentence, position) and _plain(direct)
                    and not any(opening(t, False) for t in direct)):
                self._add(Breakdown(total, direct, True, "合计"))

    def _free(self, term: Term) -> bool:
        return term.index not in self.total_of

    def _heads(self, sentence: Sentence, words: str) -> Iterator[Term]:
        """Yield the figures of a sentence that a later list may break down: those that its words name, then totals."""
        counts = _counts(sentence)[:LONGEST]
        yield from (t for t in counts if t.index in self.total_of and 1 < len(t.label) < 12 and t.label in words)
        yield from (t for t in counts if t.index in self._totals)
        yield from (t for t in counts if t.index not in self._totals and t.index not in self.total_of)

    def _add(self, breakdown: Breakdown) -> None:
        self.found.append(breakdown)
        self._totals.add(breakdown.total.index)
        for part in breakdown.parts:
            self.total_of.setdefault(part.index, breakdown.total)


# The cue before a list


def opening(term: Term, first: bool) -> str:
    """Return which cue before a term opens a list: 分 (exhaustive), 含 (inclusion), 看, 冒号, 括号 or none.

    Args:
        term: the first figure of the list.
        first: whether no other count stands before it in its sentence.
    """
    words = term.before
    if first or not term.depth:
        words = words[words.rfind(")") + 1 :]
    if term.depth and "(" in words:
        words = words[words.rfind("(") :]
    if cues.SEPARATE.search(words[-16:]):
        return ""
    respectively = cues.RESPECTIVELY.search(words)
    if respectively and len(respectively[1]) > 3:
        return "别"
    if cues.EXHAUSTIVE.search(words):
        return "分"
    if cues.VIEWED.search(words):
        return "看"
    if cues.INCLUDING.search(words[-40:]):
        return "含"
    if cues.THAT_IS.search(words[-24:]):
        return "冒号"
    return "括号" if term.depth and term.attached and words.startswith("(") else ""


def is_open(last: Term, first: Term) -> bool:
    """Tell whether the words leave a list open: 等 after it, 主要 or 例如 before it."""
    return bool(cues.OPEN_AFTER.match(last.after) or cues.OPEN_BEFORE.search(first.before[-30:]))


# The figures of a list


def _counts(sentence: Sentence) -> list[Term]:
    return [t for t in sentence.terms if t.kind == "count" and t.depth == 0]


def _members(sentence: Sentence, position: int) -> list[Term]:
    """Return the counts from `position` on at the same depth and in the same bracket."""
    first = sentence.terms[position]
    found: list[Term] = []
    for term in sentence.terms[position : position + 4 * LONGEST]:
        if term.depth < first.depth or (term.depth == first.depth and first.depth and term.opener != first.opener):
            break
        if term.depth == first.depth and term.kind == "count":
            found.append(term)
    return found[: LONGEST + 1]


def _before(sentence: Sentence, position: int, most: int = BEHIND) -> list[Term]:
    """Return the counts before `position` that may be its total, the nearest first."""
    term = sentence.terms[position]
    offset = sentence.terms[0].index
    if term.depth and term.opener >= offset:
        opener = sentence.terms[term.opener - offset]
        inside = [t for t in sentence.terms[opener.index - offset + 1 : position] if t.depth == term.depth]
        counts = [t for t in reversed(inside) if t.kind == "count"]
        return [*counts[:most], opener] if opener.kind == "count" and term.attached else counts[:most]
    near = sentence.terms[max(0, position - 4 * most) : position]
    return [t for t in reversed(near) if t.kind == "count" and t.depth == term.depth][:most]


def _listed(sentence: Sentence, position: int) -> bool:
    """Tell whether a figure stands in the middle of a list, so that the next ones adding up to it are chance."""
    term = sentence.terms[position]
    earlier = [t for t in sentence.terms[max(0, position - BEHIND) : position] if t.depth == term.depth and t.kind == "count"]
    if not earlier or earlier[-1].clause != term.clause or not same_unit(earlier[-1], term):
        return False
    return not cues.STATED.search(cues.OUTCOMES.sub("", term.label))


def alike(one: Term, other: Term) -> bool:
    """Tell whether two figures may be added up or compared at all."""
    return not one.family or not other.family or one.family == other.family or {one.family, other.family} == {"人", "次"}


def same_unit(one: Term, other: Term) -> bool:
    """Tell whether two figures are printed with one unit, or one of them with none."""
    units = {one.figure.unit, other.figure.unit} - {""}
    return len(units) < 2


def topic(term: Term) -> str:
    """Return the kind of thing that a figure counts, where its label says so."""
    return next((name for name, pattern in cues.TOPICS if pattern.search(term.label)), "")


def conflict(total: Term, part: Term) -> bool:
    """Tell whether a part is of another kind than the total, so that only a cue could tie them."""
    kind = topic(part)
    return kind in ("复议", "诉讼", "会议", "点击", "申请") and kind not in (topic(total), "") \
        and not any(name == kind and pattern.search(total.before[-40:]) for name, pattern in cues.TOPICS)


def matching(total: Term, members: Sequence[Term]) -> list[Term]:
    """Return the members from the first on that add up to the total exactly, nested lists apart."""
    if total.figure.approximate or total.value < 0:
        return []
    for run in (members, *_outer(members)):
        added, parts = Decimal(0), []
        reached: list[Term] = []
        for member in run:
            if not alike(total, member) or member is total or member.figure.approximate:
                break
            if reached and (member.value or conflict(total, member) or member.clause != reached[-1].clause
                            or cues.PREDICATES.search(member.label)):
                break
            parts.append(member)
            added += member.value * _times(total, member, added)
            if added > total.value:
                break
            if added == total.value:
                reached = list(parts)
        if reached:
            return reached
    return []


def _times(total: Term, member: Term, added: Decimal) -> int:
    """Return for how many things a figure stands: `网站、微信各5条` stands for two."""
    at = member.before.rfind("各")
    if at < 0 or len(member.before) - at > 3:
        return 1
    piece = member.before[:at].replace("和", "、").replace("以及", "、").replace("及", "、").replace("与", "、")
    named = piece[max(piece.rfind(mark) for mark in ",;:。(其") + 1 :].count("、") + 1
    return named if added + member.value * named <= total.value else 1


def _repeats(total: Term, parts: Sequence[Term]) -> dict[int, int]:
    added, times = Decimal(0), {}
    for part in parts:
        count = _times(total, part, added)
        added += part.value * count
        if count > 1:
            times[part.index] = count
    return times


def _outer(members: Sequence[Term]) -> Iterator[list[Term]]:
    """Yield the members without those of nested lists (其中 within 其中): first those that add up, then shorter ones."""
    outer: list[Term] = []
    position = 0
    while position < len(members):
        member = members[position]
        if outer and opening(member, False) in ("含", "分"):
            rest = members[position : position + LONGEST]
            length = _nested(outer[-1], rest)
            if not length:
                yield from ([*outer, *rest[skipped:]] for skipped in range(1, len(rest)))
                return
            position += length
            continue
        outer.append(member)
        position += 1
    yield outer


def _nested(total: Term, members: Sequence[Term]) -> int:
    """Return how many of the members add up to the total; 0 if none do."""
    added = Decimal(0)
    for length, inner in enumerate(members, 1):
        added += inner.value
        if added == total.value:
            return length
    return 0


def _inner(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether some of the parts may lie inside others (其中 within 其中), so that more than the total is no fault."""
    return any(opening(part, False) == "含" for part in parts[1:])


def plain_list(total: Term, members: Sequence[Term], across: bool = False) -> list[Term]:
    """Return the leading members that read as one list of named parts, though they do not add up.

    Ends after 其他, before another unit, before a predicate that the total's own words do not have, and at a
    semicolon unless each part stands between semicolons or has its share.
    """
    parts: list[Term] = []
    semicolons = False
    for member in members:
        if not alike(total, member) or not (same_unit(total, member) or (parts and same_unit(parts[0], member))):
            break
        if parts:
            crossed = member.clause != parts[-1].clause or member.sentence != parts[-1].sentence
            shared = parts[-1].share is not None
            if crossed and len(parts) == 1:
                semicolons = True
            if crossed and not (semicolons or shared or across):
                break
            if opening(member, False) in ("含", "分") or cues.SEPARATE.match(member.label) or _new_matter(total, member, parts):
                break
        elif conflict(total, member) and opening(member, False) not in ("含", "分", "括号"):
            break
        parts.append(member)
        if cues.REST.match(member.label) and not member.after.startswith("、"):
            break
    return parts


def _new_matter(total: Term, member: Term, parts: Sequence[Term]) -> bool:
    """Tell whether a label is a sentence of its own (办结80件) and not one more part's name."""
    found = cues.PREDICATES.search(cues.OUTCOMES.sub("", member.label))
    if not found or member.before.startswith("、"):
        return conflict(total, member) and topic(member) != topic(parts[0])
    known = total.before[-60:] + parts[0].label
    return found[0] not in known


def _solid(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether a sum without a cue is more than chance: two parts that are not zero, of the total's own kind."""
    if sum(1 for part in parts if part.value) < 2:
        return False
    if any(conflict(total, part) or not (same_unit(total, part)) for part in parts):
        return False
    if any(cues.CARRIED_IN.search(part.label) for part in parts):
        return False
    if any(cues.SEPARATE.match(part.label) or part.family == "" and not part.label for part in parts):
        return False
    return True


def _sort(term: Term, total: Term) -> bool:
    """Tell whether a figure counts the sources and not the items (两个平台共公开410条)."""
    return term.value <= FEW and term.figure.unit in SORTS and term.figure.unit != total.figure.unit


def _suffix(total: Term, candidates: Sequence[Term], trusted: bool) -> list[Term]:
    """Return the figures nearest before a total, in reading order, that add up to it."""
    added, parts = Decimal(0), []
    for term in candidates[:LONGEST]:
        if not alike(total, term) or (conflict(total, term) and not (trusted and term.sentence == total.sentence)) or term.figure.approximate:
            break
        parts.append(term)
        added += term.value * _times(total, term, added)
        if added >= total.value:
            break
    solid = sum(_times(total, part, Decimal(0)) for part in parts if part.value) > 1 and (total.value > 9 or len(parts) > 2 or parts[0].sentence == total.sentence)
    return list(reversed(parts)) if added == total.value and solid else []


def _last(sentence: Sentence, position: int) -> bool:
    return not any(t.kind == "count" and t.depth == 0 for t in sentence.terms[position + 1 :])


def _plain(parts: Sequence[Term]) -> bool:
    return all(part.label and not cues.REST.match(part.label) for part in parts)


def _of_it(term: Term) -> bool:
    """Tell whether a label such as `现场的` or `线上的` names a part of what was just counted."""
    return term.label.endswith("的") and len(term.label) <= 6


def is_channels(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether the parts are channels on which the same item may appear more than once."""
    if cues.CLOSED_CHANNELS.search(total.label) or len(parts) < 2:
        return False
    return 2 * sum(1 for part in parts if cues.CHANNELS.search(part.label)) > len(parts)


def covered(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether the printed shares of the parts add up to the whole."""
    printed = [part.share.value for part in parts if part.share]
    return len(printed) == len(parts) > 1 and abs(sum(printed) - 100) <= Decimal(len(parts)) / 2


def _slip(total: Term, added: Decimal) -> bool:
    """Tell whether parts and total agree but for a factor of 万 or 亿: a slip of the unit, not an open list."""
    return any(total.value == added * factor or total.value * factor == added for factor in (10**4, 10**8))


def _inexact(terms: Sequence[Term]) -> bool:
    return any(term.figure.approximate for term in terms)


def _meet(total: Term, parts: Sequence[Term]) -> bool:
    low = sum((part.value for part in parts), Decimal(0))
    digits = str(int(total.value))
    step = 10 ** (len(digits) - len(digits.rstrip("0")))
    slack = sum(1 for part in parts if part.figure.approximate) * step
    return total.value - step * (total.figure.approximate != "at least") <= low + slack and low < total.value + step
