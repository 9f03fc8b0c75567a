"""What an append and a verification cost, side by side with their yardsticks, in one run.

    python -m tests.benchmarks.append_benchmark [--records N]

The yardsticks are taken between the appends: a bare write with fdatasync, and a bare two-statement commit of SQLite in
the same mode. PostgreSQL is measured where `tests.databases` finds it.
"""

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg

from app.store.canonical import canonical_json
from app.store.verdict_log import VerdictLog, verify_database
from app.store.verifying_keys import NO_KEYS, read_verifying_keys
from app.store.writer import LogOptions
from tests.databases import POSTGRES, postgresql_url
from tests.store.entries import entry
from tests.store.keys import KEYS, RING

ROOT = Path(__file__).resolve().parent.parent.parent
BODY = canonical_json({"duration_us": 1500, "findings": [{"quote": "保本保息", "rule": "x" * 90}] * 8})

PROCESS = """
import sys, time
from app.store.verdict_log import VerdictLog
from app.store.writer import LogOptions
from tests.benchmarks.append_benchmark import append_many
from tests.store.keys import KEYS
log = VerdictLog.open(sys.argv[1], KEYS, LogOptions(busy_timeout_seconds=30))
sys.stdin.readline()
append_many(log, int(sys.argv[2]))
log.close()
"""


def made(number: int) -> object:
    return entry(number, body=BODY, content=None)


def append_many(log: VerdictLog, count: int) -> None:
    """As a busy service does: many wait for their place at once."""
    for start in range(0, count, 200):
        for future in [log._writer.append(made(number)) for number in range(start, min(start + 200, count))]:
            future.result()


def row(name: str, figure: str, bar: str = "") -> None:
    print(f"| {name:<64} | {figure:>26} | {bar:<16} |", flush=True)


def _timed(function: Callable[[], object]) -> float:
    started = time.perf_counter()
    function()
    return (time.perf_counter() - started) * 1000


def _figure(times: list[float]) -> str:
    kept = sorted(times[len(times) // 4 :])
    return f"{statistics.median(kept):.3f} ms (p10 {kept[len(kept) // 10]:.3f})"


def single_appends(folder: Path, count: int) -> None:
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for statement in (
        "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=8000",
        "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT)", "CREATE TABLE h(a)", "INSERT INTO h VALUES(0)",
    ):  # fmt: skip
        bare.execute(statement)

    def commit(number: int) -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO t VALUES(?,?)", (number, BODY))
        bare.execute("UPDATE h SET a=?", (number,))
        bare.execute("COMMIT")

    file = os.open(folder / "bare", os.O_CREAT | os.O_RDWR)
    os.pwrite(file, bytes(8192 * 8), 0)
    os.fsync(file)

    def flush(number: int) -> None:
        os.pwrite(file, BODY.encode(), 8192 * (number % 8))
        os.fdatasync(file)

    ours, sqlite, disk = [], [], []
    with closing(VerdictLog.open(f"sqlite:///{folder}/single.db", KEYS)) as log:
        for number in range(count):
            item = made(number)
            ours.append(_timed(lambda item=item: log.append(item)))
            sqlite.append(_timed(lambda number=number: commit(number)))
            disk.append(_timed(lambda number=number: flush(number)))
    bare.close()
    os.close(file)
    row("SQLite WAL FULL: one append, one caller", _figure(ours), "< 0.5 ms")
    row("bare SQLite commit, same mode", _figure(sqlite))
    row("bare write and fdatasync", _figure(disk))
    over = statistics.median(a - b for a, b in zip(ours, sqlite, strict=True))
    row("append over bare SQLite commit, median of differences", f"{over:.3f} ms")


def throughput(url: str, name: str, count: int) -> None:
    for processes in (1, 2, 4):
        started = [
            subprocess.Popen(
                [sys.executable, "-c", PROCESS, url, str(count // processes)], cwd=ROOT, stdin=subprocess.PIPE
            )
            for _ in range(processes)
        ]
        time.sleep(3)
        begun = time.perf_counter()
        for process in started:
            assert process.stdin is not None
            process.stdin.write(b"\n")
            process.stdin.close()
        for process in started:
            assert process.wait() == 0
        seconds = time.perf_counter() - begun
        row(f"{name}: {processes} process(es), 200 waiting in each", f"{count / seconds:,.0f} appends/s")


def verification(url: str, name: str) -> None:
    for known, keys in (
        ("chain and search index", NO_KEYS),
        ("and keys", read_verifying_keys(RING.secret_lines())),
    ):
        started = time.perf_counter()
        result = verify_database(url, keys)
        seconds = time.perf_counter() - started
        assert result.broken is None
        row(f"{name}: verify {result.records:,} records, {known}", f"{result.records / seconds:,.0f}/s", ">= 100,000/s")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=20_000)
    count = parser.parse_args().records
    row("what", "measured", "bar")
    with tempfile.TemporaryDirectory() as folder:
        single_appends(Path(folder), 2000)
        url = f"sqlite:///{folder}/many.db"
        VerdictLog.open(url, KEYS).close()
        throughput(url, "SQLite", count)
        verification(url, "SQLite")
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.Error:
        row("PostgreSQL", "no server")
        return
    with postgresql_url() as url:
        with closing(VerdictLog.open(url, KEYS, LogOptions())) as log:
            row(
                "PostgreSQL: one append, one caller",
                _figure([_timed(lambda: log.append(made(1))) for _ in range(1000)]),
            )
        throughput(url, "PostgreSQL", count)
        verification(url, "PostgreSQL")


if __name__ == "__main__":
    main()
