"""Tables of who may call: API keys, and the access settings last recorded. No secret stands in them."""

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, SmallInteger, String, Table, Text

from app.store.tables import metadata

# Times are UTC, in microseconds since 1970; a key that never expires, or was never revoked, has null.
api_key: Final = Table(
    "api_key",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("principal", String(255), nullable=False, comment="who the key speaks for; a rotated key keeps it"),
    Column("name", String(200), nullable=False),
    Column("tenant", String(64), nullable=False, comment="business unit; empty: the whole house"),
    Column("roles", String(255), nullable=False, comment="parted by a space"),
    Column("scopes", String(1000), nullable=False, comment="parted by a space; empty: all that the roles allow"),
    Column("per_minute", Integer, nullable=True, comment="requests; null: the service's setting"),
    Column("secret_digest", String(64), nullable=False, comment="HMAC-SHA256 of the key under the pepper"),
    Column("pepper_id", String(16), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("created_by", String(255), nullable=False),
    Column("expires_at", BigInteger, nullable=True),
    Column("revoked_at", BigInteger, nullable=True),
    Column("rotated_to", String(16), nullable=True),
    Column("last_used_at", BigInteger, nullable=True),
)

# One row: the settings that decide who gets in, as the log last recorded them.
access_config: Final = Table(
    "access_config",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False, comment="canonical JSON"),
)
