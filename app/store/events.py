"""Acts that belong in the chain beside the verdicts: who did what to what, from where. Never a secret or a message."""

import json
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from app.model.principal import WHOLE_HOUSE, Principal
from app.store.canonical import canonical_json
from app.store.records import Entry, LogRecord

EVENT_KIND: Final = "event"


@dataclass(frozen=True, slots=True)
class Actor:
    """A principal that does something. ``address`` is the network address it came from, or the command it used."""

    principal: Principal
    address: str


@dataclass(frozen=True, slots=True)
class Event:
    """``act`` is a word such as ``key-created``, ``subject`` what it was done to, such as ``key:ab12``.

    ``before`` and ``after`` are its states as plain JSON, where it has them. ``tenant`` may read the record.
    """

    act: str
    subject: str
    tenant: str = WHOLE_HOUSE
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


def event_entry(event: Event, actor: Actor, also: Callable[[Connection], None] | None = None) -> Entry:
    """The record of ``event``, now; ``also`` is done in its commit."""
    body = {
        "act": event.act,
        "subject": event.subject,
        "from": actor.address,
        "before": event.before,
        "after": event.after,
    }
    return Entry(
        review_id=str(uuid.uuid4()),
        created_at=time.time_ns() // 1000,
        principal=actor.principal.id,
        channel="",
        decision="",
        message_digest="",
        rule_set_revision="",
        rules=(),
        body=canonical_json(body),
        kind=EVENT_KIND,
        tenant=event.tenant,
        also=also,
    )


def event_body(record: LogRecord) -> dict[str, Any]:
    """What the record of an event says: ``act``, ``subject``, ``from``, ``before`` and ``after``."""
    body: dict[str, Any] = json.loads(record.body)
    return body
