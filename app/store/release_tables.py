"""The table of releases that have ended before their time: used, where they are good once, or withdrawn."""

from typing import Final

from sqlalchemy import BigInteger, Column, String, Table

from app.store.tables import metadata

release_end: Final = Table(
    "release_end",
    metadata,
    Column("review_id", String(36), primary_key=True),
    Column("why", String(16), nullable=False, comment="used, withdrawn"),
    Column("ended_at", BigInteger, nullable=False, comment="UTC, microseconds since 1970"),
)
