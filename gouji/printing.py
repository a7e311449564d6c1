"""The printed form of what was read and found, as other programs take it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gouji.arithmetic import judge
from gouji.corpus import Read
from gouji.wording import Said
from schemas.printed import tie_mapping
from schemas.records import Unread

Json = dict[str, Any]


def read_json(file: Read) -> Json:
    """Return what was read in one file: report, sections, cells, figures, ties, tasks and problems."""
    facts = file.facts
    problems = [*facts.problems, *([Unread(file.unread)] if file.unread else [])]
    figures = {figure.figure: figure for figure in facts.figures}
    return {
        "report": {"id": file.source.report} | _plain(facts.identity._asdict()),
        "sections": [_chosen(section, "level", "numeral", "title") for section in facts.sections],
        "cells": [_chosen(cell, "table", "row", "column", "value", "text", "page") for cell in facts.cells],
        "figures": [
            {"id": figure.figure}
            | _chosen(
                figure,
                "value",
                "unit",
                "subject",
                "section",
                "start",
                "end",
                "text",
                "approximate",
                "scope",
                "quantity",
            )
            for figure in facts.figures
        ],
        "ties": [tie_mapping(tie) | {"holds": judge(tie, figures).holds} for tie in facts.ties],
        "tasks": [_chosen(task, "number", "text", "lead", "responsible", "deadline") for task in facts.tasks],
        "problems": [
            {"what": Said(*problem.what).en, "zh": Said(*problem.what).zh, "where": problem.where}
            for problem in problems
        ],
    }


def read_words(file: Read, language: str) -> str:
    """Return in a line or two what was read in one file."""
    facts, identity = file.facts, file.facts.identity
    if file.unread:
        return f"{file.source.report}: {file.unread.within(language)}"
    said = Said(
        f"{identity.kind} {identity.issuer or '（未写明机关）'} {identity.year or '（未写明年度）'}：{len(facts.cells)} 个表格数，"
        f"{len(facts.figures)} 个文中数，{len(facts.ties)} 个关系，{len(facts.tasks)} 项任务",
        f"{identity.kind} {identity.issuer or '(no issuer)'} {identity.year or '(no year)'}: {len(facts.cells)} cells, "
        f"{len(facts.figures)} figures, {len(facts.ties)} ties, {len(facts.tasks)} tasks",
    )
    unread = [f"  {problem.where}: {problem.what.within(language)}" for problem in facts.problems]
    return "\n".join([f"{file.source.report}: {said.within(language)}", *unread])


def finding_json(finding: Mapping[Any, Any], language: str) -> Json:
    """Return a finding as printed by `gouji check --json`."""
    keys = ("report", "check", "severity", "verdict", "place", "left", "right", "basis", "finding")
    said = {key: finding[f"{key}_{language}"] for key in ("message", "suggestion")}
    return {key: finding[key] for key in keys} | said


def _chosen(record: Any, *keys: str) -> Json:
    values = record._asdict()
    return _plain({key: values[key] for key in keys})


def _plain(values: Mapping[str, Any]) -> Json:
    return {key: plain(value) for key, value in values.items()}


def plain(value: Any) -> Any:
    """Return a value as JSON has it: whole numbers as such, other decimals as the nearest float, dates as text."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
