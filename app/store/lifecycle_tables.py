"""Tables of drafts and versions of the rule set. Rows are only ever added: what was approved stays as it was."""

from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, String, Table, Text

from app.store.tables import metadata

# The last edition of a draft is the draft. That an edition exists once is what keeps two editors from overwriting one
# another. Lists and changes are canonical JSON, times UTC in microseconds since 1970.
draft_edition: Final = Table(
    "draft_edition",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("edition", Integer, primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("author", String(255), nullable=False),
    Column("editors", Text, nullable=False, comment="canonical JSON"),
    Column("base_version", Integer, nullable=False),
    Column("revision", String(64), nullable=False),
    Column("changes", Text, nullable=False, comment="canonical JSON: path -> text, or null"),
    Column("changed_at", BigInteger, nullable=False),
    Column("changed_by", String(255), nullable=False),
    Column("approver", String(255), nullable=True),
    Column("approved_revision", String(64), nullable=True),
    Column("publish_at", BigInteger, nullable=True),
    Column("reason", Text, nullable=False),
    Column("version", Integer, nullable=True),
    CheckConstraint("approver IS NULL OR approver <> author", name="two_persons"),
    CheckConstraint("approver IS NULL OR approved_revision = revision", name="approved_as_it_is"),
)

rule_version: Final = Table(
    "rule_version",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("revision", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("author", String(255), nullable=False),
    Column("approver", String(255), nullable=True),
    Column("draft", String(16), nullable=True),
    Column("published_at", BigInteger, nullable=False),
    Column("published_by", String(255), nullable=False),
    Column("emergency", Text, nullable=False, comment="why nobody else approved it"),
    CheckConstraint("approver IS NULL OR approver <> author", name="two_persons"),
    CheckConstraint("approver IS NOT NULL OR emergency <> '' OR number = 1", name="approved_or_emergency"),
)

activation: Final = Table(
    "activation",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("revision", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("activated_at", BigInteger, nullable=False),
    Column("activated_by", String(255), nullable=False),
    Column("reason", Text, nullable=False),
)
