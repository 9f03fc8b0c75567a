"""The messages that the log keeps, encrypted: seals them on their way in, and reads them again."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, exists, insert, select, update

from app.errors import DatabaseUnusable
from app.model.finding import Localized
from app.store.content_sealing import SUBJECTS, UnsealableError, new_key, seal, subject_tag, unseal, unwrap, wrap
from app.store.content_tables import content_key, sealed_content
from app.store.database import Database
from app.store.key_source import KeyPlace, KeySource, LogKeyMissing
from app.store.log_keys import LogKey
from app.store.records import Entry, LogRecord
from app.store.tables import message_content, verdict_log

_AT_ONCE: Final = 500


class ContentVault:
    """For the life of one log. Safe to share between threads.

    The master keys are looked for at the first message that is kept: a log that keeps none needs none. All methods
    that need them raise LogKeyMissing.
    """

    def __init__(self, database: Database, place: KeyPlace | None) -> None:
        self.database = database
        self.made_key_file: Path | None = None
        """The file that was made for a new master key, to be told to whoever runs the service."""
        self._place = place
        self._source: KeySource | None = None
        self._subject_secret: bytes | None = None
        self._opening = threading.RLock()

    def prepare(self) -> None:
        """Find the keys now, and encrypt messages that an earlier Shenyan kept in clear."""
        self._keys()
        with self.database.reading() as connection:
            if not connection.execute(select(exists().select_from(message_content))).scalar_one():
                return
        while self._seal_old():
            pass
        self.database.purge()

    def seal(self, entry: Entry) -> Entry:
        """``entry`` with its content encrypted and no longer in clear; as it is when it has none."""
        if entry.content is None:
            return entry
        tag = "" if entry.subject is None else self.tag(entry.subject)
        return entry.sealed_as(seal(entry.content, entry.review_id, tag, self.current()))

    def tag(self, reference: str) -> str:
        """What stands for a recipient's ``reference`` in the database."""
        return subject_tag(self._subjects(), reference)

    def read(self, connection: Connection, record: LogRecord) -> str | None:
        """The message of a record as canonical JSON; None when it was not kept, or erased. Raises UnsealableError."""
        query = (
            select(sealed_content.c.ciphertext, content_key.c.master_id, content_key.c.wrapped)
            .join(content_key, content_key.c.sequence == sealed_content.c.sequence)
            .where(sealed_content.c.sequence == record.sequence)
        )
        row = connection.execute(query).one_or_none()
        return None if row is None else self.open_sealed(row[0], row[1], row[2], record.review_id)

    def open_sealed(self, ciphertext: bytes, master_id: str, wrapped: bytes, review_id: str) -> str:
        """A message from its columns. Raises UnsealableError."""
        return unseal(ciphertext, unwrap(wrapped, review_id, self.master(master_id)), review_id)

    def current(self) -> LogKey:
        """The master key that wraps new data keys."""
        return self._keys().read().current

    def master(self, key_id: str) -> LogKey:
        """The master key with this id."""
        ring = self._keys().read()
        place = ring.place(key_id)
        if place is None:
            raise LogKeyMissing(
                Localized(
                    f"用来加密消息的主密钥 {key_id} 不在所给的密钥中",
                    f"The master key {key_id}, under which messages were encrypted, is not among the given keys",
                )
            )
        return ring.keys[place]

    def rewrap(self, limit: int = _AT_ONCE) -> int:
        """Wrap up to ``limit`` data keys of older masters under the current one; how many it was.

        Neither a ciphertext nor the chain is touched.
        """
        master = self.current()
        rows = (
            select(content_key.c.sequence, content_key.c.master_id, content_key.c.wrapped, verdict_log.c.review_id)
            .join(verdict_log, verdict_log.c.sequence == content_key.c.sequence, isouter=True)
            .where(content_key.c.master_id != master.id)
            .limit(limit)
        )
        with self.database.writing() as connection:
            found = connection.execute(rows).all()
            for sequence, master_id, wrapped, review_id in found:
                bound_to = SUBJECTS if sequence == 0 else review_id
                data_key = _opened(wrapped, bound_to, self.master(master_id))
                connection.execute(
                    update(content_key)
                    .where(content_key.c.sequence == sequence)
                    .values(master_id=master.id, wrapped=wrap(data_key, bound_to, master))
                )
        return len(found)

    def _keys(self) -> KeySource:
        with self._opening:
            if self._source is None:
                if self._place is None:
                    raise LogKeyMissing
                with self.database.reading() as connection:
                    new = not connection.execute(select(exists().select_from(content_key))).scalar_one()
                self._source, self.made_key_file = self._place.open(new_log=new)
            return self._source

    def _subjects(self) -> bytes:
        """The secret of subject tags, made with the first message that is kept for a subject."""
        with self._opening:
            if self._subject_secret is None:
                with self.database.writing() as connection:
                    self._subject_secret = self._read_subjects(connection)
            return self._subject_secret

    def _read_subjects(self, connection: Connection) -> bytes:
        query = select(content_key.c.master_id, content_key.c.wrapped).where(content_key.c.sequence == 0)
        row = connection.execute(query).one_or_none()
        if row is not None:
            return _opened(row[1], SUBJECTS, self.master(row[0]))
        secret, master = new_key(), self.current()
        values = {"sequence": 0, "subject": "", "master_id": master.id, "wrapped": wrap(secret, SUBJECTS, master)}
        connection.execute(insert(content_key), values)
        return secret

    def _seal_old(self) -> int:
        old = (
            select(message_content.c.sequence, verdict_log.c.review_id, message_content.c.content)
            .join(verdict_log, verdict_log.c.sequence == message_content.c.sequence)
            .limit(_AT_ONCE)
        )
        master = self.current()
        with self.database.writing() as connection:
            rows: Sequence[tuple[int, str, str]] = [(row[0], row[1], row[2]) for row in connection.execute(old)]
            for sequence, review_id, content in rows:
                sealed = seal(content, review_id, "", master)
                connection.execute(
                    insert(content_key),
                    {"sequence": sequence, "subject": "", "master_id": master.id, "wrapped": sealed.wrapped},
                )
                connection.execute(insert(sealed_content), {"sequence": sequence, "ciphertext": sealed.ciphertext})
                connection.execute(delete(message_content).where(message_content.c.sequence == sequence))
        return len(rows)


def _opened(wrapped: bytes, bound_to: str, master: LogKey) -> bytes:
    try:
        return unwrap(wrapped, bound_to, master)
    except UnsealableError:
        raise DatabaseUnusable(
            Localized("数据库中的数据密钥已损坏", "A data key in the database was altered or damaged")
        ) from None
