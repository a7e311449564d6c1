"""Templates of the pages; whatever they show is escaped."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("gouji.page"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def render(name: str, **shown: Any) -> str:
    """Return the page that the template `name` makes of what is to be shown."""
    return _environment().get_template(name).render(**shown)
