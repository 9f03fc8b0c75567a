"""Answers kept for an Idempotency-Key, without the words of the message.

Each quote is replaced by a reference to its place; the repeated request brings the message along, and so the words.
Control characters mark the references: JSON text never contains one as it is.
"""

import json
from typing import Final

from app.model.message import Message
from app.store.canonical import canonical_json
from app.store.verdict_body import VerdictBody

_OPEN: Final = "\x01"
_CLOSE: Final = "\x02"


def without_words(message: Message, body: VerdictBody) -> str:
    """``body`` as text to store, in which no quote of ``message`` is left."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))  # keys in the order they are answered in
    quotes: dict[str, tuple[int, int, int]] = {}
    indices = {part.name: index for index, part in enumerate(message.parts)}
    for finding in body["findings"]:
        for evidence in finding["evidence"]:
            place = (indices[evidence["part"]], evidence["start"], evidence["end"])
            quotes.setdefault(_words(message, place), place)
    places = [quotes[quote] for quote in sorted(quotes, key=lambda quote: (-len(quote), quote)) if quote]
    for index, place in enumerate(places):
        text = text.replace(_words(message, place), f"{_OPEN}{index}{_CLOSE}")
    return canonical_json({"places": [list(place) for place in places], "text": text})


def with_words(message: Message, stored: str) -> VerdictBody:
    """What `without_words` was given, for the same ``message``."""
    kept = json.loads(stored)
    text: str = kept["text"]
    for index, place in reversed(list(enumerate(kept["places"]))):
        text = text.replace(f"{_OPEN}{index}{_CLOSE}", _words(message, tuple(place)))
    body: VerdictBody = json.loads(text)
    return body


def _words(message: Message, place: tuple[int, int, int]) -> str:
    """The place's text as it appears inside a JSON string."""
    part, start, end = place
    return json.dumps(message.parts[part].text[start:end], ensure_ascii=False)[1:-1]
