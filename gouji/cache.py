"""What was read and found, kept by content: a second run reads only what has changed.

An entry holds the facts of one file as JSON, under the hash of the file's bytes and of all that reading rests
on (the sources of readers, recognition and schemas, and the libraries they use); the file's name is no part of
it. Its first line is a checksum over the key and the facts, so that an entry that was cut short, damaged or moved
is no entry. Entries are written beside their place and renamed, so that two runs share a cache and a kill leaves
no half of one. No entry is ever executed: JSON says only values. What the checks of many files came to is kept in the
same way (`runs/`), once for each list of files (`gouji.results`).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import schemas
from schemas.columns import Columns, typed

Kept = TypeVar("Kept")
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

    def get(self, digest: str, suffix: str) -> Columns | None:
        """Return the facts of the file with this content, `None` where there is no sound entry."""
        key = _key(digest, suffix)
        return self._sound(self._place(key), key, decode)

    def put(self, digest: str, suffix: str, columns: Columns) -> None:
        """Keep the facts of the file with this content; a cache that cannot be written costs nothing but time."""
        key = _key(digest, suffix)
        self._keep(self._place(key), key, columns)

    def recall(self, name: str, key: str) -> Any:
        """Return what was last kept under `name`, `None` where that was with another key, or is not sound."""
        return self._sound(self.folder / "runs" / f"{name}.run", key, _values)

    def remember(self, name: str, key: str, values: object) -> None:
        """Keep values that JSON has under `name`, in the place of what was kept there."""
        self._keep(self.folder / "runs" / f"{name}.run", key, values)

    def _sound(self, place: Path, key: str, decoded: Callable[[bytes], Kept]) -> Kept | None:
        try:
            checksum, _, body = place.read_bytes().partition(b"\n")
            return decoded(body) if checksum == _checksum(key, body) else None
        except (OSError, ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
            return None

    def _keep(self, place: Path, key: str, values: object) -> None:
        body = encode(values)
        try:
            self._made()
            write_atomically(place, _checksum(key, body) + b"\n" + body)
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
    parts = [installed(library) for library in _LIBRARIES]
    parts.append(str(shutil.which("soffice") or shutil.which("libreoffice")))
    return hashlib.sha256("\n".join([hash_of(files), *parts]).encode()).hexdigest()


def hash_of(files: Iterable[Path]) -> str:
    """Return the hash of the names and contents of files."""
    whole = hashlib.sha256()
    for file in files:
        data = file.read_bytes()
        whole.update(f"{file.name}\n{len(data)}\n".encode() + data)
    return whole.hexdigest()


def installed(library: str) -> str:
    """Return the version of a library, nothing where it is not installed."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def encode(values: object) -> bytes:
    """Return values, such as the columns of a report's facts, as JSON; decimals and dates as texts."""
    text = json.dumps(values, default=str, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def decode(body: bytes) -> Columns:
    """Return the columns that `encode` wrote.

    Raises:
        ValueError, TypeError, KeyError, ArithmeticError: it wrote no such thing.
    """
    return typed(_values(body))


def _values(body: bytes) -> Any:
    return json.loads(body.decode("utf-8", "surrogatepass"))
