"""Ties are judged exactly: printed decimals and bounds are intervals, what is vague is not assessable."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.arithmetic import Interval, interval, judge, slips
from schemas.records import Figure, Tie


def figure(name, text, approximate=None):
    """Return a figure from its print, such as `26.8万条` or `9.50%`."""
    digits = "".join(character for character in text if character.isdigit() or character in ".-")
    scale = 10**4 if "万" in text else 1
    unit = "%" if "%" in text else "‰" if "‰" in text else "倍" if "倍" in text else "条"
    value = Decimal(digits) * scale if scale > 1 else Decimal(digits)
    return Figure(name, value, unit, "", text=text, approximate=approximate)


def verdict(kind, left, right=(), rate=None, **more):
    """Judge a tie between printed figures; one given as a pair is a round one."""
    named = {}

    def name(printed):
        text, approximate = printed if isinstance(printed, tuple) else (printed, None)
        key = f"f{len(named) + 1}"
        named[key] = figure(key, text, approximate)
        return key

    tie = Tie(kind, tuple(map(name, left)), tuple(map(name, right)), name(rate) if rate else None, **more)
    return judge(tie, named).holds


@pytest.mark.parametrize(
    ("kind", "left", "right", "rate", "more", "expected"),
    [
        ("sum", ["226条"], ["131条", "95条"], None, {}, True),
        ("sum", ["226条"], ["131条", "94条"], None, {}, False),
        ("sum", ["226条"], ["131条"], None, {"complete": False}, True),
        ("sum", ["226条"], ["131条", "96条"], None, {"complete": False}, False),
        ("sum", ["2483条"], ["319条", "851条", "2348条"], None, {"cue": "渠道"}, True),
        ("sum", ["100条"], ["120条", "30条"], None, {"cue": "渠道"}, False),
        ("sum", ["26.8万条"], ["200000条", "67700条"], None, {}, True),
        ("sum", ["26.8万条"], ["200000条", "67000条"], None, {}, False),
        ("sum", [("1700余条", "at least")], ["872条", "847条"], None, {}, True),
        ("sum", [("1700余条", "at least")], ["872条", "981条"], None, {}, None),
        ("sum", [("约100条", "about")], ["60条", "40条"], None, {}, None),
        ("sum", ["100条"], ["60条", "30条"], None, {"assessable": False}, None),
        ("rate", ["9条"], ["15条"], "60%", {}, True),
        ("rate", ["9条"], ["15条"], "50%", {}, False),
        ("rate", ["197条"], ["235条"], "83.84%", {}, True),
        ("rate", ["209条"], ["226条"], "92.47%", {}, True),
        ("rate", ["56条"], ["417条"], "14%", {}, True),
        ("rate", ["16条"], ["734条"], "2.8%", {}, False),
        ("rate", ["16条"], ["734条"], "21.8‰", {}, True),
        ("rate", ["5条"], ["0条"], "50%", {}, None),
        ("all", ["16条"], [], None, {}, None),
        ("all", ["16条"], ["16条"], None, {}, True),
        ("all", ["16条"], ["15条"], None, {}, False),
        ("count", ["3条"], [], None, {"items": 3}, True),
        ("count", ["3条"], [], None, {"items": 2}, False),
        ("count", ["3条"], [], None, {"items": 2, "complete": False}, None),
        ("growth", ["22条"], ["31条"], "29%", {"cue": "下降"}, True),
        ("growth", ["22条"], ["31条"], "29%", {"cue": "增长"}, False),
        ("growth", ["22条"], [], "29%", {"cue": "下降"}, None),
        ("growth", ["2400条"], ["1200条"], "2倍", {"cue": "倍 是2012年的"}, True),
        ("growth", ["2400条"], ["1200条"], "1倍", {"cue": "倍 增长"}, True),
        ("growth", ["2401条"], ["1128条"], "1.5倍", {"cue": "倍 是2013年的"}, False),
        ("balance", ["30条", "1条"], ["24条", "7条"], None, {}, True),
        ("balance", ["30条", "1条"], ["24条", "6条"], None, {}, False),
        ("difference", ["15条", "9条"], ["6条"], None, {"cue": "增加"}, True),
        ("difference", ["15条", "9条"], ["5条"], None, {"cue": "增加"}, False),
        ("difference", ["8条", "10条"], ["2条"], None, {"cue": "减少"}, True),
        ("shares", ["33.3%", "33.3%", "33.3%"], [], None, {}, True),
        ("shares", ["60%", "45%"], [], None, {}, False),
        ("average", ["9064211条"], ["24833条"], None, {"cue": "日均"}, True),
        ("average", ["9064211条"], ["14833条"], None, {"cue": "日均"}, False),
        ("average", ["480条"], ["40条"], None, {"cue": "月均"}, True),
    ],
)
def test_verdicts(kind, left, right, rate, more, expected):
    assert verdict(kind, left, right, rate, **more) is expected


def test_the_equation_has_its_numbers_in_place():
    figures = {name: figure(name, text) for name, text in (("f1", "50条"), ("f2", "20条"), ("f3", "29条"))}
    said = judge(Tie("sum", ("f1",), ("f2", "f3")), figures)
    assert said.equation.en == "50条 ≠ 20条 + 29条 = 49"
    assert (said.left, said.right) == ("50条", "20条 + 29条 = 49")


@pytest.mark.parametrize(
    ("text", "approximate", "low", "high"),
    [
        ("100条", None, 100, 100),
        ("26.8万条", None, 267500, 268500),
        ("50条", "at most", None, 50),
        ("50条以上", "at least", 50, None),
    ],
)
def test_what_a_printed_figure_may_stand_for(text, approximate, low, high):
    bounds = (None if bound is None else Fraction(bound) for bound in (low, high))
    assert interval(figure("f1", text, approximate)) == Interval(*bounds)


def test_a_slip_of_the_unit_is_told_from_a_wrong_sum():
    assert slips(figure("f1", "173769万条"), [figure("f2", "75656条"), figure("f3", "98113条")])
    assert not slips(figure("f1", "173769条"), [figure("f2", "75656条"), figure("f3", "98113条")])


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=8), st.integers(1, 10**6))
def test_a_sum_holds_exactly_and_fails_when_one_number_is_changed(parts, change):
    texts = [f"{part}条" for part in parts]
    assert verdict("sum", [f"{sum(parts)}条"], texts) is True
    assert verdict("sum", [f"{sum(parts) + change}条"], texts) is False
    assert verdict("sum", [f"{sum(parts)}条"], [f"{parts[0] + change}条", *texts[1:]]) is False


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_a_rounded_or_truncated_share_holds(part, whole, decimals):
    part = min(part, whole)
    exact = Fraction(100 * part, whole)
    step = Fraction(1, 10**decimals)
    for printed in (round(exact / step) * step, (exact // step) * step):
        text = f"{Decimal(printed.numerator) / Decimal(printed.denominator):.{decimals}f}%"
        assert verdict("rate", [f"{part}条"], [f"{whole}条"], text) is True
