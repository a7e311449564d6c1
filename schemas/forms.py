"""The statutory forms, one YAML file each: what their tables, rows and columns are called, and since when.

Source of each form: the `basis` in its file (国办公开办函〔2021〕30号, 国办公开办函〔2019〕60号, 国办发〔2014〕32号,
国务院令第492号). A new form is a new file; no code changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

_FOLDER = Path(__file__).parent / "forms"
_NUMERAL = re.compile(
    r"(?:[(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)]|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.,:)]"
    r"|[①-⑳]|\d{1,2}(?=[^\d.,%/]))[、.,]?"
)
_NOTE = re.compile(r"[\u00b9\u00b2\u00b3\u2070\u2074-\u2079①-⑳]{1,3}$|[\[［〔【](?:注|\d){1,3}[\]］〕】]$|注\d{1,2}$")
_EXPLANATION = re.compile(r"[(][^()]*[)]")
_PUNCTUATION = str.maketrans("", "", "“”\"'‘’、,.;:。；：!《》〈〉<>·-–—/()[]〔〕")


@lru_cache(maxsize=8192)
def core(label: str) -> str:
    """Return the words of a printed label: no numbering, explanation in brackets, note mark, blanks or punctuation."""
    printed = "".join(label.split())
    words = unicodedata.normalize("NFKC", _NOTE.sub("", printed) or printed)
    while (numeral := _NUMERAL.match(words)) and numeral.end() < len(words):
        words = words[numeral.end() :]
    words = words.removeprefix("其中:").removeprefix("其中")
    return (_EXPLANATION.sub("", words) or words).translate(_PUNCTUATION)


@dataclass(frozen=True, slots=True)
class Label:
    """A row or column of a form's table.

    `label` is the form's own print, `also` wordings that mean the same, `words` parts that suffice to
    recognise it. `local` marks a row of another edition that offices print in its place. `columns` are those
    that the row has, where not all of the table's.
    """

    name: str
    label: str
    also: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unit: str = ""
    group: str = ""
    columns: tuple[str, ...] = ()
    local: bool = False

    def labels(self) -> tuple[str, ...]:
        """Return the form's own label and its accepted variants."""
        return (self.label, *self.also)


@dataclass(frozen=True, slots=True, eq=False)
class FormTable:
    """One table of a form; `across` tables print all their rows side by side in one line.

    `subtotals` are rows that the form lacks and offices add: the sums of the groups whose names they bear;
    `subtotal_columns` are such columns, the sums of the columns of their groups.
    """

    name: str
    title: str
    section: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    headings: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    ignored_rows: tuple[str, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    subtotals: tuple[Label, ...] = ()
    subtotal_columns: tuple[Label, ...] = ()
    either: tuple[tuple[str, ...], ...] = ()
    across: bool = False

    def row(self, name: str) -> Label | None:
        """Return the row of that canonical name."""
        return next((row for row in (*self.rows, *self.subtotals) if row.name == name), None)

    @property
    def all_rows(self) -> tuple[Label, ...]:
        """Return the rows of the form, each subtotal above the rows of its group."""
        rows: dict[str, Label] = {}
        for row in self.rows:
            rows |= {subtotal.name: subtotal for subtotal in self.subtotals if subtotal.name == row.group}
            rows[row.name] = row
        return tuple(rows.values())

    def members(self, group: str) -> tuple[str, ...]:
        """Return the names of the rows that stand in a group."""
        return tuple(row.name for row in self.rows if row.group == group)

    def columns_of(self, row: Label) -> tuple[str, ...]:
        """Return the names of the columns in which `row` has a cell."""
        return row.columns or tuple(column.name for column in self.columns)

    def all_columns_of(self, row: Label) -> tuple[str, ...]:
        """Return the names of the columns that a row may have, each subtotal behind the columns of its group."""
        own = self.columns_of(row)
        added = {self.members_across(subtotal.group)[-1]: subtotal.name for subtotal in self.subtotal_columns}
        return tuple(name for column in own for name in (column, added.get(column)) if name)

    def members_across(self, group: str) -> tuple[str, ...]:
        """Return the names of the columns that stand in a group."""
        return tuple(column.name for column in self.columns if column.group == group)


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A statutory form: report years (last `None`: in force), legal basis, tables by name, detecting marks."""

    name: str
    title: str
    years: tuple[int, int | None]
    basis: str
    marks: tuple[str, ...]
    cited: tuple[str, ...]
    tables: Mapping[str, FormTable]

    def covers(self, year: int) -> bool:
        """Tell whether reports on `year` are due in this form."""
        first, last = self.years
        return first <= year and (last is None or year <= last)


def _label(entry: Mapping[str, Any]) -> Label:
    lists = {key: tuple(entry.get(key, ())) for key in ("also", "words", "columns")}
    return Label(
        entry["name"],
        entry.get("label", entry["name"]),
        unit=entry.get("unit", ""),
        group=entry.get("group", ""),
        local=entry.get("local", False),
        **lists,
    )


def _table(name: str, entry: Mapping[str, Any]) -> FormTable:
    lists = {key: tuple(entry.get(key, ())) for key in ("headings", "groups", "ignored_rows", "ignored_columns")}
    return FormTable(
        name,
        entry["title"],
        entry["section"],
        tuple(map(_label, entry["rows"])),
        tuple(map(_label, entry["columns"])),
        subtotals=tuple(_label(row | {"local": True}) for row in entry.get("subtotals", ())),
        subtotal_columns=tuple(_label(column | {"local": True}) for column in entry.get("subtotal_columns", ())),
        either=tuple(map(tuple, entry.get("either", ()))),
        across=entry.get("across", False),
        **lists,
    )


_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, ten times as fast


def _form(file: Path) -> Form:
    entry = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
    tables = {name: _table(name, table) for name, table in entry["tables"].items()}
    return Form(
        entry["form"],
        entry["title"],
        tuple(entry["years"]),
        entry["basis"],
        tuple(entry["marks"]),
        tuple(entry["cited"]),
        MappingProxyType(tables),
    )


@cache
def forms() -> Mapping[str, Form]:
    """Return all statutory forms by name, the latest first."""
    read = sorted(map(_form, _FOLDER.glob("*.yaml")), key=lambda form: form.years[0], reverse=True)
    return MappingProxyType({form.name: form for form in read})


def form_for(year: int) -> Form | None:
    """Return the form in which reports on `year` are due."""
    return next((form for form in forms().values() if form.covers(year)), None)


@cache
def official(table: str, row: str, form: str) -> tuple[str, ...]:
    """Return the form's own label of a row and its accepted variants; empty where the form has no such row."""
    tables = forms()[form].tables if form in forms() else {}
    found = tables[table].row(row) if table in tables else None
    return found.labels() if found and not found.local else ()


@cache
def is_official(table: str, row: str, form: str, printed: str) -> bool:
    """Tell whether a printed row label is the form's own or an accepted variant of it.

    Numbering, blanks, width and punctuation do not count, nor do explanations in brackets.
    """
    return core(printed) in map(core, official(table, row, form))
