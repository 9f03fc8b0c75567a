"""What a caller asks to have reviewed."""

from dataclasses import dataclass, field
from datetime import date

from app.model.vocabulary import Audience, Channel, Jurisdiction, Language, Stage


@dataclass(frozen=True, slots=True)
class Part:
    """One named piece of a message: ``body``, ``subject``, ``title``, ``footer`` ..."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """The person the message goes to; their own data may be said to them, masked."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    document_number: str | None = None
    account_number: str | None = None
    reference: str | None = None
    """What the caller's own systems call this person: all that is kept of them can be erased by it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier message of the same conversation. ``author`` is ``customer`` or ``sender``."""

    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """An outbound message with what the caller knows of it.

    ``None`` or an empty tuple means that the caller did not say; the review then judges from the text.
    ``day`` is the day whose law applies; intake fills it in, so that a review never reads a clock.
    """

    id: str
    parts: tuple[Part, ...]
    day: date
    channel: Channel | None = None
    audience: Audience | None = None
    jurisdiction: Jurisdiction | None = None
    language: Language | None = None
    products: tuple[str, ...] = ()
    stage: Stage = Stage.DRAFT
    sender: str | None = None
    recipient: Recipient | None = None
    conversation: tuple[Turn, ...] = ()
    metadata: tuple[tuple[str, str], ...] = field(default=())

    @property
    def campaign(self) -> str:
        """What the metadata say under ``campaign``; empty where they say nothing."""
        return dict(self.metadata).get("campaign", "")
