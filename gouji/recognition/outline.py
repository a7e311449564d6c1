"""The outline: numbered headings of two levels, and the section each paragraph stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gouji.document import Paragraph
from schemas.records import Section

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_LEVELS = (re.compile(rf"({_NUMERAL})\s*[、.]\s*(\S.*)"), re.compile(rf"[(〔]({_NUMERAL})[)〕]\s*(\S.*)"))
_TITLE_LENGTHS = (40, 20)  # a heading run into its paragraph ends at the first full stop; a longer one is a sentence


def find_sections(paragraphs: Iterable[tuple[int, Paragraph]]) -> tuple[Section, ...]:
    """Return the numbered headings in reading order; `numeral` and `title` are as printed."""
    found = (_heading(number, paragraph) for number, paragraph in paragraphs)
    return tuple(section for section in found if section)


def _heading(number: int, paragraph: Paragraph) -> Section | None:
    for level, (pattern, longest) in enumerate(zip(_LEVELS, _TITLE_LENGTHS, strict=True), 1):
        if match := pattern.match(paragraph.reading):
            title = paragraph.text[match.start(2) :].partition("。")[0].strip(" ：:，,；;")
            if len(title) <= longest:
                return Section(level, match[1], title, number)
    return None


def section_of(sections: Iterable[Section], paragraphs: Iterable[tuple[int, Paragraph]]) -> dict[int, str]:
    """Map each paragraph's block to the numeral of the level-1 section it stands in."""
    numerals = {section.block: section.numeral for section in sections if section.level == 1}
    inside, current = {}, ""
    for number, _ in paragraphs:
        current = numerals.get(number, current)
        inside[number] = current
    return inside
