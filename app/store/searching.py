"""Reads single records, and pages of them."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from app.errors import InvalidCursor
from app.model.principal import EVERYTHING, View
from app.model.vocabulary import Channel, Decision, Family
from app.store.records import VERDICT_KIND, LogRecord, to_datetime, to_microseconds
from app.store.tables import log_finding, verdict_log

_COLUMNS = verdict_log.c


@dataclass(frozen=True, slots=True)
class Filters:
    """Which records to find; all that are given must hold. ``since`` is included, ``until`` is not."""

    decision: Decision | None = None
    channel: Channel | None = None
    rule_id: str | None = None
    family: Family | None = None
    principal: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    kind: str = VERDICT_KIND
    view: View = EVERYTHING


@dataclass(frozen=True, slots=True)
class Page:
    """Newest first. ``next_cursor`` is None on the last page."""

    records: tuple[LogRecord, ...]
    next_cursor: str | None


def find_record(connection: Connection, review_id: str, view: View = EVERYTHING) -> LogRecord | None:
    """The verdict with this review id, if ``view`` has it."""
    if not (review_id.isascii() and review_id.isprintable()):  # nothing that a database could even be asked for
        return None
    query = select(verdict_log).where(_COLUMNS.review_id == review_id, _COLUMNS.kind == VERDICT_KIND, *in_view(view))
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else record_of(row)


def find_record_at(connection: Connection, sequence: int) -> LogRecord | None:
    """The record with this sequence number."""
    row = connection.execute(select(verdict_log).where(_COLUMNS.sequence == sequence)).mappings().one_or_none()
    return None if row is None else record_of(row)


def search_records(connection: Connection, filters: Filters, cursor: str | None, limit: int) -> Page:
    """Up to ``limit`` records after ``cursor``. New records never shift later pages. Raises InvalidCursor."""
    conditions = conditions_of(filters)
    if cursor is not None:
        conditions.append(_COLUMNS.sequence < _read_cursor(cursor))
    query = select(verdict_log).where(*conditions).order_by(_COLUMNS.sequence.desc()).limit(limit + 1)
    records = tuple(record_of(row) for row in connection.execute(query).mappings())
    page = records[:limit]
    return Page(page, _cursor(page[-1].sequence) if len(records) > limit else None)


def conditions_of(filters: Filters) -> list[ColumnElement[bool]]:
    """Conditions on rows of `verdict_log`."""
    conditions = [_COLUMNS.kind == filters.kind, *in_view(filters.view)]
    if filters.decision is not None:
        conditions.append(_COLUMNS.decision == filters.decision.value)
    if filters.channel is not None:
        conditions.append(_COLUMNS.channel == filters.channel.value)
    if filters.principal is not None:
        conditions.append(_COLUMNS.principal == filters.principal)
    if filters.since is not None:
        conditions.append(_COLUMNS.created_at >= to_microseconds(filters.since))
    if filters.until is not None:
        conditions.append(_COLUMNS.created_at < to_microseconds(filters.until))
    finding = []
    if filters.rule_id is not None:
        finding.append(log_finding.c.rule_id == filters.rule_id)
    if filters.family is not None:
        finding.append(log_finding.c.family == filters.family.value)
    if finding:
        conditions.append(_COLUMNS.sequence.in_(select(log_finding.c.sequence).where(*finding)))
    return conditions


def in_view(view: View) -> list[ColumnElement[bool]]:
    """The same for what ``view`` has."""
    conditions: list[ColumnElement[bool]] = []
    if view.tenant is not None:
        conditions.append(_COLUMNS.tenant == view.tenant)
    if view.principal is not None:
        conditions.append(_COLUMNS.principal == view.principal)
    return conditions


def record_of(row: RowMapping) -> LogRecord:
    """A whole row of `verdict_log` as a record."""
    values: dict[str, Any] = dict(row)
    values["created_at"] = to_datetime(values["created_at"])
    values["rules"] = tuple(rule.partition("/")[2] for rule in values["rules"].split())
    return LogRecord(**values)


def _cursor(sequence: int) -> str:
    return base64.urlsafe_b64encode(f"s{sequence}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> int:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        raise InvalidCursor from None
    if not (text.startswith("s") and text[1:].isdecimal() and len(text) <= 19):
        raise InvalidCursor
    return int(text[1:])
