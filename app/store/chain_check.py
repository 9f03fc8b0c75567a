"""The chain, record by record: sequence, link, hash and key. Shares no code with the side that appends."""

import hmac
from collections.abc import Iterable, Sequence
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any, Final, NamedTuple

from app.store.damage import BrokenRecord, removed, rewritten, unsigned
from app.store.verifying_keys import VerifyingKeys

GENESIS: Final = "0" * 64


class Row(NamedTuple):
    """A record's columns, in the order in which verification reads them."""

    sequence: int
    kind: str
    review_id: str
    created_at: int
    principal: str
    tenant: str
    channel: str
    decision: str
    message_digest: str
    rule_set_revision: str
    rules: str
    body: str
    clock_step: int
    key_id: str
    previous_hash: str
    hash: str
    mac: str


class Signed(NamedTuple):
    """A checkpoint as found: nothing of it is believed yet."""

    sequence: int
    hash: str
    created_at: int
    key_id: str
    signature: str


class ChainCheck:
    """Walks the chain from its start. ``count`` records were whole so far, the last with the hash ``head_hash``."""

    def __init__(self, keys: VerifyingKeys, checkpoints: Iterable[Signed]) -> None:
        self.count = 0
        self.head_hash = GENESIS
        self.covered = 0
        self.clock_steps = 0
        self._agreed = 0
        self._keys = keys
        self._key_ids = list(keys.publics)
        self._key_id = ""
        self._checkpoints = sorted(checkpoints, reverse=True)
        self.broken_checkpoint: BrokenRecord | None = None

    def take(self, rows: Sequence[tuple[Any, ...]]) -> int | None:
        """Check the next rows; the index of the first that is not whole. Then, or with `broken_checkpoint`, stop."""
        first, good = self.count + 1, self._first_bad(rows)
        self._check_signed(rows[:good], first)
        return good if good < len(rows) else None

    def end(self) -> BrokenRecord | None:
        """The records that a checkpoint tells of and that are not there, after all rows were taken."""
        beyond = [mark for mark in self._checkpoints if self._is_signed(mark)]
        if beyond:
            return removed(self.count + 1, beyond[0].sequence)
        return unsigned(self._checkpoints[-1].sequence) if self._checkpoints and self._key_ids else None

    def _first_bad(self, rows: Sequence[tuple[Any, ...]]) -> int:
        count, previous, key_id = self.count, self.head_hash, self._key_id
        mac_key = self._keys.mac_keys.get(key_id)
        for row in rows:
            if row[0] != count + 1 or row[14] != previous or record_hash(row) != row[15]:
                break
            if row[13] != key_id:
                if not self._may_follow(key_id, row[13]):
                    break
                key_id = row[13]
                mac_key = self._keys.mac_keys.get(key_id)
            if mac_key is not None and hmac.digest(mac_key, row[15].encode(), "sha256").hex() != row[16]:
                break
            if row[12]:
                self.clock_steps += 1
            count, previous = row[0], row[15]
        good = count - self.count
        self.count, self.head_hash, self._key_id = count, previous, key_id
        return good

    def _may_follow(self, last: str, key_id: str) -> bool:
        """A ring is only ever gone through forwards: a key that was replaced writes no more."""
        if not self._key_ids:
            return True
        known = key_id in self._key_ids
        return known and (not last or self._key_ids.index(key_id) > self._key_ids.index(last))

    def _check_signed(self, rows: Sequence[tuple[Any, ...]], first: int) -> None:
        while self._checkpoints and self._checkpoints[-1].sequence <= self.count and not self.broken_checkpoint:
            mark = self._checkpoints.pop()
            if self._key_ids and not self._is_signed(mark):
                self.broken_checkpoint = unsigned(mark.sequence)
            elif mark.hash != self._hash_at(mark.sequence, rows, first):
                self.broken_checkpoint = rewritten(self._agreed + 1, mark.sequence)
            else:
                self._agreed = mark.sequence
                self.covered = mark.sequence if self._key_ids else 0

    def _hash_at(self, sequence: int, rows: Sequence[tuple[Any, ...]], first: int) -> str:
        if sequence < first:
            return GENESIS if sequence == 0 else ""
        found: str = rows[sequence - first][15]
        return found

    def _is_signed(self, mark: Signed) -> bool:
        text = f"shenyan checkpoint 1\n{mark.sequence}\n{mark.hash}\n{mark.created_at}\n{mark.key_id}\n"
        return self._keys.signed(mark.key_id, text, mark.signature)


def record_hash(row: Sequence[Any]) -> str:
    """What the record's hash must be; "" when a column holds something that is no text."""
    try:
        return sha256((text_before_sequence(row) + f"{row[0]}{text_after_sequence(row)}").encode()).hexdigest()
    except (TypeError, UnicodeEncodeError):
        return ""


def text_before_sequence(row: Sequence[Any]) -> str:
    """The canonical record up to the value of its sequence number. Raises TypeError for what is no text."""
    quoted = encode_basestring
    return (
        f'{{"body":{row[11]},"channel":{quoted(row[6])},"clock_step":{row[12]},"created_at":{row[3]},'
        f'"decision":{quoted(row[7])},"key_id":{quoted(row[13])},"kind":{quoted(row[1])},'
        f'"message_digest":{quoted(row[8])},"previous_hash":{quoted(row[14])},"principal":{quoted(row[4])},'
        f'"review_id":{quoted(row[2])},"rule_set_revision":{quoted(row[9])},"rules":{quoted(row[10])},"sequence":'
    )


def text_after_sequence(row: Sequence[Any]) -> str:
    """The rest of the canonical record."""
    return f',"tenant":{encode_basestring(row[5])}}}'
