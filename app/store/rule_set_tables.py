"""The table of rule sets that were ever active, whole, by revision."""

from typing import Final

from sqlalchemy import BigInteger, Column, LargeBinary, String, Table

from app.store.tables import metadata

rule_set: Final = Table(
    "rule_set",
    metadata,
    Column("revision", String(64), primary_key=True, comment="SHA-256 of the files, as in every verdict"),
    Column("stored_at", BigInteger, nullable=False, comment="UTC, microseconds since 1970"),
    Column("files", LargeBinary, nullable=False, comment="zlib; what is inside has the revision as its SHA-256"),
)
