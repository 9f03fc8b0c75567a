"""Work on all cores gives what one core gives, and fails as it fails."""

import os
import subprocess
import sys

import pytest

from app.publishing.spread import spread

SEVERAL_CORES = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="copies are made where there are several cores"
)


@pytest.mark.parametrize("size", [0, 1, 99, 100, 399, 400, 1001])
def test_results_are_those_of_a_loop_and_in_its_order(size: int) -> None:
    assert spread(lambda number: number * number, range(size)) == [number * number for number in range(size)]


@pytest.mark.parametrize("place", [0, 1, 250, 499])
def test_an_error_of_the_work_is_raised_here(place: int) -> None:
    numbers = [1] * 500
    numbers[place] = 0

    with pytest.raises(ZeroDivisionError):
        spread(lambda number: 1 // number, numbers)


def _in_a_fresh_process(code: str) -> str:
    """Its output; a process of its own has no other threads, as a service that starts."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


@SEVERAL_CORES
def test_the_work_is_done_by_copies() -> None:
    code = "import os; from app.publishing.spread import spread; pids = set(spread(lambda _: os.getpid(), range(400)))"

    assert _in_a_fresh_process(f"{code}; print(len(pids) > 1, os.getpid() in pids)") == "True False\n"


@SEVERAL_CORES
def test_a_crash_of_a_copy_is_told_and_ends_nothing_else() -> None:
    code = """
import os, signal
from app.publishing.spread import CopyCrashed, spread
try:
    spread(lambda number: os.kill(os.getpid(), signal.SIGSEGV) if number == 7 else None, range(400))
except CopyCrashed as crash:
    print(crash)
"""
    assert _in_a_fresh_process(code) == "signal 11\n"
