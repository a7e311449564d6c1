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
import tempfile
import types
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

import schemas
from schemas.records import Facts

FOLDER = Path(".gouji_cache")
# The Cache Directory Tagging Specification (bford.info/cachedir): backups pass such folders over.
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by gouji; `gouji cache clear` removes it.\n"
_SOURCES = (
    "readers/**/*.py", "recognition/**/*.py",
    "arithmetic.py", "cache.py", "document.py", "marked.py", "transcription.py", "wording.py",
)
_LIBRARIES = (
    "lxml", "pdfminer.six", "pdfplumber", "pypdfium2", "python-calamine", "python-docx", "pyyaml",
    "rapidocr", "onnxruntime",
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
    """Return the facts as JSON: records as lists, decimals and dates as texts under their type."""
    text = json.dumps(facts, default=_tagged, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _tagged(value: object) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    raise TypeError(f"no fact: {value!r}")


def decode(body: bytes) -> Facts:
    """Return the facts that `encode` wrote.

    Raises:
        ValueError, TypeError: it wrote no such thing.
    """
    facts: Facts = _builder(Facts)(json.loads(body.decode("utf-8", "surrogatepass"), object_hook=_untagged))
    return facts


def _untagged(value: dict[str, str]) -> Decimal | datetime.date:
    (kind, text), = value.items()
    return Decimal(text) if kind == "decimal" else datetime.date.fromisoformat(text)


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """Return what turns JSON's lists back into the records and tuples that `kind` says."""
    if get_origin(kind) is tuple:
        return _tuple_builder(_builder(get_args(kind)[0]))
    if not (isinstance(kind, type) and issubclass(kind, tuple)):
        return _same
    make: Callable[[Any], Any] = kind._make  # type: ignore[attr-defined]  # all records are named tuples
    hints = get_type_hints(kind)
    builders = [_builder(_given(hints[name])) for name in kind._fields]  # type: ignore[attr-defined]
    if all(builder is _same for builder in builders):
        return make
    return lambda values: make(builder(value) for builder, value in zip(builders, values, strict=True))


def _tuple_builder(build: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return tuple if build is _same else lambda values: tuple(map(build, values))


def _given(hint: Any) -> Any:
    """Return what a field holds where it is not missing."""
    if get_origin(hint) is not types.UnionType:
        return hint
    return next(kind for kind in get_args(hint) if kind is not type(None))


def _same(value: Any) -> Any:
    return value
