"""Kept messages are encrypted, each under a key of its own; what may not be erased."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.guards import only_after, refuse

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables; messages that were kept in clear are moved over when the log is opened with its keys."""
    op.create_table(
        "sealed_content",
        sa.Column("sequence", _SEQUENCE, sa.ForeignKey("verdict_log.sequence"), primary_key=True, autoincrement=False),
        sa.Column(
            "ciphertext", sa.LargeBinary, nullable=False, comment="nonce and AES-256-GCM of the canonical message"
        ),
    )
    op.create_table(
        "content_key",
        sa.Column(
            "sequence", _SEQUENCE, primary_key=True, autoincrement=False, comment="0: the secret of subject tags"
        ),
        sa.Column(
            "subject",
            sa.String(64),
            nullable=False,
            comment="tag of the recipient's reference; empty: none was given",
        ),
        sa.Column("master_id", sa.String(16), nullable=False, comment="the master key that wraps it"),
        sa.Column("wrapped", sa.LargeBinary, nullable=False, comment="nonce and AES-256-GCM of the data key"),
    )
    op.create_index("ix_content_key_subject", "content_key", ["subject"])
    op.create_index("ix_content_key_master_id", "content_key", ["master_id"])
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("tenant", sa.String(64), nullable=False, comment="business unit; empty: any"),
        sa.Column("review_id", sa.String(36), nullable=False, comment="empty: any"),
        sa.Column("subject", sa.String(64), nullable=False, comment="tag of a recipient's reference; empty: any"),
        sa.Column("since", sa.BigInteger, nullable=True, comment="created at or after; microseconds since 1970"),
        sa.Column("until", sa.BigInteger, nullable=True, comment="created before"),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("placed_at", sa.BigInteger, nullable=False),
        sa.Column("placed_by", sa.String(255), nullable=False),
        sa.Column("released_at", sa.BigInteger, nullable=True),
    )
    refuse("sealed_content", "UPDATE", "TRUNCATE")  # rows of both may be deleted: a message can be erased by law
    refuse("content_key", "TRUNCATE")
    refuse("legal_hold", "DELETE", "TRUNCATE")
    for table, key in (("sealed_content", "sequence"), ("content_key", "sequence"), ("legal_hold", "id")):
        only_after(table, f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})")  # noqa: S608 - our names only
