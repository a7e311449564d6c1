"""Slips of the pen: what turns the figure that would be right into the one that is printed.

After Scholtus, Automatic correction of simple typing errors in numerical data (CBS Discussion Paper 09046, 2009):
a correction that is one slip away is likelier than another.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from gouji.wording import Said

NONE = Said("", "")
_TRANSPOSED = Said("数字颠倒", "digits transposed")
_DROPPED = Said("漏印数字", "a digit dropped")
_DOUBLED = Said("数字重复", "a digit doubled")
_ADDED = Said("多印数字", "a digit too many")
_CHANGED = Said("一位数字有误", "one digit wrong")
_ZEROS = Said("相差十的倍数，疑为单位或末位零之误", "off by a power of ten: a slip of unit or of trailing zeros")
_SIGN = Said("正负号相反", "the sign reversed")
_SPLIT = Said("一个数拆在两格", "one number split over two cells")
_SWAPPED = Said("两格互换", "two cells exchanged")


def slip(printed: float, right: float) -> Said:
    """Return the single slip that turns `right` into `printed`; empty where there is none."""
    if printed == -right:
        return _SIGN
    if not (printed >= 0 and right >= 0 and printed == int(printed) and right == int(right)):
        return NONE
    old, new = str(int(printed)), str(int(right))
    if len(old) == len(new):
        return _same_length(old, new)
    if printed and right and (old.rstrip("0") == new.rstrip("0")) and abs(len(old) - len(new)) > 1:
        return _ZEROS
    if len(old) + 1 == len(new):
        return _DROPPED if _without_one(new, old) else NONE
    if len(old) == len(new) + 1 and (at := _without_one(old, new)):
        return _DOUBLED if old[at - 1] in old[max(at - 2, 0) : at - 1] + old[at : at + 1] else _ADDED
    return NONE


def _same_length(old: str, new: str) -> Said:
    differ = [at for at, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    if (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and old[differ[0]] == new[differ[1]]
        and old[differ[1]] == new[differ[0]]
    ):
        return _TRANSPOSED
    return _CHANGED if len(differ) == 1 and len(old) > 1 else NONE


def _without_one(longer: str, shorter: str) -> int:
    """Return which character of `longer` (from 1) is to be left out to give `shorter`; 0 where none is."""
    return next((at + 1 for at in range(len(longer)) if longer[:at] + longer[at + 1 :] == shorter), 0)


def joint_slip(printed: Sequence[float], right: Sequence[float]) -> Said:
    """Return the slip that concerns two figures in the order of print: exchanged, or one split over both."""
    if len(printed) != 2:
        return NONE
    if (printed[0], printed[1]) == (right[1], right[0]):
        return _SWAPPED
    whole = [int(value) for value in (*printed, *right) if value >= 0 and value == int(value)]
    if len(whole) == 4 and str(whole[0]) + str(whole[1]) in (str(whole[2]), str(whole[3])) and 0 in whole[2:]:
        return _SPLIT
    return NONE


_WRONG = 2.0  # powers of ten: one figure in a hundred is wrong
_UNEXPLAINED = 0.5  # a slip that has a name is three times as frequent as a figure that just is another, and
_TRUSTED = 0.4  # a total is two to three times as seldom wrong as its parts: it is added up, and read again


def cost(printed: Sequence[float], right: Sequence[float], totals: Sequence[bool]) -> float:
    """Return how unlikely a set of changes is, in powers of ten; a slip that concerns two figures is one event."""
    if joint_slip(printed, right) != NONE:
        return _WRONG
    return sum(_WRONG + _unlikely(*change) for change in zip(printed, right, totals, strict=True))


def _unlikely(printed: float, right: float, total: bool) -> float:
    """Return how unlikely it is that `right` was meant where `printed` stands: minus the logarithm of the odds.

    A slip makes few figures of one, any other change may make all of that size: what a slip explains would be a
    rare coincidence if it were none. Small counts are more frequent than large ones, about as 1/n; only what a total
    should be is told by its parts.
    """
    size, meant = log10(abs(printed) + 1), log10(abs(right) + 1)
    ways = _ways(slip(printed, right), len(str(int(abs(right)))))
    came_out = log10(ways) if ways else _UNEXPLAINED + size
    return came_out + (_TRUSTED if total else meant - size)


def _ways(kind: Said, digits: int) -> int:
    """Return how many figures a slip can make of one with so many digits; 0 where it is no slip."""
    return {
        _TRANSPOSED: max(digits - 1, 1),
        _DROPPED: digits,
        _DOUBLED: digits,
        _ADDED: 10 * (digits + 1),
        _CHANGED: 9 * digits,
        _ZEROS: 4,
        _SIGN: 1,
    }.get(kind, 0)
