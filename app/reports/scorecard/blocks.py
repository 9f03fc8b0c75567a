"""What a page is made of, before it is Markdown or HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.reports.marks import Marked


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the page's), 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``code`` is a command line that stands below it."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """The main figures: what, value, and a remark."""

    items: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """The first ``texts`` columns are words, the others figures. ``repeats`` the plot above it: for pages whose plots
    are elsewhere.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    texts: int = 1
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """An SVG; ``name`` is its file's where a page cannot hold it."""

    name: str
    title: str
    svg: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """A row that was judged wrongly. ``facts`` are further lines: what, and its value."""

    key: str
    about: str
    want: tuple[str, str]
    got: tuple[str, str]
    facts: tuple[tuple[str, str], ...]
    text: str
    labelled: tuple[Marked, ...]
    found: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Mistakes:
    """All of them, with the words for what was wanted and what came."""

    want: str
    got: str
    legend: str
    items: Sequence[Mistake]


Block = Heading | Paragraph | Tiles | Table | Plot | Mistakes
