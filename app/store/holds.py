"""Legal holds: while one stands, what it names is neither erased nor expired. Both ends of it are in the chain."""

import time
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, exists, insert, or_, select, update

from app.errors import ShenyanError
from app.model.finding import Localized
from app.model.principal import View
from app.store.content_tables import content_key, legal_hold
from app.store.events import Actor, Event, event_entry
from app.store.records import Declined, to_datetime, to_microseconds
from app.store.tables import verdict_log
from app.store.verdict_log import VerdictLog


class UnknownHold(ShenyanError):  # noqa: N818 - named for what happened
    """No hold has this id, or it is another business unit's."""

    code = "unknown-hold"
    title = Localized("没有这项法律保全", "There is no such legal hold")


class HoldReleased(Declined):
    """The hold was released already."""

    code = "hold-released"
    title = Localized("该法律保全已经解除", "The legal hold was released already")


@dataclass(frozen=True, slots=True)
class NewHold:
    """What to hold: all that is given must be true of a review. ``subject`` is the caller's reference of a person."""

    reason: str
    review_id: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold as it is kept; ``subject`` is a tag. Empty or None: it does not matter. ``tenant`` owns it."""

    id: str
    tenant: str
    review_id: str
    subject: str
    since: datetime | None
    until: datetime | None
    reason: str
    placed_at: datetime
    placed_by: str
    released_at: datetime | None


class Holds:
    """The holds of a log's database."""

    def __init__(self, log: VerdictLog) -> None:
        self._log = log

    def place(self, wanted: NewHold, actor: Actor, view: View) -> Hold:
        """Place a hold on what ``view`` has, and record it.

        Raises UnknownReview, VerdictLogUnavailable, or LogKeyMissing where a subject is named.
        """
        if wanted.review_id is not None:
            self._log.get(wanted.review_id, view)
        hold = Hold(
            id=str(uuid.uuid4()),
            tenant=view.tenant or "",
            review_id=wanted.review_id or "",
            subject="" if wanted.subject is None else self._log.contents.tag(wanted.subject),
            since=wanted.since,
            until=wanted.until,
            reason=wanted.reason,
            placed_at=to_datetime(time.time_ns() // 1000),
            placed_by=actor.principal.id,
            released_at=None,
        )
        event = Event("hold-placed", f"hold:{hold.id}", hold.tenant, after=_plain(hold))
        self._log.append(event_entry(event, actor, lambda connection: _insert(connection, hold)))
        return hold

    def release(self, hold_id: str, reason: str, actor: Actor, view: View) -> Hold:
        """End a hold, and record it. Raises UnknownHold, HoldReleased or VerdictLogUnavailable."""
        hold = next((hold for hold in self.list(view) if hold.id == hold_id), None)
        if hold is None:
            raise UnknownHold
        after = {"reason": reason}
        event = Event("hold-released", f"hold:{hold.id}", hold.tenant, before=_plain(hold), after=after)
        now = time.time_ns() // 1000
        self._log.append(event_entry(event, actor, lambda connection: _release(connection, hold_id, now)))
        return next(hold for hold in self.list(view) if hold.id == hold_id)

    def list(self, view: View) -> tuple[Hold, ...]:
        """All that were ever placed, oldest first. Raises VerdictLogUnavailable."""
        query = select(legal_hold).order_by(legal_hold.c.placed_at, legal_hold.c.id)
        if view.tenant is not None:
            query = query.where(legal_hold.c.tenant == view.tenant)
        with self._log.reading() as connection:
            return tuple(_hold(row) for row in connection.execute(query).mappings())


def is_held() -> ColumnElement[bool]:
    """A condition on rows of `verdict_log` joined with `content_key`: some hold stands on the review."""
    hold, record = legal_hold.c, verdict_log.c
    return exists().where(
        hold.released_at.is_(None),
        or_(hold.tenant == "", hold.tenant == record.tenant),
        or_(hold.review_id == "", hold.review_id == record.review_id),
        or_(hold.subject == "", hold.subject == content_key.c.subject),
        or_(hold.since.is_(None), hold.since <= record.created_at),
        or_(hold.until.is_(None), hold.until > record.created_at),
    )


def _insert(connection: Connection, hold: Hold) -> None:
    values = {name: to_microseconds(value) if isinstance(value, datetime) else value for name, value in _items(hold)}
    connection.execute(insert(legal_hold), values)


def _release(connection: Connection, hold_id: str, now: int) -> None:
    standing = (legal_hold.c.id == hold_id) & legal_hold.c.released_at.is_(None)
    if connection.execute(update(legal_hold).where(standing).values(released_at=now)).rowcount != 1:
        raise HoldReleased


def _hold(row: RowMapping) -> Hold:
    moments = {name: row[name] for name in ("since", "until", "placed_at", "released_at")}
    read = {name: None if value is None else to_datetime(value) for name, value in moments.items()}
    return Hold(**{**row, **read})


def _plain(hold: Hold) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in _items(hold)
        if name not in ("id", "placed_by") and value not in ("", None)
    }


def _items(hold: Hold) -> list[tuple[str, object]]:
    return list(asdict(hold).items())
