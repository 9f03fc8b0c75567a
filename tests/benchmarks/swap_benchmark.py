"""Versions swapped under load on two processes: what failed, what was mixed, how long a swap takes, and memory.

    .venv/bin/python -m tests.benchmarks.swap_benchmark [--swaps 50] [--clients 16] [--versions 4]
        [--database SQLite|PostgreSQL] [--rules DIR --lexicons DIR | --bundled]

Without folders a rule set of two rules; ``--bundled`` is the one that comes with Shenyan. Each answer is held against
what the revision it names gives for its text, judged here and alone.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from app.publishing.bundled import bundled_directories
from tests.api.fleet import fleet
from tests.api.rule_files import write_rule_files
from tests.api.swapping import Swaps
from tests.benchmarks.load_benchmark import made_settings


def show(swaps: Swaps) -> bool:
    """Print what was found; whether all was well."""
    answers = sum(swaps.statuses.values())
    failed = answers - swaps.statuses.get(200, 0)
    print(
        f"{swaps.swaps} swaps over {len(swaps.judged)} revisions in {swaps.elapsed:.0f} s, {swaps.clients} clients:"
        f" {answers} answers, {failed} failed, {len(swaps.wrong)} not what their revision gives"
    )
    for place, (seconds, memory) in enumerate(zip(swaps.seconds, swaps.memory, strict=True)):
        role = "publishes" if place == 0 else "follows"
        tenth = memory[min(9, len(memory) - 1)]
        print(
            f"process {place + 1} ({role}): judges by the new version after {statistics.median(seconds):.2f} s,"
            f" at most {max(seconds):.2f} s; memory {memory[0] / 1024:.0f} MB after the first swap,"
            f" {tenth / 1024:.0f} after the 10th, {memory[-1] / 1024:.0f} after the last,"
            f" {max(memory) / 1024:.0f} at most"
        )
    return failed == 0 and not swaps.wrong


def main() -> None:
    """Measure and print; ends with 1 when a request failed or an answer is a mixture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--swaps", type=int, default=50)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--versions", type=int, default=4, choices=range(2, 11))
    parser.add_argument("--database", default="SQLite", choices=["SQLite", "PostgreSQL"])
    parser.add_argument("--rules", type=Path)
    parser.add_argument("--lexicons", type=Path)
    parser.add_argument("--bundled", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.bundled:
            options.rules, options.lexicons = bundled_directories()
        elif options.rules is None:
            options.rules, options.lexicons = write_rule_files(Path(folder))
        with made_settings(options.database, options) as settings, fleet(settings, 2) as services:
            swaps = Swaps(services, options.versions, options.swaps, options.clients)
            swaps.run()
    sys.exit(0 if show(swaps) else 1)


if __name__ == "__main__":
    main()
