"""Whether the figures of a sentence agree, exactly: printed decimals and bounds are intervals.

A printed 66.48 % is any value that rounds or truncates to it (one and a half units of the last printed digit,
which is what careful clerks produce); 26.8万 is any count that rounds to it; `170余` is at least 170 and below
the next round number. Two sides agree when their intervals meet. Where words (约, 余, 近) leave both open,
figures that do not meet are not assessable rather than wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gouji.wording import Said
from schemas.records import Figure, Tie

_SCALED = re.compile(r"(?:\.(\d+))?\s*[余餘多]?\s*(万亿|萬億|百万|百萬|千万|千萬|亿|億|万|萬)")
_SCALES = {
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
    "百万": 10**6,
    "百萬": 10**6,
    "千万": 10**7,
    "千萬": 10**7,
    "万亿": 10**12,
    "萬億": 10**12,
}
_MULTIPLE = re.compile("[是为達达]|相当于|相當於")  # 是…的2倍; 增长2倍 is three times as many
_FALLING = re.compile("下降|减少|減少|降低|降幅|下滑|回落|减幅|負|负")
WORKING_DAYS = range(240, 263)
LEAST = 1  # an average may be off by one unit, or by a tenth
SPAN = Fraction(1, 10)


class Interval(NamedTuple):
    """All values that a printed figure may stand for; `None` is without bound."""

    low: Fraction | None
    high: Fraction | None

    def __add__(self, other: object) -> Interval:
        """Add bound by bound."""
        assert isinstance(other, Interval)
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high)

    def meets(self, other: Interval) -> bool:
        """Tell whether some value lies in both."""
        return not self.above(other) and not other.above(self)

    def above(self, other: Interval) -> bool:
        """Tell whether each value of this one exceeds each value of the other."""
        return self.low is not None and other.high is not None and self.low > other.high


class Judgement(NamedTuple):
    """Whether a tie holds (`None`: not assessable), its equation in numbers, and both sides as computed."""

    holds: bool | None
    equation: Said
    left: str
    right: str


def interval(figure: Figure) -> Interval:
    """Return what a printed figure may stand for."""
    value = Fraction(figure.value)
    half = _half_unit(figure)
    match figure.approximate:
        case "at least":
            return Interval(
                value,
                value + _step(figure.value) - Fraction(1, 10**6)
                if "余" in figure.text or "餘" in figure.text or "多" in figure.text
                else None,
            )
        case "at most":
            return Interval(None, value)
        case "about":
            return Interval(value * Fraction(9, 10), value * Fraction(11, 10))
        case _:
            return Interval(value - half, value + half)


def _half_unit(figure: Figure) -> Fraction:
    """Return half a unit of the last printed digit of a figure in 万 or 亿; other counts are exact."""
    scaled = _SCALED.search(figure.text)
    if not scaled:
        return Fraction(0)
    unit = Fraction(_SCALES[scaled[2]], 10 ** len(scaled[1] or ""))
    return unit / 2 if unit > 1 else Fraction(0)


def _step(value: Decimal) -> Fraction:
    """Return the round number that `余` stays below: 1700余 is below 1800, 15余 below 16."""
    digits = str(int(abs(value)))
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0"))) if value else 10)


def total(figures: Sequence[Figure]) -> Interval:
    """Return the sum of figures as an interval."""
    return sum(map(interval, figures), Interval(Fraction(0), Fraction(0)))


def slips(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether parts and total agree but for a factor of 万 or 亿."""
    added = sum((figure.value for figure in parts), Decimal(0))
    return whole.value != 0 and any(whole.value == added * k or whole.value * k == added for k in (10**4, 10**8))


def tolerance(rate: Figure) -> Fraction:
    """Return one and a half units of the last printed digit (rounded, truncated or forced to close at 100).

    Of 100 % itself it is half a unit: nobody cuts or forces a number up to the whole.
    """
    exponent = rate.value.as_tuple().exponent
    units = Fraction(1, 2) if rate.value == 100 and rate.unit == "%" else Fraction(3, 2)
    return units * Fraction(10) ** (exponent if isinstance(exponent, int) else 0)


def judge(tie: Tie, figures: Mapping[str, Figure]) -> Judgement:
    """Judge one tie by the figures that it names.

    Args:
        tie: the relation.
        figures: the figures of its report, by id.

    Raises:
        KeyError: the tie names a figure that is not there, or its kind is unknown.
    """
    left, right = [figures[name] for name in tie.left], [figures[name] for name in tie.right]
    rate = figures[tie.rate] if tie.rate else None
    judgement = _JUDGES[tie.kind](tie, left, right, rate)
    vague = any(figure.approximate == "about" for figure in (*left, *right))
    return judgement._replace(holds=None) if vague or not tie.assessable else judgement


def _sum(tie: Tie, left: list[Figure], right: list[Figure], rate: Figure | None) -> Judgement:
    whole, parts = total(left), total(right)
    inexact = _inexact([*left, *right])
    if tie.cue == "渠道":
        largest = max(right, key=lambda figure: figure.value)
        holds, sign = not interval(largest).above(whole), "↔"
    elif tie.complete:
        holds, sign = whole.meets(parts), "="
    else:
        holds, sign = not parts.above(whole), "≥"
    return _said(holds, inexact, left, right, sign)


def _balance(tie: Tie, left: list[Figure], right: list[Figure], rate: Figure | None) -> Judgement:
    return _said(total(left).meets(total(right)), _inexact([*left, *right]), left, right, "=")


def _rate(tie: Tie, left: list[Figure], right: list[Figure], rate: Figure | None) -> Judgement:
    assert rate is not None
    scale = 1000 if rate.unit == "‰" else 100
    part, whole = total(left), total(right)
    printed, slack = Fraction(rate.value), tolerance(rate)
    if None in (part.low, part.high, whole.low, whole.high) or not whole.low or whole.low <= 0:
        return _rated(None, left, right, rate, None)
    assert part.low is not None
    assert part.high is not None
    assert whole.high is not None
    holds = part.low * scale / whole.high - slack <= printed <= part.high * scale / whole.low + slack
    exact = Fraction(left[0].value) * scale / Fraction(right[0].value)
    open_ = _inexact([*left, *right, rate])
    return _rated(holds or (None if open_ else False), left, right, rate, exact)


def _all(tie: Tie, left: list[Figure], right: list[Figure], rate: Figure | None) -> Judgement:
    if not right:
        return Judgement(None, Said(f"全部 {_print(left[0])}", f"all of {_print(left[0])}"), _print(left[0]), "")
    return _said(total(left).meets(total(right)), _inexact([*left, *right]), left, right, "=")


def _count(tie: Tie, left: list[Figure], right: list[Figure], rate: Figure | None) -> Judgement:
    printed = _print(left[0])
    holds = None if tie.items is None else interval(left[0]).meets(Interval(Fraction(tie.items), Fraction(tie.items)))
    said = Said(f"{printed}, 列出 {tie.items}", f"{printed}, listed {tie.items}")
    open_ = not tie.complete or left[0].approximate is not None
    return Judgement(holds or (None if open_ or tie.items is None else False), said, printed, str(tie.items))


def _growth(tie: Tie, left: list[Figure], right: list[Figure], rate: Figure | None) -> Judgement:
    assert rate is not None
    if not left or not right or not right[0].value:
        return Judgement(None, Said(f"{tie.cue} {_print(rate)}", f"{tie.cue} {_print(rate)}"), _print(rate), "")
    ratio = Fraction(left[0].value) / Fraction(right[0].value)
    printed, slack = Fraction(rate.value), tolerance(rate)
    if rate.unit == "倍":
        exact = ratio if _MULTIPLE.search(tie.cue) else ratio - 1
        slack = slack * 2 / 3
    else:
        exact = (ratio - 1) * (1000 if rate.unit == "‰" else 100)
        exact = -exact if _FALLING.search(tie.cue) else exact
    holds = abs(exact - printed) <= slack
    return _rated(holds or (None if _inexact([*left, *right, rate]) else False), left, right, rate, exact)


def _difference(tie: Tie, left: list[Figure], right: list[Figure], rate: Figure | None) -> Judgement:
    now, earlier = interval(left[0]), interval(left[1])
    change = interval(right[0])
    up, down = (earlier + change).meets(now), (now + change).meets(earlier)
    holds = down if _FALLING.search(tie.cue) else up
    text = f"{_print(left[0])} - {_print(left[1])} = {_decimal(Fraction(left[0].value - left[1].value))}"
    printed = f"{tie.cue} {_print(right[0])}"
    return Judgement(
        holds or (None if _inexact([*left, *right]) else False),
        Said(f"{text}, 印作 {printed}", f"{text}, printed {printed}"),
        text,
        printed,
    )


def _shares(tie: Tie, left: list[Figure], right: list[Figure], rate: Figure | None) -> Judgement:
    units = [Fraction(2, 3) * tolerance(figure) for figure in left]
    added = sum((Fraction(figure.value) for figure in left), Fraction(0))
    holds = abs(added - 100) <= len(left) * max(units)
    text = " + ".join(map(_print, left)) + f" = {_decimal(added)} %"
    return Judgement(holds, Said(text, text), _decimal(added), "100")


def _average(tie: Tie, left: list[Figure], right: list[Figure], rate: Figure | None) -> Judgement:
    """Judge `日均 n` by each divisor that occurs: days of a year, working days, months, weeks."""
    divisors = (
        [*WORKING_DAYS, 365, 366] if "日" in tie.cue or "天" in tie.cue else [12] if "月" in tie.cue else [52, 53]
    )
    printed, whole = Fraction(right[0].value), Fraction(left[0].value)
    slack = max(Fraction(LEAST), printed * SPAN)
    holds = any(abs(whole / divisor - printed) <= slack for divisor in divisors)
    text = f"{_print(left[0])} / {divisors[-1]} = {_decimal(whole / divisors[-1])}"
    said = Said(f"{text}, 印作 {tie.cue} {_print(right[0])}", f"{text}, printed {tie.cue} {_print(right[0])}")
    return Judgement(holds or None if _inexact([*left, *right]) else holds, said, text, _print(right[0]))


def _restated(tie: Tie, left: list[Figure], right: list[Figure], rate: Figure | None) -> Judgement:
    return _balance(tie, left, right, rate)


_Judge = Callable[[Tie, list[Figure], list[Figure], Figure | None], Judgement]
_JUDGES: dict[str, _Judge] = {
    "sum": _sum,
    "balance": _balance,
    "rate": _rate,
    "all": _all,
    "count": _count,
    "growth": _growth,
    "difference": _difference,
    "shares": _shares,
    "average": _average,
    "restated": _restated,
}


def _inexact(figures: Sequence[Figure]) -> bool:
    return any(figure.approximate for figure in figures)


def _print(figure: Figure) -> str:
    return figure.text


def _decimal(value: Fraction) -> str:
    """Write a fraction with at most four decimals."""
    return f"{value.numerator}" if value.denominator == 1 else f"{float(value):.4f}".rstrip("0").rstrip(".")


def _added(figures: Sequence[Figure]) -> str:
    """Write a side: its terms, and their sum where there are several."""
    terms = " + ".join(map(_print, figures))
    return (
        terms if len(figures) < 2 else f"{terms} = {_decimal(sum((Fraction(f.value) for f in figures), Fraction(0)))}"
    )


_CONTRARY = {"=": "≠", "≥": "<", "↔": "<"}  # ↔: channels, of which one item may use several


def _said(holds: bool, inexact: bool, left: list[Figure], right: list[Figure], sign: str) -> Judgement:
    first, second = _added(left), _added(right)
    equation = f"{first} {sign if holds else _CONTRARY[sign]} {second}"
    return Judgement(holds or (None if inexact else False), Said(equation, equation), first, second)


def _rated(
    holds: bool | None, left: list[Figure], right: list[Figure], rate: Figure, exact: Fraction | None
) -> Judgement:
    computed = "" if exact is None else f" = {_decimal(Fraction(round(exact * 10000), 10000))}"
    text = f"{_print(left[0])} / {_print(right[0])}{computed}"
    said = Said(f"{text}, 印作 {_print(rate)}", f"{text}, printed {_print(rate)}")
    return Judgement(holds, said, text, _print(rate))
