"""Finding HTML in a text: tags, comments, declarations and character references."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# Elements that begin a new line, those that stand apart on the same one, and those that show nothing themselves.
_LINE_ELEMENTS: Final = """
address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
header hr html li main nav ol option p pre section select summary table tbody tfoot thead title tr ul
"""
_CELL_ELEMENTS: Final = "button img input td textarea th"
_INLINE_ELEMENTS: Final = """
a abbr acronym applet area audio b base basefont bdi bdo big caption cite code col colgroup data datalist del details
dfn dialog dir em embed font frame frameset head i iframe ins kbd label legend link map mark marquee menu meta meter
nobr noframes noscript object optgroup output param picture progress q rp rt ruby s samp slot small source span strike
strong style script sub sup svg template text time track tt u var video wbr
"""
_LINES: Final = frozenset(_LINE_ELEMENTS.split())
_CELLS: Final = frozenset(_CELL_ELEMENTS.split())
_KNOWN: Final = _LINES | _CELLS | frozenset(_INLINE_ELEMENTS.split())
# An attribute needs a value, or is one that HTML allows without: "a <b and c> d" is a comparison, not markup.
_BARE: Final = (
    "async|autofocus|autoplay|checked|compact|controls|defer|disabled|hidden|ismap|loop|multiple|muted|nohref|noshade"
    "|novalidate|nowrap|open|readonly|required|reversed|selected"
)
_VALUE: Final = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++)"""
_TAG: Final = re.compile(
    rf"""<(?P<end>/?)(?P<name>[a-z][a-z0-9]*+(?:[-:][a-z0-9]++)*+)
    (?:\s++(?:[a-z_@:][-a-z0-9_:.@]*+\s*+=\s*+{_VALUE}|(?:{_BARE})(?![-a-z0-9_:.@])))*+\s*+/?>""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_UNSEEN: Final = re.compile(
    r"\shidden[\s=/>]|(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0|font-size\s*:\s*0)(?![.\d])",
    re.IGNORECASE,
)
_DECLARATION: Final = re.compile(r"<!doctype[^<>]*+>|<\?[a-z][^<>]*+>|<!\[[^<>\[\]]*+\]-?-?>", re.IGNORECASE | re.ASCII)
_REFERENCE: Final = re.compile(
    r"&(?:(?:amp|#0{0,5}38|#[xX]0{0,5}26);)*+"  # text is often escaped twice
    r"(?:#[0-9]{1,8}+;?|#[xX][0-9a-fA-F]{1,7}+;?|[a-zA-Z][a-zA-Z0-9]{1,31}+;|(?:nbsp|shy|lt|gt|amp|quot)(?![a-zA-Z0-9=]))?+"
)
_AMPERSANDS: Final = re.compile(r"^&(?:(?:amp|#0*38|#[xX]0*26);)++")
BEGINNING: Final = re.compile(r"<[a-zA-Z/!?]|&[#a-zA-Z]")
_RAW_END: Final = re.compile(r"</(script|style)\s*+>", re.IGNORECASE)
_ANY_END: Final = re.compile(r"</([a-z][a-z0-9]*+)\s*+>", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Piece:
    """Markup at ``[start, end)`` and what it shows.

    ``name`` is the element's name (``""`` for a reference, which is content, and ``"!"`` for a comment or
    declaration). ``is_unseen`` marks the start tag of an element that a browser does not draw.
    """

    start: int
    end: int
    shown: str
    name: str = ""
    is_end: bool = False
    is_unseen: bool = False


def find_markup(text: str) -> Iterator[Piece]:
    """All markup in order, without overlaps; in linear time. What only looks like markup is left out."""
    if BEGINNING.search(text) is None:
        return
    closed = frozenset(match.group(1).lower() for match in _ANY_END.finditer(text))
    last_comment_end = text.rfind("-->")
    last_raw_ends = {match.group(1).lower(): match.start() for match in _RAW_END.finditer(text)}
    position = 0
    while match := BEGINNING.search(text, position):
        start = match.start()
        piece = None
        if text[start] == "&":
            piece = _reference(text, start)
        elif text.startswith("<!--", start):
            if last_comment_end >= start + 2:  # "<!-->" is a whole comment
                piece = Piece(start, max(text.index("-->", start + 2) + 3, start + 5), "", "!")
        elif declaration := _DECLARATION.match(text, start):
            piece = Piece(start, declaration.end(), "", "!")
        elif tag := _TAG.match(text, start):
            piece = _element(text, tag, closed, last_raw_ends)
        if piece is None:
            position = start + 1
        else:
            yield piece
            position = piece.end


def _reference(text: str, start: int) -> Piece | None:
    match = _REFERENCE.match(text, start)
    if match is None:
        return None
    shown = html.unescape(_AMPERSANDS.sub("&", match.group()))
    return None if shown == match.group() else Piece(start, match.end(), shown)


def _element(text: str, tag: re.Match[str], closed: frozenset[str], last_raw_ends: dict[str, int]) -> Piece | None:
    name = tag["name"].lower()
    # A word in angle brackets is a placeholder (<name>) unless something closes it or its name can be no word.
    if name not in _KNOWN and name not in closed and "-" not in name and ":" not in name:
        return None
    end = tag.end()
    if not tag["end"] and last_raw_ends.get(name, -1) >= end:  # script and style
        end = next(close.end() for close in _RAW_END.finditer(text, end) if close.group(1).lower() == name)
    shown = "\n" if name in _LINES else " " if name in _CELLS else ""
    is_unseen = not tag["end"] and _UNSEEN.search(tag.group()) is not None
    return Piece(tag.start(), end, shown, name, bool(tag["end"]), is_unseen)
