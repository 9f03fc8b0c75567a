"""Appended means durable and in order; what cannot be appended is said so; the database itself refuses changes."""

import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import closing
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import app.store
from app.errors import DatabaseUnusable, Overloaded, UnknownReview, VerdictLogUnavailable
from app.store.database import open_database
from app.store.migrate import upgrade
from app.store.records import Appended
from app.store.tables import metadata
from app.store.verdict_log import VerdictLog, verify_database
from app.store.writer import LogOptions
from tests.databases import postgresql_url
from tests.store.entries import entry, kept_entry
from tests.store.keys import CONTENT_KEYS, KEYS
from tests.store.raw import REFUSED, Raw

ROOT = Path(__file__).resolve().parents[2]


def test_records_come_back_as_they_were(log: VerdictLog) -> None:
    given = kept_entry(1)

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
        log.get("\ud800")
    with pytest.raises(UnknownReview):
        log.get_at(1)


def test_a_durable_mode_is_set_on_every_connection(url: str) -> None:
    asked = {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": 2}
    if url.startswith("postgresql"):
        url += "%20-csynchronous_commit%3Doff"
        asked = {"SHOW fsync": "on", "SHOW synchronous_commit": "on"}
    database = open_database(url, 1)
    upgrade(database)
    for engine in (database.writer, database.reader):
        with engine.connect() as connection:
            assert {query: connection.exec_driver_sql(query).scalar() for query in asked} == asked
    database.close()


def test_migrations_make_the_tables_that_the_code_uses(url: str) -> None:
    database = open_database(url, 1)
    upgrade(database)
    upgrade(database)
    for module in iter_modules(app.store.__path__):  # each area describes its tables in a module of its own
        if module.name.endswith("_tables"):
            import_module(f"app.store.{module.name}")
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_a_newer_database_is_left_alone(log: VerdictLog, url: str, raw: Raw) -> None:
    log.close()
    raw.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(DatabaseUnusable, match="newer"):
        VerdictLog.open(url, KEYS)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://x/y",
        "sqlite:////proc/x/y",
        "postgresql://nobody@127.0.0.1:1/nothing",
    ],
)
def test_unusable_databases(url: str) -> None:
    with pytest.raises(DatabaseUnusable):
        VerdictLog.open(url, KEYS)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database" * 100)

    with pytest.raises(DatabaseUnusable):
        VerdictLog.open(f"sqlite:///{tmp_path}/x.db", KEYS)


CHANGES = [
    "UPDATE verdict_log SET decision = 'pass'",
    "DELETE FROM verdict_log",
    "UPDATE log_finding SET family = 'tone'",
    "DELETE FROM log_finding",
    "INSERT INTO log_finding VALUES (1, 'another-rule', 'tone')",
    "UPDATE sealed_content SET ciphertext = ''",
    "INSERT INTO content_key VALUES (1, '', '', '')",
    "UPDATE log_head SET sequence = 0",
    "DELETE FROM log_head",
]
CHANGES_IN_SQLITE = [
    "REPLACE INTO verdict_log SELECT * FROM verdict_log WHERE sequence = 1",
    "INSERT OR REPLACE INTO verdict_log SELECT 3, kind, review_id, created_at, principal, tenant, channel, decision,"
    " message_digest, rule_set_revision, rules, body, clock_step, key_id, previous_hash, hash, mac"
    " FROM verdict_log WHERE sequence = 1",
    "REPLACE INTO log_finding VALUES (1, 'guaranteed-return', 'tone')",
    "REPLACE INTO sealed_content VALUES (1, '')",
    "REPLACE INTO content_key VALUES (1, '', '', '')",
]
CHANGES_IN_POSTGRESQL = [
    "TRUNCATE verdict_log CASCADE",
    "TRUNCATE log_finding",
    "TRUNCATE sealed_content",
    "TRUNCATE content_key",
    "TRUNCATE legal_hold",
    "TRUNCATE log_head",
    "INSERT INTO verdict_log SELECT * FROM verdict_log WHERE sequence = 1"
    " ON CONFLICT (sequence) DO UPDATE SET decision = 'pass'",
    "INSERT INTO sealed_content VALUES (1, '') ON CONFLICT (sequence) DO UPDATE SET ciphertext = ''",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_refuses_changes(log: VerdictLog, raw: Raw, statement: str) -> None:
    log.append(kept_entry(1))
    log.append(kept_entry(2))

    with pytest.raises(REFUSED):
        raw.execute(statement)


@pytest.mark.parametrize("statement", CHANGES_IN_SQLITE)
def test_sqlite_refuses_changes(sqlite_log: VerdictLog, sqlite_url: str, statement: str) -> None:
    with closing(Raw(sqlite_url)) as raw:
        test_the_database_refuses_changes(sqlite_log, raw, statement)


def _open_keeping(url: str) -> VerdictLog:
    return VerdictLog.open(url, KEYS, LogOptions(content_keys=CONTENT_KEYS))


@pytest.mark.parametrize("statement", CHANGES_IN_POSTGRESQL)
def test_postgresql_refuses_changes(statement: str) -> None:
    with postgresql_url() as url, closing(_open_keeping(url)) as log, closing(Raw(url)) as raw:
        test_the_database_refuses_changes(log, raw, statement)


def test_a_log_without_its_end_is_not_continued(log: VerdictLog, url: str, raw: Raw) -> None:
    log.append(entry(1))
    log.close()
    raw.drop_guards()
    raw.execute("DELETE FROM verdict_log")

    with pytest.raises(DatabaseUnusable, match="log verify"):
        VerdictLog.open(url, KEYS)


def test_a_locked_database_gives_no_place_and_recovers(log: VerdictLog, raw: Raw) -> None:
    log.append(entry(1))
    raw.lock()

    with pytest.raises(VerdictLogUnavailable):
        log.append(entry(2))
    raw.unlock()

    assert log.append(entry(3)).sequence == 2
    assert log.verify().broken is None


def test_a_database_that_is_gone_gives_no_place_and_recovers(sqlite_log: VerdictLog, path: Path) -> None:
    sqlite_log.append(entry(1))
    away = path.with_name("away")
    path.rename(away)

    with pytest.raises(VerdictLogUnavailable):
        sqlite_log.append(entry(2))
    with pytest.raises(VerdictLogUnavailable):
        sqlite_log.get("x")
    assert not path.exists(), "an empty log must not take its place"
    away.rename(path)

    assert sqlite_log.append(entry(3)).sequence == 2
    assert sqlite_log.verify().broken is None


def test_a_full_disk_gives_no_place_and_recovers(sqlite_log: VerdictLog, path: Path) -> None:
    sqlite_log.append(entry(1))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.with_name("log.db-wal").stat().st_size, hard))
    try:
        with pytest.raises(VerdictLogUnavailable):
            sqlite_log.append(entry(2))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert sqlite_log.append(entry(3)).sequence == 2
    assert sqlite_log.verify().broken is None


def test_an_entry_that_the_database_refuses_takes_no_other_with_it(log: VerdictLog) -> None:
    first = entry(1)
    futures = [log._writer.append(item) for item in (first, entry(2), entry(3, review_id=first.review_id), entry(4))]

    outcomes = [future.exception() for future in futures]

    assert [type(outcome) for outcome in outcomes] == [type(None), type(None), VerdictLogUnavailable, type(None)]
    assert log.verify().records == 3


def test_too_many_waiting_are_turned_away(url: str) -> None:
    log = VerdictLog.open(url, KEYS, LogOptions(max_pending=3, busy_timeout_seconds=1))
    other = Raw(url)
    other.lock()
    futures = [log._writer.append(entry(0))]
    time.sleep(0.1)  # the writer has taken it, and waits for the lock

    with pytest.raises(Overloaded):
        futures += [log._writer.append(entry(number)) for number in range(5)]

    other.unlock()
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
from app.store.writer import LogOptions
from tests.store.entries import entry, kept_entry
from tests.store.keys import CONTENT_KEYS, KEYS
log = VerdictLog.open(sys.argv[1], KEYS, LogOptions(busy_timeout_seconds=30))
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

    log = VerdictLog.open(url, KEYS)
    try:
        result = log.verify()
        assert result.broken is None
        assert len(acknowledged) >= 291
        for review_id, sequence in acknowledged.items():
            assert log.get(review_id).sequence == int(sequence)
        assert log.append(entry(1)).sequence == result.records + 1
    finally:
        log.close()
