"""Places, and the marks that findings put on them."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.page.cards import difference
from gouji.page.marks import marks
from gouji.page.places import Place, anchor, parse, split

Found = namedtuple("Found", "finding severity place members blamed rivals", defaults=("", "", ""))
CELLS = [Place("applications", (row, column)) for row in ("本年新收", "总计") for column in ("自然人", "其他")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("applications[予以公开,商业企业]", Place("applications", ("予以公开", "商业企业"))),
        ("figures[f12]", Place("figures", ("f12",))),
        ("a b/c[1].pdf#reviews[行政复议,总计]", Place("reviews", ("行政复议", "总计"), "a b/c[1].pdf")),
        ("mentions[自2017年，至]", Place("mentions", ("自2017年，至",))),
        ("mentions[a#b]", Place("mentions", ("a#b",))),
        ("?", Place("?", ("",))),
    ],
)
def test_a_place_is_taken_apart(text: str, place: Place) -> None:
    assert parse(text) == place


def test_places_are_split_where_one_ends() -> None:
    assert [place.own for place in split("figures[f1] a b.txt#figures[f2]  mentions[a b]")] == [
        "figures[f1]",
        "figures[f2]",
        "mentions[a b]",
    ]
    assert split("") == []


@given(st.text(max_size=40), st.text(max_size=40))
def test_two_places_have_two_anchors_without_blanks(one: str, other: str) -> None:
    anchors = [anchor(f"mentions[{text}]") for text in (one, other)]
    assert (anchors[0] == anchors[1]) == (one == other)
    assert not any(character.isspace() for text in anchors for character in text)


def shown(*findings: Any, blank: frozenset[str] = frozenset()) -> dict[str, tuple[str, tuple[int, ...]]]:
    return {place: (mark.role, mark.numbers) for place, mark in marks(findings, CELLS, blank).items()}


def test_the_cell_to_blame_stands_out_from_the_others() -> None:
    finding = Found(
        "a",
        "error",
        "applications[总计,其他]",
        "applications[本年新收,其他] applications[总计,其他]",
        "applications[总计,其他]",
    )
    assert shown(finding) == {
        "applications[总计,其他]": ("wrong", (1,)),
        "applications[本年新收,其他]": ("member", (1,)),
    }


def test_rivals_are_marked_as_such() -> None:
    finding = Found("a", "error", "ties[t1]", "figures[f1] figures[f2] figures[f3]", "", "figures[f1] figures[f2]")
    assert shown(finding) == {
        "figures[f1]": ("rival", (1,)),
        "figures[f2]": ("rival", (1,)),
        "figures[f3]": ("member", (1,)),
    }


def test_a_column_stands_for_its_cells_and_a_row_for_its_label() -> None:
    assert shown(Found("a", "error", "applications[*,其他]")) == {
        "applications[本年新收,其他]": ("member", (1,)),
        "applications[总计,其他]": ("member", (1,)),
    }
    assert shown(Found("a", "warning", "applications[总计,*]")) == {"applications[总计,*]": ("doubt", (1,))}


def test_a_blank_cell_is_marked_as_blank_and_carries_all_its_findings() -> None:
    place = "applications[总计,其他]"
    findings = (Found("a", "error", place), Found("b", "warning", place))
    assert shown(*findings, blank=frozenset([place])) == {place: ("blank", (1, 2))}


def test_places_of_other_reports_are_not_marked_here() -> None:
    assert shown(Found("a", "error", "figures[f1]", "figures[f1] other.txt#figures[f2]")) == {
        "figures[f1]": ("member", (1,))
    }


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("予以公开 3 + 部分公开 1 = 4", "总计 5", "−1"),
        ("2487条", "1352条 + 886条 + 248条 = 2486", "+1"),
        ("1,200件", "1000件", "+200"),
        ("98.5%", "99.1%", "−0.6"),
        ("2017-11-24", "2017-12-31", ""),
        ("4", "4", ""),
        ("", "4", ""),
        ("甲", "乙", ""),
    ],
)
def test_the_difference_of_two_sides_that_end_in_numbers(left: str, right: str, expected: str) -> None:
    assert difference(left, right) == expected
