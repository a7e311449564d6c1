"""The site's files on disk: written whole or not at all, and only where something changed."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

_UNSAFE = re.compile(r"[^\w.-]+")
_HEAD = 4096  # a page names the digest of what it shows within so many bytes
_MARK = 'name="gouji-shows" content="'


def address(report: str) -> str:
    """Return the name of a report's page: readable, safe in any file system, and unlike any other report's."""
    readable = _UNSAFE.sub("-", report).strip("-.")[-50:]
    return f"{readable}-{hashlib.sha256(report.encode(errors='surrogatepass')).hexdigest()[:8]}.html"


def link(folder: str, name: str) -> str:
    """Return the relative address of a page, as a link has it."""
    return f"{folder}/{quote(name)}" if folder else quote(name)


def digest(*inputs: object) -> str:
    """Return what tells whether inputs (records of plain values) are the same as those of an earlier page."""
    return hashlib.blake2b(repr(inputs).encode(errors="backslashreplace"), digest_size=12).hexdigest()


def shows(path: Path, inputs: str) -> bool:
    """Tell whether the page at `path` was written from inputs of that digest."""
    try:
        with path.open("rb") as page:
            return f'{_MARK}{inputs}"'.encode() in page.read(_HEAD)
    except OSError:
        return False


def write(path: Path, content: str | bytes) -> bool:
    """Write a file at once, if it is not there already; return whether it was written.

    Whoever reads it meanwhile sees the old one or the new one, never half of it.
    """
    data = content.encode("utf-8", errors="backslashreplace") if isinstance(content, str) else content
    if _holds(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def keep_only(folder: Path, names: Iterable[str]) -> None:
    """Remove pages of an earlier run that this one has no report or rule for; other people's files stay."""
    kept = set(names)
    for path in folder.glob("*.html") if folder.is_dir() else ():
        if path.name not in kept and _MARK.encode() in path.read_bytes()[:_HEAD]:
            path.unlink()
