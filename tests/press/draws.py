"""What hypothesis draws: reports in a form, with blanks, and layouts that go together."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from tests.press.layouts import GROUPS, Key, Layout, Report, keys

NUMBERS = st.one_of(st.integers(0, 9), st.integers(0, 3_000_000)).map(Decimal)
VALUES = st.one_of(st.none(), NUMBERS, NUMBERS)
BLANKS = ("", "/", "—", "－", "无")


@st.composite
def layouts(draw: st.DrawFn, three_rows: bool | None = None) -> Layout:
    """Draw a way to print the form."""
    flags = (
        "subtotal_column",
        "unnumbered",
        "plain_document",
        "head_spans",
        "repeat_head",
        "thousands",
        "full_width",
        "ugly",
        "wrapped",
    )
    return Layout(
        numbering=draw(st.sampled_from(("{}.", "{}、", "{}．", "（{}）"))),
        three_rows=draw(st.booleans()) if three_rows is None else three_rows,
        subtotals=draw(st.sampled_from(("", "", "above", "below", "heading"))),
        cut=draw(st.sampled_from((0, 0, 4, 13, 20))),
        mask=draw(st.sampled_from(("", "", "mm", "**", "××"))),
        blank=draw(st.sampled_from(BLANKS)),
        unit=draw(st.sampled_from(("", "", "件"))),
        **{flag: draw(st.booleans()) for flag in flags},
    )


@st.composite
def reports(draw: st.DrawFn, form: str | None = None) -> Report:
    """Draw a report; each of its cells is a number or blank in print."""
    name = form or draw(st.sampled_from(("2021", "2021", "2019", "statistics", "narrative")))
    layout = draw(layouts(three_rows=None if name == "2021" else False))
    places = list(keys(name, layout))
    values = draw(st.lists(VALUES, min_size=len(places), max_size=len(places)))
    cells = dict(zip(places, values, strict=True))
    numbered = {place[:2] for place, value in cells.items() if value is not None}
    cells = {place: cells[place] for place in places if place[:2] in numbered or not _heads_only(place, layout)}
    return Report(name, cells, layout)


def _heads_only(place: Key, layout: Layout) -> bool:
    """Tell whether a group's row without any number is nothing but the heading of its rows."""
    if place[1] == "其他处理":
        return layout.three_rows
    return layout.subtotals == "heading" and place[1] in GROUPS
