"""YAML whose values know the line they stand in, so that a slip is told with file and line."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn

import yaml

from gouji.document import Unreadable

_LARGEST = 5_000_000  # bytes: a transcription has some ten thousand


def load(path: Path) -> Node:
    """Return the root of a YAML file.

    Raises:
        Unreadable: the file is not UTF-8, too large or not YAML, with the line where reading stopped.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise Unreadable("文件超过 5 MB，不会是转录稿", "over 5 MB, which no transcription is")
        text = path.read_text(encoding="utf-8-sig")
        root = yaml.compose(text, Loader=_FAST if _is_plain(text) else yaml.SafeLoader)
    except UnicodeDecodeError:
        raise Unreadable("不是 UTF-8 编码，请另存为 UTF-8", "not UTF-8; save it as UTF-8") from None
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError, RecursionError) as error:
        raise _not_yaml(error) from None
    if root is None:
        raise Unreadable("文件是空的，请补全或删除", "the file is empty; complete or remove it")
    return Node(root)


_FAST: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, ten times as fast
_DEEPEST = 20  # a transcription nests four deep


def _is_plain(text: str) -> bool:
    """Tell whether libyaml may compose the text: it calls itself at each level, and no Python catches its fall.

    What is no YAML is not plain either: PyYAML's own parser names the fault better.
    """
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_FAST):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                return False
    except yaml.YAMLError:
        return False
    return True


def _not_yaml(error: Exception) -> Unreadable:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    problem = str(getattr(error, "problem", None) or error).splitlines()[0]
    if "\\t" in problem:
        return Unreadable(
            f"第 {line} 行用了制表符，YAML 只能用空格缩进", f"line {line}: a tab; YAML is indented with blanks"
        )
    return Unreadable(f"第 {line} 行不是合格的 YAML（{problem}）", f"line {line}: not YAML ({problem})")


class Node:
    """A YAML value with its line; every reader of it raises `Unreadable` where it is not what is wanted."""

    def __init__(self, node: yaml.Node) -> None:
        self._node = node
        self.line = node.start_mark.line + 1

    def refuse(self, zh: str, en: str) -> NoReturn:
        """Raise `Unreadable` for this line."""
        raise Unreadable(f"第 {self.line} 行：{zh}", f"line {self.line}: {en}")

    @property
    def null(self) -> bool:
        """Whether the value is `~` (or nothing)."""
        return self._node.tag == "tag:yaml.org,2002:null"

    @property
    def is_mapping(self) -> bool:
        """Whether the value is a mapping."""
        return isinstance(self._node, yaml.MappingNode)

    def mapping(self, known: Callable[[str], bool] | tuple[str, ...] = ()) -> dict[str, Node]:
        """Return a mapping's values by key; keys are unique and, where `known` is given, among those known."""
        if not isinstance(self._node, yaml.MappingNode):
            self.refuse("这里应是“键: 值”", "a mapping (key: value) belongs here")
        found: dict[str, Node] = {}
        for key_node, value_node in self._node.value:
            key = Node(key_node).text()
            if key in found:
                Node(key_node).refuse(f"“{key}”写了两次", f"{key!r} stands twice")
            if known and not (known(key) if callable(known) else key in known):
                names = "" if callable(known) else " ".join(known)
                Node(key_node).refuse(
                    f"不认识“{key}”{names and f'，可用的有 {names}'}",
                    f"unknown {key!r}{names and f'; known are {names}'}",
                )
            found[key] = Node(value_node)
        return found

    def sequence(self) -> Iterator[Node]:
        """Yield the members of a list."""
        if not isinstance(self._node, yaml.SequenceNode):
            self.refuse("这里应是列表", "a list belongs here")
        yield from map(Node, self._node.value)

    def text(self) -> str:
        """Return a scalar as it is written."""
        if not isinstance(self._node, yaml.ScalarNode):
            self.refuse("这里应是文字", "text belongs here")
        return str(self._node.value)

    def number(self) -> Decimal | None:
        """Return a number exactly as written, or `None` for `~`."""
        if self.null:
            return None
        try:
            value = Decimal(self.text().replace("_", ""))
        except InvalidOperation:
            self.refuse(f"“{self.text()}”不是数字", f"{self.text()!r} is not a number")
        if not value.is_finite():
            self.refuse(f"“{self.text()}”不是数字", f"{self.text()!r} is not a number")
        return value

    def whole(self) -> int:
        """Return a whole number."""
        value = self.number()
        if value is None or value != int(value):
            self.refuse(f"“{self.text()}”不是整数", f"{self.text()!r} is not a whole number")
        return int(value)

    def truth(self) -> bool:
        """Return true or false."""
        if self.text() not in ("true", "false"):
            self.refuse(f"“{self.text()}”应为 true 或 false", f"{self.text()!r} is neither true nor false")
        return self.text() == "true"

    def date(self) -> datetime.date | None:
        """Return a date written as 2021-01-30, or `None` for `~`."""
        if self.null:
            return None
        try:
            return datetime.date.fromisoformat(self.text())
        except ValueError:
            self.refuse(f"“{self.text()}”不是日期（应如 2021-01-30）", f"{self.text()!r} is not a date like 2021-01-30")
