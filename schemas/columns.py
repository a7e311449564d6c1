"""The facts of one report column by column: how they travel between processes, into the cache and into frames.

A report has hundreds of records and a thousand reports are put into the same few frames: what is told column by
column need not be made into records for that.
"""

from __future__ import annotations

import datetime
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from gouji.wording import Said
from schemas.records import Facts

Columns = Mapping[str, Sequence[Sequence[Any]]]  # by the fields of `Facts`: a column per field of its records


def columns_of(facts: Facts) -> Columns:
    """Return the columns of all records; of a field without records none, and the format as the only value."""
    return {
        name: [list(column) for column in zip(*_rows(value), strict=True)]
        for name, value in zip(Facts._fields, facts, strict=True)
    }


def _rows(value: Any) -> Any:
    if isinstance(value, str):
        return ((value,),)
    return value if type(value) is tuple else (value,)


def facts_of(columns: Columns) -> Facts:
    """Return the records whose columns these are."""
    made = {name: tuple(map(kind, *columns[name])) if columns[name] else () for name, kind in _kinds().items()}
    (identity,), (form,) = made["identity"], made["format"]
    return Facts(**{**made, "identity": identity, "format": form})


def typed(columns: Any) -> Columns:
    """Return columns that JSON has printed and read again with the values that they had.

    Raises:
        ValueError, TypeError, ArithmeticError: these are no columns of facts.
    """
    return {name: _typed(kind, columns[name]) for name, kind in _kinds().items()}


def _typed(kind: Any, columns: list[list[Any]]) -> list[list[Any]]:
    makers = _makers(kind)
    if columns and (len(columns) != len(makers) or len(set(map(len, columns))) > 1):
        raise ValueError(f"these are no columns of {kind.__name__}")
    return [list(map(make, column)) if make else column for make, column in zip(makers, columns, strict=False)]


@cache
def _kinds() -> dict[str, Any]:
    """Return by the field of `Facts` what its records are."""
    hints = get_type_hints(Facts)
    return {name: get_args(hints[name])[0] if get_origin(hints[name]) is tuple else hints[name] for name in hints}


@cache
def _makers(kind: Any) -> list[Callable[[Any], Any] | None]:
    """Return for each field of a record what makes its value from JSON's, `None` where that is the value."""
    return [_maker(hint) for hint in get_type_hints(kind).values()] if issubclass(kind, tuple) else [_maker(kind)]


def _maker(hint: Any) -> Callable[[Any], Any] | None:
    kinds = [
        kind for kind in (get_args(hint) if get_origin(hint) is types.UnionType else (hint,)) if kind is not type(None)
    ]
    if Decimal in kinds:
        return _decimal
    if datetime.date in kinds:
        return _date
    if Said in kinds:
        return Said._make
    if hint is str:
        return sys.intern  # names of tables, rows and columns are the same in all reports
    return tuple if get_origin(kinds[0]) is tuple else None


@lru_cache(maxsize=1 << 16)
def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _date(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)
