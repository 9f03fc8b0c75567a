"""Appended means durable and in order; what cannot be appended is said so; the database itself refuses changes."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.errors import DatabaseUnusable, Overloaded, UnknownReview, VerdictLogUnavailable
from app.store.database import open_database
from app.store.migrate import upgrade
from app.store.records import Appended
from app.store.tables import metadata
from app.store.verdict_log import VerdictLog, verify_database
from tests.store.entries import entry

ROOT = Path(__file__).resolve().parents[2]


def test_records_come_back_as_they_were(log: VerdictLog) -> None:
    given = entry(1)

    place = log.append(given)
    record = log.get(given.review_id)

    assert isinstance(place, Appended)
    assert (record.sequence, record.hash, record.previous_hash) == (1, place.hash, "0" * 64)
    assert (record.body, record.principal, record.rules) == (
        given.body, "tests", ("guaranteed-return", "phone-number"),
    )  # fmt: skip
    assert log.get_at(1) == record
    assert log.message_of(record) == {"text": "message 1"}


def test_unknown_records(log: VerdictLog) -> None:
    with pytest.raises(UnknownReview):
        log.get("x\x00")
    with pytest.raises(UnknownReview):
        log.get_at(1)


def test_a_durable_mode_is_set_on_every_connection(url: str) -> None:
    database = open_database(url, 1)
    upgrade(database)
    for engine in (database.writer, database.reader):
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    database.close()


def test_migrations_make_the_tables_that_the_code_uses(url: str) -> None:
    database = open_database(url, 1)
    upgrade(database)
    upgrade(database)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_a_newer_database_is_left_alone(log: VerdictLog, url: str, path: Path) -> None:
    log.close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()

    with pytest.raises(DatabaseUnusable, match="newer"):
        VerdictLog.open(url)


@pytest.mark.parametrize(
    "url", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://x/y", "sqlite:////proc/x/y"]
)
def test_unusable_databases(url: str) -> None:
    with pytest.raises(DatabaseUnusable):
        VerdictLog.open(url)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database" * 100)

    with pytest.raises(DatabaseUnusable):
        VerdictLog.open(f"sqlite:///{tmp_path}/x.db")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE verdict_log SET decision = 'pass'",
        "DELETE FROM verdict_log",
        "REPLACE INTO verdict_log SELECT * FROM verdict_log WHERE sequence = 1",
        "INSERT OR REPLACE INTO verdict_log SELECT 3, kind, review_id, created_at, principal, channel, decision,"
        " message_digest, rule_set_revision, rules, body, previous_hash, hash FROM verdict_log WHERE sequence = 1",
        "UPDATE log_finding SET family = 'tone'",
        "DELETE FROM log_finding",
        "REPLACE INTO log_finding VALUES (1, 'guaranteed-return', 'tone')",
        "UPDATE message_content SET content = ''",
        "REPLACE INTO message_content VALUES (1, '')",
        "UPDATE log_head SET sequence = 0",
        "DELETE FROM log_head",
    ],
)
def test_the_database_refuses_changes(log: VerdictLog, path: Path, statement: str) -> None:
    log.append(entry(1))
    log.append(entry(2))
    raw = sqlite3.connect(path)

    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)

    raw.close()


def test_a_log_without_its_end_is_not_continued(log: VerdictLog, url: str, path: Path) -> None:
    log.append(entry(1))
    log.close()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("DROP TRIGGER verdict_log_no_delete")
    raw.execute("DELETE FROM verdict_log")
    raw.close()

    with pytest.raises(DatabaseUnusable, match="log verify"):
        VerdictLog.open(url)


def test_a_locked_database_gives_no_place_and_recovers(log: VerdictLog, path: Path) -> None:
    log.append(entry(1))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(VerdictLogUnavailable):
        log.append(entry(2))
    other.execute("ROLLBACK")
    other.close()

    assert log.append(entry(3)).sequence == 2
    assert log.verify().broken is None


def test_a_database_that_is_gone_gives_no_place_and_recovers(log: VerdictLog, path: Path) -> None:
    log.append(entry(1))
    away = path.with_name("away")
    path.rename(away)

    with pytest.raises(VerdictLogUnavailable):
        log.append(entry(2))
    with pytest.raises(VerdictLogUnavailable):
        log.get("x")
    assert not path.exists(), "an empty log must not take its place"
    away.rename(path)

    assert log.append(entry(3)).sequence == 2
    assert log.verify().broken is None


def test_a_full_disk_gives_no_place_and_recovers(log: VerdictLog, path: Path) -> None:
    log.append(entry(1))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.with_name("log.db-wal").stat().st_size, hard))
    try:
        with pytest.raises(VerdictLogUnavailable):
            log.append(entry(2))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert log.append(entry(3)).sequence == 2
    assert log.verify().broken is None


def test_an_entry_that_the_database_refuses_takes_no_other_with_it(log: VerdictLog) -> None:
    first = entry(1)
    futures = [log._writer.append(item) for item in (first, entry(2), entry(3, review_id=first.review_id), entry(4))]

    outcomes = [future.exception() for future in futures]

    assert [type(outcome) for outcome in outcomes] == [type(None), type(None), VerdictLogUnavailable, type(None)]
    assert log.verify().records == 3


def test_too_many_waiting_are_turned_away(url: str, path: Path) -> None:
    log = VerdictLog.open(url, max_pending=3, busy_timeout_seconds=1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    futures = [log._writer.append(entry(0))]
    time.sleep(0.1)  # the writer has taken it, and waits for the lock

    with pytest.raises(Overloaded):
        futures += [log._writer.append(entry(number)) for number in range(5)]

    other.execute("ROLLBACK")
    other.close()
    log.close()
    assert all(future.exception() is None for future in futures)


def test_closing_keeps_what_was_accepted_and_accepts_no_more(log: VerdictLog, url: str) -> None:
    futures = [log._writer.append(entry(number)) for number in range(1000)]
    log.close()

    assert [future.result().sequence for future in futures] == list(range(1, 1001))  # type: ignore[union-attr]
    with pytest.raises(VerdictLogUnavailable):
        log.append(entry(1))
    assert verify_database(url).records == 1000


APPENDER = """
import sys
from app.store.verdict_log import VerdictLog
from tests.store.entries import entry
log = VerdictLog.open(sys.argv[1], busy_timeout_seconds=30)
count = int(sys.argv[2])
for start in range(0, count, 10):
    batch = [entry(number, principal=sys.argv[3]) for number in range(start, start + 10)]
    for item, future in [(item, log._writer.append(item)) for item in batch]:
        print(item.review_id, future.result().sequence, flush=True)
"""


def _start(url: str, count: int, name: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", APPENDER, url, str(count), name], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_two_processes_append_to_one_chain(log: VerdictLog, url: str) -> None:
    processes = [_start(url, 300, name) for name in ("one", "other")]
    lines = [line for process in processes for line in process.communicate(timeout=60)[0].splitlines()]

    acknowledged = dict(line.split() for line in lines)
    result = log.verify()

    assert (result.records, result.broken) == (600, None)
    assert sorted(map(int, acknowledged.values())) == list(range(1, 601))
    for review_id, sequence in acknowledged.items():
        assert log.get(review_id).sequence == int(sequence)


def test_what_was_acknowledged_survives_kill_9(url: str) -> None:
    acknowledged: dict[str, str] = {}
    for round_ in range(3):
        process = _start(url, 1_000_000, f"round {round_}")
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(40 + 57 * round_)]
        os.kill(process.pid, signal.SIGKILL)
        lines += process.stdout.read().splitlines()
        process.wait()
        process.stdout.close()
        acknowledged |= dict(line.split() for line in lines if len(line.split()) == 2)

    log = VerdictLog.open(url)
    try:
        result = log.verify()
        assert result.broken is None
        assert len(acknowledged) >= 291
        for review_id, sequence in acknowledged.items():
            assert log.get(review_id).sequence == int(sequence)
        assert log.append(entry(1)).sequence == result.records + 1
    finally:
        log.close()
