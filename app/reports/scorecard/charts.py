"""Plots as SVG, drawn here: no library, no script, readable in the dark and on paper."""

import unicodedata
from collections.abc import Sequence
from html import escape
from typing import Final

_STYLE: Final = (
    "<style>.t{font:12px system-ui,-apple-system,'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif;"
    "fill:#1f2328}.m{fill:#59636e}.g{stroke:#d1d9e0}.a{fill:#2f6fdb}.b{fill:#7aa7ee}.c{fill:#1a9c79}.r{fill:#d1495b}"
    ".k{fill:#e8edf3}.on{fill:#fff}"
    "@media (prefers-color-scheme:dark){.t{fill:#e6edf3}.m{fill:#9aa4af}.g{stroke:#3d444d}.a{fill:#5b96f7}"
    ".b{fill:#3d66ad}.c{fill:#35bd97}.r{fill:#e5677a}.k{fill:#262c36}.on{fill:#fff}}</style>"
)
_ROW: Final = 24
_BAR: Final = 12
_WIDTH: Final = 640
_SERIES: Final = ("a", "b", "c")


def bars(title: str, rows: Sequence[tuple[str, float | None, str]]) -> str:
    """A horizontal bar a row, from 0 to 1: label, value, remark at the end."""
    left, right = _label_width([row[0] for row in rows]), 120
    span = _WIDTH - left - right
    height = _ROW * len(rows) + 22
    parts = _grid(left, span, height)
    for number, (label, value, remark) in enumerate(rows):
        y = number * _ROW + 4
        parts.append(_text(left - 8, y + _BAR, label, anchor="end"))
        parts.append(_rectangle(left, y + 3, span, _BAR, "k"))
        if value is not None:
            parts.append(_rectangle(left, y + 3, span * value, _BAR, "a"))
        parts.append(_text(left + span + 8, y + _BAR + 1, remark))
    return _svg(title, height, parts)


def grouped_bars(title: str, series: Sequence[str], rows: Sequence[tuple[str, Sequence[float | None]]]) -> str:
    """For each row one thin bar a series, from 0 to 1."""
    left, right = _label_width([row[0] for row in rows]), 64
    span = _WIDTH - left - right
    step = 11 * len(series) + 12
    height = step * len(rows) + 46
    parts = _grid(left, span, height - 24)
    for number, (label, values) in enumerate(rows):
        top = number * step + 4
        parts.append(_text(left - 8, top + step / 2, label, anchor="end"))
        for place, value in enumerate(values):
            y = top + place * 11
            parts.append(_rectangle(left, y, span, 9, "k"))
            if value is not None:
                parts.append(_rectangle(left, y, span * value, 9, _SERIES[place]))
            remark = "–" if value is None else f"{100 * value:.1f}"
            parts.append(_text(left + span + 8, y + 8.5, remark, size=10))
    x = left
    for place, name in enumerate(series):
        parts.append(_rectangle(x, height - 14, 10, 10, _SERIES[place]))
        parts.append(_text(x + 15, height - 5, name))
        x += 30 + _cells(name) * 7
    return _svg(title, height, parts)


def stacked_bars(title: str, series: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> str:
    """For each row its counts side by side: right ones, false ones, missed ones."""
    colours = ("c", "r", "b")
    left, right = _label_width([row[0] for row in rows]), 110
    span = _WIDTH - left - right
    most = max((sum(counts) for _, counts in rows), default=0) or 1
    height = _ROW * len(rows) + 30
    parts: list[str] = []
    for number, (label, counts) in enumerate(rows):
        y = number * _ROW + 4
        parts.append(_text(left - 8, y + _BAR, label, anchor="end"))
        x = float(left)
        for place, count in enumerate(counts):
            width = span * count / most
            parts.append(_rectangle(x, y + 3, width, _BAR, colours[place]))
            x += width
        parts.append(_text(x + 8, y + _BAR + 1, " / ".join(map(str, counts))))
    x = left
    for place, name in enumerate(series):
        parts.append(_rectangle(x, height - 14, 10, 10, colours[place]))
        parts.append(_text(x + 15, height - 5, name))
        x += 30 + _cells(name) * 7
    return _svg(title, height, parts)


def columns(title: str, rows: Sequence[tuple[str, int]]) -> str:
    """A column a row, with its count above it and its label below."""
    most = max((count for _, count in rows), default=0) or 1
    step = _WIDTH / max(len(rows), 1)
    parts = []
    for number, (label, count) in enumerate(rows):
        tall = 120 * count / most
        middle = number * step + step / 2
        parts.append(_rectangle(middle - 28, 140 - tall, 56, tall, "r" if number == 0 else "a"))
        parts.append(_text(middle, 134 - tall, str(count), anchor="middle"))
        parts.append(_text(middle, 158, label, anchor="middle"))
    parts.append(f'<path class="g" d="M0 140.5H{_WIDTH}"/>')
    return _svg(title, 168, parts)


def heat_map(title: str, corner: str, names: Sequence[str], counts: Sequence[Sequence[int]]) -> str:
    """A square table: rows are labels, columns verdicts; the darker, the bigger a part of its row."""
    side, left, top = 96, 130, 30
    parts = [_text(left - 12, 20, corner, anchor="end", style="m")]
    for column, name in enumerate(names):
        parts.append(_text(left + column * side + side / 2, 20, name, anchor="middle"))
    for row, values in enumerate(counts):
        y = top + row * 52
        parts.append(_text(left - 12, y + 30, names[row], anchor="end"))
        for column, count in enumerate(values):
            x = left + column * side
            share = count / (sum(values) or 1)
            colour = "c" if row == column else "r"
            parts.append(_rectangle(x, y, side - 4, 48, "k"))
            parts.append(_rectangle(x, y, side - 4, 48, colour, opacity=round(0.08 + 0.92 * share, 2) if count else 0))
            parts.append(
                _text(x + side / 2 - 2, y + 29, str(count), anchor="middle", style="on" if share > 0.5 else "")
            )
    return _svg(title, top + 52 * len(counts), parts)


def _svg(title: str, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(title)}" '
        f'viewBox="0 0 {_WIDTH} {height:g}" width="{_WIDTH}" height="{height:g}">{_STYLE}{"".join(parts)}</svg>'
    )


def _grid(left: float, span: float, height: float) -> list[str]:
    lines = []
    for step in range(5):
        x = left + span * step / 4
        lines.append(f'<path class="g" d="M{x:g} 0V{height - 16:g}" fill="none"/>')
        lines.append(_text(x, height - 3, f"{25 * step}%", anchor="middle", style="m", size=10))
    return lines


def _rectangle(  # noqa: PLR0913 - how SVG says it
    x: float, y: float, width: float, height: float, style: str, *, opacity: float | None = None
) -> str:
    more = "" if opacity is None else f' opacity="{opacity:g}"'
    place = f'x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}"'
    return f'<rect class="{style}" {place} rx="2"{more}/>'


def _text(  # noqa: PLR0913 - how SVG says it
    x: float, y: float, text: str, *, anchor: str = "start", style: str = "", size: int = 12
) -> str:
    more = "" if size == 12 else f' style="font-size:{size}px"'
    name = f"t {style}".strip()
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(text)}</text>'


def _label_width(labels: Sequence[str]) -> float:
    return min(260.0, 24 + 7 * max((_cells(label) for label in labels), default=0))


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
