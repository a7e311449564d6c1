"""Templates of the pages: whatever they show is escaped, and shown in both languages where it has both."""

from __future__ import annotations

import datetime
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined
from markupsafe import Markup, escape

from gouji import __version__
from gouji.page.pictures import timeline
from gouji.page.places import anchor
from gouji.page.words import ICONS, WORDS, family

# Controls, and marks that turn the direction of text: shown by name, for they would hide or reorder what is printed.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Return `text` with characters that cannot be seen, or that reorder others, replaced by their code points."""
    if text.isprintable():  # marks of direction are not
        return text
    return _UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def both(zh: Any, en: Any) -> Markup:
    """Return words in both languages, of which the page shows the reader's."""
    zh, en = (text if isinstance(text, Markup) else escape(visible(str(text))) for text in (zh, en))
    return Markup(f'<span class="zh" lang="zh">{zh}</span><span class="en" lang="en">{en}</span>') if zh != en else zh


def say(key: str, **values: Any) -> Markup:
    """Return the page's own words under `key`, with values in place."""
    words = WORDS[key]
    return both(words.zh.format(**values), words.en.format(**values)) if values else _own_words(key)


@cache
def _own_words(key: str) -> Markup:
    return both(*WORDS[key])


def date(value: datetime.date) -> Markup:
    """Return a date as either reader writes it."""
    return both(f"{value.year}年{value.month}月{value.day}日", f"{value.day} {_MONTHS[value.month - 1]} {value.year}")


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def number(value: float | None) -> str:
    """Return a number with its thousands set apart, a dash where there is none."""
    return "–" if value is None else f"{value:,.15g}"


def _shown(value: Any) -> Any:
    """Return a value as a template prints it: nothing for `None`, and no character that hides."""
    if type(value) is str:  # far the most
        return value if value.isprintable() else visible(value)
    if value is None:
        return ""
    if isinstance(value, Markup | Undefined):
        return value  # what is undefined raises when it is printed
    return visible(str(value))


@cache
def environment() -> Environment:
    """Return the templates, autoescaped; a name that is not given is an error."""
    made = Environment(
        loader=PackageLoader("gouji.page"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "say": say,
        "both": both,
        "date": date,
        "number": number,
        "timeline": timeline,
        "family": lambda name: both(*family(name)),
        "place_anchor": anchor,
        "icons": ICONS,
        "version": __version__,
    }
    made.filters["thousands"] = "{:,}".format
    return made


def render(name: str, **shown: Any) -> str:
    """Return the page that the template `name` makes of what is to be shown."""
    return environment().get_template(name).render(**shown)


@cache
def edition() -> str:
    """Return a digest of all that makes pages, so that a new edition of gouji writes them anew."""
    here = Path(__file__).parent
    made = hashlib.blake2b(__version__.encode(), digest_size=8)
    for file in sorted([*here.glob("*.py"), *here.glob("templates/*"), *here.glob("assets/*")]):
        if file.is_file():
            made.update(file.read_bytes())
    return made.hexdigest()
