"""A file of messages through the review, on all cores: order kept, no row lost or doubled, resumed where it stopped."""

import asyncio
import json
import os
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from app.errors import ShenyanError, Unavailable
from app.model.finding import Localized
from app.workers.bulk_review import Job, Reviewer, work
from app.workers.bulk_rows import InputRow, read_input

_ROWS_AT_ONCE: Final = 64


class OtherInput(ShenyanError):  # noqa: N818 - named as in app/errors
    """The output file was begun with another input."""

    code = "other-input"
    title = Localized("输出文件来自另一份输入", "The output file was made from another input")

    def __init__(self, row: int) -> None:
        super().__init__(
            Localized(
                f"输出文件第 {row} 行与输入第 {row} 行不对应：它来自另一份输入，请换一个输出文件名",
                f"Row {row} of the output does not belong to row {row} of the input: it was made from another file; "
                "choose another output file",
            )
        )


class ProcessLost(ShenyanError):  # noqa: N818
    """A process ended before it answered."""

    code = "process-lost"
    title = Localized(
        "一个工作进程中途退出，已写出的结果有效；请再运行一次，从中断处继续",
        "A worker process ended early; what is written is good. Run the command again to go on",
    )


@dataclass(frozen=True, slots=True)
class Done:
    """Rows written so far. ``resumed`` of them were there before; ``errors`` and ``decisions`` are of this run."""

    rows: int
    resumed: int
    decision: str | None = None
    failed: bool = False


def count_rows(path: Path) -> int:
    """How many rows the input has. Raises OSError."""
    return sum(1 for _ in read_input(path))


def review_file(source: Path, target: Path, job: Job, processes: int) -> Iterator[Done]:
    """Writes an output row for each input row, and yields after each.

    Stopped at any moment, however roughly, the next call goes on where this one ended. Raises OtherInput, OSError,
    and what keeps a process from loading the rule set.
    """
    rows = read_input(source)
    resumed = _skip_done(rows, target)
    if resumed:
        yield Done(resumed, resumed)
    with target.open("ab") as out:
        done = resumed
        for answers in _answers(rows, job, processes):
            out.write(
                b"".join(
                    json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n" for answer in answers
                )
            )
            out.flush()
            for answer in answers:
                done += 1
                yield Done(done, resumed, answer.get("decision"), "error" in answer)
        os.fsync(out.fileno())


def _skip_done(rows: Iterator[InputRow], target: Path) -> int:
    """How many rows ``target`` already has; ``rows`` is moved past them, and half a last line is cut off."""
    if not target.exists():
        return 0
    whole = 0
    count = 0
    with target.open("rb") as lines:
        for line in lines:
            if not line.endswith(b"\n"):
                break
            count += 1
            row = next(rows, None)
            if row is None or _head(line) != (row.number, row.digest):
                raise OtherInput(count)
            whole += len(line)
    os.truncate(target, whole)
    return count


def _head(line: bytes) -> tuple[Any, Any]:
    try:
        value = json.loads(line)
        return value["row"], value["input"]
    except (ValueError, KeyError, TypeError):
        return None, None


def _answers(rows: Iterator[InputRow], job: Job, processes: int) -> Iterator[list[dict[str, Any]]]:
    """Output rows in the order of the input, in pieces."""
    pieces = iter(lambda: list(islice(rows, _ROWS_AT_ONCE)), [])
    if processes == 1:
        with closing(Reviewer(job)) as reviewer:
            yield from (asyncio.run(reviewer.answers(piece)) for piece in pieces)
        return
    first = list(islice(pieces, processes))
    workers = [_start(job) for _ in first]
    busy = deque(workers)
    try:
        for worker, piece in zip(workers, first, strict=True):
            worker.send(piece)
        # One piece at a time for each process, asked in turn: so the order is that of the file, and no two ends of a
        # pipe ever wait for each other to read.
        while busy:
            worker = busy.popleft()
            yield _receive(worker)
            piece = next(pieces, [])
            if piece:
                worker.send(piece)
                busy.append(worker)
    finally:
        for worker in workers:
            worker.close()


def _start(job: Job) -> "Connection[Any, Any]":
    """A new process that answers pieces sent to it until its pipe is closed."""
    context = get_context("spawn")
    here, there = context.Pipe()
    context.Process(target=work, args=(job, there), daemon=True).start()
    there.close()
    return here


def _receive(worker: "Connection[Any, Any]") -> list[dict[str, Any]]:
    try:
        answer = worker.recv()
    except (EOFError, OSError):
        raise ProcessLost from None
    if isinstance(answer, Localized):
        raise Unavailable(answer)
    answers: list[dict[str, Any]] = answer
    return answers
