"""The value of a printed cell: a number, a blank, or something that cannot be read."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from gouji.document import normalise

BLANKS = frozenset(
    ("", "/", "//", "\\", "-", "--", "—", "——", "–", "−", "无", "不适用", "×", "x", "X", "*", "空", "N/A", "n/a")
)
_MULTIPLIERS = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_SIGNS = {
    "增": 1,
    "增加": 1,
    "新增": 1,
    "+": 1,
    "减": -1,
    "减少": -1,
    "下降": -1,
    "-": -1,
    "−": -1,
    "－": -1,
    "—": -1,
    "–": -1,
}
_NUMBER = re.compile(
    r"(?P<sign>增加?|新增|减少?|下降|[-+−—–])?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?"
    r"(?P<multiplier>万亿|万|亿)?(?P<money>元)?(?P<unit>[件条项个次人篇宗起份期家所]|人次|批次)?(?:\([^()]*\))?"
    r"(?:\[[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}\]|[①-⑳])?"  # the mark of a note; a raised digit alone may belong to the number
)
# Thousands apart by blanks; other digits apart may be two figures.
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d{1,9})?")


class Printed(NamedTuple):
    """What a cell prints: `value` is `None` for a blank; not `readable` where it is neither number nor blank."""

    value: Decimal | None
    readable: bool = True


UNREAD = Printed(None, readable=False)


def printed_value(text: str, unit: str = "") -> Printed:
    """Return the value of a cell whose column is in `unit` (万元, 元 or a measure word).

    A number with 万 or 亿 is in the base unit (4.74亿元 is 474000000 元), unless the column counts 万元: the
    fee of the form stays in 万元, and 3940元 there is 0.394. An explanation in brackets is no part of the value, nor is
    the mark of a note where it can be nothing else.
    """
    words = normalise(text).strip()
    if _GROUPED.fullmatch(words):
        words = words.replace(" ", "")
    words = "".join(words.split()) if not re.search(r"\d\s+\d", words) else words
    if words in BLANKS:
        return Printed(None)
    found = _NUMBER.fullmatch("0" if words in ("零", "〇") else words)
    return Printed(_value(found, unit)) if found else UNREAD


def _value(found: re.Match[str], unit: str) -> Decimal:
    number = Decimal(found["whole"].replace(",", "") + (found["decimals"] or ""))
    number *= _SIGNS[found["sign"] or "+"] * _MULTIPLIERS[found["multiplier"] or ""]
    in_yuan = found["money"] or found["multiplier"]
    return number / 10**4 if unit == "万元" and in_yuan else number


def is_value(text: str) -> bool:
    """Tell whether a cell prints a number or an explicit blank (`/`, `—`, 无), so that it is no label."""
    return bool(text.strip()) and printed_value(text).readable
