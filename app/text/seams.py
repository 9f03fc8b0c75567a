"""Where one text goes on in the next: the end of what was said before, read together with the beginning of a part.

A word may be cut in two by a part's end, or sent in two messages of a conversation. Each detector then sees neither
half. A seam is a short text of its own; only what reaches across its cut is of interest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from app.model.message import Message
from app.model.span import Span
from app.text.document import Document
from app.text.normalize import normalize

_WINDOW: Final = 96  # characters on either side of the cut: an English sentence
_MOST_TURNS: Final = 12
_SENDER: Final = "sender"
_SAID_ALL: Final = tuple("。！？!?；;…\n")
_NAME: Final = "seam"


@dataclass(frozen=True, slots=True)
class Seam:
    """``document`` has one part, the text around the cut; from ``cut`` on it is the part with the number ``part`` of
    the message, without its first ``lead`` characters.
    """

    document: Document
    part: int
    cut: int
    lead: int

    def in_part(self, span: Span) -> Span | None:
        """Where a span of the seam's text lies in the part, in its original; None for one that does not cross."""
        place = self.document.parts[0].offsets.to_original(span)
        if not place.start < self.cut - 1 < self.cut < place.end:
            return None
        return Span(self.lead, place.end - self.cut + self.lead)

    def ends_before(self, span: Span) -> bool:
        """True for a span of the seam's text that lies before the cut."""
        return self.document.parts[0].offsets.to_original(span).end < self.cut

    def halves(self, span: Span) -> tuple[str, str]:
        """The original words of a span, before and after the cut."""
        part = self.document.parts[0]
        place = part.offsets.to_original(span)
        return part.original[place.start : self.cut], part.original[self.cut : place.end]


def find_seams(document: Document) -> tuple[Seam, ...]:
    """The seams of a message: from the sender's own turns just before it, and from part to part.

    There is none behind the end of a sentence. Raises `TextError` for a turn with a lone surrogate.
    """
    message = document.message
    if len(message.parts) < 2 and not message.conversation:
        return ()
    before = _own_turns(message)
    seams = []
    for number, part in enumerate(message.parts):
        left = _end_of(before)
        if left and part.text.strip() and not left.endswith(_SAID_ALL):
            lead = len(part.text) - len(part.text.lstrip())
            text = f"{left} {part.text[lead : lead + _WINDOW]}"
            around = replace(document, parts=(normalize(_NAME, text),), unread=())
            seams.append(Seam(around, number, len(left) + 1, lead))
        before.append(part.text)
    return tuple(seams)


def _own_turns(message: Message) -> list[str]:
    """What the sender said since the customer last spoke, in order."""
    turns = takewhile(lambda turn: turn.author == _SENDER, reversed(message.conversation[-_MOST_TURNS:]))
    return [turn.text for turn in turns][::-1]


def _end_of(texts: Sequence[str]) -> str:
    """The end of the texts, with one space between them; nothing before the end of a sentence is needed."""
    end = ""
    for text in reversed(texts):
        piece = text.strip()
        if end and piece.endswith(_SAID_ALL):
            break
        end = f"{piece} {end}".strip()
        if len(end) >= _WINDOW:
            break
    return end[-_WINDOW:]
