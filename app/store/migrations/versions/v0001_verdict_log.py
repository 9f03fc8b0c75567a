"""The verdict log: records in a hash chain, its head, a search index, message contents, first answers."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.guards import make_guard_function, only_after, only_forward, refuse

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create all tables, and let the database itself refuse to change what is evidence."""
    op.create_table(
        "verdict_log",
        sa.Column("sequence", _SEQUENCE, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("review_id", sa.String(36), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False, comment="UTC, microseconds since 1970"),
        sa.Column("principal", sa.String(255), nullable=False),
        sa.Column("tenant", sa.String(64), nullable=False, comment="business unit; empty: the whole house"),
        sa.Column("channel", sa.String(32), nullable=False, comment="empty when the caller did not say"),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("message_digest", sa.String(64), nullable=False),
        sa.Column("rule_set_revision", sa.String(64), nullable=False),
        sa.Column(
            "rules",
            sa.Text,
            nullable=False,
            comment="family/id of the rules that fired, sorted by id, parted by a space",
        ),
        sa.Column("body", sa.Text, nullable=False, comment="canonical JSON"),
        sa.Column(
            "clock_step",
            sa.BigInteger,
            nullable=False,
            comment="microseconds by which the clock was found set back",
        ),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, comment="SHA-256 over all but hash and mac, as RFC 8785 JSON"),
        sa.Column("mac", sa.String(64), nullable=False, comment="HMAC-SHA256 over the hash"),
        sa.UniqueConstraint("review_id", "kind", name="uq_verdict_log_review_id_kind"),
    )
    op.create_index("ix_verdict_log_created_at", "verdict_log", ["created_at"])
    op.create_index("ix_verdict_log_principal_sequence", "verdict_log", ["principal", "sequence"])
    op.create_index("ix_verdict_log_tenant_sequence", "verdict_log", ["tenant", "sequence"])
    head = op.create_table(
        "log_head",
        sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False, comment="of the last record; empty before the first"),
        sa.Column(
            "mac",
            sa.String(64),
            nullable=False,
            comment="of the last record: nobody is made to go on from a forged one",
        ),
        sa.Column("checked_at", sa.BigInteger, nullable=False),
        sa.Column("checkpoint_sequence", sa.BigInteger, nullable=False),
        sa.Column("checkpoint_at", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(
        head,
        [
            {
                "id": 1, "sequence": 0, "hash": "0" * 64, "key_id": "", "mac": "", "checked_at": 0,
                "checkpoint_sequence": 0, "checkpoint_at": 0,
            }
        ],
    )  # fmt: skip
    op.create_table(
        "log_checkpoint",
        sa.Column("sequence", _SEQUENCE, sa.ForeignKey("verdict_log.sequence"), primary_key=True, autoincrement=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("signature", sa.String(128), nullable=False, comment="Ed25519, hexadecimal"),
    )
    op.create_table(
        "log_finding",
        sa.Column("sequence", sa.BigInteger, sa.ForeignKey("verdict_log.sequence"), primary_key=True),
        sa.Column("rule_id", sa.String(64), primary_key=True),
        sa.Column("family", sa.String(16), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_log_finding_rule_id_sequence", "log_finding", ["rule_id", "sequence"])
    op.create_table(
        "message_content",
        sa.Column("sequence", _SEQUENCE, sa.ForeignKey("verdict_log.sequence"), primary_key=True, autoincrement=False),
        sa.Column(
            "content", sa.Text, nullable=False, comment="canonical JSON; its SHA-256 is verdict_log.message_digest"
        ),
    )
    op.create_table(
        "idempotency",
        sa.Column("principal", sa.String(255), primary_key=True),
        sa.Column("key", sa.String(300), primary_key=True),
        sa.Column("request_digest", sa.String(64), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
    )
    op.create_index("ix_idempotency_created_at", "idempotency", ["created_at"])
    _forbid_changes()


def _forbid_changes() -> None:
    make_guard_function()
    for table in ("verdict_log", "log_finding", "log_checkpoint"):
        refuse(table, "UPDATE", "DELETE", "TRUNCATE")
    refuse("message_content", "UPDATE", "TRUNCATE")  # rows may be deleted: a message can be erased by law
    refuse("log_head", "DELETE", "TRUNCATE")
    only_forward("log_head", "sequence")
    behind_head = "NEW.sequence <= (SELECT sequence FROM log_head)"
    again = "EXISTS (SELECT 1 FROM verdict_log WHERE review_id = NEW.review_id AND kind = NEW.kind)"
    only_after("verdict_log", f"{behind_head} OR {again}")
    only_after("log_finding", behind_head)
    only_after("message_content", behind_head)
    only_after("log_checkpoint", "NEW.sequence <= (SELECT checkpoint_sequence FROM log_head)")
