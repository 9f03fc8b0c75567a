"""How long the engine takes, and how that grows with the rules. Run: python -m tests.benchmarks.engine_benchmark

Prints a table of microseconds for one message: median and 99th percentile. The naive evaluator runs in the same
process on the same messages. All rows of a table are measured in turns, since a shared machine changes its speed by 2x.
"""

import argparse
import random
import statistics
import time

from app.engine.compile import PATTERNS_PER_SHARD, CompiledRules, compile_conjunctions
from app.engine.session import evaluate
from app.model.fact import Conjunction, Fact
from tests.engine.oracle import evaluate_naively, make_message, make_rules

RULE_COUNTS = (50, 100, 200, 500, 1000, 2000)
SHARD_SIZES = (1, 2, 4, 8, 16, 32, 128)


class Row:
    """One rule set, compiled with one shard size, and what was measured."""

    def __init__(self, rules: int, size: int, facts: int) -> None:
        rng = random.Random(rules)
        self.rules, self.size = rules, size
        self.conjunctions: list[Conjunction] = make_rules(rules, rng)
        self.messages: list[list[Fact]] = [make_message(self.conjunctions, facts, rng) for _ in range(50)]
        start = time.perf_counter()
        self.compiled: CompiledRules = compile_conjunctions(self.conjunctions, patterns_per_shard=size)
        self.compile_ms = (time.perf_counter() - start) * 1000
        self.taken: list[float] = []
        self.naive: list[float] = []

    def measure(self) -> None:
        """One round over all messages; the answers must be equal."""
        for message in self.messages:
            start = time.perf_counter_ns()
            answer = evaluate(self.compiled, message)
            middle = time.perf_counter_ns()
            expected = evaluate_naively(self.conjunctions, message)
            self.naive.append((time.perf_counter_ns() - middle) / 1000)
            self.taken.append((middle - start) / 1000)
            assert answer == expected

    def __str__(self) -> str:
        opened = statistics.mean(len(self.compiled.shards_for(f.key for f in message)) for message in self.messages)
        fired = statistics.mean(len(evaluate(self.compiled, message)) for message in self.messages)
        p99 = statistics.quantiles(self.taken, n=100)[98]
        return (
            f"{self.rules:5} {self.size:9} {self.compiled.shard_count:7} {opened:7.1f} {fired:6.1f}"
            f" {statistics.median(self.taken):7.0f} {p99:7.0f} {statistics.median(self.naive):9.0f}"
            f" {self.compile_ms:11.0f}"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--facts", type=int, default=30, help="true facts of a message")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--sizes", action="store_true", help="compare shard sizes")
    options = parser.parse_args()
    sizes = SHARD_SIZES if options.sizes else (PATTERNS_PER_SHARD,)
    rows = [Row(rules, size, options.facts) for rules in RULE_COUNTS for size in sizes]
    for row in rows:
        row.measure()
        row.taken.clear()
    for _ in range(options.rounds):
        for row in rows:
            row.measure()
    print(f"{options.facts} true facts; microseconds")
    print("rules per shard  shards  opened  fired     p50     p99 naive p50  compile ms")
    for row in rows:
        print(row)


if __name__ == "__main__":
    main()
