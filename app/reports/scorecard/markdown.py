"""A page as Markdown; its plots are files beside it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from app.reports.scorecard.blocks import Block, Heading, Mistake, Mistakes, Paragraph, Plot, Table, Tiles
from app.reports.scorecard.visible import marked

_SPECIAL = re.compile(r"([\\`*_\[\]|~#$])")


def to_markdown(blocks: Iterable[Block], folder: str) -> tuple[str, Mapping[str, str]]:
    """The page, and its plots by file name. ``folder`` is where the plots are, as the page sees it.

    Headings of level 2 begin a data set: its plots get its name.
    """
    plots: dict[str, str] = {}
    about = ""
    pieces: list[str] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            about = re.sub(r"[^\w-]+", "-", block.text.removesuffix(".jsonl")).strip("-")
        if isinstance(block, Plot):
            name = f"{about}-{block.name}.svg" if about else f"{block.name}.svg"
            plots[name] = block.svg + "\n"
            pieces.append(f"![{_escape(block.title)}]({folder}/{name})")
        else:
            pieces.append("\n".join(_lines(block)))
    return "\n\n".join(pieces) + "\n", plots


def _lines(block: Heading | Paragraph | Tiles | Table | Mistakes) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {_escape(text)}"
        case Paragraph(text, code):
            yield text
            if code:
                yield f"\n```sh\n{code}\n```"
        case Tiles(items):
            yield from (f"- {_escape(name)}: **{value}** ({_escape(remark)})" for name, value, remark in items)
        case Table(head, rows, texts):
            yield _row(head)
            yield _row(":--" if column < texts else "--:" for column in range(len(head)))
            yield from (_row(map(_escape, row)) for row in rows)
        case Mistakes(want, got, _, items):
            for item in items:
                yield from _mistake(want, got, item)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _mistake(want: str, got: str, item: Mistake) -> Iterator[str]:
    yield f"- **{_escape(item.key)}** {_escape(item.about)}  "
    yield f"  {want} {item.want[0]} {_escape(item.want[1])} · {got} {item.got[0]} {_escape(item.got[1])}  "
    for name, value in item.facts:
        yield f"  {name}: {_escape(value)}  "
    text = "".join(
        f"<u>{_escape(piece)}</u>" if is_labelled else _escape(piece)
        for piece, is_labelled, _ in marked(item.text, item.labelled, item.found)
    )
    yield f"  > {text}"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", escape(text, quote=False)).replace("\n", " ")
