"""Transcriptions: a report's facts and figures as YAML, for documents that exist on paper only.

`docs/transcription.md` describes the shape. A slip in the file is told in one sentence with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from gouji.marked import Node, load
from schemas.forms import FormTable, Label, forms
from schemas.printed import tie_from
from schemas.records import CellValue, Facts, Figure, Identity, Mention, Section, Task, Tie

SUFFIXES = (".yaml", ".yml")

_KEYS = ("report", "sections", "tables", "labels", "figures", "ties", "statements", "mentions", "tasks")
_DATES = ("published", "signed", "issued", "period_start", "period_end")
_HEADING = re.compile(r"[（(]?([一二三四五六七八九十]{1,3})[）)]?[、.]?\s*(.+)")
_KINDS = ("年度报告", "工作要点", "其他")


def read(path: Path) -> Facts:
    """Return the facts that a transcription states.

    Raises:
        Unreadable: it is not YAML, or a value is not what its place wants; the sentence names the line.
    """
    root = load(path).mapping(_KEYS)
    if "report" not in root:
        load(path).refuse("缺少 report 一节", "the part `report` is missing")
    identity = _identity(root["report"])
    figures = list(_figures(root["figures"])) if "figures" in root else []
    ties = list(_ties(root["ties"], {figure.figure for figure in figures})) if "ties" in root else []
    for statement in root["statements"].sequence() if "statements" in root else ():
        stated, tie = _statement(statement, len(figures))
        figures += stated
        ties.append(tie)
    return Facts(
        identity=identity,
        sections=tuple(map(_section, root["sections"].sequence())) if "sections" in root else (),
        cells=tuple(_cells(root, identity.form)),
        figures=tuple(figures),
        ties=tuple(ties),
        tasks=tuple(map(_task, root["tasks"].sequence())) if "tasks" in root else (),
        mentions=tuple(map(_mention, root["mentions"].sequence())) if "mentions" in root else (),
        format="yaml",
    )


def _identity(node: Node) -> Identity:
    given = node.mapping((*Identity._fields, "source"))
    kind = given["kind"].text() if "kind" in given else "年度报告"
    form = given["form"].text() if "form" in given and not given["form"].null else None
    if kind not in _KINDS:
        given["kind"].refuse(f"kind 应为 {' '.join(_KINDS)} 之一", f"kind is one of {' '.join(_KINDS)}")
    if form is not None and form not in forms():
        given["form"].refuse(f"form 应为 {' '.join(forms())} 之一", f"form is one of {' '.join(forms())}")
    texts = {
        key: given[key].text() for key in ("issuer", "title", "document_number") if key in given and not given[key].null
    }
    dates = {key: given[key].date() for key in _DATES if key in given}
    year = given["year"].whole() if "year" in given and not given["year"].null else None
    return Identity(kind=kind, form=form, year=year, **texts, **dates)  # type: ignore[arg-type]  # keys are fields


def _section(node: Node) -> Section:
    printed = node.text()
    if not (match := _HEADING.fullmatch(printed)):
        node.refuse(f"“{printed}”不是“一、”或“（一）”开头的标题", f"{printed!r} is no heading like 一、 or （一）")
    return Section(2 if printed[0] in "（(" else 1, match[1], match[2])


def _cells(root: dict[str, Node], form: str | None) -> Iterator[CellValue]:
    if "tables" not in root:
        return
    known = forms()[form].tables if form else {}
    labels = _labels(root["labels"]) if "labels" in root else {}
    for name, node in root["tables"].mapping(tuple(known) or ("",)).items():
        table = known[name]
        for row, values in node.mapping(tuple(row.name for row in table.all_rows)).items():
            label = table.row(row)
            assert label is not None  # the mapping knows only the table's rows
            yield from _row(table, label, values, labels.get((name, row), label.label))


def _labels(node: Node) -> dict[tuple[str, str], str]:
    return {
        (table, row): printed.text()
        for table, rows in node.mapping().items()
        for row, printed in rows.mapping().items()
    }


def _row(table: FormTable, row: Label, node: Node, label: str) -> Iterator[CellValue]:
    """Yield a row's cells from a list in the order of the form, or from a mapping by column.

    Either may hold a subtotal that an office adds (法人小计, behind the columns that it sums up).
    """
    columns, every = table.columns_of(row), table.all_columns_of(row)
    values = [] if node.is_mapping else list(node.sequence())
    whole = every if len(values) == len(every) else columns
    given = node.mapping(every) if node.is_mapping else dict(zip(whole, values, strict=False))
    count = sum(column in given for column in columns) if node.is_mapping else len(values)
    if count != len(columns) and count != len(whole):
        zh = f"{row.name} 应有 {len(columns)} 个数（{' '.join(columns)}），这里有 {count} 个"
        node.refuse(zh, f"{row.name} has {len(columns)} numbers ({' '.join(columns)}), here are {count}")
    for column, cell in given.items():
        printed = cell.mapping(("value", "text")) if cell.is_mapping else {"value": cell}
        value = printed["value"].number()
        text = printed["text"].text() if "text" in printed else "" if value is None else printed["value"].text()
        yield CellValue(table.name, row.name, column, value, text, label)


_FIGURE = ("id", "value", "unit", "subject", "section", "text", "approximate", "quantity", "scope")


def _figures(node: Node) -> Iterator[Figure]:
    for entry in node.sequence():
        given = entry.mapping(_FIGURE)
        if "id" not in given or "value" not in given:
            entry.refuse("数字要有 id 和 value", "a figure has an id and a value")
        value = given["value"].number()
        if value is None:
            given["value"].refuse("value 不能为空", "a figure has a value")
        words = {key: given[key].text() for key in _FIGURE[2:] if key in given}
        texts = {"unit": "", "subject": "", "text": given["value"].text() + words.get("unit", "")} | words
        yield Figure(given["id"].text(), value, **texts)  # type: ignore[arg-type]  # keys are fields


_TIE = (
    "kind",
    "total",
    "parts",
    "part",
    "whole",
    "count",
    "current",
    "previous",
    "left",
    "right",
    "rate",
    "items",
    "complete",
    "assessable",
    "cue",
)


def _ties(node: Node, figures: set[str]) -> Iterator[Tie]:
    for entry in node.sequence():
        given = entry.mapping(_TIE)
        if "kind" not in given:
            entry.refuse("关系要有 kind", "a tie has a kind")
        tie = tie_from({key: _tie_value(key, value) for key, value in given.items()})
        for figure in (*tie.left, *tie.right, *filter(None, [tie.rate])):
            if figure not in figures:
                entry.refuse(f"没有 id 为 {figure} 的数字", f"no figure has the id {figure}")
        yield tie


def _tie_value(key: str, node: Node) -> object:
    if key == "items":
        return node.whole()
    if key in ("complete", "assessable"):
        return node.truth()
    if key in ("parts", "left", "right"):
        return [member.text() for member in node.sequence()]
    return None if node.null else node.text()


_STATEMENT = ("section", "subject", "unit", "total", "parts", "part", "whole", "rate", "name", "complete")


def _statement(node: Node, before: int) -> tuple[list[Figure], Tie]:
    """Return the figures and the tie of a statement that carries its numbers itself (a sum or a rate)."""
    given = node.mapping(_STATEMENT)
    words: dict[str, str] = {key: given[key].text() for key in ("section", "subject", "unit") if key in given}
    kind = "sum" if "parts" in given else "rate"
    needed = ("total", "parts") if kind == "sum" else ("part", "whole", "rate")
    if missing := [key for key in needed if key not in given]:
        node.refuse(f"缺少 {' '.join(missing)}", f"{' '.join(missing)} missing")
    numbers = given["parts"].mapping() if kind == "sum" else {}
    named = {"": given["total"], **numbers} if kind == "sum" else {"": given["part"], " ": given["whole"]}
    figures = [
        _stated(f"s{before + at}", number, words, name.strip()) for at, (name, number) in enumerate(named.items(), 1)
    ]
    ids = tuple(figure.figure for figure in figures)
    if kind == "sum":
        complete = given["complete"].truth() if "complete" in given else True
        return figures, Tie("sum", ids[:1], ids[1:], complete=complete)
    rate = _stated(
        f"s{before + 3}", given["rate"], words | {"unit": "%"}, given["name"].text() if "name" in given else ""
    )
    return [*figures, rate], Tie("rate", ids[:1], ids[1:], rate.figure)


def _stated(name: str, node: Node, words: dict[str, str], subject: str) -> Figure:
    value = node.number()
    if value is None:
        node.refuse("这里应是数字", "a number belongs here")
    unit = words.get("unit", "")
    return Figure(
        name, value, unit, subject or words.get("subject", ""), words.get("section", ""), text=node.text() + unit
    )


def _mention(node: Node) -> Mention:
    given = node.mapping(("kind", "text", "section"))
    kind, text, section = (given[key].text() if key in given else "" for key in ("kind", "text", "section"))
    return Mention(kind, text, section)


def _task(node: Node) -> Task:
    given = node.mapping(("number", "text", "lead", "responsible", "deadline"))
    if "number" not in given:
        node.refuse("任务要有 number", "a task has a number")
    lead, responsible = (
        tuple(body.text() for body in given[key].sequence()) if key in given else () for key in ("lead", "responsible")
    )
    deadline = given["deadline"].date() if "deadline" in given else None
    text = given["text"].text() if "text" in given else ""
    return Task(given["number"].whole(), text, lead, responsible, deadline)
