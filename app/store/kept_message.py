"""A kept message read back: the other way of `app.store.message_body.message_json`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.model.message import Message, Part, Recipient, Turn
from app.model.vocabulary import Audience, Channel, Jurisdiction, Language, Stage


def kept_message(review_id: str, kept: Mapping[str, Any]) -> Message:
    """The message with this id whose JSON was ``kept``. Raises KeyError, TypeError or ValueError for anything else."""
    recipient = kept["recipient"]
    return Message(
        id=review_id,
        parts=tuple(Part(**part) for part in kept["parts"]),
        day=date.fromisoformat(kept["day"]),
        channel=None if kept["channel"] is None else Channel(kept["channel"]),
        audience=None if kept["audience"] is None else Audience(kept["audience"]),
        jurisdiction=None if kept["jurisdiction"] is None else Jurisdiction(kept["jurisdiction"]),
        language=None if kept["language"] is None else Language(kept["language"]),
        products=tuple(kept["products"]),
        stage=Stage(kept["stage"]),
        sender=kept["sender"],
        recipient=None if recipient is None else Recipient(**recipient),
        conversation=tuple(Turn(**turn) for turn in kept["conversation"]),
        metadata=tuple((name, value) for name, value in kept["metadata"]),
    )
