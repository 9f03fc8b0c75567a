"""Reads and writes the index of the queue. It is written in the commits of the records that it follows from."""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Final, Self

from sqlalchemy import Connection, delete, func, insert, select, update

from app.errors import VerdictLogUnavailable
from app.model.finding import Localized
from app.store.database import DATABASE_ERRORS, Database, open_database
from app.store.queue_tables import queue_act, queue_item
from app.store.records import VERDICT_KIND, Declined
from app.store.release_store import withdrawing
from app.store.tables import verdict_log

RELEASED_KIND: Final = "released"
_AT_ONCE: Final = 500
ACT_KINDS: Final = ("appeal", "claimed", "asked-back", RELEASED_KIND, "refused", "escalated")
"""The kinds of the records that are acts on a held review."""


class QueueChanged(Declined):
    """Somebody else's act came first: look again."""

    code = "queue-changed"
    title = Localized("该条目刚刚被他人处理，请刷新后再试", "Somebody else acted first; look again")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Where a held review stands; ``held_at`` in microseconds."""

    review_id: str
    tenant: str
    state: str
    held_at: int
    escalation: int


@dataclass(frozen=True, slots=True)
class StoredAct:
    """The record of an act, as it stands in the log."""

    kind: str
    principal: str
    created_at: int
    body: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A held review that is closed: where it stands, and the body of its verdict."""

    review_id: str
    state: str
    body: str


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which items to list: of one tenant or (None) all, after an id, held before a moment, of less than a level."""

    tenant: str | None = None
    after: str = ""
    held_until: int | None = None
    escalated_less_than: int | None = None


class QueueStore:
    """The queue in the database of the verdict log, which must have been opened before: that makes the tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, database_url: str, busy_timeout_seconds: float) -> Self:
        """Raises DatabaseUnusable."""
        return cls(open_database(database_url, busy_timeout_seconds, create=False))

    def acts(self, review_id: str) -> tuple[StoredAct, ...]:
        """The acts on a review, in order. Raises VerdictLogUnavailable."""
        log = verdict_log.c
        query = (
            select(log.kind, log.principal, log.created_at, log.body)
            .join(queue_act, queue_act.c.record_id == log.review_id)
            .where(queue_act.c.review_id == review_id, log.kind.in_(ACT_KINDS))
            .order_by(queue_act.c.number)
        )
        with self._reading() as connection:
            return tuple(StoredAct(*row) for row in connection.execute(query))

    def items(self, states: Collection[str], narrow: Narrow, limit: int) -> tuple[ItemRow, ...]:
        """Items in any of ``states``, oldest first. Raises VerdictLogUnavailable."""
        item = queue_item.c
        conditions = [item.state.in_(states), item.review_id > narrow.after]
        if narrow.tenant is not None:
            conditions.append(item.tenant == narrow.tenant)
        if narrow.held_until is not None:
            conditions.append(item.held_at <= narrow.held_until)
        if narrow.escalated_less_than is not None:
            conditions.append(item.escalation < narrow.escalated_less_than)
        query = select(queue_item).where(*conditions).order_by(item.review_id).limit(limit)
        with self._reading() as connection:
            return tuple(ItemRow(**row) for row in connection.execute(query).mappings())

    def decided(
        self, states: Collection[str], since: int | None = None, until: int | None = None, tenant: str | None = None
    ) -> Iterator[Decided]:
        """Reviews in ``states``, oldest first, judged from ``since`` and before ``until`` (microseconds), of one tenant
        or (None) all. Raises VerdictLogUnavailable while it goes on.
        """
        log, item = verdict_log.c, queue_item.c
        conditions = [item.state.in_(states), log.kind == VERDICT_KIND]
        if since is not None:
            conditions.append(log.created_at >= since)
        if until is not None:
            conditions.append(log.created_at < until)
        if tenant is not None:
            conditions.append(item.tenant == tenant)
        query = (
            select(item.review_id, item.state, log.body)
            .join(verdict_log, log.review_id == item.review_id)
            .where(*conditions)
            .order_by(log.sequence)
        )
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
                yield Decided(*row)

    def counts(self, states: Collection[str]) -> tuple[dict[str, int], int | None]:
        """How many items are in each of ``states``, and when the oldest was held. Raises VerdictLogUnavailable."""
        item = queue_item.c
        query = select(item.state, func.count(), func.min(item.held_at)).where(item.state.in_(states))
        with self._reading() as connection:
            rows = connection.execute(query.group_by(item.state)).all()
        found = {state: count for state, count, _ in rows}
        return {state: found.get(state, 0) for state in states}, min((held for *_, held in rows), default=None)

    def rebuild(self, item_of: Callable[[str, Sequence[StoredAct]], ItemRow | None]) -> int:
        """Make the index again from the log alone; gives how many items it has. Raises VerdictLogUnavailable.

        ``item_of`` says where a review stands, from its id and acts; None for one that was never held.
        """
        log = verdict_log.c
        acts: dict[str, list[tuple[str, StoredAct]]] = {}
        try:
            with self._database.writing() as connection:
                query = select(log.kind, log.review_id, log.principal, log.created_at, log.body)
                for row in connection.execute(
                    query.where(log.kind.in_((VERDICT_KIND, *ACT_KINDS))).order_by(log.sequence)
                ):
                    if row.kind != VERDICT_KIND:
                        act = StoredAct(row.kind, row.principal, row.created_at, row.body)
                        acts.setdefault(json.loads(row.body)["review_id"], []).append((row.review_id, act))
                    elif '"held":' in row.body:
                        acts.setdefault(row.review_id, [])
                connection.execute(delete(queue_act))
                connection.execute(delete(queue_item))
                count = 0
                for review_id, done in acts.items():
                    item = item_of(review_id, [act for _, act in done])
                    if item is None:
                        continue
                    count += 1
                    connection.execute(insert(queue_item), asdict(item))
                    for number, (record_id, _) in enumerate(done, start=1):
                        connection.execute(
                            insert(queue_act), {"review_id": review_id, "number": number, "record_id": record_id}
                        )
                return count
        except DATABASE_ERRORS as error:
            raise VerdictLogUnavailable from error

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._database.reading() as connection:
                yield connection
        except DATABASE_ERRORS as error:
            raise VerdictLogUnavailable from error


def holding(item: ItemRow) -> Callable[[Connection], None]:
    """Puts a review into the queue, in the commit of its verdict."""

    def hold(connection: Connection) -> None:
        connection.execute(insert(queue_item), asdict(item))

    return hold


def acting(item: ItemRow, number: int, record_id: str, withdrawn_at: int | None = None) -> Callable[[Connection], None]:
    """Notes the ``number``-th act on a review, and where it stands now. It raises QueueChanged when it is not next.

    With ``withdrawn_at`` (microseconds) the release that the message may have ends.
    """
    act, where = queue_act.c, queue_item.c.review_id == item.review_id

    def do(connection: Connection) -> None:
        query = select(func.count()).select_from(queue_act).where(act.review_id == item.review_id)
        if connection.execute(query).scalar_one() != number - 1:
            raise QueueChanged
        values = {"review_id": item.review_id, "number": number, "record_id": record_id}
        connection.execute(insert(queue_act), values)
        if not connection.execute(update(queue_item).where(where).values(**asdict(item))).rowcount:
            connection.execute(insert(queue_item), asdict(item))
        if withdrawn_at is not None:
            withdrawing(item.review_id, withdrawn_at)(connection)

    return do
