"""The queue for human review: an index of records of the log."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables; nothing was held yet."""
    op.create_table(
        "queue_item",
        sa.Column("review_id", sa.String(36), primary_key=True),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("held_at", sa.BigInteger, nullable=False, comment="UTC, microseconds since 1970"),
        sa.Column("escalation", sa.Integer, nullable=False),
    )
    op.create_index("ix_queue_item_state_review_id", "queue_item", ["state", "review_id"])
    op.create_table(
        "queue_act",
        sa.Column("review_id", sa.String(36), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("record_id", sa.String(36), nullable=False, comment="verdict_log.review_id of the act's own record"),
    )
