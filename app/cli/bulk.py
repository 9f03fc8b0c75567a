"""``shenyan bulk``: a file of messages, a file of verdicts."""

import hashlib
import os
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.cli.errors import InputError, file_error
from app.cli.rule_files import rule_files
from app.cli.screen import Screen
from app.model.vocabulary import Decision
from app.reports.review_json import submission_json, verdict_json
from app.ruleset.loader import read_directory
from app.settings import load_settings
from app.workers.bulk import Done, count_rows, review_file
from app.workers.bulk_review import Form, Job

_KINDS = (".jsonl", ".ndjson", ".csv")


def bulk(
    ctx: typer.Context,
    *,
    source: Annotated[Path, typer.Argument(help="bulk.in", metavar="IN.jsonl|IN.csv", show_default=False)],
    target: Annotated[Path, typer.Argument(help="bulk.out", metavar="OUT.jsonl", show_default=False)],
    processes: Annotated[int, typer.Option("--processes", "-p", help="bulk.processes", metavar="N", min=0)] = 0,
    log: Annotated[bool, typer.Option("--log/--no-log", help="check.log")] = True,
) -> None:
    """Reviews every row; run again after a stop, it goes on where it was."""
    screen: Screen = ctx.obj
    if source.suffix.casefold() not in _KINDS:
        raise InputError("error.bulk-kind", path=source)
    if target.exists() and target.samefile(source):
        raise InputError("error.bulk-same", path=target)
    job = _job(source, target, log=log)
    try:
        last, counts = _run(screen, source, target, job, processes or os.cpu_count() or 1)
    except OSError as error:
        raise file_error(error.filename or source, error) from None
    if last.resumed:
        screen.print(screen.say("bulk.resumed", count=last.resumed))
    listed = ", ".join(f"{screen.say(f'decision-short.{key}')} {counts[key]}" for key in Decision)
    screen.print(screen.say("bulk.done", count=last.rows - last.resumed, path=target, listed=listed))
    if counts["error"]:
        screen.print(screen.say("bulk.errors", count=counts["error"]), style="yellow")


def _job(source: Path, target: Path, *, log: bool) -> Job:
    """The rule files as they are now: every process judges by the same ones."""
    files = rule_files()
    content = read_directory(files.rules_dir, files.lexicons_dir)
    revision = files.compile().revision
    name = hashlib.sha256(f"{source.resolve()}\n{target.resolve()}\n{revision}".encode()).hexdigest()[:24]
    return Job(content, load_settings(), f"bulk:{name}", log, Form(submission_json, verdict_json))


def _run(screen: Screen, source: Path, target: Path, job: Job, processes: int) -> tuple[Done, Counter[str]]:
    counts: Counter[str] = Counter()
    last = Done(0, 0)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen.err, transient=True) as progress:
        task = progress.add_task(screen.say("bulk.progress"), total=count_rows(source))
        for last in review_file(source, target, job, processes):
            progress.update(task, completed=last.rows)
            if last.failed:
                counts["error"] += 1
            elif last.decision is not None:
                counts[last.decision] += 1
    return last, counts
