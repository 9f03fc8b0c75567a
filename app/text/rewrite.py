"""What one step of the normalisation did to a text."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress

from app.model.span import Span
from app.text.offsets import OffsetMap


class HiddenKind(StrEnum):
    """How something was kept from a human reader, or from a filter."""

    ZERO_WIDTH = "zero-width"
    VARIATION_SELECTOR = "variation-selector"
    TAG_CHARACTER = "tag-character"
    CONTROL = "control"
    BIDI = "bidi"
    COMBINING = "combining"
    MARKUP = "markup"
    CONFUSABLE = "confusable"


@dataclass(frozen=True, slots=True, order=True)
class Hidden:
    """A place where characters were removed or undone that a reader would not have noticed.

    ``span`` holds the disguised letters with what disguised them, from the letter before the first hidden character to
    the one after the last: one disguised word is one `Hidden`. In a `NormalizedText` it lies in the original text.
    """

    span: Span
    kind: HiddenKind


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The new text, the map back to the one the step was given (None: every character kept its place), and what
    it found hidden, placed in the text the step was given.
    """

    text: str
    offsets: OffsetMap | None = None
    hidden: tuple[Hidden, ...] = ()


# Returns None when the step has nothing to do, which is the usual case and must be found out quickly.
Apply = Callable[[str], Rewrite | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One named step of the normalisation."""

    name: str
    apply: Apply


def replace(text: str, edits: Iterable[tuple[int, int, str]], hidden: tuple[Hidden, ...] = ()) -> Rewrite:
    """``text`` with every ``(start, end, replacement)`` carried out.

    ``edits`` must be in order, must not overlap, and none may be empty; each replacement character has the whole
    replaced range as its origin. Takes time linear in the text.
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, replacement in edits:
        if done < start:
            pieces.append(text[done:start])
            starts.extend(range(done, start))
            ends.extend(range(done + 1, start + 1))
        if replacement:
            pieces.append(replacement)
            starts.extend([start] * len(replacement))
            ends.extend([end] * len(replacement))
        done = end
    pieces.append(text[done:])
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return Rewrite("".join(pieces), OffsetMap.of(starts, ends, len(text)), hidden)


def remove(text: str, places: Iterable[tuple[int, int]], hidden: tuple[Hidden, ...] = ()) -> Rewrite:
    """``text`` without the ``(start, end)`` places: as `replace` with nothing, but fast for a million of them."""
    kept = bytearray(b"\x01") * len(text)
    for start, end in places:
        kept[start:end] = bytes(end - start)
    starts = list(compress(range(len(text)), kept))
    offsets = OffsetMap.of(starts, [start + 1 for start in starts], len(text))
    return Rewrite("".join(compress(text, kept)), offsets, hidden)


def with_neighbours(text: str, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """``places`` with the letter or digit directly before and the one directly after each."""
    for start, end in places:
        before = start > 0 and text[start - 1].isalnum()
        after = end < len(text) and text[end].isalnum()
        yield start - before, end + after


def series(kind: HiddenKind, places: Iterable[tuple[int, int]]) -> tuple[Hidden, ...]:
    """``places`` (start, end), in order, as `Hidden`, those with at most one character between them as one."""
    found: list[Hidden] = []
    first = last = -1
    for start, end in places:
        if first >= 0 and start - last <= 1:
            last = max(last, end)
            continue
        if first >= 0:
            found.append(Hidden(Span(first, last), kind))
        first, last = start, end
    if first >= 0:
        found.append(Hidden(Span(first, last), kind))
    return tuple(found)
