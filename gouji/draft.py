"""Drafts of transcriptions: what was read in a document, as YAML to be proofread.

Facts and figures only: headings, numbers with their short subjects, bodies and dates; no sentence of the document.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml

from gouji.wording import Said
from schemas.forms import FormTable, forms, is_official, official
from schemas.printed import tie_mapping
from schemas.records import CellValue, Facts, Figure, Section, Task, Tie

_UNREAD = Said("# 未读出", "# not read")


class _Flow(dict[str, Any]):
    """A mapping written in one line, without what is empty."""

    def __init__(self, **values: Any) -> None:
        super().__init__({key: value for key, value in values.items() if value not in (None, "", [], ())})


class _Columns(dict[str, Any]):
    """A mapping written in one line, with what is blank."""


class _Row(list[Any]):
    """A list written in one line."""


class _Dumper(yaml.SafeDumper):
    """Writes decimals as printed and short records in one line."""


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    if value == value.to_integral_value():
        return dumper.represent_int(int(value))
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")


def _null(dumper: yaml.SafeDumper, _: None) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "~")


for _kind in (_Flow, _Columns):
    _Dumper.add_representer(
        _kind, lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)
    )
_Dumper.add_representer(
    _Row, lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)
)
_Dumper.add_representer(Decimal, _decimal)
_Dumper.add_representer(type(None), _null)


def draft(facts: Facts) -> str:
    """Return the transcription of a report; reading it gives the same facts, but for the offsets in the text."""
    parts = {
        "report": {key: value for key, value in facts.identity._asdict().items() if value is not None},
        "sections": [_heading(section) for section in facts.sections],
        "tables": _tables(facts),
        "labels": _labels(facts),
        "figures": [_figure(figure) for figure in facts.figures],
        "ties": [_tie(tie) for tie in facts.ties],
        "mentions": [
            _Flow(kind=mention.kind, text=mention.text, section=mention.section) for mention in facts.mentions
        ],
        "tasks": [_task(task) for task in facts.tasks],
    }
    unread = [f"{_UNREAD.en}: {problem.what.en} {problem.where}\n" for problem in facts.problems]
    filled = {key: value for key, value in parts.items() if value}
    return "".join(unread) + yaml.dump(filled, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _heading(section: Section) -> str:
    return f"{section.numeral}、{section.title}" if section.level == 1 else f"（{section.numeral}）{section.title}"


def _tables(facts: Facts) -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for cell in facts.cells:
        rows.setdefault(cell.table, {}).setdefault(cell.row, {})[cell.column] = _value(cell)
    known = forms()[facts.identity.form].tables if facts.identity.form else {}
    return {table: {row: _row(known.get(table), row, own) for row, own in of.items()} for table, of in rows.items()}


def _row(table: FormTable | None, name: str, values: dict[str, Any]) -> Any:
    """Return a row as a list, or by column where it has others than the form or another order of them."""
    row = table.row(name) if table else None
    plain = not table or not row or tuple(values) in (table.columns_of(row), table.all_columns_of(row))
    return _Row(values.values()) if plain else _Columns(values)


def _value(cell: CellValue) -> Any:
    """Return the value, and with it the printed text where that says more (4.74亿元)."""
    plain = "" if cell.value is None else f"{cell.value:f}"
    return cell.value if cell.text in ("", plain) else {"value": cell.value, "text": cell.text}


def _labels(facts: Facts) -> dict[str, dict[str, str]]:
    """Return the printed labels of rows that are not the form's own."""
    form = facts.identity.form or ""
    found: dict[str, dict[str, str]] = {}
    for cell in facts.cells:
        if (
            cell.label
            and official(cell.table, cell.row, form)
            and not is_official(cell.table, cell.row, form, cell.label)
        ):
            found.setdefault(cell.table, {})[cell.row] = cell.label
    return found


def _figure(figure: Figure) -> _Flow:
    words = {key: getattr(figure, key) for key in ("unit", "subject", "section", "approximate", "quantity", "scope")}
    return _Flow(id=figure.figure, value=figure.value, text=figure.text, **words)


def _tie(tie: Tie) -> _Flow:
    mapping = {key: _Row(value) if isinstance(value, list) else value for key, value in tie_mapping(tie).items()}
    told = {key: False for key in ("complete", "assessable") if not getattr(tie, key)}
    del mapping["complete"]
    return _Flow(**mapping, **told, cue=tie.cue)


def _task(task: Task) -> _Flow:
    return _Flow(number=task.number, lead=_Row(task.lead), responsible=_Row(task.responsible), deadline=task.deadline)
