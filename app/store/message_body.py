"""A message as plain JSON: what its digest is made of, and what is stored when the settings ask to keep it."""

from app.errors import InvalidMessage
from app.model.finding import Localized
from app.model.message import Message
from app.store.canonical import canonical_json


def message_json(message: Message) -> str:
    """``message`` without its id as canonical JSON. Raises InvalidMessage for a lone surrogate in any of its texts."""
    recipient = message.recipient
    text = canonical_json(
        {
            "parts": [{"name": part.name, "text": part.text} for part in message.parts],
            "day": message.day.isoformat(),
            "channel": message.channel,
            "audience": message.audience,
            "jurisdiction": message.jurisdiction,
            "language": message.language,
            "products": message.products,
            "stage": message.stage,
            "sender": message.sender,
            "recipient": None
            if recipient is None
            else {
                "name": recipient.name,
                "phone": recipient.phone,
                "email": recipient.email,
                "document_number": recipient.document_number,
                "account_number": recipient.account_number,
                **({} if recipient.reference is None else {"reference": recipient.reference}),
            },
            "conversation": [{"author": turn.author, "text": turn.text} for turn in message.conversation],
            "metadata": message.metadata,
        }
    )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidMessage(
            Localized("消息含有不成对的代理码元", "The message holds a lone surrogate"), _surrogate_pointer(message)
        ) from None
    return text


def _surrogate_pointer(message: Message) -> str:
    texts = [(f"/parts/{index}/text", part.text) for index, part in enumerate(message.parts)]
    texts += [(f"/conversation/{index}/text", turn.text) for index, turn in enumerate(message.conversation)]
    for pointer, text in texts:
        try:
            text.encode()
        except UnicodeEncodeError:
            return pointer
    return ""
