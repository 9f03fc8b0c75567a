"""``shenyan check``: one message, one verdict."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer

from app.cli.errors import InputError, file_error
from app.cli.open_intake import open_intake
from app.cli.options import (
    AudienceOption,
    ChannelOption,
    DayOption,
    JurisdictionOption,
    LanguageOption,
    ProductOption,
    StageOption,
    choose,
    parse_day,
    parse_products,
    unknown_choice,
)
from app.cli.rule_files import rule_files
from app.cli.screen import Screen
from app.cli.show_trace import show_trace
from app.cli.show_verdict import Rewriting, show_foot, show_verdict
from app.intake import Submission
from app.model.message import Message, Part
from app.model.principal import Principal
from app.model.verdict import Verdict
from app.model.vocabulary import Audience, Channel, Decision, Jurisdiction, Language, Severity, Stage
from app.reports.junit import to_junit
from app.reports.review_json import submission_json, verdict_json
from app.reports.rewriting import rewrite
from app.reports.sarif import to_sarif
from app.review import CompiledRuleSet, review, trace
from app.text.blank import is_blank

FORMATS = ("text", "json", "sarif", "junit")


@dataclass(frozen=True, slots=True)
class _Answer:
    """A verdict, logged or not."""

    message: Message
    verdict: Verdict
    duration_ms: float
    submission: Submission | None


def check(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    file: Annotated[str, typer.Argument(help="check.file", metavar="FILE|-", show_default=False)],
    channel: ChannelOption = None,
    product: ProductOption = None,
    audience: AudienceOption = None,
    stage: StageOption = "draft",
    jurisdiction: JurisdictionOption = None,
    language: LanguageOption = None,
    day: DayOption = None,
    campaign: Annotated[str | None, typer.Option("--campaign", help="campaign", metavar="NAME")] = None,
    output: Annotated[str, typer.Option("--format", "-f", help="format", metavar="FORMAT")] = "text",
    with_trace: Annotated[bool, typer.Option("--trace", help="trace")] = False,
    log: Annotated[bool, typer.Option("--log/--no-log", help="check.log")] = True,
) -> None:
    """Reviews the file and leaves with 0 for pass, 1 for revise, 2 for block."""
    screen: Screen = ctx.obj
    if output not in FORMATS:
        raise unknown_choice("--format", output, FORMATS)
    message = Message(
        id="check",
        parts=(Part("body", read_text(file)),),
        day=parse_day(day),
        channel=choose(Channel, "--channel", channel),
        audience=choose(Audience, "--audience", audience),
        jurisdiction=choose(Jurisdiction, "--jurisdiction", jurisdiction),
        language=choose(Language, "--language", language),
        products=parse_products(product),
        stage=choose(Stage, "--stage", stage) or Stage.DRAFT,
        metadata=() if campaign is None else (("campaign", campaign),),
    )
    compiled = rule_files().compile()
    answer = _judge(message, compiled, log=log)
    if with_trace and output == "text":
        show_trace(screen, trace(message, compiled), compiled)
    _print(screen, file, answer, compiled, output)
    raise typer.Exit(answer.verdict.decision.rank)


def read_text(file: str) -> str:
    """The text of a file, or of standard input for ``-``, without its last line break. Raises InputError."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise file_error(file, error) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise InputError("error.not-utf8", path=file, line=before.count(b"\n") + 1, column=column) from None
    if is_blank(text):
        raise InputError("error.empty", path=file)
    return text.removesuffix("\n").removesuffix("\r")


def _judge(message: Message, compiled: CompiledRuleSet, *, log: bool) -> _Answer:
    if log:
        with open_intake(compiled) as intake:
            submission = intake.submit(message, Principal("cli"))
        return _Answer(message, submission.record.verdict, submission.record.duration_ms, submission)
    started = perf_counter()
    verdict = review(message, compiled)
    return _Answer(message, verdict, round((perf_counter() - started) * 1000, 3), None)


def _print(screen: Screen, file: str, answer: _Answer, compiled: CompiledRuleSet, output: str) -> None:
    uri = "stdin" if file == "-" else Path(file).as_posix()
    match output:
        case "json":
            _print_json(screen, _json(answer))
        case "sarif":
            _print_json(screen, to_sarif(uri, answer.message, answer.verdict, screen.tongue))
        case "junit":
            screen.write(to_junit(uri, answer.verdict, screen.tongue, answer.duration_ms / 1000).decode())
        case _:
            rewriting = _rewriting(answer, compiled)
            show_verdict(screen, answer.message, answer.verdict, compiled.prepared.rule_set.references, rewriting)
            show_foot(screen, answer.verdict, answer.submission.record.review_id if answer.submission else None)


def _json(answer: _Answer) -> dict[str, Any]:
    if answer.submission is not None:
        return submission_json(answer.submission)
    return verdict_json(answer.message, answer.verdict, answer.duration_ms)


def _print_json(screen: Screen, value: dict[str, Any]) -> None:
    screen.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _rewriting(answer: _Answer, compiled: CompiledRuleSet) -> Rewriting | None:
    """The message with the suggestions carried out, and what a second review says of it."""
    if answer.verdict.decision is Decision.PASS:
        return None
    rewritten = rewrite(answer.message, answer.verdict.findings)
    if rewritten is None:
        return None
    again = review(rewritten, compiled)
    still = (finding.rule_id for finding in again.findings if finding.severity is not Severity.ADVISE)
    return Rewriting(rewritten.parts[0].text, again.decision, frozenset(still) if again.decision.rank else frozenset())
