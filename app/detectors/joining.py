"""Whether a hit that appears only after separators were taken out was there for a reader too.

"保*本" hides 保本. "提供担保 本产品" has the two characters in a row by chance: a blank is an ordinary separator, so
there the pieces must be able to stand alone as words.
"""

import re
from typing import Final

import rjieba

from app.model.span import Span
from app.text.normalize import NormalizedText

# Separators that ordinary writing puts between words.
_ORDINARY: Final = re.compile(r"[\s\-/|.#+=_~]*")
_HAN_RUN_BEFORE: Final = re.compile(r"[㐀-鿿]{1,12}$")
_HAN_RUN_AFTER: Final = re.compile(r"[㐀-鿿]{1,12}")


def reads_joined(part: NormalizedText, inner: Span) -> bool:
    """``inner`` is a hit in ``part.joined``; False where it is a plain hit, or an accident of spacing."""
    outer = part.joined.offsets.to_original(inner)
    if part.text[outer.start : outer.end] == part.joined.text[inner.start : inner.end]:
        return False
    gaps = _gaps(part, inner)
    if len(gaps) != 1:
        return True
    gap = gaps[0]
    if _ORDINARY.fullmatch(part.text[gap.start : gap.end]) is None:
        return True
    return _is_word_end(part.text, outer.start, gap.start) and _is_word_start(part.text, gap.end, outer.end)


def _gaps(part: NormalizedText, inner: Span) -> list[Span]:
    """The stretches of ``part.text`` that were taken out inside ``inner``."""
    gaps = []
    for index in range(inner.start, inner.end - 1):
        left = part.joined.offsets.to_original(Span(index, index + 1))
        right = part.joined.offsets.to_original(Span(index + 1, index + 2))
        if left.end < right.start:
            gaps.append(Span(left.end, right.start))
    return gaps


def _is_word_end(text: str, start: int, end: int) -> bool:
    """The characters from ``start`` to ``end`` are the last words of what stands before the gap."""
    before = _HAN_RUN_BEFORE.search(text, 0, end)
    return before is None or start in _boundaries(before.group(), before.start())


def _is_word_start(text: str, start: int, end: int) -> bool:
    after = _HAN_RUN_AFTER.match(text, start)
    return after is None or end in _boundaries(after.group(), start)


def _boundaries(run: str, offset: int) -> set[int]:
    boundaries = {offset}
    for word in rjieba.cut(run, hmm=False):
        offset += len(word)
        boundaries.add(offset)
    return boundaries
