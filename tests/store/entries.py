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
        "channel": "sms",
        "decision": "block",
        "message_digest": digest(content),
        "rule_set_revision": "a" * 64,
        "rules": (("guaranteed-return", "misleading"), ("phone-number", "pii")),
        "body": canonical_json({"number": number, "text": "“保本”\u0000\n"}),
        "content": content,
    }
    return Entry(**{**values, **changes})
