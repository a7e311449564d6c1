"""DOC, WPS, RTF and other office formats: LibreOffice, where it is installed, makes Word files of them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from gouji.document import Document, Unreadable
from gouji.readers import docx, sheets
from gouji.readers.limits import check_size

_SECONDS = 120
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream that holds an encrypted office file
# A document may link to pictures elsewhere: they are not fetched.
_OFFLINE = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
_SHEETS = frozenset((".et", ".ods", ".xls", ".xlsx"))
_SHEETS_XML = re.compile(rb"progid=\"Excel\.Sheet\"|<Workbook\b")  # XML of Office 2003
_HEAD = 4096


def read(path: Path) -> Document:
    """Read a file that LibreOffice understands.

    Raises:
        Unreadable: LibreOffice is not installed, takes too long, or cannot read the file.
    """
    check_size(path)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    kind = path.suffix.lower().removeprefix(".") or "doc"
    if office is None:
        raise Unreadable(
            f"读取 .{kind} 需要 LibreOffice：请安装，或用 Word/WPS 另存为 .docx",
            f"reading .{kind} takes LibreOffice: install it, or save the file as .docx",
        )
    content = path.read_bytes()
    if _ENCRYPTED in content:
        raise Unreadable("文件有密码，请另存为无密码的文件", "the file asks for a password; save it without one")
    to = "xlsx" if path.suffix.lower() in _SHEETS or _SHEETS_XML.search(content[:_HEAD]) else "docx"
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"document.{kind}"  # a plain name: the file's own may look like an option
        shutil.copyfile(path, copy)
        _convert(office, copy, to)
        made = copy.with_suffix(f".{to}")
        if not made.is_file():
            raise Unreadable(
                f"LibreOffice 无法读取这个 .{kind} 文件，请另存为 .docx",
                f"LibreOffice cannot read this .{kind} file; save it as .docx",
            )
        document: Document = (sheets if to == "xlsx" else docx).read(made)
        return replace(document, format=kind)


def _convert(office: str, file: Path, to: str) -> None:
    """Convert `file` beside itself, in a profile of its own: a running office would take the task and lose it."""
    command = [
        office,
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        f"-env:UserInstallation={(file.parent / 'profile').as_uri()}",
        "--convert-to",
        to,
        "--outdir",
        str(file.parent),
        str(file),
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=os.environ | _OFFLINE
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)  # soffice is a script: its child would live on
        process.kill()
        process.wait()
        raise Unreadable(
            f"LibreOffice {_SECONDS} 秒内没有转换完，请另存为 .docx",
            f"LibreOffice took more than {_SECONDS} seconds; save the file as .docx",
        ) from error
