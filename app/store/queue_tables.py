"""Tables of the queue for human review: an index of the log's records, which can be made again from them."""

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from app.store.tables import metadata

# Where each held review stands.
queue_item: Final = Table(
    "queue_item",
    metadata,
    Column("review_id", String(36), primary_key=True),
    Column("tenant", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("held_at", BigInteger, nullable=False, comment="UTC, microseconds since 1970"),
    Column("escalation", Integer, nullable=False),
    Index(None, "state", "review_id"),
)

# Which records of the log are the acts on a review, in order: the number keeps two acts from being the next at once.
queue_act: Final = Table(
    "queue_act",
    metadata,
    Column("review_id", String(36), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("record_id", String(36), nullable=False, comment="verdict_log.review_id of the act's own record"),
)
