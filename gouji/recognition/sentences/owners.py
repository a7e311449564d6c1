"""Which count each printed percentage is the share of, by where the two stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.terms import PIECES, Term

MOST_SHARES = 24  # percentages in one list
_RESPECTIVELY = re.compile(r"(?:分别|依次|各)(?:约)?(?:占|为)[^,、;%]{0,8}$")


def attach_shares(terms: Sequence[Term]) -> None:
    """Give each count the percentage printed as its share.

    It stands after it (`19条，占95%`, `1303件（86.92%）`), before it (`机构职能占3.83%，为9条`), after its name
    (`微博占34.09%`) or in a list of its own (`分别占35.8%、64.2%`).
    """
    counts: list[Term] = []
    for place, term in enumerate(terms):
        if term.kind == "count":
            counts.append(term)
            continue
        if term.kind != "rate" or any(count.share is term for count in counts[-MOST_SHARES:]):
            continue
        if _RESPECTIVELY.search(term.before) or _are_of_a_base(terms, place):
            _attach_run(terms, place, counts)
            continue
        following = terms[place + 1] if place + 1 < len(terms) else None
        if following is not None and _precedes(term, following):
            following.share = term
            continue
        owner = _owner(term, counts[-MOST_SHARES:])
        if owner is not None and owner.share is None:
            owner.share = term


def _are_of_a_base(terms: Sequence[Term], place: int) -> bool:
    """Tell whether several shares of one printed base begin (分别占申请总量344件的11.9%、25.6%和62.5%)."""
    return place > 0 and terms[place - 1].kind == "base" and len(run_of_rates(terms[place : place + 2])) > 1


def _attach_run(terms: Sequence[Term], place: int, counts: Sequence[Term]) -> None:
    """Give the counts before a list of shares one each, in order."""
    run = run_of_rates(terms[place : place + MOST_SHARES])
    summed = counts and cues.TOTAL_EXPLICIT.search(counts[-1].before)  # a件，b件，共计c件，分别占…
    next_to = counts and counts[-1].index + 1 == terms[place].index
    several = next_to and len(run) == counts[-1].value and "," not in terms[place].before
    owners = counts[-MOST_SHARES - 1 : -1] if summed or several else counts  # 三个渠道各占35%、25%和40%
    if len(owners) >= len(run) > 1:
        for count, share in zip(owners[-len(run) :], run, strict=True):
            count.share = count.share or share
    elif len(run) == 1 and next_to and "各" in counts[-1].before:
        counts[-1].share = counts[-1].share or run[0]  # 规划和许可各2条，各占8.3%


def run_of_rates(terms: Sequence[Term]) -> list[Term]:
    """Return the percentages with which a list of them begins (35%、25%和40%)."""
    run = [terms[0]]
    for term in terms[1:]:
        if term.kind != "rate" or not re.fullmatch(r"[,、和及与以]{1,2}", term.before.strip()):
            break
        run.append(term)
    return run


def _owner(share: Term, counts: Sequence[Term]) -> Term | None:
    """Return the count whose share a percentage after it is."""
    if not counts:
        return None
    last = counts[-1]
    if share.depth > last.depth and re.fullmatch(r"\s*[(\[]\s*[约近]?", share.before):
        return last
    if share.after.startswith(")") and re.fullmatch(r"[,、]\s?[约近]?", share.before):
        return last  # (2187条,52.4%)
    if not cues.SHARE.search(share.before) or cues.GROWTH_UP.search(share.before):
        return None
    piece = PIECES.split(share.before)[-1]
    name = re.sub(r"[所约各共已]|(?:占|比例|比重|份额).*$|其中|数量|分别|合计|总", "", piece).strip()
    if len(name) < 2 or piece == share.before:
        return last
    named = [count for count in counts if name in count.label or (len(count.label) > 1 and count.label in name)]
    return named[-1] if named else None


def _precedes(share: Term, count: Term) -> bool:
    """Tell whether a share stands before its count (`机构职能占3.83%，为9条`)."""
    that_is = share.after.startswith("的") and re.search(r"[,(]\s*(?:即|计|共计?|合)$", count.before)
    if count.kind == "count" and that_is:
        return True  # 95.5%的申请当月办结，即107件
    named = re.search(r"[^,、;:。()\s其中]{2,}(?:占|占比|比例|比重)(?:为|约|到|去|了|有)?$", share.before)
    return (
        count.kind == "count"
        and bool(named)
        and bool(re.fullmatch(r"[,、(]?\s*(?:为|有|计|是|即|共|达|共有|共计)?", count.before))
    )
