"""What would mend a system of equations: the smallest sets of changes, the likeliest first, and what to say of none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from gouji.locating.programme import repair
from gouji.locating.search import Answer, minimal_answers, totals
from gouji.locating.suggestions import Change, Option, many, none_found
from gouji.locating.systems import Key, System
from gouji.locating.tables import counted
from gouji.wording import Said

_MOST = 4  # figures changed at once; beyond that nobody can say which are wrong


def options(system: System) -> list[Option] | None:
    """Return the smallest sets of changes that mend a system, the likeliest first; `None` if there may be others."""
    counts = [counted(place) for place in system.places]

    def allowed(cell: int, change: float) -> bool:
        right = system.printed[cell] - change
        return bool(not np.isnan(right) and (not counts[cell] or (right >= 0 and right == round(right))))

    answers = minimal_answers(system.a, system.residual, allowed, _MOST)
    if answers is None:
        return None
    return sorted((_option(system, answer) for answer in answers), key=lambda option: option.cost)


def beyond(home: str, report: str, system: System, *, proven: bool) -> Said:
    """Return what to say where the search found nothing: a repair of more figures, if one can be computed."""
    counts = np.array([counted(place) for place in system.places])
    found = repair(system.a, system.printed, counts)
    if found is None or not found.answer:
        return none_found(_MOST, proven=proven)
    return many(_option(system, found.answer).seen(home, report), fewest=found.fewest)


def _option(system: System, answer: Answer) -> Option:
    summed = totals(system.a)
    printed = system.printed
    changes = (
        Change(system.places[cell], float(printed[cell]), float(round(printed[cell] - change, 6)), bool(summed[cell]))
        for cell, change in answer
    )
    return Option(tuple(changes))


def parts(
    system: System, answers: Sequence[Option], keys: tuple[Key, ...]
) -> Iterator[tuple[tuple[Key, ...], Sequence[Option]]]:
    """Split what fails by its causes: where the answer is certain, each figure takes the equations it stands in."""
    if len(answers) > 1 or len(answers[0].changes) < 2 or answers[0].joint:
        yield keys, answers
        return
    members: Mapping[Key, set[str]] = {
        equation[:3]: {place for _, place in equation.terms} for equation in system.stated
    }
    left = list(keys)
    for change in answers[0].changes:
        own = tuple(key for key in left if change.place in members[key])
        left = [key for key in left if key not in own]
        if own:
            yield own, [Option((change,))]
