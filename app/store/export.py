"""The verdict log as a file that can be checked anywhere: a signed head, then every record, a line of JSON each.

The head comes first, so that a file cut short anywhere contradicts its own first line.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import select

from app.errors import VerdictLogUnavailable
from app.store.appending import check_head
from app.store.checkpoints import sign_checkpoint
from app.store.database import DATABASE_ERRORS, Database, open_database
from app.store.key_source import KeyPlace
from app.store.log_keys import LogKeys
from app.store.tables import log_checkpoint, log_head, verdict_log

FORMAT: Final = "shenyan-verdict-log-1"
_AT_ONCE: Final = 500


def export_log(database_url: str, keys: KeyPlace) -> Iterator[str]:
    """The lines of an export of the log as it is now.

    Raises DatabaseUnusable, LogKeyMissing among them (the head must be signed), or VerdictLogUnavailable.
    """
    database = open_database(database_url, busy_timeout_seconds=5.0, create=False)
    try:
        source, _ = keys.open(new_log=False)
        yield from _lines(database, source.read())
    except DATABASE_ERRORS as error:
        raise VerdictLogUnavailable from error
    finally:
        database.close()


def _lines(database: Database, keys: LogKeys) -> Iterator[str]:
    with database.reading() as connection:
        sequence, record_hash, *proof = connection.execute(
            select(log_head.c.sequence, log_head.c.hash, log_head.c.key_id, log_head.c.mac)
        ).one()
        check_head(keys, sequence, record_hash, (proof[0], proof[1]))
        head = sign_checkpoint(keys.current, sequence, record_hash, time.time_ns() // 1000)
        publics = [{"id": key.id, "public_key": key.public.hex()} for key in keys.keys]
        yield _line("export", {"format": FORMAT, "head": asdict(head), "public_keys": publics})
        marks = select(log_checkpoint).order_by(log_checkpoint.c.sequence)
        for mark in connection.execute(marks).mappings().all():
            yield _line("checkpoint", dict(mark))
        records = select(verdict_log).order_by(verdict_log.c.sequence)
        with connection.execute(records, execution_options={"yield_per": _AT_ONCE}) as rows:
            for row in rows.mappings():
                yield _line("record", dict(row))


def _line(kind: str, value: dict[str, Any]) -> str:
    return json.dumps({kind: value}, ensure_ascii=False, separators=(",", ":")) + "\n"
