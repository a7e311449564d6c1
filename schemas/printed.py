"""The printed form of a tie, in JSON and in transcriptions: each role under the name it has in its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemas.records import Tie

# kind → what its left and right figures are called; `parts` is always a list, the others one id
ROLES = {
    "sum": ("total", "parts"),
    "rate": ("part", "whole"),
    "all": ("whole", "part"),
    "count": ("count", ""),
    "growth": ("current", "previous"),
}
_BALANCE = ("left", "right")  # both sides of every other kind are lists
_LISTS = ("parts", *_BALANCE)


def roles(kind: str) -> tuple[str, str]:
    """Return what the left and right figures of a tie of this kind are called."""
    return ROLES.get(kind, _BALANCE)


def tie_mapping(tie: Tie) -> dict[str, Any]:
    """Return the tie as a mapping with the names of its kind."""
    left, right = roles(tie.kind)
    mapping: dict[str, Any] = {"kind": tie.kind, left: _side(left, tie.left)}
    if right:
        mapping[right] = _side(right, tie.right)
    if tie.rate:
        mapping["rate"] = tie.rate
    if tie.items is not None:
        mapping["items"] = tie.items
    mapping["complete"] = tie.complete
    return mapping


def _side(role: str, ids: tuple[str, ...]) -> list[str] | str | None:
    return list(ids) if role in _LISTS else next(iter(ids), None)


def tie_from(mapping: Mapping[str, Any]) -> Tie:
    """Return the tie that `tie_mapping` made a mapping of."""
    left, right = roles(mapping["kind"])
    return Tie(
        mapping["kind"],
        _ids(mapping.get(left)),
        _ids(mapping.get(right)) if right else (),
        mapping.get("rate"),
        mapping.get("items"),
        mapping.get("complete", True),
        mapping.get("assessable", True),
        mapping.get("cue", ""),
    )


def _ids(printed: list[str] | str | None) -> tuple[str, ...]:
    return tuple(printed) if isinstance(printed, list) else (printed,) if printed else ()
