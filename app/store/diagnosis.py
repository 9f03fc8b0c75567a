"""What was done to a record that is not whole: altered, or does it only stand in the wrong place?"""

from hashlib import sha256
from typing import Protocol

from app.store.chain_check import Row, record_hash, text_after_sequence, text_before_sequence
from app.store.damage import BrokenRecord, altered, inserted, misplaced, removed, reordered


class Records(Protocol):
    """Any record of the log at hand, for a look around the bad one."""

    def at(self, sequence: int) -> Row | None:
        """The record with this sequence number."""

    def following(self, previous_hash: str) -> Row | None:
        """The last record that says it follows the one with this hash."""

    def last(self) -> int:
        """The highest sequence number there is, or 0."""

    def head(self) -> tuple[int, str] | None:
        """What is said elsewhere about the end of the chain: sequence number and hash."""


def diagnose(records: Records, row: Row, expected: int, previous: str) -> BrokenRecord:
    """What is wrong with ``row``, found where record ``expected`` should follow the hash ``previous``."""
    head = records.head()
    if row.sequence > expected:
        elsewhere = records.at(expected)  # only in a file: a database gives records in order
        return removed(expected, row.sequence - 1) if elsewhere is None else misplaced(expected, elsewhere.review_id)
    if row.sequence < expected or (head is not None and row.sequence > head[0] > 0):
        return inserted(row.sequence, row.review_id)
    if row.hash != record_hash(row):
        return _diagnose_contents(records, row, previous)
    if row.previous_hash == previous:  # all but the key agrees: somebody without the key wrote it
        rightful = records.following(previous)
        pushed_on = rightful is not None and rightful.sequence != row.sequence
        return inserted(row.sequence, row.review_id) if pushed_on else altered(row.sequence, row.review_id)
    # The record agrees with itself, but not with the one before it: which of the two does the rest confirm?
    if row.sequence > 1 and row.hash == _confirmed(records, row.sequence):
        before = records.at(row.sequence - 1)
        return altered(row.sequence - 1, "" if before is None else before.review_id)
    return inserted(row.sequence, row.review_id)


def _diagnose_contents(records: Records, row: Row, previous: str) -> BrokenRecord:
    """What is wrong with ``row``, whose contents do not give its hash: changed, or only standing elsewhere?"""
    place = _genuine_place(records, row)
    if place is None:
        return altered(row.sequence, row.review_id)
    if place < row.sequence:
        there = records.at(place)
        if there is None or there.hash == row.hash:
            return inserted(row.sequence, row.review_id)
        return inserted(place, there.review_id)
    rightful = records.following(previous)
    if rightful is None:
        return removed(row.sequence, row.sequence)
    return reordered(row.sequence, place, rightful.sequence, row.review_id)


def _confirmed(records: Records, sequence: int) -> str | None:
    """The hash that whatever comes after record ``sequence`` says it has."""
    after = records.at(sequence + 1)
    if after is not None:
        return after.previous_hash
    head = records.head()
    return head[1] if head is not None and head[0] == sequence else None


def _genuine_place(records: Records, row: Row) -> int | None:
    """The sequence number under which ``row`` was appended, if it is otherwise unchanged."""
    head = records.head()
    try:
        start = sha256(text_before_sequence(row).encode())
        after = text_after_sequence(row)
    except (TypeError, UnicodeEncodeError):
        return None
    for place in range(1, max(records.last(), 0 if head is None else head[0]) + 1):
        digest = start.copy()
        digest.update(f"{place}{after}".encode())
        if digest.hexdigest() == row.hash:
            return place
    return None
