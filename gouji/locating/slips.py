"""Slips of the pen: what turns the figure that would be right into the one that is printed.

After Scholtus, Automatic correction of simple typing errors in numerical data (CBS Discussion Paper 09046, 2009):
a correction that is one slip away is likelier than another.
"""

from __future__ import annotations

from collections.abc import Sequence

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


def cost(printed: Sequence[float], right: Sequence[float]) -> float:
    """Return how unlikely a set of changes is: a slip counts a third of a change that none explains."""
    if joint_slip(printed, right) != NONE:
        return 0.5
    return sum(0.33 if slip(*pair) != NONE else 1.0 for pair in zip(printed, right, strict=True))
