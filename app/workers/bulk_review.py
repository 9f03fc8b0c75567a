"""What each process of a bulk run does: it loads the rule set once, then turns input rows into output rows."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing.connection import Connection
from time import perf_counter
from typing import Any

from app.errors import ShenyanError, Unavailable
from app.intake import TODAY, Intake, Submission
from app.metrics import Metrics
from app.model.message import Message
from app.model.principal import Principal
from app.model.verdict import Verdict
from app.publishing.active import ActiveRuleSet, keep_rule_set
from app.publishing.active_waivers import load_waivers
from app.review import compile_rule_set, review
from app.ruleset.loader import load_rule_set
from app.settings import Settings
from app.store.opening import open_log
from app.store.verdict_log import VerdictLog
from app.text.errors import TextError
from app.workers.bulk_rows import InputRow, RowError, fields_of, message_of


@dataclass(frozen=True, slots=True)
class Form:
    """How a review is written down, logged and not. Functions of a module, so that they reach other processes."""

    submission: Callable[[Submission], dict[str, Any]]
    verdict: Callable[[Message, Verdict, float], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Job:
    """What the processes of one run share. ``name`` is the run's own: it keeps a row from being logged twice."""

    files: dict[str, bytes]
    settings: Settings
    name: str
    log: bool
    form: Form


class Reviewer:
    """Turns rows into answers. One a process."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._compiled = compile_rule_set(load_rule_set(job.files))
        self._log = self._open_log() if job.log else None
        self._intake = None if self._log is None else self._open_intake(self._log)

    def _open_intake(self, log: VerdictLog) -> Intake:
        settings = self._job.settings
        return Intake(ActiveRuleSet(self._compiled, load_waivers(settings)), log, Metrics.new(), settings)

    def _open_log(self) -> VerdictLog:
        settings = self._job.settings
        wait = max(settings.busy_timeout_seconds, 30.0)  # the other processes write too
        log = open_log(settings, busy_timeout_seconds=wait)
        keep_rule_set(settings, self._compiled, wait)
        return log

    def close(self) -> None:
        """Close the log."""
        if self._log is not None:
            self._log.close()

    async def answers(self, rows: Sequence[InputRow]) -> list[dict[str, Any]]:
        """The output rows, in order. Their verdicts are logged together: one flush to disk for many."""
        return list(await asyncio.gather(*(self._answer(row) for row in rows)))

    async def _answer(self, row: InputRow) -> dict[str, Any]:
        """The output row: always one, for a row that cannot be reviewed too."""
        head: dict[str, Any] = {"row": row.number, "input": row.digest}
        try:
            fields = fields_of(row)
            head["id"] = fields.get("id")
            message = message_of(fields)
            return {**head, **await self._review(message, row)}
        except RowError as error:
            return {**head, "error": {"code": error.code, "field": error.field}}
        except TextError as error:
            return {**head, "error": {"code": "not-unicode", "field": error.part}}
        except Unavailable:
            raise
        except ShenyanError as error:
            return {**head, "error": {"code": error.code, "zh": error.detail.zh, "en": error.detail.en}}
        except Exception as error:  # noqa: BLE001, RUF100 - one bad row must not take the others with it
            return {**head, "error": {"code": "internal-error", "field": type(error).__name__}}

    async def _review(self, message: Message, row: InputRow) -> dict[str, Any]:
        if self._intake is not None:
            key = f"{self._job.name}:{row.number}:{row.digest}"
            return self._job.form.submission(await self._intake.submit_async(message, Principal("bulk"), key))
        message = replace(message, day=_today(self._job.settings) if message.day == TODAY else message.day)
        started = perf_counter()
        verdict = review(message, self._compiled)
        return self._job.form.verdict(message, verdict, round((perf_counter() - started) * 1000, 3))


def _today(settings: Settings) -> date:
    return (datetime.now(UTC) + timedelta(hours=settings.day_utc_offset_hours)).date()


def work(job: Job, pipe: "Connection[Any, Any]") -> None:
    """Answers lists of rows with lists of output rows, until the other end closes. The body of a process.

    When no verdict can be given at all just now, the answer is what to tell the person, and the process ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that a person started
    reviewer = Reviewer(job)
    try:
        while True:
            pipe.send(asyncio.run(reviewer.answers(pipe.recv())))
    except Unavailable as error:
        pipe.send(error.detail)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass
    finally:
        reviewer.close()
