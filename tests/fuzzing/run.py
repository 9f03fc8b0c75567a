"""Fuzzing for as long as you like: every parser, the API's bodies and the normaliser.

    .venv/bin/python -m tests.fuzzing.run [--seconds 600] [--targets yaml,json,text,api,export] [--seed N]

Prints how many cases each target stood, and for a failure the smallest case that shows it. What is found becomes a case
of a table in the tests of the module at fault.
"""

import argparse
import random
import sys
import time
import traceback
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as with_seed

from tests.fuzzing.targets import TARGETS

_AT_ONCE = 300


def attack(name: str, cases: int, seed: int) -> None:
    """Try ``cases`` cases of one target. Raises what a case raised, with the smallest such case in its notes."""
    with TARGETS[name]() as (strategy, check):
        _try(strategy, check, cases, seed)


def _try(strategy: Any, check: Any, cases: int, seed: int) -> None:
    @with_seed(seed)
    @settings(
        max_examples=cases, deadline=None, database=None, phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=strategy)
    def one(case: Any) -> None:
        check(case)

    one()


def main() -> int:
    """Run the targets in turn until the time is over; 1 when something was found."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seconds", type=float, default=600)
    arguments.add_argument("--targets", default=",".join(TARGETS))
    arguments.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = arguments.parse_args()
    names = options.targets.split(",")
    found = 0
    for number, name in enumerate(names):
        tried, seed = 0, options.seed
        until = time.monotonic() + options.seconds / len(names)
        with TARGETS[name]() as (strategy, check):
            while time.monotonic() < until:
                try:
                    _try(strategy, check, _AT_ONCE, seed)
                except Exception:
                    found += 1
                    traceback.print_exc(limit=-6)
                tried, seed = tried + _AT_ONCE, seed + 1
        sys.stdout.write(f"{name}: {tried} cases from seed {options.seed}, {number + 1} of {len(names)}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{found} failure(s)\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
