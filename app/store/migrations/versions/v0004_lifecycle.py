"""Drafts and versions of the rule set, and which version was active when."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.guards import only_after, refuse

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; rows are only ever added to them."""
    op.create_table(
        "draft_edition",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("edition", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("author", sa.String(255), nullable=False),
        sa.Column("editors", sa.Text, nullable=False, comment="canonical JSON"),
        sa.Column("base_version", sa.Integer, nullable=False),
        sa.Column("revision", sa.String(64), nullable=False),
        sa.Column("changes", sa.Text, nullable=False, comment="canonical JSON: path -> text, or null"),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("changed_by", sa.String(255), nullable=False),
        sa.Column("approver", sa.String(255), nullable=True),
        sa.Column("approved_revision", sa.String(64), nullable=True),
        sa.Column("publish_at", sa.BigInteger, nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=True),
        sa.CheckConstraint("approver IS NULL OR approver <> author", name="two_persons"),
        sa.CheckConstraint("approver IS NULL OR approved_revision = revision", name="approved_as_it_is"),
    )
    op.create_table(
        "rule_version",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("revision", sa.String(64), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("author", sa.String(255), nullable=False),
        sa.Column("approver", sa.String(255), nullable=True),
        sa.Column("draft", sa.String(16), nullable=True),
        sa.Column("published_at", sa.BigInteger, nullable=False),
        sa.Column("published_by", sa.String(255), nullable=False),
        sa.Column("emergency", sa.Text, nullable=False, comment="why nobody else approved it"),
        sa.CheckConstraint("approver IS NULL OR approver <> author", name="two_persons"),
        sa.CheckConstraint("approver IS NOT NULL OR emergency <> '' OR number = 1", name="approved_or_emergency"),
    )
    op.create_table(
        "activation",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("revision", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("activated_at", sa.BigInteger, nullable=False),
        sa.Column("activated_by", sa.String(255), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    for table, known in (
        ("draft_edition", "id = NEW.id AND edition >= NEW.edition"),
        ("rule_version", "number >= NEW.number"),
        ("activation", "position >= NEW.position"),
    ):
        refuse(table, "UPDATE", "DELETE", "TRUNCATE")
        only_after(table, f"EXISTS (SELECT 1 FROM {table} WHERE {known})")  # noqa: S608 - our names only
