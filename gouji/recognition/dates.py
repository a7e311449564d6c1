"""Dates as reports print them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_ARABIC = r"(?P<y>(?:19|20)\d\d)\s*[年./-]\s*(?P<m>[01]?\d)\s*[月./-]\s*(?P<d>[0-3]?\d)\s*日?"
_CHINESE = r"(?P<Y>[12二一][〇○零九一二三四五六七八0-9]{3})年(?P<M>[一二三四五六七八九十]{1,2})月(?P<D>[一二三四五六七八九十]{1,3})日"
DATE = re.compile(f"{_ARABIC}|{_CHINESE}")
EARLIEST, LATEST = 1990, 2100  # a year outside is a misprint or no date


def small(numeral: str) -> int:
    """Return the number from 1 to 99 that a Chinese numeral writes (十二, 三十一)."""
    tens, ten, ones = numeral.rpartition("十")
    digit = int(ones.translate(_NUMERALS)) if ones else 0
    return digit + (10 * (int(tens.translate(_NUMERALS)) if tens else 1) if ten else 0)


def year_of(printed: str) -> int:
    """Return the year that four digits, Arabic or Chinese, write."""
    return int(printed.translate(_NUMERALS))


def as_date(year: int, month: int, day: int) -> datetime.date | None:
    """Return the date, or `None` where the calendar has no such day."""
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> datetime.date | None:
    """Return the last day of a month (月底)."""
    following = as_date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1) if following else None


def matched(match: re.Match[str]) -> datetime.date | None:
    """Return the date of a match of `DATE`."""
    if match["y"]:
        return as_date(int(match["y"]), int(match["m"]), int(match["d"]))
    return as_date(year_of(match["Y"]), small(match["M"]), small(match["D"]))


def dates(text: str) -> Iterator[tuple[re.Match[str], datetime.date]]:
    """Yield every date in `text`, in one form of each character, with where it stands."""
    for match in DATE.finditer(text):
        if (date := matched(match)) is not None:
            yield match, date
