"""Proof that the verdict log is whole: reads every record and names the first that is not as it was appended.

Shares no code with the appending side beyond the table definitions.
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import groupby
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Select, func, or_, select
from sqlalchemy.exc import DBAPIError

from app.model.finding import Localized
from app.store.tables import GENESIS_HASH, log_finding, log_head, message_content, verdict_log

_COLUMNS: Final = verdict_log.c
_AT_ONCE: Final = 2000

_Row = Any


class Damage(StrEnum):
    """What happened to a record."""

    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    CONTENT_ALTERED = "content-altered"
    INDEX_ALTERED = "index-altered"


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """The first bad record. ``review_id`` is "" when the record itself is gone."""

    sequence: int
    review_id: str
    damage: Damage
    message: Localized


@dataclass(frozen=True, slots=True)
class Verification:
    """``records`` were found whole, up to ``head_hash``; ``broken`` is the first that was not, if any."""

    records: int
    head_hash: str
    broken: BrokenRecord | None


def verify_log(connection: Connection) -> Verification:
    """Check the whole log, streaming: chain, head, kept messages, search index.

    Raises SQLAlchemyError when it cannot be read at all.
    """
    try:
        return _verify(connection, _AT_ONCE)
    except DBAPIError:  # a text that is no longer UTF-8 cannot even be fetched: go record by record to its place
        return _verify(connection, 1)


def _verify(connection: Connection, at_once: int) -> Verification:
    count, previous = 0, GENESIS_HASH
    rows = iter(connection.execution_options(yield_per=at_once).execute(_records()))
    try:
        for row in rows:
            if row[0] != count + 1 or row[11] != previous or row[12] != _hash(row):
                return Verification(count, previous, _diagnose(connection, row, count + 1, previous))
            count, previous = count + 1, row[12]
    except DBAPIError:
        if at_once > 1:
            raise
        return Verification(count, previous, _altered(count + 1, ""))
    broken = _check_head(connection, count, previous) or _check_contents(connection) or _check_index(connection)
    return Verification(count, previous, broken)


def _records() -> Select[Any]:
    return select(
        _COLUMNS.sequence, _COLUMNS.kind, _COLUMNS.review_id, _COLUMNS.created_at, _COLUMNS.principal,
        _COLUMNS.channel, _COLUMNS.decision, _COLUMNS.message_digest, _COLUMNS.rule_set_revision, _COLUMNS.rules,
        _COLUMNS.body, _COLUMNS.previous_hash, _COLUMNS.hash,
    ).order_by(_COLUMNS.sequence)  # fmt: skip


def _text_before_sequence(row: _Row) -> str:
    quoted = encode_basestring
    return (
        f'{{"body":{row[10]},"channel":{quoted(row[5])},"created_at":{row[3]},"decision":{quoted(row[6])},'
        f'"kind":{quoted(row[1])},"message_digest":{quoted(row[7])},"previous_hash":{quoted(row[11])},'
        f'"principal":{quoted(row[4])},"review_id":{quoted(row[2])},"rule_set_revision":{quoted(row[8])},'
        f'"rules":{quoted(row[9])},"sequence":'
    )


def _hash(row: _Row) -> str:
    """What the record's hash must be; "" when a column holds something that is no text."""
    try:
        return sha256(f"{_text_before_sequence(row)}{row[0]}}}".encode()).hexdigest()
    except (TypeError, UnicodeEncodeError):
        return ""


def _diagnose(connection: Connection, row: _Row, expected: int, previous: str) -> BrokenRecord:
    """What is wrong with ``row``, found where record ``expected`` should follow the hash ``previous``."""
    sequence, review_id = row[0], row[2]
    if sequence > expected:
        return _removed(expected, sequence - 1)
    if sequence < expected or sequence > (_head_sequence(connection) or sequence):
        return _inserted(sequence, review_id)
    if row[12] != _hash(row):
        return _diagnose_contents(connection, row, previous)
    # The record agrees with itself, but not with the one before it: which of the two does the rest confirm?
    if sequence > 1 and row[12] == _confirmed(connection, sequence):
        return _altered(sequence - 1, _review_id_at(connection, sequence - 1))
    return _inserted(sequence, review_id)


def _diagnose_contents(connection: Connection, row: _Row, previous: str) -> BrokenRecord:
    """What is wrong with ``row``, whose contents do not give its hash: changed, or only standing elsewhere?"""
    sequence, review_id = row[0], row[2]
    place = _genuine_place(connection, row)
    if place is None:
        return _altered(sequence, review_id)
    if place < sequence:
        there = connection.execute(_records().where(_COLUMNS.sequence == place)).one()
        return _inserted(sequence, review_id) if there[12] == row[12] else _inserted(place, there[2])
    rightful = connection.execute(_records().where(_COLUMNS.previous_hash == previous)).first()
    return _removed(sequence, sequence) if rightful is None else _reordered(sequence, place, rightful[0], review_id)


def _confirmed(connection: Connection, sequence: int) -> str | None:
    """The hash that whatever comes after record ``sequence`` says it has."""
    after: str | None = connection.execute(
        select(_COLUMNS.previous_hash).where(_COLUMNS.sequence == sequence + 1)
    ).scalar_one_or_none()
    if after is None:
        after = connection.execute(select(log_head.c.hash).where(log_head.c.sequence == sequence)).scalar_one_or_none()
    return after


def _review_id_at(connection: Connection, sequence: int) -> str:
    found: str | None = connection.execute(
        select(_COLUMNS.review_id).where(_COLUMNS.sequence == sequence)
    ).scalar_one_or_none()
    return found or ""


def _head_sequence(connection: Connection) -> int:
    found: int | None = connection.execute(select(func.max(log_head.c.sequence))).scalar_one()
    return found or 0


def _genuine_place(connection: Connection, row: _Row) -> int | None:
    """The sequence number under which ``row`` was appended, if it is otherwise unchanged."""
    last: int = connection.execute(select(func.max(_COLUMNS.sequence))).scalar_one()
    try:
        start = sha256(_text_before_sequence(row).encode())
    except (TypeError, UnicodeEncodeError):
        return None
    for place in range(1, max(last, _head_sequence(connection)) + 1):
        digest = start.copy()
        digest.update(f"{place}}}".encode())
        if digest.hexdigest() == row[12]:
            return place
    return None


def _check_head(connection: Connection, count: int, previous: str) -> BrokenRecord | None:
    head = connection.execute(select(log_head.c.sequence, log_head.c.hash)).one_or_none()
    if head is None:
        return _head_missing()
    if head[0] < count:
        return _inserted(head[0] + 1, _review_id_at(connection, head[0] + 1))
    if head[0] > count:
        return _removed(count + 1, head[0])
    return None if head[1] == previous else _altered(count, _review_id_at(connection, count))


def _check_contents(connection: Connection) -> BrokenRecord | None:
    query = (
        select(_COLUMNS.sequence, _COLUMNS.review_id, _COLUMNS.message_digest, message_content.c.content)
        .join(message_content, message_content.c.sequence == _COLUMNS.sequence)
        .order_by(_COLUMNS.sequence)
    )
    for sequence, review_id, expected, content in connection.execution_options(yield_per=100).execute(query):
        if sha256(content.encode()).hexdigest() != expected:
            return _content_altered(sequence, review_id)
    return None


def _check_index(connection: Connection) -> BrokenRecord | None:
    query = (
        select(_COLUMNS.sequence, _COLUMNS.review_id, _COLUMNS.rules, log_finding.c.family, log_finding.c.rule_id)
        .join(log_finding, log_finding.c.sequence == _COLUMNS.sequence, isouter=True)
        .where(or_(_COLUMNS.rules != "", log_finding.c.rule_id.is_not(None)))
        .order_by(_COLUMNS.sequence, log_finding.c.rule_id)
    )
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(query)
    for (sequence, review_id, rules), group in groupby(rows, key=itemgetter(0, 1, 2)):
        if rules != " ".join(f"{family}/{rule}" for *_, family, rule in group):
            return _index_altered(sequence, review_id)
    return None


def _altered(sequence: int, review_id: str) -> BrokenRecord:
    return BrokenRecord(
        sequence, review_id, Damage.ALTERED, Localized(f"记录 {sequence} 已被改动", f"Record {sequence} was altered")
    )


def _inserted(sequence: int, review_id: str) -> BrokenRecord:
    return BrokenRecord(
        sequence,
        review_id,
        Damage.INSERTED,
        Localized(f"记录 {sequence} 是插入的", f"Record {sequence} was inserted or written by someone else"),
    )


def _removed(first: int, last: int) -> BrokenRecord:
    which = f"{first}" if first == last else f"{first}-{last}"
    return BrokenRecord(first, "", Damage.REMOVED, Localized(f"记录 {which} 已被删除", f"Record {which} was removed"))


def _reordered(sequence: int, place: int, rightful: int, review_id: str) -> BrokenRecord:
    return BrokenRecord(
        sequence,
        review_id,
        Damage.REORDERED,
        Localized(
            f"记录 {sequence} 处是原来的记录 {place}，原记录 {sequence} 移到了 {rightful}",
            f"Record {sequence} is what was record {place}; what was record {sequence} stands at {rightful}",
        ),
    )


def _content_altered(sequence: int, review_id: str) -> BrokenRecord:
    return BrokenRecord(
        sequence,
        review_id,
        Damage.CONTENT_ALTERED,
        Localized(
            f"记录 {sequence} 所存的消息与摘要不符", f"The message kept for record {sequence} is not the one reviewed"
        ),
    )


def _index_altered(sequence: int, review_id: str) -> BrokenRecord:
    return BrokenRecord(
        sequence,
        review_id,
        Damage.INDEX_ALTERED,
        Localized(f"记录 {sequence} 的检索索引与记录不符", f"The search index of record {sequence} differs from it"),
    )


def _head_missing() -> BrokenRecord:
    return BrokenRecord(
        0, "", Damage.REMOVED, Localized("记录链的末端标记已被删除", "The head of the chain was removed")
    )
