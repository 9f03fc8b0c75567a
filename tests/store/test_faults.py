"""What keeps the log from being written keeps verdicts from leaving, has a name, and ends by itself."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from app.errors import VerdictLogUnavailable
from app.store.key_source import KeyPlace
from app.store.verdict_log import VerdictLog, verify_database
from app.store.verifying_keys import read_verifying_keys
from app.store.writer import LogHooks, LogOptions
from tests.store.entries import entry
from tests.store.keys import KEYS, RING
from tests.store.raw import Raw

Fault = Callable[[Raw, Path], AbstractContextManager[None]]


@contextmanager
def _locked(raw: Raw, _keys: Path) -> Iterator[None]:
    raw.lock()
    yield
    raw.unlock()


@contextmanager
def _no_key(_raw: Raw, keys: Path) -> Iterator[None]:
    keys.rename(keys.with_name("away"))
    yield
    keys.with_name("away").rename(keys)


@contextmanager
def _other_key(_raw: Raw, keys: Path) -> Iterator[None]:
    text = keys.read_text("ascii")
    keys.write_text("d4" * 32 + "\n", "ascii")
    yield
    keys.write_text(text, "ascii")


@contextmanager
def _no_table(raw: Raw, _keys: Path) -> Iterator[None]:
    raw.execute("ALTER TABLE log_head RENAME TO away")
    yield
    raw.execute("ALTER TABLE away RENAME TO log_head")


FAULTS: dict[str, tuple[Fault, str]] = {
    "locked": (_locked, "locked"),
    "key file gone": (_no_key, "key"),
    "key file of another log": (_other_key, "key"),
    "table gone": (_no_table, "other"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_and_ends_by_itself(url: str, tmp_path: Path, name: str) -> None:
    fault, expected = FAULTS[name]
    keys = tmp_path / "keys"
    failed: list[str] = []
    writable: list[bool] = []
    hooks = LogHooks(failed=failed.append, writable=writable.append)
    log = VerdictLog.open(url, KeyPlace(keys, may_make=True), LogOptions(busy_timeout_seconds=0.2), hooks)
    raw = Raw(url)
    try:
        log.append(entry(1))
        with fault(raw, keys):
            for number in (2, 3):
                with pytest.raises(VerdictLogUnavailable) as raised:
                    log.append(entry(number))
        assert log.append(entry(4)).sequence == 2
        assert log.verify().broken is None
    finally:
        raw.close()
        log.close()
    assert failed == [expected, expected]
    assert writable == [False, True]
    assert str(tmp_path) not in str(raised.value)


def test_a_full_disk_of_postgresql_is_named_and_ends_by_itself(url: str) -> None:
    if url.startswith("sqlite"):
        return  # tests/store/test_verdict_log.py fills a disk for SQLite
    failed: list[str] = []
    log = VerdictLog.open(url, KEYS, hooks=LogHooks(failed=failed.append))
    raw = Raw(url)
    try:
        log.append(entry(1))
        raw.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$"
        )
        raw.execute("CREATE TRIGGER no_room BEFORE INSERT ON verdict_log FOR EACH STATEMENT EXECUTE FUNCTION no_room()")
        with pytest.raises(VerdictLogUnavailable):
            log.append(entry(2))
        raw.execute("DROP TRIGGER no_room ON verdict_log")

        assert log.append(entry(3)).sequence == 2
        assert log.verify().broken is None
    finally:
        raw.close()
        log.close()
    assert failed == ["disk-full"]


def test_a_server_that_cut_the_connection_is_found_again(url: str) -> None:
    if url.startswith("sqlite"):
        return
    log = VerdictLog.open(url, KEYS)
    log.append(entry(1))
    raw = Raw(url)
    raw.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shenyan'"
        " AND pid <> pg_backend_pid() AND query LIKE '%log_head%'"
    )
    raw.close()
    time.sleep(1.1)  # an idle connection is tried before it is used

    assert log.append(entry(2)).sequence == 2
    log.close()


def test_a_clock_set_back_is_told_once_and_changes_no_order(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time_ns
    steps: list[float] = []
    log = VerdictLog.open(url, KEYS, hooks=LogHooks(clock_stepped=steps.append))
    log.append(entry(1))
    monkeypatch.setattr(time, "time_ns", lambda: real() - 3600 * 10**9)
    places = [log.append(entry(number)).sequence for number in (2, 3)]
    monkeypatch.undo()
    log.append(entry(4))
    log.close()

    log = VerdictLog.open(url, KEYS)
    told = [log.get_at(sequence).clock_step for sequence in (1, 2, 3, 4)]
    log.close()
    result = verify_database(url, read_verifying_keys(RING.secret_lines()))

    assert places == [2, 3]
    assert told[0] == told[2] == told[3] == 0
    assert told[1] == pytest.approx(3600 * 10**6, abs=10**7)
    assert steps == [pytest.approx(3600, abs=10)]
    assert (result.broken, result.clock_steps) == (None, 1)


def test_a_thousand_records_and_a_stop_get_checkpoints(url: str) -> None:
    log = VerdictLog.open(url, KEYS)
    for future in [log._writer.append(entry(number, content=None)) for number in range(1500)]:
        future.result()
    before = verify_database(url, read_verifying_keys(RING.public_lines())).covered
    log.close()

    assert 500 <= before <= 1500
    assert verify_database(url, read_verifying_keys(RING.public_lines())).covered == 1500


def test_a_checkpoint_file_that_cannot_be_written_keeps_nobody_waiting(url: str, tmp_path: Path) -> None:
    log = VerdictLog.open(url, KEYS, LogOptions(checkpoint_file=tmp_path / "no" / "such" / "folder"))
    assert log.append(entry(1)).sequence == 1
    log.close()
    assert not os.path.lexists(tmp_path / "no")
