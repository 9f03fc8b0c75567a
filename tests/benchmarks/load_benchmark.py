"""Many clients, two service processes on PostgreSQL: nothing lost, nothing twice; and how long an answer takes.

    .venv/bin/python -m tests.benchmarks.load_benchmark [--reviews 10000] [--clients 32] [--kills N]
        [--restart COMMAND] [--rules DIR --lexicons DIR]

Beside it one process on SQLite, in the same run. ``--restart`` is the command that restarts the PostgreSQL server, such
as ``"pg_ctlcluster 15 main restart"``: given once, in a run of its own. ``--kills`` is how often a process is killed,
in a run of its own on each database. The rule set is the one that comes with Shenyan.
"""

import argparse
import asyncio
import shlex
import statistics
import subprocess
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.settings import Settings, load_settings
from tests.api.fleet import Load, fleet, held_against_the_log, killing
from tests.databases import postgresql_url

_WIDTHS = (52, 9, 5, 6, 7, 11, 9, 9, 11)
Disturb = Callable[[Load], Awaitable[None]]


def row(*cells: object) -> None:
    print(
        "| " + " | ".join(str(cell).ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)) + " |", flush=True
    )


@contextmanager
def made_settings(database: str, options: argparse.Namespace) -> Iterator[Settings]:
    """Settings of services on a new database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        more = {"state_dir": folder, "rules_dir": options.rules, "lexicons_dir": options.lexicons}
        more["busy_timeout_seconds"] = 10.0
        if database == "SQLite":
            yield load_settings(folder / "no.env", database_url=f"sqlite:///{folder}/log.db", **more)
            return
        with postgresql_url() as url:
            yield load_settings(folder / "no.env", database_url=url, **more)


def restarting(command: str) -> Disturb:
    """Restarts the server, once, after a few seconds."""

    async def disturb(_load: Load) -> None:
        await asyncio.sleep(5)
        await asyncio.to_thread(subprocess.run, shlex.split(command), check=True, capture_output=True)
        await asyncio.sleep(1)

    return disturb


def measure(name: str, database: str, services: int, options: argparse.Namespace, disturb: Disturb | None) -> bool:
    """One run as a row; whether all was well."""
    with made_settings(database, options) as settings:
        with fleet(settings, services) as started:
            load = Load(started, options.reviews, options.clients)
            load.run(disturb)
        outcome = held_against_the_log(load)
        restarts = started.restarts
    row(
        f"{name}: {services} process(es), {options.clients} clients", len(load.told), len(outcome.lost),
        outcome.surplus, len(outcome.wrong), "valid" if outcome.broken is None else "BROKEN",
        f"{statistics.median(load.seconds) * 1000:.0f} ms",
        f"{statistics.quantiles(load.seconds, n=100)[98] * 1000:.0f} ms", f"{len(load.told) / load.elapsed:.0f}/s",
    )  # fmt: skip
    if load.unanswered:
        print(f"  {load.unanswered} requests were cut off or refused for the moment, and sent again")
    if restarts:
        print(
            f"  {len(restarts)} kills; ready again after {statistics.median(restarts):.1f} s,"
            f" at most {max(restarts):.1f} s"
        )
    return (outcome.lost, outcome.wrong, outcome.surplus, outcome.broken) == ((), (), 0, None)


def main() -> int:
    """Run all and print the table; 1 when anything was lost, double, wrong or broken."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--reviews", type=int, default=10_000)
    arguments.add_argument("--clients", type=int, default=32)
    arguments.add_argument("--kills", type=int, default=0)
    arguments.add_argument("--restart")
    arguments.add_argument("--rules", type=Path)
    arguments.add_argument("--lexicons", type=Path)
    options = arguments.parse_args()
    row("run", "answered", "lost", "double", "wrong", "chain", "p50", "p99", "rate")
    row(*("-" * width for width in _WIDTHS))
    runs: list[tuple[str, str, int, Disturb | None]] = [
        ("SQLite", "SQLite", 1, None),
        ("PostgreSQL", "PostgreSQL", 2, None),
    ]
    if options.restart:
        runs.append(("PostgreSQL, restarted", "PostgreSQL", 2, restarting(options.restart)))
    if options.kills:
        runs.append(("SQLite, killed", "SQLite", 1, killing(options.kills)))
        runs.append(("PostgreSQL, killed", "PostgreSQL", 2, killing(options.kills)))
    well = [measure(name, database, services, options, disturb) for name, database, services, disturb in runs]
    return 0 if all(well) else 1


if __name__ == "__main__":
    raise SystemExit(main())
