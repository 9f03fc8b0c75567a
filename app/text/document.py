"""A message that has been read: its parts, normalised."""

from dataclasses import dataclass

from app.model.message import Message
from app.model.verdict import Unread
from app.model.vocabulary import Jurisdiction, Language
from app.text.normalize import NormalizedText


@dataclass(frozen=True, slots=True)
class Document:
    """``languages``, ``jurisdictions`` and ``products`` are what the caller said or, where it did not, what the
    text suggests; several are possible. ``unread`` lists what no pack can read.
    """

    message: Message
    parts: tuple[NormalizedText, ...]
    languages: tuple[Language, ...]
    jurisdictions: tuple[Jurisdiction, ...]
    products: tuple[str, ...]
    unread: tuple[Unread, ...] = ()
