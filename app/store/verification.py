"""Proof that the verdict log is whole: reads every record and names the first that is not as it was appended.

Shares no code with the appending side beyond the table definitions.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from app.store.chain_check import ChainCheck, Row, Signed
from app.store.content_check import check_contents
from app.store.content_vault import ContentVault
from app.store.damage import BrokenRecord, Verification, altered, head_missing, inserted, removed
from app.store.diagnosis import diagnose
from app.store.log_reading import LogRecords, RuleIndex, UnreadableRecordError, read_rows
from app.store.tables import log_checkpoint, log_head
from app.store.verifying_keys import NO_KEYS, VerifyingKeys


def verify_log(
    connection: Connection,
    keys: VerifyingKeys = NO_KEYS,
    checkpoints: Iterable[Signed] = (),
    vault: ContentVault | None = None,
) -> Verification:
    """Check the whole log, streaming: chain, keys, checkpoints, search index, head, kept messages.

    ``checkpoints`` are such as were kept elsewhere; ``vault`` decrypts the kept messages, without it only their being
    there is checked. Raises one of `DATABASE_ERRORS` when the log cannot be read at all, or LogKeyMissing.
    """
    columns = log_checkpoint.c
    own = connection.execute(
        select(columns.sequence, columns.hash, columns.created_at, columns.key_id, columns.signature)
    )
    check = ChainCheck(keys, [*(Signed(*row) for row in own), *checkpoints])
    index = RuleIndex(connection)
    try:
        broken = _check_chain(connection, check, index) or _check_head(connection, check) or check.end()
        misfit = index.broken or (index.check_end() if broken is None else None)
    finally:
        index.close()
    if misfit is not None and (broken is None or misfit.sequence < broken.sequence):
        broken = misfit
    broken = broken or check_contents(connection, vault)
    return Verification(check.count, check.head_hash, broken, check.covered, keys.authenticates, check.clock_steps)


def _check_chain(connection: Connection, check: ChainCheck, index: RuleIndex) -> BrokenRecord | None:
    try:
        for rows in read_rows(connection):
            bad = check.take(rows)
            if check.broken_checkpoint is not None:
                return check.broken_checkpoint
            index.take(rows[:bad])
            if bad is not None:
                return diagnose(LogRecords(connection), Row(*rows[bad]), check.count + 1, check.head_hash)
    except UnreadableRecordError:
        return altered(check.count + 1)
    return None


def _check_head(connection: Connection, check: ChainCheck) -> BrokenRecord | None:
    head = connection.execute(select(log_head.c.sequence, log_head.c.hash)).one_or_none()
    if head is None:
        return head_missing()
    if head[0] < check.count:
        return inserted(head[0] + 1, _review_id_at(connection, head[0] + 1))
    if head[0] > check.count:
        return removed(check.count + 1, head[0])
    return None if head[1] == check.head_hash else altered(check.count, _review_id_at(connection, check.count))


def _review_id_at(connection: Connection, sequence: int) -> str:
    row = LogRecords(connection).at(sequence)
    return "" if row is None else row.review_id
