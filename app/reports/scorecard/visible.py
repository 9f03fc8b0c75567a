"""Message text as it can be put on a page: nothing hidden, nothing that changes how the rest is shown."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from app.reports.marks import Marked

HIDDEN = "∅"
LINE_END = "⏎"


def visible(text: str) -> str:
    """``text`` on one line, with a sign for each character that cannot be seen."""
    return "".join(map(_character, text))


def _character(character: str) -> str:
    if character == "\n":
        return LINE_END
    category = unicodedata.category(character)
    if character == " " or category not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return character
    return HIDDEN


def marked(text: str, labelled: tuple[Marked, ...], found: tuple[Marked, ...]) -> Iterator[tuple[str, bool, bool]]:
    """The text in pieces: what it says, whether it is labelled, whether it was found."""
    flags = [(False, False)] * len(text)
    for number, spans in enumerate((labelled, found)):
        for span in spans:
            for index in range(max(span.start, 0), min(span.end, len(text))):
                before = flags[index]
                flags[index] = (True, before[1]) if number == 0 else (before[0], True)
    for (is_labelled, is_found), piece in groupby(zip(text, flags, strict=True), key=lambda item: item[1]):
        yield visible("".join(character for character, _ in piece)), is_labelled, is_found
