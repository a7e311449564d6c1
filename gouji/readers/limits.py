"""Bounds of what is read, so that no file costs the other reports their time or memory."""

from __future__ import annotations

import gc
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from gouji.document import Unreadable

MEBIBYTE = 1 << 20
MOST_BYTES = 64 * MEBIBYTE  # the largest report seen has 12 MiB, nearly all of it photographs
MOST_MARKUP = 24 * MEBIBYTE  # text that becomes objects costs some twenty times its size in memory
MOST_TAGS = 2_500_000  # of a page, each of which costs as much as a hundred bytes of text
MOST_UNPACKED = 192 * MEBIBYTE
MOST_CELLS = 200_000  # all tables of a document together; the forms have under 300
MOST_PAGES = 500
MOST_LINES = 400_000  # of a text; the longest report seen has under 3000


def bounded(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of a file of at most `most` bytes.

    Raises:
        Unreadable: the file is larger, missing, not a plain file, or may not be read.
    """
    check_size(path, most)
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"无法打开文件：{error.strerror}", f"cannot open the file: {error.strerror}") from error


def check_lines(text: str, separator: str) -> None:
    """Refuse a text of more lines, or of more cells apart by `separator`, than a document may have.

    Raises:
        Unreadable: it has more.
    """
    if text.count("\n") > MOST_LINES or text.count(separator) > 5 * MOST_CELLS:
        raise Unreadable("文本的行或格过多，未读取", "the text has too many lines or cells; not read")


def check_size(path: Path, most: int = MOST_BYTES) -> None:
    """Refuse a file that is no plain file, leads out of its folder, or has more than `most` bytes.

    Raises:
        Unreadable: it is one of these.
    """
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            if path.resolve().parent != path.parent.resolve():
                raise Unreadable(
                    "是指向文件夹之外的链接，请复制文件本身", "a link out of its folder; copy the file itself"
                )
            found = path.stat()
    except (OSError, ValueError):
        found = None
    if found is None or not stat.S_ISREG(found.st_mode):
        raise Unreadable("不是文件", "not a file")
    size = found.st_size
    if size > most:
        raise Unreadable(
            f"文件有 {size // MEBIBYTE} MB，超过 {most // MEBIBYTE} MB 的上限，未读取",
            f"the file has {size // MEBIBYTE} MB, over the limit of {most // MEBIBYTE} MB; not read",
        )
    if size == 0:
        raise Unreadable("文件是空的，请重新下载或删除", "the file is empty; fetch it again or remove it")


def checked_archive(path: Path) -> zipfile.ZipFile:
    """Open an office file, refused where its parts unpack to more than the limit, before any is unpacked.

    Raises:
        Unreadable: it is damaged, or unpacks to too much.
    """
    check_size(path)
    return opened_archive(path)


def opened_archive(file: Path | IO[bytes]) -> zipfile.ZipFile:
    """Open an office file as `checked_archive` does, one whose own size was checked.

    Raises:
        Unreadable: it is damaged, or unpacks to too much.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(
            "文件已损坏或不完整，请重新下载", "the file is damaged or cut short; fetch it again"
        ) from error
    parts = archive.infolist()
    markup = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if sum(part.file_size for part in parts) > MOST_UNPACKED or markup > MOST_MARKUP:
        archive.close()
        raise Unreadable("文件解压后过大，未读取", "the file unpacks to too much; not read")
    return archive


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from searching for cycles what has none: the cells of a document, of which there are very many."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()
