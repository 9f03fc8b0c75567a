"""HTML as a mail program or a browser shows it."""

from collections.abc import Iterator
from typing import Final

from app.text.rewrite import HiddenKind, Rewrite, replace, series, with_neighbours
from app.text.steps.markup import BEGINNING, Piece, find_markup

_SHIELDS: Final = {"<": "‹", "&": "⅋"}


def read_html(text: str) -> Rewrite | None:
    """Drops tags, comments, scripts and styles, and resolves character references.

    A tag that begins a line shows a line end, a table cell a space; the origin of each is the tag. Text that merely
    looks like markup (收益<5%, a<b, <https://…>, <name@host>, an unclosed comment) stays. Hidden is markup that shows
    nothing between two letters of a word, with what it keeps from sight there (display:none).
    """
    pieces = list(find_markup(text))
    if not pieces:
        return None
    if any(piece.is_unseen for piece in pieces):
        pieces = _without_unseen(text, pieces)
    return replace(
        text, _edits(text, pieces), series(HiddenKind.MARKUP, with_neighbours(text, _inside_words(text, pieces)))
    )


def shield_markup(text: str) -> Rewrite | None:
    """Puts ‹ and ⅋ where markup would begin: for text that still holds markup after several readings."""
    if next(find_markup(text), None) is None:
        return None
    return Rewrite(BEGINNING.sub(lambda match: _SHIELDS[match.group()[0]] + match.group()[1:], text))


def _without_unseen(text: str, pieces: list[Piece]) -> list[Piece]:
    """Elements not drawn, inside a word, as one piece each. Elsewhere their text may be a preview, and stays."""
    kept: list[Piece] = []
    open_at: dict[str, list[int]] = {}
    for piece in pieces:
        kept.append(piece)
        if not piece.is_end:
            open_at.setdefault(piece.name, []).append(len(kept) - 1)
            continue
        places = open_at.get(piece.name)
        while places and places[-1] >= len(kept) - 1:  # swallowed by an element that was merged
            places.pop()
        if not places:
            continue
        first = kept[index := places.pop()]
        if first.is_unseen and _is_inside_word(text, first.start, piece.end):
            kept[index:] = [Piece(first.start, piece.end, "", "!")]
    return kept


def _edits(text: str, pieces: list[Piece]) -> list[tuple[int, int, str]]:
    """Every piece with what replaces it: of several breaks in a row only the first shows, and none at either end."""
    edits: list[tuple[int, int, str]] = []
    pending: int | None = None  # the break that shows once something follows
    any_content = False
    position = 0
    for piece in pieces:
        if not piece.name or not _is_blank(text, position, piece.start):
            if pending is not None:
                edits[pending] = (*edits[pending][:2], pieces[pending].shown)
                pending = None
            any_content = True
        if piece.name and piece.shown and any_content and pending is None:
            pending = len(edits)
        edits.append((piece.start, piece.end, "" if piece.name else piece.shown))
        position = piece.end
    if pending is not None and not _is_blank(text, position, len(text)):
        edits[pending] = (*edits[pending][:2], pieces[pending].shown)
    return edits


def _is_blank(text: str, start: int, end: int) -> bool:
    return start == end or text[start:end].isspace()


def _inside_words(text: str, pieces: list[Piece]) -> Iterator[tuple[int, int]]:
    """Comments and empty elements with letters directly on both sides; a tag round some letters of a word is usual."""
    index = 0
    while index < len(pieces):
        first = index
        while index + 1 < len(pieces) and pieces[index].end == pieces[index + 1].start:
            index += 1
        start, end = pieces[first].start, pieces[index].end
        if _is_inside_word(text, start, end) and _shows_nothing(pieces[first : index + 1]):
            yield start, end
        index += 1


def _is_inside_word(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum()


def _shows_nothing(group: list[Piece]) -> bool:
    if any(not piece.name or piece.shown for piece in group):
        return False
    opened = {piece.name for piece in group if not piece.is_end}
    return "!" in opened or any(piece.is_end and piece.name in opened for piece in group)
