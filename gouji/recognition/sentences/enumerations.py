"""Counted lists: `责任主体、工作原则……等7个方面`, `主动公开5条，即A、B、C、D、E`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.terms import Sentence, Term, relation
from schemas.records import Tie

WINDOW = 240  # characters of a list on either side of its count
_OPENED = re.compile(r"[^。!?\n、,;:]{0,16}?[,:(]?\s*(?:即|分别[是为有]?|包括|依次[是为]|具体[是为有]|:)[:,]?")
_OPENED_LATER = re.compile(r"[^。!?\n、,;:]{0,16}?,[^。!?\n、,;:\d]{0,10}(?:分别|依次)[是为有]")
_SORTS = ("个", "处", "项", "类", "种", "家", "方面", "个方面", "大类", "领域", "大领域", "个领域")
_SPREAD = re.compile(
    r"[^。!?\n、,;:]{0,12},?(?:主要)?(?:分设|设[在于]|分布[在于]|涵盖|覆盖|涉及|包含|主题为)[于在]?([^。!?;:]*)"
)
_NAMED = re.compile(r"分别[是为有]|依次[是为]|即[:,]?$")
_TITLE = re.compile(r"《[^》]{1,120}》")
_QUOTES = re.compile(r"“[^“”]{1,30}”")
_QUOTED_RUN = re.compile(r"(?:“[^“”]{1,30}”){1,40}(?=等?$)")
_NESTED = str.maketrans(dict.fromkeys("([{“‘「《〈", "(") | dict.fromkeys(")]}”’」》〉", ")"))
_CONJUNCTION = re.compile(r"以及|[和及与]")


def find_counts(sentences: Sequence[Sentence], texts: Mapping[int, str]) -> Iterator[Tie]:
    """Yield the ties between a count and the number of things listed before or after it.

    Args:
        sentences: the sentences with figures.
        texts: for each block its simplified text.
    """
    for sentence in sentences:
        text = texts[sentence.block]
        for place, term in enumerate(sentence.terms):
            if term.kind != "count" or not 2 <= term.value <= 40 or term.figure.approximate or term.family == "元":
                continue
            if (listed := _listed(text, sentence, place, term)) is not None:
                items, sure = listed
                yield relation("count", sentence, [term], cue="列举", items=items, complete=sure)


def _listed(text: str, sentence: Sentence, place: int, term: Term) -> tuple[int, bool] | None:
    """Return how many things are listed at a count, and whether the list is surely whole; else `None`."""
    count = int(term.value)
    if _numbered(sentence, place, term) == count:
        return count, True
    after = text[term.end : _end(text, sentence, place, term)]
    span = _items_after(after)
    numbers = _number(span, count) | _number(span.split(",", 1)[0], count)
    if count in numbers:
        return count, True
    if _named_one_by_one(after, span, term) and max(numbers, default=0) > 2:
        return max(numbers), True
    spread = _SPREAD.match(after) if term.figure.unit in _SORTS else None
    if spread and "、" in spread[1] and count in _number(spread[1], count):
        return count, True
    if count == len(re.findall("[”》][,、和及]?(?=[“《])", after)) + 1:
        return count, True
    since = sentence.terms[place - 1].end if place else max(0, term.start - WINDOW)
    before = text[max(since, term.start - WINDOW) : term.start]
    before = before[max(before.rfind(mark) for mark in "。;!?\n:") + 1 :]
    closing = re.search(r"(?P<and>等)?\s*(?:共|合计|这|共计|总计|共有)?$", before)
    span = before[: closing.start()] if closing else before
    if (run := _QUOTED_RUN.search(span)) and len(_QUOTES.findall(run[0])) == count:
        return count, True
    if "、" not in span and not _CONJUNCTION.search(span[-16:]):
        return None
    span = span[_cut(span) :]
    numbers = _number(span, count)
    return (count, True) if count in numbers else None


def _named_one_by_one(after: str, span: str, term: Term) -> bool:
    """Tell whether the words name each thing (分别是A、B、C), not its kinds (包括A、B、C), and nothing else follows."""
    named = _NAMED.search(after[: len(after) - len(span)])
    return bool(named) and not re.search(r"[\d,(]|等|以及其", span) and not cues.REST.match(term.label)


def _numbered(sentence: Sentence, place: int, term: Term) -> int:
    """Return how many figures of another unit a list after the count has (`3类：机构10条、政策20条、其他5条`)."""
    following = [t for t in sentence.terms[place + 1 : place + 49] if t.kind == "count" and t.depth == term.depth]
    following = [t for t in following if not cues.TOTAL_EXPLICIT.search(t.before)]
    opened = following and _OPENED.match(term.after) and all(t.figure.unit != term.figure.unit for t in following)
    return len(following) if opened else 0


def _end(text: str, sentence: Sentence, place: int, term: Term) -> int:
    following = sentence.terms[place + 1].start if place + 1 < len(sentence.terms) else len(text)
    stop = re.compile(r"[。;!?\n]").search(text, term.end, min(len(text), term.end + 2 * WINDOW))
    return min(following, stop.start() if stop else term.end + 2 * WINDOW)


def _items_after(after: str) -> str:
    """Return the list that follows a count, or nothing."""
    opened = _OPENED.match(after) or _OPENED_LATER.match(after)
    titles = _TITLE.findall(after)
    if opened:
        span = after[opened.end() :]
        return "、".join(titles) if len(titles) > 1 and "》《" in span else span
    return "、".join(titles) if len(titles) > 1 and after.lstrip(" ,:(").startswith("《") else ""


def _cut(span: str) -> int:
    """Return where the list begins in the words before a count: after the last comma outside brackets."""
    depth = 0
    for position in range(len(span) - 1, -1, -1):
        mark = span[position].translate(_NESTED)
        depth += (mark == ")") - (mark == "(")
        if span[position] == "," and not depth:
            return position + 1
    return 0


def _number(span: str, count: int) -> set[int]:
    """Return how many items a span may list: 和 between the last two may join or belong to a name."""
    flat, depth = [], 0
    for character in span[: 4 * WINDOW]:
        mark = character.translate(_NESTED)
        depth += mark == "("
        flat.append(character if not depth else "x")
        depth -= mark == ")" and depth > 0
    words = "".join(flat).rstrip(" ,等)")
    pieces = [piece for piece in re.split("[、;]" if "、" in words else ",", words) if piece.strip()]
    if not pieces:
        return set()
    numbers = {len(pieces)}
    if len(pieces) == 1 and "," not in words and "、" not in words:
        numbers = {1}
    joints = len(_CONJUNCTION.findall(pieces[-1]))
    if joints:
        numbers |= {len(pieces) + 1}
    if len(pieces) + sum(len(_CONJUNCTION.findall(piece)) for piece in pieces) >= count > len(pieces):
        numbers |= {count}
    return numbers
