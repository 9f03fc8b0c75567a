"""Made-up log entries."""

import uuid
from typing import Any

from app.store.canonical import canonical_json, digest
from app.store.records import Entry


def entry(number: int = 0, **changes: Any) -> Entry:
    """An entry that differs by ``number``; two rules fired."""
    content = canonical_json({"text": f"message {number}"})
    values: dict[str, Any] = {
        "review_id": str(uuid.uuid4()),
        "created_at": 1_790_000_000_000_000 + number,
        "principal": "tests",
        "tenant": "retail",
        "channel": "sms",
        "decision": "block",
        "message_digest": digest(content),
        "rule_set_revision": "a" * 64,
        "rules": (("guaranteed-return", "misleading"), ("phone-number", "pii")),
        "body": canonical_json({"number": number, "text": "“保本”\u0000\n"}),
    }
    return Entry(**{**values, **changes})


def kept_entry(number: int = 0, **changes: Any) -> Entry:
    """The same with its message to be kept."""
    content = canonical_json({"text": f"message {number}"})
    body = canonical_json({"content": "sealed", "number": number, "text": "“保本”\u0000\n"})
    return entry(number, **{"content": content, "body": body, **changes})
