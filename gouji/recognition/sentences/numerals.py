"""Numbers as printed: Arabic digits and Chinese numerals, with 万 and 亿, exactly."""

from __future__ import annotations

import re
from decimal import Decimal

LONGEST = 15  # digits: a longer run is an identifier, not a count

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
DIGITS |= {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}

CHINESE = "[" + "".join(dict.fromkeys("".join((*DIGITS, *TENS, *MYRIADS)))) + "]"
ARABIC = re.compile(r"\d+(?:[,. ]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\d(?: \d){1,5}")


def arabic(text: str) -> Decimal | None:
    """Return the value of a run of digits with separators, or `None` when it is no number.

    `1,352` and `1 352` are grouped by thousands; `1.2.3` is a version or an address, `120,13` two numbers.
    """
    if len(text) > 2 * LONGEST or not _GROUPED.fullmatch(text):
        return None
    digits = text.replace(",", "").replace(" ", "")
    return Decimal(digits) if len(digits) <= LONGEST else None


def chinese(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral (十二, 两百零五, 三万), or `None` when it is none.

    Reads by place value: 二三十 (twenty or thirty) and 百千 (without a digit) are words, not numbers.
    """
    if not 0 < len(text) <= LONGEST:
        return None
    total = section = 0
    digit: int | None = None
    floor = 10**9  # each place must be lower than the one before it
    for character in text:
        if character in DIGITS:
            if digit:
                return _spelt(text)
            digit = DIGITS[character]
        elif character in TENS:
            place = TENS[character]
            if place >= floor or (digit is None and (place > 10 or section)):
                return None
            section, digit, floor = section + (1 if digit is None else digit) * place, None, place
        else:
            section += digit or 0
            if not section:
                return None
            total, section, digit, floor = total + section * MYRIADS[character], 0, None, 10**9
    return Decimal(total + section + (digit or 0))


def _spelt(text: str) -> Decimal | None:
    """Read digits one by one: 二〇二 is 202, but 二三十 nothing; 一二三 is an enumeration."""
    if any(character not in DIGITS for character in text) or not set(text) & {"零", "〇"}:
        return None
    return Decimal("".join(str(DIGITS[character]) for character in text))
