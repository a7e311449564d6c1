"""Plain text: paragraphs line by line, and tables whose cells are separated by `|` or by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from gouji.document import Document, Paragraph, Table, Unreadable
from gouji.readers.bars import CORNERS, barred, in_one_form, is_border, tabbed
from gouji.readers.limits import MOST_MARKUP, bounded, check_lines

# Words of the page around a report, none of them the report's own.
_CHROME = re.compile(
    r"\W*(点击(数|量|率)?|浏览(次数|量)?|阅读(次数|量)?|字体|字号|分享到|打印本页|关闭(窗口|本页)|返回顶部|上一篇|下一篇"
    r"|当前位置|相关附件)\W*$|.*(来源|点击|浏览|浏览次数|阅读次数|字体|字号|当前位置|上一篇|下一篇|分享到)\s*[:：]"
)
_CHROME_LENGTH = 80
_OWN = re.compile("[\t\r\n -~\u2000-\u206f\u2500-\u257f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")  # what converters leave of a Word bookmark


class _Line(NamedTuple):
    """A line, its number, and the offset of its stripped text."""

    number: int
    start: int
    raw: str

    @property
    def text(self) -> str:
        return self.raw.strip()

    @property
    def separator(self) -> str:
        """Return what parts the line's cells; tabs before its text only indent it."""
        if "|" in self.raw:
            return "|"
        own = self.raw.lstrip()
        return "\t" if "\t" in own else "|" if own[:1] in CORNERS and is_border(own) else ""


def read(path: Path) -> Document:
    """Read a text file in UTF-8 (with or without mark), GB18030, or UTF-16 with its mark.

    Raises:
        Unreadable: the file is empty, too large, or in none of these encodings.
    """
    text = decode(bounded(path, MOST_MARKUP))
    check_lines(text, "|")
    check_lines(text, "\t")
    return parse(text)


def decode(data: bytes) -> str:
    """Decode `data`; UTF-8 is tried strictly first, because GB18030 accepts nearly any bytes.

    UTF-16 is known by its mark: spreadsheets save "Unicode text" in it.
    """
    if not data.strip():
        raise Unreadable("文件是空的，请重新下载或删除", "the file is empty; fetch it again or remove it")
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not _controls(text) and not (marked and _foreign(text)):
            return text
    raise Unreadable(
        "文件不是 UTF-8 或 GB18030 编码的文本，请另存为 UTF-8", "not text in UTF-8 or GB18030; save it as UTF-8"
    )


def _controls(text: str) -> bool:
    """Tell whether control and private characters give the text away as misread bytes."""
    odd = sum(
        (character < " " and character not in "\t\n\r\f\v") or "\ue000" <= character <= "\uf8ff" for character in text
    )
    return odd * 50 > len(text)


def _foreign(text: str) -> bool:
    """Tell whether hardly any character is of a Chinese text: nearly any bytes are UTF-16 of some script."""
    return 2 * len(_OWN.findall(text)) < len(text)


def parse(text: str) -> Document:
    """Return the paragraphs and tables of a decoded text; offsets are those of `text`."""
    blocks: list[Paragraph | Table] = []
    for separator, run in groupby(_lines(in_one_form(text)), key=lambda line: line.separator):
        own = list(run)
        if separator == "|" and all(line.text.rfind("|") == 0 for line in own):
            blocks += [_after_bar(line) for line in own if line.text != "|"]
        elif separator == "|":
            blocks.append(barred([line.text for line in own], own[0].number))
        elif separator and len(own) > 1 and any("\t" in line.text for line in own):
            blocks.append(tabbed([line.raw for line in own], own[0].number))
        else:
            blocks += [
                Paragraph(line.text, line.start, line=line.number, chrome=is_chrome(line.text))
                for line in own
                if line.text
            ]
    return Document(tuple(blocks), "txt")


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        bookmark = _BOOKMARK.match(line)
        own = line[bookmark.end() :] if bookmark else line
        yield _Line(number, start + len(line) - len(own.lstrip()), own.rstrip("\r\n"))
        start += len(line)


def _after_bar(line: _Line) -> Paragraph:
    """Return a line that is one cell, as text has them that was taken out of a page a cell a line."""
    text = line.text[1:].lstrip()
    return Paragraph(text, line.start + len(line.text) - len(text), line=line.number)


def is_chrome(line: str) -> bool:
    """Tell whether a line is the website's own (来源, 点击, 关闭窗口) and not the report's."""
    return len(line) <= _CHROME_LENGTH and not line.endswith("。") and _CHROME.match(line) is not None
