"""The numbers that Word prints before paragraphs and does not store: 一、 （二） 3. of automatic lists."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_DIGITS = "零一二三四五六七八九"
_BULLETS = frozenset(("bullet", "none"))


class Level(NamedTuple):
    """One level of a list: the text with a `%1` for each number, their format, and the first number."""

    text: str
    format: str
    start: int
    restarts: bool


class Numbering:
    """The automatic lists of a document, counted on as its paragraphs go by."""

    def __init__(self, part: Any, styles: Any) -> None:
        """Take the root elements of the numbering and styles parts, either of which may be `None`."""
        self._lists = _lists(part) if part is not None else {}
        self._styles = _style_numbers(styles) if styles is not None else {}
        self._counts: dict[str, list[int]] = {}

    def label(self, paragraph: Any) -> str:
        """Return what is printed before a paragraph, and count it."""
        number, level = self._numbered(paragraph)
        levels = self._lists.get(number)
        if not levels or level not in levels or levels[level].format in _BULLETS:
            return ""
        counts = self._counts.setdefault(
            number, [levels[at].start - 1 if at in levels else 0 for at in range(_MOST_LEVELS)]
        )
        counts[level] += 1
        for deeper in range(level + 1, _MOST_LEVELS):
            if deeper in levels and levels[deeper].restarts:
                counts[deeper] = levels[deeper].start - 1
        return _PLACEHOLDER.sub(lambda found: self._printed(levels, counts, int(found[1]) - 1), levels[level].text)

    @staticmethod
    def _printed(levels: dict[int, Level], counts: list[int], at: int) -> str:
        return numeral(max(counts[at], levels[at].start), levels[at].format) if at in levels else ""

    def _numbered(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return "", 0
        style = properties.find(f"{W}pStyle")
        number, level = self._styles.get(style.get(f"{W}val", ""), ("", 0)) if style is not None else ("", 0)
        own = properties.find(f"{W}numPr")
        return _number_of(own, number, level) if own is not None else (number, level)


def _number_of(properties: Any, number: str = "", level: int = 0) -> tuple[str, int]:
    own, depth = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    return (
        own.get(f"{W}val", "") if own is not None else number,
        _whole(depth.get(f"{W}val")) if depth is not None else level,
    )


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise


def _lists(part: Any) -> dict[str, dict[int, Level]]:
    abstract = {
        entry.get(f"{W}abstractNumId"): {
            _whole(level.get(f"{W}ilvl")): _level(level) for level in entry.iterchildren(f"{W}lvl")
        }
        for entry in part.iterchildren(f"{W}abstractNum")
    }
    lists = {}
    for entry in part.iterchildren(f"{W}num"):
        kind = entry.find(f"{W}abstractNumId")
        levels = dict(abstract.get(kind.get(f"{W}val") if kind is not None else None, {}))
        for override in entry.iterchildren(f"{W}lvlOverride"):
            at, start = _whole(override.get(f"{W}ilvl")), override.find(f"{W}startOverride")
            if start is not None and at in levels:
                levels[at] = levels[at]._replace(start=_whole(start.get(f"{W}val"), 1))
        lists[entry.get(f"{W}numId", "")] = levels
    return lists


def _level(level: Any) -> Level:
    def value(name: str, otherwise: str) -> str:
        found = level.find(f"{W}{name}")
        return otherwise if found is None else str(found.get(f"{W}val", otherwise))

    return Level(
        value("lvlText", ""),
        value("numFmt", "decimal"),
        _whole(value("start", "1"), 1),
        value("lvlRestart", "1") != "0",
    )


def _style_numbers(styles: Any) -> dict[str, tuple[str, int]]:
    return {
        style.get(f"{W}styleId", ""): _number_of(own)
        for style in styles.iterchildren(f"{W}style")
        if (own := style.find(f"{W}pPr/{W}numPr")) is not None
    }


def numeral(number: int, form: str) -> str:
    """Return a number as Word prints it in a list (ECMA-376 Part 1, 17.18.59 ST_NumberFormat)."""
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseDigitalTenThousand",
    ):
        return chinese(number)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return str(number)


def chinese(number: int) -> str:
    """Return a number below 10000 in Chinese numerals as lists print it (十二, 一百零三)."""
    if not 0 < number < 10_000:
        return str(number)
    printed = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            printed += _DIGITS[digit] + unit
        elif printed and not printed.endswith("零") and number % power:
            printed += "零"
    return printed.removeprefix("一") if printed.startswith("一十") else printed


def _roman(number: int) -> str:
    printed = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True
    ):
        printed += letters * (number // value)
        number %= value
    return printed
