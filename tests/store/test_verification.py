"""Whatever is done to the log behind its back, `verify` finds the first record that suffers and says what was done."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.store.verdict_log import VerdictLog, verify_database
from app.store.verifying_keys import NO_KEYS, read_verifying_keys
from tests.store.entries import entry, kept_entry
from tests.store.keys import CONTENT_KEYS, RING
from tests.store.raw import Raw

COLUMNS = (
    "sequence", "kind", "review_id", "created_at", "principal", "tenant", "channel", "decision", "message_digest",
    "rule_set_revision", "rules", "body", "clock_step", "key_id", "previous_hash", "hash", "mac",
)  # fmt: skip
COUNT = 9


@pytest.fixture
def raw(log: VerdictLog, url: str) -> Iterator[Raw]:
    """A log of nine records in the hands of somebody who may do everything."""
    for number in range(COUNT):
        log.append(kept_entry(number))
    log.close()
    connection = Raw(url)
    connection.drop_guards()
    yield connection
    connection.close()


def _hash(row: dict[str, object]) -> str:
    """The documented hash, written once more: SHA-256 over RFC 8785 JSON of all fields but hash and mac."""
    fields = {name: value for name, value in row.items() if name not in ("hash", "mac")}
    fields["body"] = json.loads(str(row["body"]))
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _row(raw: Raw, sequence: int) -> dict[str, object]:
    values = raw.execute(f"SELECT {', '.join(COLUMNS)} FROM verdict_log WHERE sequence = ?", (sequence,)).fetchone()
    return dict(zip(COLUMNS, values, strict=True))


def _insert(raw: Raw, row: dict[str, object]) -> None:
    raw.execute(f"INSERT INTO verdict_log VALUES ({', '.join('?' * len(COLUMNS))})", [row[name] for name in COLUMNS])


def _rehash(raw: Raw, sequence: int, **changes: object) -> str:
    row = {**_row(raw, sequence), **changes}
    row["hash"] = _hash(row)
    raw.execute("DELETE FROM verdict_log WHERE sequence = ?", (sequence,))
    _insert(raw, row)
    return str(row["hash"])


def _swap(raw: Raw) -> None:
    for old, new in ((4, 100), (5, 4), (100, 5)):
        raw.execute("UPDATE verdict_log SET sequence = ? WHERE sequence = ?", (new, old))


def _rotate(raw: Raw) -> None:
    for old, new in ((3, 100), (4, 3), (5, 4), (6, 5), (100, 6)):
        raw.execute("UPDATE verdict_log SET sequence = ? WHERE sequence = ?", (new, old))


def _remove_and_renumber(raw: Raw) -> None:
    raw.execute("DELETE FROM verdict_log WHERE sequence IN (4, 5)")
    for old in range(6, COUNT + 1):
        raw.execute("UPDATE verdict_log SET sequence = ? WHERE sequence = ?", (old - 2, old))


def _insert_forged(raw: Raw) -> None:
    for old in range(COUNT, 4, -1):
        raw.execute("UPDATE verdict_log SET sequence = ? WHERE sequence = ?", (old + 1, old))
    forged = {**_row(raw, 4), "sequence": 5, "review_id": "forged", "previous_hash": _row(raw, 4)["hash"]}
    _insert(raw, {**forged, "hash": _hash(forged)})


def _append_forged(raw: Raw) -> None:
    last = _row(raw, COUNT)
    forged = {**last, "sequence": COUNT + 1, "review_id": "forged", "previous_hash": last["hash"]}
    _insert(raw, {**forged, "hash": _hash(forged)})


def _append_copy(raw: Raw) -> None:
    _insert(raw, {**_row(raw, 4), "sequence": COUNT + 1, "review_id": "copy"})


def _swap_contents(raw: Raw) -> None:
    for table in ("sealed_content", "content_key"):
        for old, new in ((5, 100), (6, 5), (100, 6)):
            raw.execute(f"UPDATE {table} SET sequence = ? WHERE sequence = ?", (new, old))


def _sql(statement: str) -> Callable[[Raw], object]:
    return lambda raw: raw.execute(statement)


MUTATIONS: dict[str, tuple[Callable[[Raw], object], int, str]] = {
    **{
        f"{column} altered": (_sql(f"UPDATE verdict_log SET {column} = 'x' WHERE sequence = 5"), 5, "altered")
        for column in COLUMNS[1:]
        if column not in ("created_at", "clock_step", "previous_hash", "mac")
    },
    "created_at altered": (_sql("UPDATE verdict_log SET created_at = created_at + 1 WHERE sequence = 5"), 5, "altered"),
    "clock_step altered": (_sql("UPDATE verdict_log SET clock_step = 1 WHERE sequence = 5"), 5, "altered"),
    "previous_hash altered": (_sql("UPDATE verdict_log SET previous_hash = 'x' WHERE sequence = 5"), 5, "altered"),
    "mac altered": (_sql("UPDATE verdict_log SET mac = 'x' WHERE sequence = 5"), 5, "altered"),
    "first altered": (_sql("UPDATE verdict_log SET decision = 'pass' WHERE sequence = 1"), 1, "altered"),
    "last altered": (_sql(f"UPDATE verdict_log SET decision = 'pass' WHERE sequence = {COUNT}"), COUNT, "altered"),
    "two altered": (_sql("UPDATE verdict_log SET decision = 'pass' WHERE sequence IN (7, 3)"), 3, "altered"),
    "body reformatted": (
        _sql("UPDATE verdict_log SET body = replace(body, ',', ', ') WHERE sequence = 5"), 5, "altered",
    ),
    "blob in a column": (_sql("UPDATE verdict_log SET decision = x'00ff' WHERE sequence = 5"), 5, "altered"),
    "no UTF-8 in a column": (
        _sql("UPDATE verdict_log SET decision = CAST(x'ff' AS TEXT) WHERE sequence = 5"), 5, "altered",
    ),
    "altered and hashed again": (lambda raw: _rehash(raw, 5, decision="pass"), 5, "altered"),
    "last altered and hashed again": (lambda raw: _rehash(raw, COUNT, decision="pass"), COUNT, "altered"),
    "removed": (_sql("DELETE FROM verdict_log WHERE sequence = 5"), 5, "removed"),
    "first removed": (_sql("DELETE FROM verdict_log WHERE sequence = 1"), 1, "removed"),
    "several removed": (_sql("DELETE FROM verdict_log WHERE sequence BETWEEN 3 AND 6"), 3, "removed"),
    "last removed": (_sql(f"DELETE FROM verdict_log WHERE sequence = {COUNT}"), COUNT, "removed"),
    "all removed": (_sql("DELETE FROM verdict_log"), 1, "removed"),
    "removed and renumbered": (_remove_and_renumber, 4, "removed"),
    "swapped": (_swap, 4, "reordered"),
    "rotated": (_rotate, 3, "reordered"),
    "inserted": (_insert_forged, 5, "inserted"),
    "appended": (_append_forged, COUNT + 1, "inserted"),
    "copied": (_append_copy, COUNT + 1, "inserted"),
    "inserted before the first": (
        lambda raw: _insert(raw, {**_row(raw, 1), "sequence": 0, "review_id": "x"}), 0, "inserted",
    ),
    "content altered": (_swap_contents, 5, "content-altered"),
    "content cut": (_sql("UPDATE sealed_content SET ciphertext = '' WHERE sequence = 5"), 5, "content-altered"),
    "content key altered": (_sql("UPDATE content_key SET wrapped = '' WHERE sequence = 5"), 5, "content-altered"),
    "content removed": (_sql("DELETE FROM sealed_content WHERE sequence = 5"), 5, "content-missing"),
    "content key removed": (_sql("DELETE FROM content_key WHERE sequence = 5"), 5, "content-missing"),
    "all contents removed": (_sql("DELETE FROM content_key"), 1, "content-missing"),
    "index row removed": (_sql("DELETE FROM log_finding WHERE sequence = 5 AND family = 'pii'"), 5, "index-altered"),
    "index rows removed": (_sql("DELETE FROM log_finding WHERE sequence = 5"), 5, "index-altered"),
    "index row altered": (_sql("UPDATE log_finding SET family = 'tone' WHERE sequence = 5"), 5, "index-altered"),
    "head removed": (_sql("DELETE FROM log_head"), 0, "removed"),
    "head altered": (_sql("UPDATE log_head SET hash = 'x'"), COUNT, "altered"),
}  # fmt: skip


SQLITE_ONLY = {"blob in a column", "no UTF-8 in a column"}
"""PostgreSQL has types that keep such things out."""


WITHOUT_THE_SECRET = {
    "altered and hashed again": (5, "altered"),  # as the next record still names the old hash
    "last altered and hashed again": (2, "rewritten"),  # somewhere after the checkpoint of record 1
    "mac altered": None,
}
"""Where a verifier without the ring finds less: only the checkpoints are then beyond the reach of a forger."""

KNOWN = {
    "ring": read_verifying_keys(RING.secret_lines()),
    "public halves": read_verifying_keys(RING.public_lines()),
    "nothing": NO_KEYS,
}


@pytest.mark.parametrize("known", KNOWN)
@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_is_found_and_named(raw: Raw, url: str, name: str, known: str) -> None:
    if name in SQLITE_ONLY and not raw.is_sqlite:
        return
    mutate, sequence, damage = MUTATIONS[name]
    if known != "ring" and name in WITHOUT_THE_SECRET:
        expected = WITHOUT_THE_SECRET[name]
        if expected is None:
            return
        sequence, damage = expected
    review_ids = dict(raw.execute("SELECT sequence, review_id FROM verdict_log").fetchall())
    mutate(raw)
    raw.close()

    broken = verify_database(url, KNOWN[known], content_keys=CONTENT_KEYS).broken

    assert broken is not None
    assert (broken.sequence, broken.damage) == (sequence, damage)
    assert str(sequence) in broken.message.zh or sequence == 0
    if damage == "altered" and name not in ("review_id altered", "no UTF-8 in a column", "head altered"):
        assert broken.review_id == review_ids[sequence]


def test_an_untouched_log_is_whole(raw: Raw, url: str) -> None:
    assert _hash(_row(raw, 5)) == _row(raw, 5)["hash"]
    last = _row(raw, COUNT)["hash"]
    raw.close()

    result = verify_database(url)

    assert (result.records, result.head_hash, result.broken) == (COUNT, last, None)


def test_an_empty_log_is_whole(log: VerdictLog) -> None:
    assert log.verify().broken is None


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_single_changed_value_is_found(raw: Raw, url: str, data: st.DataObject) -> None:
    sequence = data.draw(st.integers(1, COUNT))
    column = data.draw(st.sampled_from(COLUMNS[1:]))
    old = _row(raw, sequence)[column]
    new: object
    if isinstance(old, int):
        new = data.draw(st.integers(0, 2**60).filter(lambda value: value != old))
    else:
        text = str(old)
        place = data.draw(st.integers(0, len(text)))
        letters = ["x", '"', "\\", ",", "保", *(["\x00"] if raw.is_sqlite else [])]
        new = (text[:place] + data.draw(st.sampled_from(letters)) + text[place + 1 :])[: max(len(text), 1)]
    raw.execute(f"UPDATE verdict_log SET {column} = ? WHERE sequence = ?", (new, sequence))
    try:
        broken = verify_database(url, KNOWN["ring"]).broken
        assert (broken is None) == (new == old)
        if broken is not None:
            assert broken.sequence == sequence
    finally:
        raw.execute(f"UPDATE verdict_log SET {column} = ? WHERE sequence = ?", (old, sequence))


def test_verification_is_fast_enough_to_run_often(log: VerdictLog) -> None:
    futures = [log._writer.append(entry(number, content=None)) for number in range(3000)]
    for future in futures:
        future.result()
    started = time.perf_counter()

    assert log.verify().records == 3000

    assert time.perf_counter() - started < 3  # 100,000 records a second when measured; this only catches a disaster
