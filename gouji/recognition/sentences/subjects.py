"""What a figure counts: its subject, its scope, and the statutory quantity that it is."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from gouji.recognition.sentences import cues

WINDOW = 60  # characters of context on either side that a figure's meaning may depend on
_OUTER_WORDS = re.compile(  # what opens a list, or names the year, is not what is counted
    r"^(?:其中|里面|当中|包括|包含|涵盖|分为|分别[为是有]|以及|(?:19|20)\d\d年度?)+|(?:分别)?(?:有|为|是|共|达|约|计)$"
)
_SEPARATORS = ",、;:。()[]!?【】|\n"
_PIECE = re.compile(f"[^{re.escape(_SEPARATORS)}]{{0,{WINDOW}}}")
_SEPARATOR = re.compile(f"[{re.escape(_SEPARATORS)}]")
_QUANTITIES = tuple((name, re.compile(pattern)) for name, pattern in cues.QUANTITIES)
_TOPIC = re.compile(r"申请|咨询|来信|信件|留言|建议|提案|投诉|举报|复议|诉讼|信访|问政|访问|培训")
_OF_APPLICATIONS = ("本年新收", "总计", "予以公开", "部分公开", "结转下年度", "上年结转")


class Counted(NamedTuple):
    """A number with its unit: positions in the paragraph's text."""

    start: int
    end: int
    value: Decimal
    unit: str
    approximate: str | None


def subject(text: str, found: Counted) -> str:
    """Return the words that a figure counts: those before it, else (`55条主动公开`) those after."""
    before = text[max(0, found.start - WINDOW) : found.start]
    words = _SEPARATOR.split(before)[-1].strip()
    if not words or re.fullmatch(r"[有的为是共达约近超占]{1,3}|其中", words):
        piece = _PIECE.match(text, found.end)
        words = (piece[0].strip() if piece else "") or words
    return _OUTER_WORDS.sub("", words).strip() or words


def _sentence_before(text: str, position: int) -> str:
    before = text[max(0, position - WINDOW) : position]
    return before[max(before.rfind("。"), before.rfind("\n")) + 1 :]


def scope(text: str, position: int) -> str:
    """Return the scope words nearest before a figure in its sentence: figures of two scopes do not compare."""
    found = cues.SCOPES.findall(_sentence_before(text, position))
    return found[-1] if found else ""


def quantity(text: str, found: Counted, words: str) -> str | None:
    """Return the statutory quantity that a figure counts, by its subject and what follows, or `None` if these are mute."""
    if found.unit and found.unit not in cues.CASE_UNITS:
        return None
    piece = _PIECE.match(text, found.end)
    after = piece[0] if piece else ""
    in_words = not any(character.isdigit() for character in text[found.start : found.end])  # 未收到, 没有发生
    near = words + after[: 20 if in_words and not found.value else 8]
    name = next((name for name, pattern in _QUANTITIES if pattern.search(near)), None)
    if name in (None, "主动公开") and in_words and not found.value and "申请" in near:  # 未收到信息公开申请
        name = "本年新收"
    if name in ("行政复议", "行政诉讼") and cues.OUTCOME.search(near):
        return None
    if name in _OF_APPLICATIONS:
        topics = _TOPIC.findall(_sentence_before(text, found.start) + near)
        return name if topics and topics[-1] == "申请" else None
    return name
