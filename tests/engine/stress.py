"""Reviews in threads while rule sets are swapped under them. Run by test_engine_stress in a process of its own.

Prints one JSON object. A crash of durable-rules ends this process, which is what the test looks for.
"""
# ruff: noqa: T201

import json
import random
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from app.engine.compile import CompiledRules, compile_conjunctions
from app.engine.errors import EngineError
from app.engine.session import evaluate
from app.model.fact import Conjunction
from tests.engine.oracle import evaluate_naively, make_message, make_rules

PAGE_MB = 4096 / 1024 / 1024


@dataclass(frozen=True, slots=True)
class Version:
    conjunctions: list[Conjunction]
    compiled: CompiledRules


class Stress:
    """``reviews`` reviews by ``threads`` threads, of the version that is active when each begins."""

    def __init__(self, reviews: int, threads: int) -> None:
        self.left = reviews
        self.lock = threading.Lock()
        self.differences = 0
        self.closed = 0
        self.errors: list[str] = []
        self.active = self.publish(0)
        self.threads = [threading.Thread(target=self.review, args=(n,)) for n in range(threads)]

    def publish(self, number: int) -> Version:
        conjunctions = make_rules(60 + number % 7 * 20, random.Random(number))
        return Version(conjunctions, compile_conjunctions(conjunctions))

    def take(self) -> bool:
        with self.lock:
            self.left -= 1
            return self.left >= 0

    def review(self, number: int) -> None:
        rng = random.Random(-1 - number)
        while self.take():
            version = self.active
            facts = make_message(version.conjunctions, rng.randrange(4, 40), rng)
            try:
                answer = evaluate(version.compiled, facts)
            except EngineError as error:
                with self.lock:
                    self.left += 1
                    if version.compiled.closed:
                        self.closed += 1
                    else:
                        self.errors.append(str(error))
                continue
            if answer != evaluate_naively(version.conjunctions, facts):
                with self.lock:
                    self.differences += 1


def resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_MB


def main(reviews: int) -> None:
    start = time.monotonic()
    stress = Stress(reviews, threads=8)
    for thread in stress.threads:
        thread.start()
    swaps, memory = 0, []
    while any(thread.is_alive() for thread in stress.threads) and time.monotonic() - start < 120:
        retired, stress.active = stress.active, stress.publish(swaps)
        swaps += 1
        if swaps % 3 == 0:
            retired.compiled.close()  # others go with their last reference
        del retired
        memory.append(resident_mb())
        time.sleep(0.03)
    for thread in stress.threads:
        thread.join(10)
    half = len(memory) // 2
    print(
        json.dumps(
            {
                "reviews": reviews - max(stress.left, 0),
                "differences": stress.differences,
                "errors": stress.errors[:5],
                "closed": stress.closed,
                "swaps": swaps,
                "threads": threading.active_count(),
                "grown_mb": max(memory[half:]) - max(memory[:half]),
                "resident_mb": resident_mb(),
                "seconds": time.monotonic() - start,
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
