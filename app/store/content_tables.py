"""Tables of what the log keeps of messages beside the chain, and of what must not be erased.

The chain covers a message's digest and says that it was kept, so that it can be erased without breaking the chain.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, String, Table, Text

from app.store.tables import SEQUENCE, metadata

sealed_content: Final = Table(
    "sealed_content",
    metadata,
    Column("sequence", SEQUENCE, ForeignKey("verdict_log.sequence"), primary_key=True, autoincrement=False),
    Column("ciphertext", LargeBinary, nullable=False, comment="nonce and AES-256-GCM of the canonical message"),
)

# One data key a message: who deletes its row has erased the message, wherever the ciphertext was copied to.
content_key: Final = Table(
    "content_key",
    metadata,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=False, comment="0: the secret of subject tags"),
    Column("subject", String(64), nullable=False, comment="tag of the recipient's reference; empty: none was given"),
    Column("master_id", String(16), nullable=False, comment="the master key that wraps it"),
    Column("wrapped", LargeBinary, nullable=False, comment="nonce and AES-256-GCM of the data key"),
    Index(None, "subject"),
    Index(None, "master_id"),
)

# What may not be erased. All conditions that are given must hold; a released hold stays, and counts no more.
legal_hold: Final = Table(
    "legal_hold",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("tenant", String(64), nullable=False, comment="business unit; empty: any"),
    Column("review_id", String(36), nullable=False, comment="empty: any"),
    Column("subject", String(64), nullable=False, comment="tag of a recipient's reference; empty: any"),
    Column("since", BigInteger, nullable=True, comment="created at or after; microseconds since 1970"),
    Column("until", BigInteger, nullable=True, comment="created before"),
    Column("reason", Text, nullable=False),
    Column("placed_at", BigInteger, nullable=False),
    Column("placed_by", String(255), nullable=False),
    Column("released_at", BigInteger, nullable=True),
)
