"""Pages written to disk."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from app.reports.scorecard.blocks import Block, Heading, Paragraph
from app.reports.scorecard.card import Scorecard
from app.reports.scorecard.content import overview, page, section
from app.reports.scorecard.floors import figures
from app.reports.scorecard.html import to_html
from app.reports.scorecard.markdown import to_markdown
from app.reports.scorecard.wording import Tongue, say

_FLOORS: Final = "tests/corpus/floors.json"


def write_report(folder: Path, cards: Sequence[Scorecard], tongue: Tongue) -> list[Path]:
    """``report.html``, ``report.md`` with its plots, and the figures as JSON. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    blocks = list(page(cards, tongue))
    html = folder / "report.html"
    html.write_text(to_html(blocks, tongue), encoding="utf-8")
    markdown = _write_markdown(folder / "report.md", "plots", blocks)
    numbers = folder / "figures.json"
    content = {card.name: figures(card) for card in cards}
    numbers.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return [html, markdown, numbers]


def write_docs(path: Path, cards: Sequence[Scorecard], tongue: Tongue, day: str) -> Path:
    """The page of the documentation; its plots go into a folder of its name. Raises OSError."""
    return _write_markdown(path, path.stem, _docs(path, cards, tongue, day))


def _docs(path: Path, cards: Sequence[Scorecard], tongue: Tongue, day: str) -> Iterator[Block]:
    sets = " ".join(f"tests/corpus/{card.name}" for card in cards)
    yield Heading(say(tongue, "docs-title"), 1)
    command = f"shenyan eval --lang {tongue} --day {day} --docs docs/{path.name} {sets}"
    yield Paragraph(say(tongue, "docs-about"), command)
    yield Paragraph(say(tongue, "docs-sets"))
    yield Paragraph(say(tongue, "docs-floors"), f"shenyan eval --day {day} --record-floors {_FLOORS} {sets}")
    yield from overview(cards, tongue)
    for card in cards:
        yield from section(card, tongue)


def _write_markdown(path: Path, folder: str, blocks: Sequence[Block] | Iterator[Block]) -> Path:
    text, plots = to_markdown(blocks, folder)
    beside = path.parent / folder
    beside.mkdir(parents=True, exist_ok=True)
    for name, svg in plots.items():
        (beside / name).write_text(svg, encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    return path
