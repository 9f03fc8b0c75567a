"""The process that judges for a backtest: on all cores, beside the service, with neither a database nor keys.

Lines of JSON on standard input and output: first both rule sets, then part after part of messages and their outcomes.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from app.publishing.active import compile_files, warmed
from app.publishing.backtest import Outcome, compare
from app.publishing.spread import spread
from app.store.kept_message import kept_message

_ROOT: Final = Path(__file__).resolve().parents[2]
_COMMAND: Final = (sys.executable, "-m", "app.publishing.backtest_worker")
_NICENESS: Final = 10
"""The verdicts that somebody waits for come first."""

Item = tuple[int, str, str, str]
"""Number, review id, tenant and the kept message as JSON."""


class WorkerEnded(Exception):  # noqa: N818 - named for what happened
    """The process ended before it had answered."""


class BacktestWorker:
    """Judges by two rule sets, given as files. `close` it at the end."""

    def __init__(self, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - the command is a constant
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT
        )
        try:
            self._send([{path: raw.decode("latin-1") for path, raw in files.items()} for files in (before, after)])
        except WorkerEnded:
            self.close()
            raise

    def judge(self, items: Sequence[Item]) -> list[Outcome]:
        """The outcome of each. Raises WorkerEnded."""
        self._send(items)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise WorkerEnded
        return [outcome_of(values) for values in json.loads(line)]

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        self._process.wait()

    def _send(self, value: object) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(value).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise WorkerEnded from None


def outcome_of(values: Mapping[str, Any]) -> Outcome:
    """The outcome that was written as JSON."""
    return Outcome(**{**values, "appeared": tuple(values["appeared"]), "gone": tuple(values["gone"])})


def main() -> None:
    """The process itself."""
    os.nice(_NICENESS)
    before, after = (
        warmed(compile_files({path: text.encode("latin-1") for path, text in files.items()}))
        for files in json.loads(sys.stdin.readline())
    )

    def judge(item: Item) -> Outcome:
        number, review_id, tenant, kept = item
        message = kept_message(review_id, json.loads(kept))
        return compare(message, number, before, after, review_id=review_id, tenant=tenant)

    for line in sys.stdin:
        outcomes = spread(judge, json.loads(line))
        sys.stdout.write(json.dumps([asdict(outcome) for outcome in outcomes]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
