"""Characters that draw nothing: zero-width ones, fillers, variation selectors, tags and controls."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from app.text.rewrite import Hidden, HiddenKind, Rewrite, remove, replace, series, with_neighbours

# Default_Ignorable_Code_Point (DerivedCoreProperties.txt) without the bidirectional controls, which the bidi step
# reads; C0 and C1 controls that are no white space; interlinear annotation; noncharacters of the first plane.
_SELECTORS: Final = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS: Final = "\U000e0000-\U000e007f"
_CONTROLS: Final = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff0-\ufffb\ufdd0-\ufdef\ufffe\uffff"
_ZERO_WIDTH: Final = (
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
)
_RUN: Final = re.compile(f"[{_SELECTORS}{_TAGS}{_CONTROLS}{_ZERO_WIDTH}]+")
_LEADING_SELECTORS: Final = re.compile(f"[{_SELECTORS}]+")
_IS_SELECTOR: Final = re.compile(f"[{_SELECTORS}]")
_IS_TAG: Final = re.compile(f"[{_TAGS}]")
_IS_CONTROL: Final = re.compile(f"[{_CONTROLS}]")
_COMMON: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_BLACK_FLAG: Final = "\U0001f3f4"
_KEYCAP: Final = "\u20e3"
# Scripts whose spelling needs joiners, or that mark word ends with a zero-width space: Arabic to Myanmar, Khmer,
# Mongolian, and their extensions.
_JOINING_SCRIPT: Final = re.compile("[\u0590-\u109f\u1780-\u18af\ua8e0-\ua8ff\ufb1d-\ufdff\ufe70-\ufefe]")
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_SYLLABLES: Final = re.compile("[A-Za-z\u00c0-\u024f]{2}\xad[A-Za-z\u00c0-\u024f]{2}")
_LONG_RUN: Final = 4


def remove_invisible(text: str) -> Rewrite | None:
    """Drops them. A variation selector stays part of the character it follows: the span of that one covers both.

    Hidden are those inside words; emoji sequences, the spelling of other scripts, a byte order mark, break
    opportunities beside spaces and soft hyphens between syllables are ordinary.
    """
    if _RUN.search(text) is None:
        return None
    runs = [match.span() for match in _RUN.finditer(text)]
    places: dict[HiddenKind, list[tuple[int, int]]] = {}
    for start, end in runs:
        kind = _hidden_kind(text, start, end)
        if kind is not None:
            places.setdefault(kind, []).append((start, end))
    if _IS_SELECTOR.search(text) is None:
        return remove(text, runs, _in_order(text, places))
    return replace(text, _edits(text, runs), _in_order(text, places))


def _edits(text: str, runs: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    for start, end in runs:
        selectors = _LEADING_SELECTORS.match(text, start, end)
        if selectors is None or not start:
            yield start, end, ""
            continue
        yield start - 1, selectors.end(), text[start - 1]
        if selectors.end() < end:
            yield selectors.end(), end, ""


def _in_order(text: str, places: dict[HiddenKind, list[tuple[int, int]]]) -> tuple[Hidden, ...]:
    return tuple(
        sorted(hidden for kind, found in places.items() for hidden in series(kind, with_neighbours(text, found)))
    )


def _hidden_kind(text: str, start: int, end: int) -> HiddenKind | None:
    """Why the run is to be reported, or None for an ordinary one; the worst character decides."""
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if _JOINING_SCRIPT.match(before) or _JOINING_SCRIPT.match(after):
        before = after = ""  # there all but controls and tags is spelling
    if end - start == 1 and text[start] in _COMMON:  # nearly all of them, so be quick
        return HiddenKind.ZERO_WIDTH if _is_word(before) and _is_word(after) else None
    run = text[start : min(end, start + _LONG_RUN * 16)]
    if _IS_CONTROL.search(run):
        return HiddenKind.CONTROL
    if before == _BLACK_FLAG or (run == "\xad" and _is_hyphenation(text, start)):
        return None
    if _IS_TAG.search(run):
        return HiddenKind.TAG_CHARACTER
    invisible = _IS_SELECTOR.sub("", run)
    if invisible and ((_is_word(before) and _is_word(after)) or len(invisible) >= _LONG_RUN):
        return HiddenKind.ZERO_WIDTH
    return HiddenKind.VARIATION_SELECTOR if not _selects(before, run, after) else None


def _is_hyphenation(text: str, place: int) -> bool:
    """True for a soft hyphen between two syllables of a Latin word, of at least two letters each."""
    return _SYLLABLES.fullmatch(text, max(0, place - 2), place + 3) is not None


def _selects(base: str, run: str, after: str) -> bool:
    """True where a variation selector has its use: after emoji and signs, in keycaps, on ideographs of old prints."""
    if _HAN.match(base):
        return all(character <= "\ufe02" or character > "\uffff" for character in run)
    return not _is_word(base) or after == _KEYCAP


def _is_word(character: str) -> bool:
    return character.isalnum() or (character != "" and unicodedata.category(character)[0] == "M")
