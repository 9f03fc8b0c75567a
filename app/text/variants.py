"""Other readings of a normalised text."""

from dataclasses import dataclass
from enum import StrEnum

from app.model.span import Span
from app.text.offsets import OffsetMap


@dataclass(frozen=True, slots=True)
class Variant:
    """``text`` with ``offsets`` back into the *normalised* text it was made from."""

    text: str
    offsets: OffsetMap


class GapKind(StrEnum):
    """What stood between two characters that were joined."""

    SPACE = "space"
    BREAK = "break"  # / | & + ~ - and runs of dots: ordinary signs between words
    EMOJI = "emoji"  # also ornaments such as ★ and ●
    DOT = "dot"  # · and the like
    SIGN = "sign"  # * _ ^ # = and other signs that no one puts between words

    @property
    def is_natural(self) -> bool:
        """True when ordinary writing has such a separator between two words."""
        return self in {GapKind.SPACE, GapKind.BREAK}


@dataclass(frozen=True, slots=True)
class Gap:
    """Removed separators: ``span`` in the normalised text, the least natural of them as ``kind``."""

    span: Span
    kind: GapKind
