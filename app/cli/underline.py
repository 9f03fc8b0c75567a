"""A text with places in it underlined: carets below, as compilers do, however wide its letters are."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import get_character_cell_size
from rich.text import Text

from app.model.span import Span

HIDDEN: Final = "∅"  # shown for a character that has no shape of its own
_SHAPELESS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_PICTURES: Final = {"\t": " ", "\x7f": "\u2421", **{chr(code): chr(0x2400 + code) for code in range(32) if code != 9}}
_BY_CATEGORY: Final = {
    "Cc": HIDDEN,
    "Cf": HIDDEN,
    "Zl": HIDDEN,
    "Zp": HIDDEN,
    "Cs": "\ufffd",
    "Co": "\ufffd",
    "Cn": "\ufffd",
}
_NOT_AT_START: Final = frozenset(",.!?;:%)]}»，。！？；：％）】》〉」』”’…·、")
_NOT_AT_END: Final = frozenset("([{«（【《〈「『“‘")
_SHORT: Final = 14  # rows; a longer text is cut down to the rows around its marks
_AROUND: Final = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to underline. ``label`` stands at the end of its carets."""

    span: Span
    label: str
    style: str = ""
    caret: str = "^"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the screen: a range of the text and the cell that each of its characters starts in."""

    start: int
    end: int
    shown: str
    cells: tuple[int, ...]
    offsets: tuple[int, ...]
    ends_line: bool

    def cell(self, index: int) -> int:
        """First cell of the character at ``index`` of the text."""
        return self.cells[min(max(index, self.start), self.end) - self.start]


def underline(text: str, marks: Sequence[Mark], width: int, skipped: str = "⋮ {count}") -> Iterator[Text]:
    """Yields the rows of ``text``, each followed by the rows of carets it needs.

    A long text is cut down to the rows around its marks; ``skipped`` says how many rows are not shown.
    """
    rows = list(_rows(text, max(width, 10)))
    merged = _merge(marks)
    marked = [[mark for mark in merged if _touches(mark.span, row)] for row in rows]
    keep = _rows_to_show(marked)
    passed = 0
    for row, here, shown in zip(rows, marked, keep, strict=True):
        if not shown:
            passed += 1
            continue
        if passed:
            yield Text(skipped.format(count=passed), style="dim")
            passed = 0
        yield _paint(row, here)
        yield from _caret_rows(row, here)
    if passed:
        yield Text(skipped.format(count=passed), style="dim")


def show_character(character: str, before: str = "") -> str:
    """What stands for ``character`` on a screen: never a control character, never nothing at all."""
    if " " <= character <= "~":
        return character
    if character == "\ufe0f" and before > "\x7f" and not before.isalnum():
        return ""  # an ordinary emoji ending
    if character in _PICTURES:
        return _PICTURES[character]
    if character in _SHAPELESS or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return HIDDEN
    return _BY_CATEGORY.get(unicodedata.category(character), character)


def show_text(text: str) -> str:
    """``text`` on one row, every character safe to print."""
    flat = text.replace("\r\n", "\n")
    return "".join(
        "⏎" if character == "\n" else show_character(character, flat[i - 1] if i else "")
        for i, character in enumerate(flat)
    )


def _rows(text: str, width: int) -> Iterator[_Row]:
    start = 0
    for line in text.split("\n"):
        yield from _wrap(line, start, width)
        start += len(line) + 1


def _wrap(line: str, base: int, width: int) -> Iterator[_Row]:
    shapes = [show_character(character, line[i - 1] if i else "") for i, character in enumerate(line)]
    if line.endswith("\r"):
        shapes[-1] = ""
    sizes = [sum(map(get_character_cell_size, shape)) for shape in shapes]
    start = 0
    while True:
        used, end = 0, start
        while end < len(line) and used + sizes[end] <= width:
            used += sizes[end]
            end += 1
        if end < len(line):
            end = _break_before(line, start, max(end, start + 1))
        yield _row(base, start, end, shapes, sizes)
        if end >= len(line):
            return
        start = end


def _break_before(line: str, start: int, end: int) -> int:
    """The best place to break at or before ``end``: not inside a Latin word, not before closing punctuation."""
    for place in range(end, max(start, end - 24), -1):
        left, right = line[place - 1], line[place]
        inside_word = left.isascii() and right.isascii() and not left.isspace() and not right.isspace()
        if not inside_word and right not in _NOT_AT_START and left not in _NOT_AT_END and not right.isspace():
            return place
    return end


def _row(base: int, start: int, end: int, shapes: Sequence[str], sizes: Sequence[int]) -> _Row:
    cells, offsets = [0], [0]
    for shape, size in zip(shapes[start:end], sizes[start:end], strict=True):
        cells.append(cells[-1] + size)
        offsets.append(offsets[-1] + len(shape))
    return _Row(base + start, base + end, "".join(shapes[start:end]), tuple(cells), tuple(offsets), end == len(shapes))


def _merge(marks: Sequence[Mark]) -> list[Mark]:
    """Marks of the same place become one, with all labels."""
    merged: dict[tuple[Span, str], Mark] = {}
    for mark in marks:
        key = (mark.span, mark.caret)
        first = merged.get(key)
        if first is None:
            merged[key] = mark
        elif mark.label not in first.label.split(","):
            merged[key] = Mark(mark.span, f"{first.label},{mark.label}", first.style, mark.caret)
    return sorted(merged.values(), key=lambda mark: (mark.span.start, -mark.span.end))


def _touches(span: Span, row: _Row) -> bool:
    if not len(span):
        return row.start <= span.start < row.end + row.ends_line
    return span.start < row.end and row.start < span.end


def _rows_to_show(marked: Sequence[Sequence[Mark]]) -> list[bool]:
    if len(marked) <= _SHORT:
        return [True] * len(marked)
    keep = [False] * len(marked)
    for i, marks in enumerate(marked):
        if marks:
            keep[max(0, i - _AROUND) : i + _AROUND + 1] = [True] * len(marked[max(0, i - _AROUND) : i + _AROUND + 1])
    if not any(keep):
        keep[: _SHORT - 2] = [True] * (_SHORT - 2)
    return keep


def _paint(row: _Row, marks: Sequence[Mark]) -> Text:
    painted = Text(row.shown)
    for mark in marks:
        if mark.style:
            start = max(mark.span.start, row.start) - row.start
            end = min(mark.span.end, row.end) - row.start
            painted.stylize(f"underline {mark.style}", row.offsets[start], row.offsets[end])
    return painted


def _caret_rows(row: _Row, marks: Sequence[Mark]) -> Iterator[Text]:
    layers: list[Text] = []
    for mark in marks:
        start = row.cell(mark.span.start)
        piece = mark.caret * max(1, row.cell(mark.span.end) - start)
        if mark.span.end <= row.end:
            piece += f" {mark.label}"
        layer = next((layer for layer in layers if layer.cell_len < start), None)
        if layer is None:
            layer = Text()
            layers.append(layer)
        layer.append(" " * (start - layer.cell_len))
        layer.append(piece, style=mark.style)
    yield from layers
