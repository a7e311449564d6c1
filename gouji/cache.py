"""What was read, kept by content: a second run reads only what has changed.

An entry holds the facts of one file as JSON, under the hash of the file's bytes and of all that reading rests
on (the sources of readers, recognition and schemas, and the libraries they use); the file's name is no part of
it. Its first line is a checksum over the key and the facts, so that an entry that was cut short, damaged or moved
is no entry. Entries are written beside their place and renamed, so that two runs share a cache and a kill leaves
no half of one. No entry is ever executed: JSON says only values.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
import sys
import tempfile
import types
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache, lru_cache, partial
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

import schemas
from gouji.wording import Said
from schemas.records import Facts

FOLDER = Path(".gouji_cache")
# The Cache Directory Tagging Specification (bford.info/cachedir): backups pass such folders over.
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by gouji; `gouji cache clear` removes it.\n"
_SOURCES = (
    "readers/**/*.py",
    "recognition/**/*.py",
    "arithmetic.py",
    "cache.py",
    "document.py",
    "marked.py",
    "transcription.py",
    "wording.py",
)
_LIBRARIES = (
    "lxml",
    "pdfminer.six",
    "pdfplumber",
    "pypdfium2",
    "python-calamine",
    "python-docx",
    "pyyaml",
    "rapidocr",
    "onnxruntime",
)


class Store(NamedTuple):
    """A cache in `folder`."""

    folder: Path = FOLDER

    def get(self, digest: str, suffix: str) -> Facts | None:
        """Return the facts of the file with this content, `None` where there is no sound entry."""
        key = _key(digest, suffix)
        try:
            checksum, _, body = self._place(key).read_bytes().partition(b"\n")
            return decode(body) if checksum == _checksum(key, body) else None
        except (OSError, ValueError, TypeError, ArithmeticError, RecursionError):
            return None

    def put(self, digest: str, suffix: str, facts: Facts) -> None:
        """Keep the facts of the file with this content; a cache that cannot be written costs nothing but time."""
        key = _key(digest, suffix)
        body = encode(facts)
        try:
            self._made()
            write_atomically(self._place(key), _checksum(key, body) + b"\n" + body)
        except OSError:
            return

    def clear(self) -> int:
        """Remove all entries and return how many there were; a folder that gouji did not make stays."""
        if self.folder.is_symlink() or not (self.folder / "CACHEDIR.TAG").is_file():
            return 0
        count = sum(1 for _ in self.folder.glob("*/*.json"))
        shutil.rmtree(self.folder, ignore_errors=True)
        return count

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.json"

    def _made(self) -> None:
        if not (self.folder / "CACHEDIR.TAG").is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self.folder / ".gitignore", b"*\n")
            write_atomically(self.folder / "CACHEDIR.TAG", _TAG.encode())


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that at no moment half of it stands at `path`.

    Raises:
        OSError: it cannot be written; nothing of it remains.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _key(digest: str, suffix: str) -> str:
    return hashlib.sha256(f"{version()}\n{suffix.lower()}\n{digest}".encode()).hexdigest()


def _checksum(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\n" + body).hexdigest().encode()


@cache
def version() -> str:
    """Return the hash of all that reading rests on: another version reads anew."""
    here, schema = Path(__file__).parent, Path(schemas.__file__).parent
    files = [file for pattern in _SOURCES for file in sorted(here.glob(pattern))]
    files += sorted(file for file in schema.rglob("*") if file.suffix in (".py", ".yaml"))
    parts = [_installed(library) for library in _LIBRARIES]
    parts.append(str(shutil.which("soffice") or shutil.which("libreoffice")))
    return hashlib.sha256("\n".join([hash_of(files), *parts]).encode()).hexdigest()


def hash_of(files: Iterable[Path]) -> str:
    """Return the hash of the names and contents of files."""
    whole = hashlib.sha256()
    for file in files:
        data = file.read_bytes()
        whole.update(f"{file.name}\n{len(data)}\n".encode() + data)
    return whole.hexdigest()


def _installed(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def encode(facts: Facts) -> bytes:
    """Return the facts as JSON: records column by column, which reads back quickest; decimals and dates as texts."""
    columns = [value if name == "format" else _columns(value) for name, value in zip(facts._fields, facts, strict=True)]
    text = json.dumps(columns, default=str, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _columns(value: Any) -> list[Any]:
    """Return the columns of records, or of one."""
    return list(zip(*(value if type(value) is tuple else (value,)), strict=True))


def decode(body: bytes) -> Facts:
    """Return the facts that `encode` wrote.

    Raises:
        ValueError, TypeError, ArithmeticError: it wrote no such thing.
    """
    return Facts(
        *(
            build(value)
            for build, value in zip(_builders(), json.loads(body.decode("utf-8", "surrogatepass")), strict=True)
        )
    )


@cache
def _builders() -> list[Callable[[Any], Any]]:
    """Return what turns the columns of each field of `Facts` back into its records."""
    hints = get_type_hints(Facts)
    builders: list[Callable[[Any], Any]] = []
    for name in Facts._fields:
        hint = hints[name]
        if get_origin(hint) is tuple:
            builders.append(partial(_records, get_args(hint)[0]))
        else:
            builders.append(partial(_record, hint) if issubclass(hint, tuple) else str)
    return builders


def _records(kind: Any, columns: list[list[Any]]) -> tuple[Any, ...]:
    """Return records from their columns; no columns are no records."""
    if columns and len(columns) != len(kind._fields):
        raise ValueError(f"{kind.__name__} has {len(kind._fields)} fields, here are {len(columns)}")
    typed = (list(map(make, column)) if make else column for make, column in zip(_makers(kind), columns, strict=False))
    return tuple(map(kind, *typed)) if columns else ()


def _record(kind: Any, columns: list[list[Any]]) -> Any:
    (record,) = _records(kind, columns)
    return record


@cache
def _makers(kind: Any) -> list[Callable[[Any], Any] | None]:
    """Return for each field of a record what makes its value from JSON's, `None` where that is the value."""
    return [_maker(hint) for hint in get_type_hints(kind).values()]


def _maker(hint: Any) -> Callable[[Any], Any] | None:
    kinds = [
        kind for kind in (get_args(hint) if get_origin(hint) is types.UnionType else (hint,)) if kind is not type(None)
    ]
    if Decimal in kinds:
        return _decimal
    if datetime.date in kinds:
        return lambda text: None if text is None else datetime.date.fromisoformat(text)
    if Said in kinds:
        return Said._make
    if hint is str:
        return sys.intern  # names of tables, rows and columns are the same in all reports
    return tuple if get_origin(kinds[0]) is tuple else None


@lru_cache(maxsize=1 << 16)
def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
