"""Where each character of a rewritten text came from."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from app.model.span import Span

_CODE: Final = "L"


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps spans of a rewritten text to spans of the text it was made from; both in code points.

    Character ``i`` of the rewritten text came from ``[starts[i], ends[i])`` of the original, which is never empty.
    Several characters may share one origin (a ligature taken apart), an origin may hold several characters (an
    HTML entity), and characters of the original that belong to no origin were removed. ``starts`` and ``ends`` are
    ``None`` in a map that moves nothing. ``monotone`` is false where a reversed run stands.
    """

    length: int
    original_length: int
    starts: "array[int] | None" = field(default=None, hash=False)
    ends: "array[int] | None" = field(default=None, hash=False)
    monotone: bool = True

    @classmethod
    def identity(cls, length: int) -> "OffsetMap":
        """The map of a text that was not moved."""
        return cls(length, length)

    @classmethod
    def of(
        cls, starts: Iterable[int], ends: Iterable[int], original_length: int, *, monotone: bool = True
    ) -> "OffsetMap":
        """The map with these origins, one of each per rewritten character."""
        first, last = array(_CODE, starts), array(_CODE, ends)
        return cls(len(first), original_length, first, last, monotone)

    @property
    def is_identity(self) -> bool:
        """True when nothing moved: every span is its own original."""
        return self.starts is None

    def to_original(self, span: Span) -> Span:
        """The smallest original span that holds the origins of all characters of ``span``.

        An empty span becomes the empty span before the origin of the character that follows it (after the last
        origin at the end of the text). Raises ValueError for a span beyond the end.
        """
        if span.end > self.length:
            raise ValueError(f"span [{span.start}, {span.end}) is beyond the {self.length} characters of the text")
        if self.starts is None or self.ends is None:
            return span
        if span.start == span.end:
            return self._position(span.start)
        if self.monotone:
            return Span(self.starts[span.start], self.ends[span.end - 1])
        return Span(min(self.starts[span.start : span.end]), max(self.ends[span.start : span.end]))

    def _position(self, index: int) -> Span:
        assert self.starts is not None
        assert self.ends is not None
        if index < self.length:
            return Span(self.starts[index], self.starts[index])
        place = self.ends[index - 1] if index else 0
        return Span(place, place)

    def from_original(self, span: Span) -> Span:
        """The smallest rewritten span that holds every character whose origin overlaps ``span``.

        Where all of ``span`` was removed (or it is empty), the empty span at that place. Raises ValueError for a span
        beyond the end of the original.
        """
        if span.end > self.original_length:
            raise ValueError(f"span [{span.start}, {span.end}) is beyond the {self.original_length} characters")
        if self.starts is None or self.ends is None:
            return span
        if self.monotone:
            first = bisect_right(self.ends, span.start)
            return Span(first, max(first, bisect_left(self.starts, span.end)) if len(span) else first)
        hits = [
            i
            for i, (start, end) in enumerate(zip(self.starts, self.ends, strict=True))
            if start < span.end and span.start < end
        ]
        if hits:
            return Span(hits[0], hits[-1] + 1)
        before = sum(end <= span.start for end in self.ends)
        return Span(before, before)

    def then(self, later: "OffsetMap") -> "OffsetMap":
        """The map of two rewrites: ``self`` made the middle text from the original, ``later`` the last one from it.

        Raises ValueError when the middle texts differ in length.
        """
        if later.original_length != self.length:
            raise ValueError(f"cannot chain a map of {self.length} characters with one from {later.original_length}")
        if later.starts is None or later.ends is None:
            return self
        if self.starts is None or self.ends is None:
            return later
        starts, ends = self.starts, self.ends
        if self.monotone:
            return OffsetMap(
                later.length,
                self.original_length,
                array(_CODE, [starts[i] for i in later.starts]),
                array(_CODE, [ends[i - 1] for i in later.ends]),
                later.monotone,
            )
        first, last = array(_CODE), array(_CODE)
        known = (0, 0)
        for origin in zip(later.starts, later.ends, strict=True):
            if origin != known:  # characters of one expansion share their origin: look at it only once
                known = origin
                low, high = min(starts[origin[0] : origin[1]]), max(ends[origin[0] : origin[1]])
            first.append(low)
            last.append(high)
        return OffsetMap(later.length, self.original_length, first, last, monotone=False)
