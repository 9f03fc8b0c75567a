"""Releases that have ended before their time."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.guards import only_after, refuse

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; what has ended never begins again."""
    op.create_table(
        "release_end",
        sa.Column("review_id", sa.String(36), primary_key=True),
        sa.Column("why", sa.String(16), nullable=False, comment="used, withdrawn"),
        sa.Column("ended_at", sa.BigInteger, nullable=False, comment="UTC, microseconds since 1970"),
    )
    refuse("release_end", "UPDATE", "DELETE", "TRUNCATE")
    only_after("release_end", "EXISTS (SELECT 1 FROM release_end WHERE review_id = NEW.review_id)")
