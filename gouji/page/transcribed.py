"""What a transcription says, set as a document: its tables in the layout of the form, its figures as lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.page.marks import Mark
from gouji.page.places import anchor
from gouji.page.printed import Block, Box, Content, Piece, kind_of
from gouji.page.records import Row
from schemas.forms import FormTable, forms
from schemas.wide import WIDE


def blocks(content: Content, form: str | None) -> list[Block]:
    """Return headings, then tables, then figures, relations and tasks; the order of the facts in the file."""
    made = [_heading(number, section) for number, section in enumerate(content.sections)]
    made += [
        Block(0, rows=tuple(rows), title=title, anchors=(f"table-{name}",))
        for name, title, rows in _tables(content, form)
    ]
    made += [Block(0, (_figure(figure, content),)) for figure in content.figures]
    made += [_relation(tie, content) for tie in content.ties if f"ties[{tie.tie}]" in content.marks]
    made += [_task(task, content) for task in content.tasks]
    return made


def _heading(number: int, section: Row) -> Block:
    numeral = f"{section.numeral}、" if section.level == 1 else f"（{section.numeral}）"
    return Block(number, (Piece(f"{numeral}{section.title}"),), level=section.level)


def _tables(content: Content, form: str | None) -> Iterator[tuple[str, str, list[tuple[Box, ...]]]]:
    for table in WIDE:
        own = [cell for cell in content.cells if cell.table == table]
        layout = _layout(table, form)
        if own and layout:
            yield table, f"{layout.title} {layout.section}".strip(), _rows(own, layout, content)


def _layout(table: str, form: str | None) -> FormTable | None:
    """Return the table's layout in its form, or in the latest form that has the table."""
    chosen = [forms()[form]] if form and form in forms() else []
    return next((one.tables[table] for one in (*chosen, *forms().values()) if table in one.tables), None)


def _rows(own: Sequence[Row], layout: FormTable, content: Content) -> list[tuple[Box, ...]]:
    columns = list(dict.fromkeys([column.name for column in layout.columns] + [cell.column for cell in own]))
    columns = [column for column in columns if any(cell.column == column for cell in own)]
    labels = {column.name: column.label for column in layout.columns}
    by_place = {(cell.row, cell.column): cell for cell in own}
    order = {row.name: number for number, row in enumerate(layout.all_rows)}
    names = sorted(dict.fromkeys(cell.row for cell in own), key=lambda row: order.get(row, len(order)))
    made = [tuple(Box(text, heading=True) for text in ("", *(labels.get(column, column) for column in columns)))]
    for name in names:
        made.append(
            (_label(name, own, layout, content), *(_box(by_place.get((name, column)), content) for column in columns))
        )
    return made


def _label(name: str, own: Sequence[Row], layout: FormTable, content: Content) -> Box:
    printed = next((cell.label for cell in own if cell.row == name and cell.label), "")
    official = layout.row(name)
    place = f"{layout.name}[{name},*]"
    mark = content.marks.get(place)
    return Box(
        printed or (official.label if official else name),
        anchors=(anchor(place),) if mark else (),
        mark=mark,
        kind="words" if mark else "",
        heading=True,
    )


def _box(cell: Row | None, content: Content) -> Box:
    if cell is None:
        return Box("")
    place = f"{cell.table}[{cell.row},{cell.column}]"
    return Box(cell.text, anchors=(anchor(place),), mark=content.marks.get(place), kind=kind_of(cell, content))


def _figure(figure: Row, content: Content) -> Piece:
    place = f"figures[{figure.figure}]"
    text = figure.text or f"{figure.value}{figure.unit}"
    kind = "figure" if figure.figure in content.covered else "uncovered"
    return Piece(f"{figure.subject} {text}".strip(), anchor(place), content.marks.get(place), kind)


def _relation(tie: Row, content: Content) -> Block:
    """Return the figures of a failing relation in one line."""
    named = {figure.figure: figure for figure in content.figures}
    own = [named[name] for name in (*tie.left, *tie.right, tie.rate) if name in named]
    mark: Mark = content.marks[f"ties[{tie.tie}]"]
    words = "、".join(f"{figure.subject} {figure.text or figure.value}".strip() for figure in own)
    return Block(0, (Piece(words, anchor(f"ties[{tie.tie}]"), mark, "words"),))


def _task(task: Row, content: Content) -> Block:
    place = f"tasks[{task.number}]"
    bodies = "；".join("、".join(names) for names in (task.lead, task.responsible) if names)
    text = f"{task.number}. {task.text}" + (f"（{bodies}）" if bodies else "")
    return Block(0, (Piece(text),), mark=content.marks.get(place), anchors=(anchor(place),))
