"""Tables of the verdict log: one design for every database, of types that all of them have.

Text columns hold neither NUL nor lone surrogates: free text is only ever inside canonical JSON, which escapes them.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata: Final = MetaData(
    naming_convention={"uq": "uq_%(table_name)s_%(column_0_N_name)s", "ix": "ix_%(table_name)s_%(column_0_N_name)s"}
)

# In SQLite only a key of type INTEGER is the table's own order; any other costs an index, and a look-up a record.
SEQUENCE: Final = BigInteger().with_variant(Integer(), "sqlite")

# The chain. Each row's hash covers all its other columns but the mac and, through previous_hash, every row before it;
# the mac says that the hash was made by somebody who has the key.
verdict_log: Final = Table(
    "verdict_log",
    metadata,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=False),
    Column("kind", String(32), nullable=False),
    Column("review_id", String(36), nullable=False),
    Column("created_at", BigInteger, nullable=False, comment="UTC, microseconds since 1970"),
    Column("principal", String(255), nullable=False),
    Column("tenant", String(64), nullable=False, comment="business unit; empty: the whole house"),
    Column("channel", String(32), nullable=False, comment="empty when the caller did not say"),
    Column("decision", String(16), nullable=False),
    Column("message_digest", String(64), nullable=False),
    Column("rule_set_revision", String(64), nullable=False),
    Column("rules", Text, nullable=False, comment="family/id of the rules that fired, sorted by id, parted by a space"),
    Column("body", Text, nullable=False, comment="canonical JSON"),
    Column("clock_step", BigInteger, nullable=False, comment="microseconds by which the clock was found set back"),
    Column("key_id", String(16), nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False, comment="SHA-256 over all but hash and mac, as RFC 8785 JSON"),
    Column("mac", String(64), nullable=False, comment="HMAC-SHA256 over the hash"),
    UniqueConstraint("review_id", "kind"),
    Index(None, "created_at"),
    Index(None, "principal", "sequence"),
    Index(None, "tenant", "sequence"),
)

# One row, the end of the chain: what an append locks and continues. It shows a missing last record, and its
# checked_at is what readiness writes to see that the log can be written.
log_head: Final = Table(
    "log_head",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("key_id", String(16), nullable=False, comment="of the last record; empty before the first"),
    Column("mac", String(64), nullable=False, comment="of the last record: nobody is made to go on from a forged one"),
    Column("checked_at", BigInteger, nullable=False),
    Column("checkpoint_sequence", BigInteger, nullable=False),
    Column("checkpoint_at", BigInteger, nullable=False),
)

# What the chain was at some moments, signed: with the public half of the key anybody can check it.
log_checkpoint: Final = Table(
    "log_checkpoint",
    metadata,
    Column("sequence", SEQUENCE, ForeignKey("verdict_log.sequence"), primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("key_id", String(16), nullable=False),
    Column("signature", String(128), nullable=False, comment="Ed25519, hexadecimal"),
)

# For searching by rule; verified against verdict_log.rules.
log_finding: Final = Table(
    "log_finding",
    metadata,
    Column("sequence", BigInteger, ForeignKey("verdict_log.sequence"), primary_key=True),
    Column("rule_id", String(64), primary_key=True),
    Column("family", String(16), nullable=False),
    Index(None, "rule_id", "sequence"),
    sqlite_with_rowid=False,
)

# Messages that a Shenyan before encryption kept in clear; those of today are in `content_tables`. Opening the log moves
# what is here over there.
message_content: Final = Table(
    "message_content",
    metadata,
    Column("sequence", SEQUENCE, ForeignKey("verdict_log.sequence"), primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False, comment="canonical JSON; its SHA-256 is verdict_log.message_digest"),
)

# First answers by Idempotency-Key; rows are removed when they are too old. `answer` has no words of the message.
idempotency: Final = Table(
    "idempotency",
    metadata,
    Column("principal", String(255), primary_key=True),
    Column("key", String(300), primary_key=True),
    Column("request_digest", String(64), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("answer", Text, nullable=False),
    Index(None, "created_at"),
)

GENESIS_HASH: Final = "0" * 64
