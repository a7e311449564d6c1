"""All frames of many reports: files found, read, recognised and put together."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import compress
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from gouji import bodies, known, readers, recognition, transcription, workers
from gouji.cache import Store
from gouji.document import Unreadable
from gouji.readers.limits import uncollected
from gouji.wording import Said
from schemas.columns import Columns, columns_of, facts_of
from schemas.frames import MODELS, Frames
from schemas.records import CellValue, Facts, Figure, Identity, Mention, PrintedBlock, Section, Task, Tie
from schemas.validation import validated

NOT_REPORTS = (known.FILE, bodies.FILE)  # they lie among the reports and are none


class Source(NamedTuple):
    """A file to be checked: its id among the reports, and its path."""

    report: str
    path: Path


class Read(NamedTuple):
    """One file's facts, column by column, or why there are none (`unread`)."""

    source: Source
    hash: str
    columns: Columns
    unread: Said | None = None

    @classmethod
    def of(cls, source: Source, digest: str, facts: Facts, unread: Said | None = None) -> Read:
        """Return what was read, of facts as records."""
        return cls(source, digest, columns_of(facts), unread)

    @property
    def facts(self) -> Facts:
        """The facts as records."""
        return facts_of(self.columns)

    @property
    def identity(self) -> Identity:
        """Who reports on what, without the other records."""
        return Identity(*(value for (value,) in self.columns["identity"]))


def find(paths: Iterable[Path]) -> list[Source]:
    """Return the files to be checked under `paths` (files or folders), in order of their names.

    A report's id is its path below the folder that was given; where two folders hold the same, the folder's
    name goes before it. Hidden files and links that lead out of the folder are passed over.
    """
    sources = [Source(_printable(path.relative_to(root)), path) for root in paths for root, path in _below(root)]
    counted = pd.Series([source.report for source in sources], dtype=object).value_counts()
    return [
        source if counted[source.report] == 1 else Source(_longer(source), source.path)
        for source in dict.fromkeys(sources)
    ]


def _below(root: Path) -> Iterator[tuple[Path, Path]]:
    if not root.is_dir():
        yield root.parent, root
        return
    inside = root.resolve()
    for path in sorted(root.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)
        if path.is_file() and not hidden and path.name not in NOT_REPORTS and path.resolve().is_relative_to(inside):
            yield root, path


def _longer(source: Source) -> str:
    return _printable(source.path).lstrip("./")


def _printable(path: Path) -> str:
    """Return a path as text; bytes of a name that are no UTF-8 are shown as hexadecimal."""
    return os.fsencode(path.as_posix()).decode(errors="backslashreplace")


def load(
    sources: Sequence[Source],
    succession: Sequence[bodies.Entry] = (),
    store: Store | None = None,
    jobs: int | None = None,
    tables_as_printed: bool = True,
) -> Frames:
    """Read all `sources` and return their frames, validated; a file that cannot be read is a problem in them.

    Args:
        sources: the files.
        succession: what `bodies.yaml` says of the bodies that report.
        store: where what was read is kept; `None` reads everything anew.
        jobs: how many processes read; `None` is as many as there are cores.
        tables_as_printed: whether `blocks` holds the cells of tables too, as the page shows them; no rule asks.
    """
    return assemble(read_all(sources, store, jobs), succession, tables_as_printed)


def read_all(sources: Sequence[Source], store: Store | None = None, jobs: int | None = None) -> list[Read]:
    """Read all `sources`, in their order; several processes share what the store does not have.

    A handful of files is read in this process: to start others would take longer. A process that dies, for want
    of memory or by a fault in a library, costs only the file it was reading.
    """
    with uncollected():
        done = {source: known for source in sources if store and (known := kept(source, store))}
    missing = [source for source in sources if source not in done]
    jobs = min(jobs or workers.cores(), len(missing))
    reading = partial(read, store=store)
    if jobs > 1 and len(missing) > _HANDFUL:
        done |= {source: result or lost(source) for source, result in workers.each(reading, missing, jobs)}
    else:
        done |= {source: reading(source) for source in missing}
    return [done[source] for source in sources]


_HANDFUL = 4


def kept(source: Source, store: Store) -> Read | None:
    """Return what the store has of a file's content."""
    if (digest := hash_of(source)) is None:
        return None
    columns = store.get(digest, source.path.suffix)
    return Read(source, digest, columns) if columns else None


def lost(source: Source) -> Read:
    """Return what is known of a file whose reading killed the process: nothing, and that it did."""
    said = Said(
        "读取它的进程意外终止（内存不足，或程序库崩溃），其他文件不受影响",
        "the process that read it died (out of memory, or a fault in a library); others are not affected",
    )
    return _unread(source, "", said)


def _unread(source: Source, digest: str, said: Said) -> Read:
    return Read.of(source, digest, Facts(format=source.path.suffix[1:]), said)


def read(source: Source, store: Store | None = None) -> Read:
    """Read one file; whatever is wrong with it becomes `unread`, so that the others go on being read."""
    try:
        digest = _digest(source.path)
    except OSError as error:
        said = Said(f"文件打不开（{error.strerror}）", f"the file cannot be opened ({error.strerror})")
        return _unread(source, "", said)
    try:
        found = Read.of(source, digest, facts(source.path))
        if store and _digest(source.path) == digest:  # else it was replaced while it was being read
            store.put(digest, source.path.suffix, found.columns)
        return found
    except Unreadable as error:
        return _unread(source, digest, error.said)
    except Exception as error:  # a reader's own fault must not take the other reports with it
        fault = f"{type(error).__name__}: {error}"
        said = Said(
            f"gouji 读取时出错（{fault}），请连同文件报告此问题",
            f"gouji failed to read it ({fault}); please report this",
        )
        return _unread(source, digest, said)


def hash_of(source: Source) -> str | None:
    """Return the hash of a file's content, `None` where it cannot be opened."""
    try:
        return _digest(source.path)
    except OSError:
        return None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def facts(path: Path) -> Facts:
    """Return the facts of a transcription or of a published document.

    Raises:
        Unreadable: the file cannot be read.
    """
    if path.suffix.lower() in transcription.SUFFIXES:
        return transcription.read(path)
    return recognition.recognise(readers.read(path))


@uncollected()
def assemble(
    read_files: Sequence[Read], succession: Sequence[bodies.Entry] = (), tables_as_printed: bool = True
) -> Frames:
    """Put the facts of many reports into frames, one row per record, and validate them."""
    rows: Rows = {name: {column: [] for column in fields} for name, fields in _FIELDS.items()}
    for file in read_files:
        _add(rows, file, tables_as_printed)
    long = {name: pd.DataFrame(rows[name], dtype=object) for name in MODELS}
    frames = validated(long)
    frames["bodies"] = bodies.bodies(frames["reports"], succession)
    return frames


Rows = dict[str, dict[str, list[Any]]]  # the values of each frame's columns


def _add(rows: Rows, file: Read, tables_as_printed: bool) -> None:
    report, columns = file.source.report, file.columns
    (form,) = columns["format"]
    _extend(rows["reports"], report, [[_printable(file.source.path)], form, [file.hash], *columns["identity"]])
    for name in ("sections", "cells", "figures", "tasks", "mentions"):
        _extend(rows[name], report, columns[name])
    _extend(rows["blocks"], report, columns["blocks"] if tables_as_printed else _paragraphs(columns["blocks"]))
    if ties := columns["ties"]:
        _extend(rows["ties"], report, [[f"t{number}" for number in range(1, len(ties[0]) + 1)], *ties])
    for what, where, unsure in zip(*columns["problems"], strict=True):
        _extend(rows["problems"], report, [[what.zh], [what.en], [where], [False], [unsure]])
    if file.unread:
        _extend(rows["problems"], report, [[file.unread.zh], [file.unread.en], [""], [True], [False]])


def _paragraphs(blocks: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Return the columns of those blocks that are no cells of tables."""
    if not blocks:
        return []
    running = [row is None for row in blocks[PrintedBlock._fields.index("row")]]
    return [list(compress(column, running)) for column in blocks]


def _extend(frame: dict[str, list[Any]], report: str, columns: Sequence[Sequence[Any]]) -> None:
    """Add the rows of a report, given as columns in the order of the frame's; no columns are no rows."""
    if columns:
        for known, column in zip(frame.values(), ([report] * len(columns[0]), *columns), strict=True):
            known.extend(column)


_FIELDS = {
    name: ("report", *fields)
    for name, fields in {
        "reports": ("file", "format", "hash", *Identity._fields),
        "sections": Section._fields,
        "cells": CellValue._fields,
        "figures": Figure._fields,
        "ties": ("tie", *Tie._fields),
        "tasks": Task._fields,
        "mentions": Mention._fields,
        "blocks": PrintedBlock._fields,
        "problems": ("zh", "en", "where", "whole", "unsure"),
        "violations": ("frame", "column", "value", "rule"),
    }.items()
}
