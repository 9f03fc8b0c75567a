"""Backtests over the log: progress and outcomes."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "backtest",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("draft", sa.String(16), nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("tenant", sa.String(64), nullable=True, comment="whose reviews; null: all"),
        sa.Column("principal", sa.String(255), nullable=True, comment="only reviews of this one; null: all"),
        sa.Column("since", sa.BigInteger, nullable=True),
        sa.Column("until", sa.BigInteger, nullable=True),
        sa.Column("channel", sa.String(32), nullable=False, comment="empty: all"),
        sa.Column("through", sa.BigInteger, nullable=False, comment="the last record of the log when it began"),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("begun_at", sa.BigInteger, nullable=False),
        sa.Column("begun_by", sa.String(255), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reached", sa.BigInteger, nullable=False, comment="sequence number of the last record looked at"),
        sa.Column("looked_at", sa.Integer, nullable=False),
        sa.Column("not_kept", sa.Integer, nullable=False, comment="reviews whose message is not there to be judged"),
        sa.Column("before_us", sa.BigInteger, nullable=False, comment="microseconds of judging by the base version"),
        sa.Column("after_us", sa.BigInteger, nullable=False),
        sa.Column("parts", sa.Integer, nullable=False),
        sa.Column("lease_by", sa.String(36), nullable=False),
        sa.Column("lease_until", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_backtest_draft", "backtest", ["draft"])
    op.create_index("ix_backtest_state", "backtest", ["state"])
    op.create_table(
        "backtest_part",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("changes", sa.Text, nullable=False, comment="JSON: the outcomes that are no longer the same"),
    )
