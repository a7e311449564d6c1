"""Pictures as plain SVG: bars of outcomes, and a body's applications and carry-overs over the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gouji.page.words import STATES

_WIDTH = 250


class Bar(NamedTuple):
    """One bar: what it stands for, its parts as (state, x, width, count), and all in it."""

    name: str
    parts: tuple[tuple[str, float, float, int], ...]
    total: int


class Year(NamedTuple):
    """One year of a body: the numbers printed in the columns 总计, the page that shows them."""

    year: int
    link: str
    received: float | None
    brought: float | None
    carried: float | None
    broken: bool = False  # a finding says that `brought` is not what the year before carried over


class Point(NamedTuple):
    """A year as drawn: its middle, the bar's top and height, and the year itself."""

    x: float
    y: float
    height: float
    year: Year


def bars(counts: Mapping[str, Mapping[str, int]]) -> list[Bar]:
    """Return a bar for each group of reports (name → state → count), on one scale."""
    longest = max((sum(states.values()) for states in counts.values()), default=0)
    return [_bar(name, states, _WIDTH / longest) for name, states in counts.items()] if longest else []


def _bar(name: str, states: Mapping[str, int], scale: float) -> Bar:
    parts, x = [], 0.0
    for state in STATES:
        if count := states.get(state, 0):
            parts.append((state, round(x, 2), round(count * scale, 2), count))
            x += count * scale
    return Bar(name, tuple(parts), sum(states.values()))


def timeline(years: Sequence[Year], width: float = 120, height: float = 52) -> list[Point]:
    """Return where each year's bar stands: years from left to right, `width` apart, and bars `height` at most."""
    highest = max((year.received or 0 for year in years), default=0) or 1
    made = []
    for number, year in enumerate(years):
        tall = round((year.received or 0) / highest * height, 2)
        made.append(Point(width * (number + 0.5), round(height - tall, 2), tall, year))
    return made
