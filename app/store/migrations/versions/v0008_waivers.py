"""Waivers: each step of each, and the sets of them that judged."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.guards import only_after, refuse

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables; rows are only ever added to them."""
    op.create_table(
        "waiver_edition",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("edition", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("rule_id", sa.String(64), nullable=False),
        sa.Column("narrowing", sa.Text, nullable=False, comment="canonical JSON"),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("owner", sa.String(255), nullable=False),
        sa.Column("requested_by", sa.String(255), nullable=False),
        sa.Column("approver", sa.String(255), nullable=True),
        sa.Column("since", sa.String(10), nullable=True, comment="first day, when approved"),
        sa.Column("until", sa.String(10), nullable=False, comment="last day"),
        sa.Column("note", sa.Text, nullable=False, comment="why it was refused or ended"),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("changed_by", sa.String(255), nullable=False),
        sa.CheckConstraint("approver IS NULL OR (approver <> requested_by AND approver <> owner)", name="two_persons"),
        sa.CheckConstraint("state <> 'approved' OR (approver IS NOT NULL AND since IS NOT NULL)", name="approved_by"),
    )
    op.create_table(
        "waiver_set",
        sa.Column("revision", sa.String(64), primary_key=True),
        sa.Column("waivers", sa.Text, nullable=False, comment="canonical JSON"),
    )
    for table, known in (
        ("waiver_edition", "id = NEW.id AND edition >= NEW.edition"),
        ("waiver_set", "revision = NEW.revision"),
    ):
        refuse(table, "UPDATE", "DELETE", "TRUNCATE")
        only_after(table, f"EXISTS (SELECT 1 FROM {table} WHERE {known})")  # noqa: S608 - our names only
