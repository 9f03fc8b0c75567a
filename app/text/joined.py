"""The joined variant: separators inside words taken out, and letters put back for signs that stand for them."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from app.model.span import Span
from app.text.characters import HAN, PICTURES, of_categories
from app.text.offsets import OffsetMap
from app.text.rewrite import replace
from app.text.variants import Gap, GapKind, Variant
from app.text.words import cut_words

_BREAKS: Final = r"/|&+~\-\\.…"
_DOTS: Final = "·•・‧∙⋅●・"
_SIGNS: Final = "*_^#=@¬¦§†‡×÷"
_EMOJI: Final = of_categories("So", "Sk", "Sc") + PICTURES
_SEPARATORS: Final = f" {_BREAKS}{_DOTS}{_SIGNS}{_EMOJI}"
_RUN: Final = re.compile(f"[{_SEPARATORS}]+")
_ASCII_RUN: Final = re.compile(r"(?: |[*_^#=@$]+)(?=%|(?<! )[a-z])")  # what can matter where there is no Han
_NATURAL: Final = re.compile(f"[ {_BREAKS}]")
_KINDS: Final = (
    (GapKind.SIGN, re.compile(f"[{_SIGNS}]")),
    (GapKind.DOT, re.compile(f"[{_DOTS}]")),
    (GapKind.EMOJI, re.compile(f"[{_EMOJI}]")),
    (GapKind.BREAK, re.compile(f"[{_BREAKS}]")),
)
_IS_HAN: Final = re.compile(f"[{HAN}]")
_LONGEST_RUN: Final = 8  # longer ones are rules and columns

# Single letters with separators between them. A sign may stand for a letter, but not for the first.
_LETTER: Final = "[a-z0-9@$!¡]"
_BETWEEN: Final = rf"[ {_BREAKS}{_DOTS}*_^#={_EMOJI}]{{1,5}}"
_SPELLED: Final = re.compile(f"(?<![a-z0-9])[a-z](?:{_BETWEEN}{_LETTER}(?![a-z0-9])){{2,}}")
_SPELLED_GAP: Final = re.compile(_BETWEEN)
_FEWEST_LETTERS: Final = 4  # "a b c" and "e.g. x" are no words

_LEET: Final = str.maketrans("013457@$!¡|€", "oieastasiile")
_LEET_WORD: Final = re.compile(r"(?<![a-z0-9@$!¡|€.])[a-z$@][a-z013457@$!¡|€]*[a-z](?![a-z0-9@€]|\.[a-z])")
_LEET_SIGN: Final = re.compile("[013457@$!¡|€]")
_MOST_SIGNS: Final = 2  # in a row; more are a number


def join(text: str) -> Variant:
    """``text`` with separators inside words taken out; ``text`` itself where there is none.

    Taken out are spaces, breaks, dots, signs and emoji between Han characters (also between Han and a digit, or, if
    they are no spaces or breaks, a letter), and between the single letters of a word that is spelled out, where the
    wider gaps become one space. Sentence punctuation, quotation marks, brackets and line ends stay. Then signs
    amid letters that stand for a letter are replaced (appr0val, guar@nteed).
    """
    edits = _edits(text)
    joined, offsets = text, OffsetMap.identity(len(text))
    if edits:
        rewrite = replace(text, edits)
        assert rewrite.offsets is not None
        joined, offsets = rewrite.text, rewrite.offsets
    if _LEET_SIGN.search(joined) is not None:
        plain = _LEET_WORD.sub(_read_leet, joined)
        joined = joined if plain == joined else plain
    return Variant(joined, offsets)


def _edits(text: str) -> list[tuple[int, int, str]]:
    separators = _ASCII_RUN if text.isascii() else _RUN
    edits: list[tuple[int, int, str]] = []
    position = 0
    for start, end, inside in (*_spelled_out(text), (len(text), len(text), [])):
        edits += [
            (match.start(), match.end(), "")
            for match in separators.finditer(text, position, start)
            if _joins_neighbours(text, match.start(), match.end())
        ]
        edits += inside
        position = end
    return edits


def _joins_neighbours(text: str, start: int, end: int) -> bool:
    """Whether the separators at ``[start, end)`` stand where no one puts them, or between two Han characters."""
    if start == 0 or end == len(text) or end - start > _LONGEST_RUN:
        return False
    before, after = text[start - 1], text[end]
    if _IS_HAN.match(before):
        if _IS_HAN.match(after):
            return True
        other = after
    elif _IS_HAN.match(after):
        other = before
    elif after == "%":
        return before.isdigit() and text[start:end] == " "
    else:
        is_letter = end - start == 1 and _LEET_SIGN.match(text, start) is not None
        return before.isalpha() and after.isalpha() and not is_letter and _NATURAL.search(text, start, end) is None
    if other.isdigit() or other == "%":
        return text[start:end].isspace()
    return other.isalpha() and (text[start:end].isspace() or not _kind(text[start:end]).is_natural)


def _kind(separators: str) -> GapKind:
    return next((kind for kind, pattern in _KINDS if pattern.search(separators)), GapKind.SPACE)


def _spelled_out(text: str) -> Iterator[tuple[int, int, list[tuple[int, int, str]]]]:
    """Words in single letters: start, end, and the edits that put them together."""
    for match in _SPELLED.finditer(text):
        gaps = list(_SPELLED_GAP.finditer(text, match.start(), match.end()))
        letters = sum(character.isalpha() for character in match.group())
        if len(gaps) + 1 < _FEWEST_LETTERS or letters * 2 <= len(gaps):
            continue
        usual = Counter(gap.group() for gap in gaps).most_common(1)[0][0]
        edits = [(gap.start(), gap.end(), " " if _parts_words(gap.group(), usual) else "") for gap in gaps]
        yield match.start(), match.end(), edits


def _parts_words(gap: str, usual: str) -> bool:
    """A gap that is wider than the usual one and has a space or a hyphen in it is one between words."""
    return (" " in gap or "-" in gap) and gap != usual and len(gap) >= len(usual)


def _read_leet(match: re.Match[str]) -> str:
    word = match.group()
    if word.isalpha():
        return word
    letters = sum(character.isalpha() for character in word)
    signs = len(word) - letters
    if letters <= signs or re.search(f"{_LEET_SIGN.pattern}{{{_MOST_SIGNS + 1}}}", word):
        return word
    return word.translate(_LEET)


def gaps(text: str, joined: Variant, span: Span) -> tuple[Gap, ...]:
    """The separators of ``text`` that a span of the joined variant reaches across, in order."""
    if joined.offsets.is_identity:
        return ()
    found: list[Gap] = []
    for index in range(span.start, span.end - 1):
        start = joined.offsets.to_original(Span(index, index + 1)).end
        end = joined.offsets.to_original(Span(index + 1, index + 2)).start
        if start < end:
            found.append(Gap(Span(start, end), _kind(text[start:end])))
    return tuple(found)


_CONTEXT: Final = 12  # Han characters on either side that decide how words are cut


def is_sound(text: str, joined: Variant, span: Span) -> bool:
    """False when a span of the joined variant is put together from pieces of two other words.

    Such is 保本 in 担保 本产品: its only gap is one that ordinary writing has between words, and the words on both
    sides, cut by jieba, do not begin and end where the span does. Spans without a gap, or with several, are sound.
    """
    crossed = gaps(text, joined, span)
    if len(crossed) != 1 or crossed[0].kind is GapKind.SIGN:
        return True
    gap = crossed[0].span
    place = joined.offsets.to_original(span)
    left = _han_before(text, gap.start)
    right = _han_after(text, gap.end)
    if not left or not right:
        return True
    return _cuts_at(left, len(left) - (gap.start - place.start)) and _cuts_at(right, place.end - gap.end)


def _han_before(text: str, end: int) -> str:
    start = end
    while start > 0 and end - start < _CONTEXT and _IS_HAN.match(text[start - 1]):
        start -= 1
    return text[start:end]


def _han_after(text: str, start: int) -> str:
    end = start
    while end < len(text) and end - start < _CONTEXT and _IS_HAN.match(text[end]):
        end += 1
    return text[start:end]


def _cuts_at(text: str, position: int) -> bool:
    """True when a word begins at ``position`` (which may lie outside ``text``)."""
    place = 0
    for word in cut_words(text):
        if place >= position:
            break
        place += len(word)
    return place == position or position <= 0 or position >= len(text)
