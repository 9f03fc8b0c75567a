"""Work spread over the processor's cores: copies of this process, so that nothing is read, built or sent to them.

Threads would take turns with the interpreter lock. A copy costs a few milliseconds and only the memory that it changes.
"""

import multiprocessing
import os
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Final, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_MOST_COPIES: Final = 4
"""Each may come to hold as much memory as this process."""
_WORTH_A_COPY: Final = 100
"""Items; fewer are done sooner here."""


class CopyCrashed(Exception):  # noqa: N818 - named for what happened
    """A copy was ended by a signal. ``signal_number`` says which."""

    def __init__(self, signal_number: int) -> None:
        self.signal_number = signal_number
        super().__init__(f"signal {signal_number}")


def spread(work: Callable[[_Item], _Result], items: Sequence[_Item]) -> list[_Result]:
    """``work`` of each item, in order. It must not need what only this process has; its results must be picklable.

    Raises CopyCrashed, and whatever ``work`` raises.
    """
    copies = _copies(len(items))
    if copies < 2:
        return [work(item) for item in items]
    shares = [items[number::copies] for number in range(copies)]
    started = [_start(work, share) for share in shares]
    results: dict[int, _Result] = {}
    try:
        for number, (process, answers) in enumerate(started):
            for place, result in enumerate(_take(process, answers, work, shares[number])):
                results[number + place * copies] = result
    finally:
        for process, answers in started:
            process.kill()
            process.join()
            answers.close()
    return [results[index] for index in range(len(items))]


def _copies(items: int) -> int:
    """How many; 1 where a copy could hang on a lock that another thread holds, and where copies are not safe."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST_COPIES, items // _WORTH_A_COPY)


def _start(
    work: Callable[[_Item], _Result], share: Sequence[_Item]
) -> tuple[multiprocessing.process.BaseProcess, "Connection[list[_Result], list[_Result]]"]:
    context = multiprocessing.get_context("fork")
    answers, ours = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, share, ours), daemon=True)
    with warnings.catch_warnings():  # Python 3.12 counts native threads too: NumPy's, which a copy never asks
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    ours.close()
    return process, answers


def _run(
    work: Callable[[_Item], _Result], share: Sequence[_Item], answers: "Connection[list[_Result], list[_Result]]"
) -> None:
    try:
        results = [work(item) for item in share]
    except Exception:
        return
    answers.send(results)


def _take(
    process: multiprocessing.process.BaseProcess,
    answers: "Connection[list[_Result], list[_Result]]",
    work: Callable[[_Item], _Result],
    share: Sequence[_Item],
) -> list[_Result]:
    try:
        return answers.recv()
    except EOFError:
        process.join()
    if process.exitcode is not None and process.exitcode < 0:
        raise CopyCrashed(-process.exitcode)
    return [work(item) for item in share]
