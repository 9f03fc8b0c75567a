"""What an evidence pack is made of: records as they stand in the log, the kept messages, and the log's signature."""

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, or_, select

from app.model.principal import EVERYTHING, View
from app.store.appending import check_head
from app.store.checkpoints import sign_checkpoint
from app.store.key_source import KeyPlace
from app.store.records import VERDICT_KIND, LogRecord
from app.store.searching import Filters, conditions_of, in_view, record_of
from app.store.tables import log_head, verdict_log
from app.store.verdict_log import VerdictLog

_AT_ONCE: Final = 200
_COLUMNS: Final = verdict_log.c


@dataclass(frozen=True, slots=True)
class Piece:
    """One record: ``columns`` are all of the row, so that its hash can be computed again. ``message`` if asked for."""

    columns: dict[str, Any]
    record: LogRecord
    message: dict[str, Any] | None


def review_pieces(log: VerdictLog, review_id: str, view: View = EVERYTHING, *, texts: bool = False) -> Iterator[Piece]:
    """The record of a review and all that was done to it, oldest first.

    Raises UnknownReview or VerdictLogUnavailable, here before the first piece.
    """
    log.get(review_id, view)
    subject = f'%"subject":"review:{review_id}"%'
    mine = or_(_COLUMNS.review_id == review_id, (_COLUMNS.kind != VERDICT_KIND) & _COLUMNS.body.like(subject))
    return _pieces(log, [mine, *in_view(view)], texts=texts)


def found_pieces(log: VerdictLog, filters: Filters, *, texts: bool = False) -> Iterator[Piece]:
    """All records that ``filters`` find, oldest first. Raises VerdictLogUnavailable while it goes on."""
    return _pieces(log, conditions_of(filters), texts=texts)


def signed_head(connection: Connection, keys: KeyPlace) -> dict[str, Any]:
    """The end of the chain, signed now, with the public keys. Raises LogKeyMissing."""
    source, _ = keys.open(new_log=False)
    ring = source.read()
    head = log_head.c
    row = connection.execute(select(head.sequence, head.hash, head.key_id, head.mac)).one()
    check_head(ring, row[0], row[1], (row[2], row[3]))
    mark = sign_checkpoint(ring.current, row[0], row[1], time.time_ns() // 1000)
    publics = [{"id": key.id, "public_key": key.public.hex()} for key in ring.keys]
    return {"head": asdict(mark), "public_keys": publics}


def sign_manifest(keys: KeyPlace, manifest_digest: str) -> dict[str, str]:
    """A signature by the log's current key over the SHA-256 of a manifest. Raises LogKeyMissing."""
    source, _ = keys.open(new_log=False)
    key = source.read().current
    return {"key_id": key.id, "signature": key.sign(manifest_text(manifest_digest, key.id))}


def manifest_text(manifest_digest: str, key_id: str) -> str:
    """What the signature of a manifest is over."""
    return f"shenyan evidence 1\n{manifest_digest}\n{key_id}\n"


def _pieces(log: VerdictLog, conditions: list[ColumnElement[bool]], *, texts: bool) -> Iterator[Piece]:
    query = select(verdict_log).where(*conditions).order_by(_COLUMNS.sequence)
    with (
        log.reading() as connection,
        connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as rows,
    ):
        for row in rows.mappings():
            yield _piece(log, connection, row, texts=texts)


def _piece(log: VerdictLog, connection: Connection, row: RowMapping, *, texts: bool) -> Piece:
    record = record_of(row)
    content = log.contents.read(connection, record) if texts and record.kind == VERDICT_KIND else None
    return Piece(dict(row), record, None if content is None else json.loads(content))
