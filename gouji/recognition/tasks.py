"""The tasks of a work-points notice (工作要点): number, text, bodies and deadline."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from gouji.document import Paragraph
from gouji.recognition.dates import as_date, month_end
from schemas.records import Task

_TASK = re.compile(r"(\d{1,3})\s*[.、]\s*(?=\D)")
_BODIES = re.compile(r"[〔\[【(]\s*(?=(?:牵头|责任|配合|主办|协办)(?:单位|部门)\s*:)([^〕\]】]+)[〕\]】)]\s*$")
_ROLE = re.compile(r"(牵头|责任|配合|主办|协办)(?:单位|部门)\s*:")
_LEAD = ("牵头", "主办")
_DEADLINE = re.compile(r"(?:((?:19|20)\d\d)年)?(?:(\d{1,2})月(?:(\d{1,2})日|底)|(年)底)之?前")


def find_tasks(paragraphs: Iterable[tuple[int, Paragraph]], year: int | None) -> tuple[Task, ...]:
    """Return the numbered tasks; `year` is the notice's own, for deadlines printed without one."""
    return tuple(
        _task(number, paragraph, match, year)
        for number, paragraph in paragraphs
        if (match := _TASK.match(paragraph.reading))
    )


def _task(block: int, paragraph: Paragraph, match: re.Match[str], year: int | None) -> Task:
    named = _BODIES.search(paragraph.reading)
    end = named.start() if named else len(paragraph.text)
    roles = dict(_roles(paragraph, *named.span(1))) if named else {}
    lead = tuple(body for role in _LEAD for body in roles.get(role, ()))
    responsible = tuple(body for role in roles if role not in _LEAD for body in roles[role])
    deadlines = [date for date in _deadlines(paragraph.reading[:end], year) if date]
    text = paragraph.text[match.end() : end].strip()
    return Task(int(match[1]), text, lead, responsible, max(deadlines, default=None), block)


def _roles(paragraph: Paragraph, start: int, end: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each role with its bodies as printed; a role printed twice running counts once."""
    roles = list(_ROLE.finditer(paragraph.reading, start, end))
    for role, following in zip(roles, [*roles[1:], None], strict=True):
        bodies = _bodies(paragraph.text[role.end() : following.start() if following else end])
        if bodies:
            yield role[1], bodies


def _bodies(printed: str) -> tuple[str, ...]:
    """Split a list of bodies; single characters go with what is before them (各委、局、办)."""
    bodies: list[str] = []
    for name in filter(None, (name.strip() for name in re.split("[，,、；;]", printed))):
        if len(name) == 1 and bodies:
            bodies[-1] += f"、{name}"
        else:
            bodies.append(name)
    return tuple(bodies)


def _deadlines(reading: str, year: int | None) -> Iterator[datetime.date | None]:
    for named_year, month, day, year_end in (match.groups() for match in _DEADLINE.finditer(reading)):
        if not (own := int(named_year or year or 0)):
            continue
        if year_end:
            yield as_date(own, 12, 31)
        elif 1 <= int(month) <= 12:
            yield as_date(own, int(month), int(day)) if day else month_end(own, int(month))
