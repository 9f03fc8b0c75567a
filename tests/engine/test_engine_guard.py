"""Rules that hang, crash or exhaust the compiler are found out in a child process."""

import random
import sys
import time

import pytest

from app.engine.errors import CompileError, CompileTimeout
from app.engine.guard import check_compiles
from app.model.fact import Conjunction
from tests.engine.oracle import make_rules

ONE_RULE = [Conjunction("r", ("a", "b"))]
# 600 properties in one rule set make durable-rules itself loop for ever in C, with the interpreter lock held.
HANG_IN_C = """
import json, durable_rules_engine
rules = {f"r{n}": {"all": [{"m": {f"k{n}": 1}}]} for n in range(600)}
durable_rules_engine.create_ruleset("x", json.dumps(rules))
"""
CRASH = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
OUT_OF_MEMORY = """
import sys
from app.engine import guard
guard.compile_conjunctions = lambda _: bytearray(2**31)
guard.main(sys.argv[1:])
"""
NEVER_FIRES = """
import sys
from app.engine import guard
guard.evaluate = lambda *_: ()
guard.main(sys.argv[1:])
"""


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_good_rules_pass() -> None:
    check_compiles([])
    check_compiles(ONE_RULE)
    check_compiles([Conjunction("保本", ('"', "\ud800", "\n"))])


def test_two_thousand_rules_pass_within_the_limits() -> None:
    check_compiles(make_rules(2000, random.Random(1)), limit_s=30.0)


@pytest.mark.parametrize("count", [0, 17])
def test_rules_outside_the_limits_are_refused_with_the_reason(count: int) -> None:
    keys = tuple(f"k{n}" for n in range(count))
    with pytest.raises(CompileError, match=f"rule bad: a conjunction needs 1 to 16 facts, not {count}"):
        check_compiles([*ONE_RULE, Conjunction("bad", keys)])


@pytest.mark.parametrize(
    ("worker", "reason"),
    [
        (python(CRASH), "the compiler crashed: SIGSEGV"),
        (python("raise SystemExit(3)"), "the compiler failed with status 3"),
        (python("raise RuntimeError"), "the compiler failed with status 1"),
        (python(""), "the compiler gave no answer"),
        (python("print('nonsense')"), "the compiler gave no answer"),
        (python("print('[]')"), "the compiler gave no answer"),
        (python("print('{}')"), "the compiler gave no answer"),
        (python(NEVER_FIRES), "rule r does not fire when all its facts are present"),
        (python(OUT_OF_MEMORY), "the rules need more than 512 MB to compile"),
        (("/nonexistent/python",), "the compiler could not be started"),
    ],
)
def test_a_failing_compiler_is_a_compile_error(worker: tuple[str, ...], reason: str) -> None:
    with pytest.raises(CompileError, match=reason) as caught:
        check_compiles(ONE_RULE, limit_s=20.0, worker=worker)
    assert not isinstance(caught.value, CompileTimeout)


@pytest.mark.parametrize("code", [HANG_IN_C, "import time; time.sleep(60)"], ids=["in C", "asleep"])
def test_a_hanging_compiler_is_killed(code: str) -> None:
    start = time.monotonic()
    with pytest.raises(CompileTimeout, match=r"did not compile within 0\.7 s"):
        check_compiles(ONE_RULE, limit_s=0.7, worker=python(code))
    assert time.monotonic() - start < 5
