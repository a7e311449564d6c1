"""File formats: each module reads one and returns a `Document`; none knows of annual reports."""

from __future__ import annotations

import importlib
import os
import re
import zipfile
from pathlib import Path
from typing import BinaryIO

from gouji.document import Document, Unreadable
from gouji.readers.limits import check_size

# suffix → module with `read(path) -> Document`, imported only when such a file is read
FORMATS = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".mht": "mht",
    ".mhtml": "mht",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".xlsx": "sheets",
    ".xlsm": "sheets",
    ".xls": "sheets",
    ".et": "office",
    ".ods": "sheets",
    ".csv": "sheets",
    ".doc": "office",
    ".wps": "office",
    ".rtf": "office",
    ".odt": "office",
    ".png": "picture",
    ".jpg": "picture",
    ".jpeg": "picture",
    ".tif": "picture",
    ".tiff": "picture",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    rb"^\s{0,99}(?:<\?xml[^>]{0,99}>\s{0,99})?(?:<!--.{0,999}?-->\s{0,99})?<(?:!doctype\s+html|html|head|body|table|div)\b",
    re.IGNORECASE | re.DOTALL,
)
# what Office 2003 wrote as XML, and pages with their pictures in one file, go by the names of older formats
_OFFICE_XML = re.compile(
    rb"^\s{0,99}<\?xml.{0,999}?(?:progid=\"(?:Excel\.Sheet|Word\.Document)\"|<Workbook\b)", re.DOTALL
)
_FIELD = re.compile(rb"\s{0,99}[\w-]{1,40}:[ \t]")
_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "sheets", "xl/workbook.bin": "sheets"}
_HEAD = 4096
_TAIL = 1 << 16


def read(path: Path) -> Document:
    """Read a published file as what it is, whatever its name says.

    Raises:
        Unreadable: the format is unknown, or the file is empty, damaged, too large or a link out of its folder.
    """
    check_size(path)
    module = _recognised(path) or FORMATS.get(path.suffix.lower())
    if module is None:
        known = " ".join(sorted(FORMATS))
        raise Unreadable(
            f"不认识的文件格式“{path.suffix}”，可读的有 {known}",
            f"unknown format {path.suffix!r}; readable are {known}",
        )
    document: Document = importlib.import_module(f"{__name__}.{module}").read(path)
    return document


def _recognised(path: Path) -> str | None:
    """Return the module for what the first bytes say the file is, `None` where they say nothing."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head.startswith(b"PK\x03\x04"):
                return _archive(file)
    except OSError as error:
        raise Unreadable(f"无法打开文件：{error.strerror}", f"cannot open the file: {error.strerror}") from error
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_OLE):
        return "sheets" if path.suffix.lower() == ".xls" else "office"
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")):
        return "picture"
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith(b"{\\rtf") or _OFFICE_XML.match(head):
        return "office"
    if _MARKUP.match(head):
        return "html"
    return "mht" if _is_message(head) else None


def _is_message(head: bytes) -> bool:
    """Tell whether a file begins as a page that was saved with its pictures in one file does."""
    lower = head.lower()
    return (
        _FIELD.match(head) is not None
        and b"mime-version:" in lower
        and (b"multipart/related" in lower or b"text/html" in lower)
    )


def _archive(file: BinaryIO) -> str | None:
    """Return the module for an office file by its parts."""
    file.seek(max(file.seek(0, os.SEEK_END) - _TAIL, 0))
    tail = file.read()
    tail = tail[tail.find(b"PK\1\2") :]  # the first entry of the list of its parts
    named = {module for part, module in _PARTS.items() if part.encode() in tail}
    if len(named) == 1:  # there may be another list, of an office file inside
        return named.pop()
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    return next((module for part, module in _PARTS.items() if part in names), None)
