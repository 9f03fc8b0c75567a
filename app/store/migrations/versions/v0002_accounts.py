"""API keys, and the access settings last recorded."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables; nobody has a key yet."""
    op.create_table(
        "api_key",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column(
            "principal", sa.String(255), nullable=False, comment="who the key speaks for; a rotated key keeps it"
        ),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("tenant", sa.String(64), nullable=False, comment="business unit; empty: the whole house"),
        sa.Column("roles", sa.String(255), nullable=False, comment="parted by a space"),
        sa.Column(
            "scopes", sa.String(1000), nullable=False, comment="parted by a space; empty: all that the roles allow"
        ),
        sa.Column("per_minute", sa.Integer, nullable=True, comment="requests; null: the service's setting"),
        sa.Column("secret_digest", sa.String(64), nullable=False, comment="HMAC-SHA256 of the key under the pepper"),
        sa.Column("pepper_id", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("created_by", sa.String(255), nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=True),
        sa.Column("revoked_at", sa.BigInteger, nullable=True),
        sa.Column("rotated_to", sa.String(16), nullable=True),
        sa.Column("last_used_at", sa.BigInteger, nullable=True),
    )
    config = op.create_table(
        "access_config",
        sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("content", sa.Text, nullable=False, comment="canonical JSON"),
    )
    op.bulk_insert(config, [{"id": 1, "content": "null"}])
