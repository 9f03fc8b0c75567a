"""YAML read safely, with the place of every key.

PyYAML's loaders are not used: they crash on deep nesting, expand aliases without bound, let the last of two equal
keys win, and guess types (`no` becomes False, `12:30` a number). Here the parser's events are walked with a stack;
every scalar stays a string, and the schema decides what it means.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from app.model.finding import Localized
from app.model.problem import Problem

MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 50
MAX_NODES: Final = 200_000

Place = tuple[int, int]
Path = tuple[str | int, ...]

# A scalar that is written plainly as one of these means "nothing".
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Source:
    """One parsed file: mappings, lists, strings and None, and where each key or item starts."""

    path: str
    data: Any
    places: Mapping[Path, Place]

    def place(self, path: Path) -> Place:
        """Line and column of ``path``, or of its nearest ancestor that the file has."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def problem(self, path: Path, code: str, message: Localized, hint: Localized) -> Problem:
        """A problem at ``path`` of this file."""
        line, column = self.place(path)
        return Problem(self.path, line, column, code, message, hint)


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been seen."""

    path: Path
    value: dict[str, Any] | list[Any]
    key: str | None = None
    seen: set[str] = field(default_factory=set)


class _Refused(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read_source(path: str, raw: bytes) -> tuple[Source | None, tuple[Problem, ...]]:
    """Parse one YAML document. The source is None where nothing usable could be read; it never raises."""
    try:
        text = _decode(path, raw)
        return _Builder(path).build(text)
    except _Refused as refused:
        return None, (refused.problem,)


def _refuse(path: str, place: Place, code: str, message: Localized, hint: Localized) -> _Refused:
    return _Refused(Problem(path, place[0], place[1], code, message, hint))


def _decode(path: str, raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise _refuse(
            path,
            (1, 1),
            "yaml-too-large",
            Localized(
                f"文件有 {len(raw)} 字节，上限为 {MAX_BYTES}。",
                f"The file has {len(raw)} bytes; the limit is {MAX_BYTES}.",
            ),
            Localized("请拆成几个文件。", "Split it into several files."),
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        raise _refuse(
            path,
            (line, column),
            "yaml-encoding",
            Localized("文件不是 UTF-8 编码。", "The file is not UTF-8."),
            Localized("请另存为 UTF-8。", "Save it as UTF-8."),
        ) from None


class _Builder:
    def __init__(self, path: str) -> None:
        self.path = path
        self.places: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.root: Any = None
        self.documents = 0
        self.nodes = 0

    def build(self, text: str) -> tuple[Source | None, tuple[Problem, ...]]:
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            what = error.problem or error.context or "not YAML"
            raise _refuse(
                self.path,
                place,
                "yaml-syntax",
                Localized(f"这里不是合法的 YAML：{what}。", f"This is not valid YAML: {what}."),
                Localized("请检查缩进、引号和冒号后的空格。", "Check indentation, quotes and the space after colons."),
            ) from None
        except yaml.YAMLError as error:
            place = _reader_place(text, error)
            raise _refuse(
                self.path,
                place,
                "yaml-syntax",
                Localized("文件含有 YAML 不允许的字符。", "The file has a character that YAML does not allow."),
                Localized("请删除控制字符。", "Remove control characters."),
            ) from None
        if self.documents == 0:
            raise _refuse(
                self.path,
                (1, 1),
                "yaml-empty",
                Localized("文件是空的。", "The file is empty."),
                Localized("请用 `shenyan rules new` 生成样例。", "Start from `shenyan rules new`."),
            )
        return Source(self.path, self.root, self.places), tuple(self.problems)

    def _take(self, event: yaml.Event) -> None:
        place = (event.start_mark.line + 1, event.start_mark.column + 1) if event.start_mark else (1, 1)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _refuse(
                    self.path,
                    place,
                    "yaml-documents",
                    Localized("一个文件只能有一个文档。", "One file holds one document."),
                    Localized("请删除 `---` 或拆成几个文件。", "Remove `---`, or split the file."),
                )
        elif isinstance(event, yaml.AliasEvent):
            raise _refuse(
                self.path,
                place,
                "yaml-alias",
                Localized("不允许使用别名（*）。", "Aliases (*) are not allowed."),
                Localized("请把内容直接写出来。", "Write the content out."),
            )
        elif isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self._node(event, place)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self.open.pop()

    def _node(self, event: Any, place: Place) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES or len(self.open) >= MAX_DEPTH:
            raise _refuse(
                self.path,
                place,
                "yaml-too-deep" if len(self.open) >= MAX_DEPTH else "yaml-too-many-nodes",
                Localized(
                    f"嵌套超过 {MAX_DEPTH} 层或节点超过 {MAX_NODES} 个。",
                    f"Nested deeper than {MAX_DEPTH} levels, or more than {MAX_NODES} nodes.",
                ),
                Localized("规则文件应是平的。", "Rule files are flat."),
            )
        # A lone "!" only says that a quoted scalar is a string.
        if event.anchor is not None or event.tag not in (None, "!"):
            raise _refuse(
                self.path,
                place,
                "yaml-tag",
                Localized("不允许使用锚点（&）或标签（!）。", "Anchors (&) and tags (!) are not allowed."),
                Localized("请写普通的文本、列表和映射。", "Write plain text, lists and mappings."),
            )
        if isinstance(event, yaml.ScalarEvent):
            value: Any = None if event.implicit[0] and event.value in _NULLS else event.value
            self._put(value, place, as_key=event.value)
        else:
            value = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            path = self._put(value, place, as_key=None)
            self.open.append(_Open(path, value))

    def _put(self, value: Any, place: Place, as_key: str | None) -> Path:
        """Store ``value`` in the innermost open container (or as its next key), and return its path."""
        if not self.open:
            self.root = value
            self.places[()] = place
            return ()
        top = self.open[-1]
        if isinstance(top.value, list):
            path = (*top.path, len(top.value))
            top.value.append(value)
            self.places[path] = place
            return path
        if top.key is None:
            if as_key is None:
                raise _refuse(
                    self.path,
                    place,
                    "yaml-key",
                    Localized("键必须是文本。", "A key must be text."),
                    Localized("请检查大括号和缩进。", "Check braces and indentation."),
                )
            self._check_unique(top, as_key, place)
            top.key = as_key
            self.places.setdefault((*top.path, as_key), place)
            return top.path
        path = (*top.path, top.key)
        top.value.setdefault(top.key, value)
        top.key = None
        return path

    def _check_unique(self, top: _Open, key: str, place: Place) -> None:
        if key not in top.seen:
            top.seen.add(key)
            return
        first = self.places[(*top.path, key)]
        self.problems.append(
            Problem(
                self.path,
                place[0],
                place[1],
                "yaml-duplicate-key",
                Localized(
                    f"键“{key}”重复，第一次在第 {first[0]} 行。",
                    f"The key “{key}” is repeated; it first stands in line {first[0]}.",
                ),
                Localized("请只保留一个。", "Keep one of them."),
            )
        )


def _reader_place(text: str, error: yaml.YAMLError) -> Place:
    position = getattr(error, "position", None)
    if not isinstance(position, int):
        return (1, 1)
    before = text[:position]
    return (before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)
