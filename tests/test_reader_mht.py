"""Web pages saved with their pictures in one file, whatever the file is called."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from gouji.document import Unreadable
from gouji.readers import read
from gouji.readers.mht import parse

PAGE = "<html><head><meta charset={}></head><body><p>年度报告</p><table><tr><td>规章<td>5</table></body></html>"
HEAD = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: image/png\n\nx\n--b\n'


def message(page: bytes, charset: str = "") -> bytes:
    kind = b"Content-Type: text/html" + (f'; charset="{charset}"'.encode() if charset else b"")
    return HEAD + kind + b"\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(page) + b"\n--b--\n"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (PAGE.format("gb2312").encode("gb18030"), "gb2312"),
        (PAGE.format("gb2312").encode(), "utf-8"),
        (PAGE.format("utf-8").encode(), ""),
        (PAGE.format("utf-8").encode("utf-16-le"), "utf-16-le"),
        (PAGE.format("utf-8").encode(), "no-such"),
    ],
)
@pytest.mark.parametrize("name", ["a.mht", "a.doc"])
def test_the_page_is_read(tmp_path: Path, name: str, data: bytes, charset: str) -> None:
    (tmp_path / name).write_bytes(message(data, charset))
    document = read(tmp_path / name)
    assert [paragraph.text for _, paragraph in document.paragraphs()] == ["年度报告"]
    assert [cell.text for _, table in document.tables() for cell in table.cells] == ["规章", "5"]


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx",
        b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1) for n in range(3000)),
        HEAD + b"--b\nContent-Type: image/png\n\nx\n" * 20_000,
    ],
    ids=["no page", "parts in parts", "parts without end"],
)
def test_what_holds_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        parse(b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b0\n\n" + data)
