"""Saved web pages in one file (MHT): the page among its parts, read as any other page."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from gouji.document import Document, Unreadable
from gouji.readers import html
from gouji.readers.html_source import in_utf8
from gouji.readers.limits import MOST_MARKUP, bounded

_MOST_PARTS = 10_000  # each costs as much as a hundred lines of text


def read(path: Path) -> Document:
    """Read a page that a browser or a word processor saved with its pictures in one file.

    Raises:
        Unreadable: there is no page in the file, or one that `html.read` refuses.
    """
    return parse(bounded(path, MOST_MARKUP))


def parse(data: bytes) -> Document:
    """Return the document of the first page in a message of several parts (RFC 2557).

    Raises:
        Unreadable: there is no page in the message, or none that can be read.
    """
    if data.count(b"\n--") > _MOST_PARTS:
        raise Unreadable("文件的部分过多，未读取", "the file has too many parts; not read")
    try:
        message = email.message_from_bytes(data.lstrip(), _class=EmailMessage, policy=email.policy.compat32)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    except RecursionError:  # parts in parts in parts
        page = None
    content = page.get_payload(decode=True) if page else None
    if not page or not isinstance(content, bytes):
        raise Unreadable("文件里没有网页，请重新保存", "there is no web page in the file; save it again")
    return replace(html.parse(_in_utf8(content, page.get_content_charset())), format="mht")


def _in_utf8(content: bytes, charset: str | None) -> bytes:
    """Return a page in UTF-8: what the message says of its charset goes before what the page itself says."""
    if charset and not charset.startswith("gb"):  # those are what pages declare for characters of GB18030
        try:
            return content.decode(charset).encode("utf-8", "replace")
        except (LookupError, UnicodeDecodeError):
            pass
    return in_utf8(content)
