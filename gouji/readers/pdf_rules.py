"""Ruled lines of a PDF page: which touch each other, where a page's end left them open, and their places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from operator import attrgetter, itemgetter
from typing import Any

from gouji.readers.pdf_page import Character, Edge

TOLERANCE = 3.0  # points between lines that are meant to be one, pdfplumber's own default
_MANY = 3  # lines that end in line inside a table
_OVERHANG = 0.6  # of a character's height: how near below an open end its text goes on
_SAME_SIDE, _BELOW, _MOST_NEAR = 0.7, 0.15, 400  # points, of a character's height, and characters to look at
_BEGIN, _END = attrgetter("x0"), attrgetter("x1")

Lined = dict[str, Any]  # a line as pdfplumber has it


class TooManyLines(Exception):
    """A page is drawn with more lines than any table has."""


def as_lined(edge: Edge) -> Lined:
    """Return an edge as pdfplumber has it."""
    return {
        "x0": edge.x0,
        "x1": edge.x1,
        "top": edge.top,
        "bottom": edge.bottom,
        "orientation": "h" if edge.level else "v",
        "object_type": "line",
        "width": edge.x1 - edge.x0,
        "height": edge.bottom - edge.top,
    }


def without_underlines(edges: Iterable[Edge], characters: Sequence[Character]) -> list[Edge]:
    """Return the edges but those right under words, as long as these: they part no cells."""
    begins, ends = (sorted(characters, key=key) for key in (_BEGIN, _END))
    return [
        edge
        for edge in edges
        if not (edge.level and _under(edge, edge.x0, begins, _BEGIN) and _under(edge, edge.x1, ends, _END))
    ]


def _under(edge: Edge, side: float, characters: Sequence[Character], at: Callable[[Character], float]) -> bool:
    """Tell whether a character begins (or ends) where a line does, right above it."""
    first = bisect_left(characters, side - _SAME_SIDE, key=at)
    near = takewhile(lambda c: at(c) <= side + _SAME_SIDE, characters[first : first + _MOST_NEAR])
    return any((c.top + c.bottom) / 2 < edge.top < c.bottom + _BELOW * (c.bottom - c.top) for c in near)


def closing(table: Sequence[Lined], characters: Sequence[Character]) -> Iterator[Edge]:
    """Yield lines that close a table which a page break or its style left open.

    Where lines of a table end in line, at its rim or three or more of them, and meet no other there, one is added,
    up to the lines beside them. Text that hangs over the end of the page belongs to the cells: the lines are drawn out around it.
    """
    for level, ends, along in ((False, ("top", "bottom"), ("x0", "x1")), (True, ("x0", "x1"), ("top", "bottom"))):
        across = [edge for edge in table if is_level(edge) != level]
        for end in ends:
            loose = [
                edge
                for edge in table
                if is_level(edge) == level
                and not any(
                    abs(other[ends[0]] - edge[end]) <= TOLERANCE and _spans(other, edge, along) for other in across
                )
            ]
            outmost = max if end in ("bottom", "x1") else min
            limit = outmost(edge[end] for edge in table)
            for group in _groups(loose, end):
                place = group[0][end]
                if len(group) < _MANY and abs(place - limit) > TOLERANCE:
                    continue
                start, stop = min(e[along[0]] for e in group), max(e[along[1]] for e in group)
                beside = [e for e in table if is_level(e) == level and _reaches(e, place, ends)]
                start = max((e[along[0]] for e in beside if e[along[0]] < start - TOLERANCE), default=start)
                stop = min((e[along[1]] for e in beside if e[along[1]] > stop + TOLERANCE), default=stop)
                if abs(place - limit) <= TOLERANCE:
                    start, stop = _to_open_sides(start, stop, [e for e in table if is_level(e) == level], across, along)
                if end == "bottom":
                    place = _overhang(place, sorted(e["x0"] for e in beside), characters)
                    for edge in beside:
                        if start - TOLERANCE <= edge["x0"] <= stop + TOLERANCE:
                            edge["bottom"] = max(edge["bottom"], place)
                yield Edge(place, start, place, stop, False) if level else Edge(start, place, stop, place, True)


def _to_open_sides(
    start: float, stop: float, beside: Sequence[Lined], across: Sequence[Lined], along: tuple[str, str]
) -> tuple[float, float]:
    """Return from where to where a rim reaches in a table without an outer frame: as far as the lines across it do."""
    low, high = min((e[along[0]] for e in across), default=start), max((e[along[1]] for e in across), default=stop)
    reach = []
    for end, side in ((along[0], low), (along[1], high)):
        framed = any(abs(e[along[0]] - side) <= TOLERANCE for e in beside)
        ending = sum(abs(e[end] - side) <= TOLERANCE for e in across)
        reach.append(not framed and ending > 1)  # one line may be a cross on the page
    return (min(start, low) if reach[0] else start), (max(stop, high) if reach[1] else stop)


def _reaches(edge: Lined, place: float, ends: tuple[str, str]) -> bool:
    return bool(edge[ends[0]] - TOLERANCE <= place <= edge[ends[1]] + TOLERANCE)


def _overhang(place: float, sides: Sequence[float], characters: Sequence[Character]) -> float:
    """Return how far down the text goes on that begins right below an open end, between the lines that end there.

    Text that runs across the lines is none of the table's: a running foot.
    """
    hanging = sorted(
        (c for c in characters if place - (c.bottom - c.top) / 2 < c.top < place + _OVERHANG * (c.bottom - c.top)),
        key=lambda c: c.x0,
    )
    for before, after in pairwise(hanging):
        near = after.x0 - before.x1 < after.bottom - after.top
        if near and bisect_right(sides, before.x0) != bisect_right(sides, after.x0):
            return place
    return max((c.bottom for c in hanging if sides[0] < c.x0 < sides[-1]), default=place)


def is_level(edge: Lined) -> bool:
    """Tell whether a line is level."""
    return bool(edge["orientation"] == "h")


def _spans(edge: Lined, other: Lined, along: tuple[str, str]) -> bool:
    """Tell whether `edge` reaches over the place of `other`, in the direction `along`."""
    return bool(edge[along[0]] <= other[along[0]] + TOLERANCE and edge[along[1]] >= other[along[1]] - TOLERANCE)


def connected(edges: Sequence[Lined]) -> list[list[Lined]]:
    """Return the edges in groups that touch each other."""
    parents = list(range(len(edges)))

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    upright = [place for place, edge in enumerate(edges) if not is_level(edge)]
    for level in (place for place, edge in enumerate(edges) if is_level(edge)):
        for other in upright:
            if _touch(edges[level], edges[other]):
                parents[root(level)] = root(other)
    groups: dict[int, list[Lined]] = {}
    for place, edge in enumerate(edges):
        groups.setdefault(root(place), []).append(edge)
    return list(groups.values())


def _touch(level: Lined, upright: Lined) -> bool:
    return bool(
        level["x0"] - TOLERANCE <= upright["x0"] <= level["x1"] + TOLERANCE
        and upright["top"] - TOLERANCE <= level["top"] <= upright["bottom"] + TOLERANCE
    )


def _groups(edges: Sequence[Lined], end: str) -> Iterator[list[Lined]]:
    """Yield the edges that end at the same place, within the tolerance."""
    group: list[Lined] = []
    for edge in sorted(edges, key=itemgetter(end)):
        if group and edge[end] - group[0][end] > TOLERANCE:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def steps(sides: Iterable[float]) -> list[float]:
    """Return the distinct places of lines, those within the tolerance as one."""
    steps: list[float] = []
    for side in sorted(sides):
        if not steps or side - steps[-1] > TOLERANCE:
            steps.append(side)
    return steps


def place_of(steps: Sequence[float], side: float) -> int:
    """Return the number of the line at a place."""
    return bisect_right(steps, side + TOLERANCE / 2) - 1


def field_of(steps: Sequence[float], place: float) -> int:
    """Return the number of the field that a place lies in."""
    return bisect_right(steps, place) - 1
