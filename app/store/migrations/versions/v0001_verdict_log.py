"""The verdict log: records in a hash chain, its head, a search index, message contents, first answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables, and let the database itself refuse to change what is evidence."""
    op.create_table(
        "verdict_log",
        sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("review_id", sa.String(36), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False, comment="UTC, microseconds since 1970"),
        sa.Column("principal", sa.String(255), nullable=False),
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
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("review_id", "kind", name="uq_verdict_log_review_id_kind"),
    )
    op.create_index("ix_verdict_log_created_at", "verdict_log", ["created_at"])
    op.create_index("ix_verdict_log_principal_sequence", "verdict_log", ["principal", "sequence"])
    head = op.create_table(
        "log_head",
        sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("checked_at", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(head, [{"id": 1, "sequence": 0, "hash": "0" * 64, "checked_at": 0}])
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
        sa.Column("sequence", sa.BigInteger, sa.ForeignKey("verdict_log.sequence"), primary_key=True),
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
    if op.get_bind().dialect.name != "sqlite":
        raise NotImplementedError("append-only triggers are written for SQLite")
    for table in ("verdict_log", "log_finding"):
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    # INSERT OR REPLACE deletes without asking the triggers above: nothing may be inserted behind the head.
    for table in ("verdict_log", "log_finding", "message_content"):
        op.execute(
            f"CREATE TRIGGER {table}_forward_only BEFORE INSERT ON {table} "  # noqa: S608 - constants
            "WHEN NEW.sequence <= (SELECT sequence FROM log_head) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER verdict_log_unique_review BEFORE INSERT ON verdict_log "
        "WHEN EXISTS (SELECT 1 FROM verdict_log WHERE review_id = NEW.review_id AND kind = NEW.kind) "
        "BEGIN SELECT RAISE(ABORT, 'verdict_log is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER message_content_no_update BEFORE UPDATE ON message_content "
        "BEGIN SELECT RAISE(ABORT, 'message_content is write-once'); END"
    )
    op.execute(
        "CREATE TRIGGER log_head_no_delete BEFORE DELETE ON log_head "
        "BEGIN SELECT RAISE(ABORT, 'log_head has one row'); END"
    )
    op.execute(
        "CREATE TRIGGER log_head_forward_only BEFORE UPDATE ON log_head WHEN NEW.sequence < OLD.sequence "
        "BEGIN SELECT RAISE(ABORT, 'log_head only moves forward'); END"
    )
