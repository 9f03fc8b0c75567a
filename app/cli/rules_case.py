"""``shenyan rules case``: a logged review kept whole, as a case that every version must judge alike."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from app.auth.permissions import Permission
from app.cli.errors import InputError, file_error
from app.cli.rules_life import DraftArgument, open_rule_life, show_draft
from app.cli.screen import Screen
from app.model.message import Message
from app.model.vocabulary import Decision
from app.publishing.review_cases import DAY_OF_REVIEW, WantedCase, review_case
from app.ruleset.case import ExpectedFinding
from app.ruleset.case_file import MessageFile
from app.ruleset.problems import problems_of
from app.ruleset.source import read_source


def add_case(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    draft_id: DraftArgument,
    review: Annotated[str, typer.Argument(help="life.review", metavar="REVIEW", show_default=False)],
    decision: Annotated[
        Decision | None, typer.Option("--decision", help="life.case-decision", metavar="DECISION")
    ] = None,
    finding: Annotated[
        list[str] | None, typer.Option("--finding", help="life.case-finding", metavar="RULE[=WORDS]")
    ] = None,
    silent: Annotated[list[str] | None, typer.Option("--silent", help="life.case-silent", metavar="RULE")] = None,
    because: Annotated[str, typer.Option("--because", help="life.because", metavar="TEXT")] = "",
    message: Annotated[Path | None, typer.Option("--message", help="life.case-message", metavar="FILE")] = None,
    case_id: Annotated[str, typer.Option("--id", help="life.case-id", metavar="ID")] = "",
) -> None:
    """The whole message, with the decision and findings that it must get."""
    screen: Screen = ctx.obj
    wanted = WantedCase(
        review,
        decision,
        _findings(finding or ()),
        tuple(silent or ()),
        None if message is None else _read_message(screen, message),
        case_id,
        because,
    )
    with open_rule_life(Permission.WRITE_DRAFT) as life:
        case = review_case(life.log, wanted, life.view, life.actor)
        edition = life.drafts.get(draft_id).edition
        show_draft(screen, life.drafts.add_case(draft_id, edition, case, life.actor))


def _findings(given: list[str] | tuple[str, ...]) -> tuple[ExpectedFinding, ...]:
    """By rule in the order given; the words of one rule in theirs."""
    words: dict[str, list[str]] = {}
    for item in given:
        rule_id, _, quote = item.partition("=")
        words.setdefault(rule_id.strip(), []).extend([quote] if quote else [])
    return tuple(ExpectedFinding(rule_id, tuple(quotes) or None) for rule_id, quotes in words.items())


def _read_message(screen: Screen, path: Path) -> Message:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise file_error(path, error) from None
    source, problems = read_source(str(path), raw)
    if source is not None:
        try:
            given = MessageFile.model_validate(source.data)
            return given.message() if "day" in given.model_fields_set else replace(given.message(), day=DAY_OF_REVIEW)
        except ValidationError as error:
            problems = tuple(problems_of(source, error, MessageFile))
    first = problems[0]
    why = f"{first.line}:{first.column} {screen.pick(first.message)} {screen.pick(first.hint)}"
    raise InputError("error.case-message", path=path, why=why)
