"""Tables of backtests over the log: how far each is, and what it found. Neither has words of a message."""

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from app.store.tables import metadata

# Who holds the lease works on it; when it ends, any process may go on. Times are UTC in microseconds since 1970.
backtest: Final = Table(
    "backtest",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("draft", String(16), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("tenant", String(64), nullable=True, comment="whose reviews; null: all"),
    Column("principal", String(255), nullable=True, comment="only reviews of this one; null: all"),
    Column("since", BigInteger, nullable=True),
    Column("until", BigInteger, nullable=True),
    Column("channel", String(32), nullable=False, comment="empty: all"),
    Column("through", BigInteger, nullable=False, comment="the last record of the log when it began"),
    Column("total", Integer, nullable=False),
    Column("begun_at", BigInteger, nullable=False),
    Column("begun_by", String(255), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reached", BigInteger, nullable=False, comment="sequence number of the last record looked at"),
    Column("looked_at", Integer, nullable=False),
    Column("not_kept", Integer, nullable=False, comment="reviews whose message is not there to be judged"),
    Column("before_us", BigInteger, nullable=False, comment="microseconds of judging by the base version"),
    Column("after_us", BigInteger, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("lease_by", String(36), nullable=False),
    Column("lease_until", BigInteger, nullable=False),
    Index(None, "draft"),
    Index(None, "state"),
)

backtest_part: Final = Table(
    "backtest_part",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("changes", Text, nullable=False, comment="JSON: the outcomes that are no longer the same"),
)
