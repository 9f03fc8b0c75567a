"""Tables of waivers. Rows are only ever added: what was approved, and what judged, stays as it was."""

from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, String, Table, Text

from app.store.tables import metadata

# The last edition of a waiver is the waiver. Days are ISO 8601, times UTC in microseconds since 1970.
waiver_edition: Final = Table(
    "waiver_edition",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("edition", Integer, primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=False),
    Column("rule_id", String(64), nullable=False),
    Column("narrowing", Text, nullable=False, comment="canonical JSON"),
    Column("reason", Text, nullable=False),
    Column("owner", String(255), nullable=False),
    Column("requested_by", String(255), nullable=False),
    Column("approver", String(255), nullable=True),
    Column("since", String(10), nullable=True, comment="first day, when approved"),
    Column("until", String(10), nullable=False, comment="last day"),
    Column("note", Text, nullable=False, comment="why it was refused or ended"),
    Column("changed_at", BigInteger, nullable=False),
    Column("changed_by", String(255), nullable=False),
    CheckConstraint("approver IS NULL OR (approver <> requested_by AND approver <> owner)", name="two_persons"),
    CheckConstraint("state <> 'approved' OR (approver IS NOT NULL AND since IS NOT NULL)", name="approved_by"),
)

# Every set of waivers that ever judged, whole, by the digest that the verdicts name.
waiver_set: Final = Table(
    "waiver_set",
    metadata,
    Column("revision", String(64), primary_key=True),
    Column("waivers", Text, nullable=False, comment="canonical JSON"),
)
