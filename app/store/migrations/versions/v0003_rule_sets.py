"""Rule sets that were ever active, whole, by revision."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.guards import only_after, refuse

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; what is in it stays as it is."""
    op.create_table(
        "rule_set",
        sa.Column("revision", sa.String(64), primary_key=True, comment="SHA-256 of the files, as in every verdict"),
        sa.Column("stored_at", sa.BigInteger, nullable=False, comment="UTC, microseconds since 1970"),
        sa.Column(
            "files", sa.LargeBinary, nullable=False, comment="zlib; what is inside has the revision as its SHA-256"
        ),
    )
    refuse("rule_set", "UPDATE", "DELETE", "TRUNCATE")
    only_after("rule_set", "EXISTS (SELECT 1 FROM rule_set WHERE revision = NEW.revision)")
