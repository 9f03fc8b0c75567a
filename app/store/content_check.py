"""Proof that the messages the log says it keeps are there as they were reviewed, or were erased with a record of it."""

import json
from bisect import bisect_right
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, select

from app.store.content_sealing import UnsealableError
from app.store.content_tables import content_key, sealed_content
from app.store.content_vault import ContentVault
from app.store.damage import BrokenRecord, content_altered, content_missing
from app.store.tables import message_content, verdict_log

_AT_ONCE: Final = 100
_LOG: Final = verdict_log.c

# Canonical JSON has no spaces, and a quote inside a text is escaped: neither can be somebody's words.
_KEPT: Final = '%"content":"sealed"%'
_ERASING: Final = ('%"act":"content-erased"%', '%"act":"content-expired"%')


def check_contents(connection: Connection, vault: ContentVault | None) -> BrokenRecord | None:
    """The first kept message that is not as it was reviewed, or is gone without a record.

    Without ``vault`` none is decrypted. Raises LogKeyMissing when the vault lacks a key that is needed.
    """
    found = [_first_missing(connection), _first_clear(connection)]
    if vault is not None:
        found.append(_first_altered(connection, vault))
    return min((broken for broken in found if broken is not None), key=lambda broken: broken.sequence, default=None)


def _first_missing(connection: Connection) -> BrokenRecord | None:
    erased = _erased(connection)
    whole = select(content_key.c.sequence).join(sealed_content, sealed_content.c.sequence == content_key.c.sequence)
    query = (
        select(_LOG.sequence, _LOG.review_id)
        .where(_LOG.kind != "event", _LOG.body.like(_KEPT), _LOG.sequence.not_in(whole))
        .order_by(_LOG.sequence)
    )
    starts = [first for first, _ in erased]
    with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as rows:
        for sequence, review_id in rows:
            place = bisect_right(starts, sequence) - 1
            if place < 0 or erased[place][1] < sequence:
                return content_missing(sequence, review_id)
    return None


def _erased(connection: Connection) -> list[tuple[int, int]]:
    """What records of erasure tell of, as ranges of sequence numbers, sorted and apart."""
    query = select(_LOG.body).where(_LOG.kind == "event", _LOG.body.like(_ERASING[0]) | _LOG.body.like(_ERASING[1]))
    ranges = sorted(
        (first, last)
        for body in connection.execute(query).scalars()
        for first, last in json.loads(body)["after"]["records"]
    )
    merged: list[tuple[int, int]] = []
    for first, last in ranges:
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _first_clear(connection: Connection) -> BrokenRecord | None:
    """Of the messages that an earlier Shenyan kept in clear."""
    query = (
        select(_LOG.sequence, _LOG.review_id, _LOG.message_digest, message_content.c.content)
        .join(message_content, message_content.c.sequence == _LOG.sequence)
        .order_by(_LOG.sequence)
    )
    with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as rows:
        for sequence, review_id, expected, content in rows:
            if sha256(content.encode()).hexdigest() != expected:
                return content_altered(sequence, review_id)
    return None


def _first_altered(connection: Connection, vault: ContentVault) -> BrokenRecord | None:
    keys = content_key.c
    query = (
        select(
            _LOG.sequence, _LOG.review_id, _LOG.message_digest,
            sealed_content.c.ciphertext, keys.master_id, keys.wrapped,
        )
        .join(sealed_content, sealed_content.c.sequence == _LOG.sequence)
        .join(content_key, keys.sequence == _LOG.sequence)
        .order_by(_LOG.sequence)
    )  # fmt: skip
    with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as rows:
        for sequence, review_id, expected, ciphertext, master_id, wrapped in rows:
            try:
                content = vault.open_sealed(ciphertext, master_id, wrapped, review_id)
            except UnsealableError:
                return content_altered(sequence, review_id)
            if sha256(content.encode()).hexdigest() != expected:
                return content_altered(sequence, review_id)
    return None
