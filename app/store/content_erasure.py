"""Kept messages are erased by destroying their data keys, in the commit of the record that tells of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, not_, select

from app.model.finding import Localized
from app.model.principal import WHOLE_HOUSE, View
from app.store.content_tables import content_key, sealed_content
from app.store.database import DATABASE_ERRORS
from app.store.events import Actor, Event, event_entry
from app.store.holds import is_held
from app.store.records import Declined
from app.store.tables import verdict_log
from app.store.verdict_log import VerdictLog

_RECORDS_AN_EVENT: Final = 5000
_AT_ONCE: Final = 500
_KEPT: Final = verdict_log.join(content_key, content_key.c.sequence == verdict_log.c.sequence)


class ContentOnHold(Declined):
    """A legal hold stands on the message, or on some of them: nothing was erased."""

    code = "content-on-hold"
    title = Localized("消息受法律保全，不能删除", "A legal hold stands on it: nothing was erased")


@dataclass(frozen=True, slots=True)
class Erased:
    """How many messages can be read no more. ``swept``: no copy is left in the database's own files either."""

    count: int
    swept: bool


class Erasure:
    """Erases what the log keeps of messages. The records stay, and the chain with them."""

    def __init__(self, log: VerdictLog) -> None:
        self._log = log

    def erase_review(self, review_id: str, reason: str, actor: Actor, view: View) -> Erased:
        """Erase the message of one review. Raises UnknownReview, ContentOnHold or VerdictLogUnavailable."""
        record = self._log.get(review_id, view)
        event = Event("content-erased", f"review:{review_id}", record.tenant, after={"reason": reason})
        return self._erase(verdict_log.c.sequence == record.sequence, event, actor)

    def erase_subject(self, reference: str, reason: str, actor: Actor, view: View) -> Erased:
        """Erase all messages to the person whom callers named by ``reference``, of any review that ``view`` has.

        Raises ContentOnHold when any of them is held, LogKeyMissing or VerdictLogUnavailable.
        """
        tag = self._log.contents.tag(reference)
        event = Event("content-erased", f"subject:{tag}", view.tenant or WHOLE_HOUSE, after={"reason": reason})
        mine = content_key.c.subject == tag
        if view.tenant is not None:
            mine = and_(mine, verdict_log.c.tenant == view.tenant)
        return self._erase(mine, event, actor)

    def count(self, which: ColumnElement[bool]) -> tuple[int, int]:
        """How many kept messages there are of ``which``, and how many of them are held."""
        query = select(func.count()).select_from(_KEPT).where(which)
        with self._log.reading() as connection:
            total = connection.execute(query).scalar_one()
            return total, connection.execute(query.where(is_held())).scalar_one()

    def expire(self, which: ColumnElement[bool], after: Mapping[str, Any], actor: Actor) -> Erased:
        """Erase all of ``which`` that nothing holds, with records that say ``after``."""
        event = Event("content-expired", "retention", after=after)
        return self._erase(and_(which, not_(is_held())), event, actor)

    def _erase(self, which: ColumnElement[bool], event: Event, actor: Actor) -> Erased:
        count = 0
        while sequences := self._select(which):
            after = {**(event.after or {}), "count": len(sequences), "records": as_ranges(sequences)}
            told = Event(event.act, event.subject, event.tenant, after=after)
            self._log.append(event_entry(told, actor, _destroying(sequences)))
            count += len(sequences)
        swept = True
        if count:
            try:
                swept = self._log.contents.database.purge()
            except DATABASE_ERRORS:  # erased it is; what is left are copies in the files
                swept = False
        return Erased(count, swept)

    def _select(self, which: ColumnElement[bool]) -> Sequence[int]:
        with self._log.reading() as connection:
            query = select(verdict_log.c.sequence).select_from(_KEPT).where(which).order_by(verdict_log.c.sequence)
            return connection.execute(query.limit(_RECORDS_AN_EVENT)).scalars().all()


def as_ranges(sequences: Iterable[int]) -> list[list[int]]:
    """Ascending numbers as first and last of each unbroken run."""
    ranges: list[list[int]] = []
    for sequence in sequences:
        if ranges and ranges[-1][1] == sequence - 1:
            ranges[-1][1] = sequence
        else:
            ranges.append([sequence, sequence])
    return ranges


def _destroying(sequences: Sequence[int]) -> Callable[[Connection], None]:
    """Raises ContentOnHold when a hold was placed meanwhile."""

    def destroy(connection: Connection) -> None:
        for start in range(0, len(sequences), _AT_ONCE):
            some = sequences[start : start + _AT_ONCE]
            held = select(verdict_log.c.sequence).select_from(_KEPT).where(verdict_log.c.sequence.in_(some), is_held())
            if connection.execute(held.limit(1)).first() is not None:
                raise ContentOnHold
            for table in (content_key, sealed_content):
                connection.execute(delete(table).where(table.c.sequence.in_(some)))

    return destroy
