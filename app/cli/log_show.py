"""``shenyan log show``: one review from the verdict log. That it was read is recorded there."""

import json
from typing import Annotated

import typer

from app.auth.access import ON_THE_MACHINE
from app.cli.options import unknown_choice
from app.cli.rule_files import rule_files
from app.cli.screen import Screen
from app.cli.show_verdict import show_findings, show_foot
from app.cli.verdict_log import open_log
from app.reports.review_json import record_json
from app.ruleset.loader import RuleSetProblems
from app.store.events import Event, event_entry

_FORMATS = ("text", "json")


def show_record(
    ctx: typer.Context,
    *,
    review_id: Annotated[str, typer.Argument(help="log.id", metavar="ID", show_default=False)],
    output: Annotated[str, typer.Option("--format", "-f", help="log.format", metavar="FORMAT")] = "text",
) -> None:
    """Prints the verdict as logged."""
    screen: Screen = ctx.obj
    if output not in _FORMATS:
        raise unknown_choice("--format", output, _FORMATS)
    with open_log() as log:
        record = log.get(review_id)
        event = Event("review-read", f"review:{record.review_id}", record.tenant)
        log.append(event_entry(event, ON_THE_MACHINE))
    if output == "json":
        screen.write(json.dumps(record_json(record), ensure_ascii=False, indent=2) + "\n")
        return
    try:
        references = rule_files().load().references
    except (RuleSetProblems, OSError):  # an old record can be read whatever has become of the rules
        references = {}
    verdict = record.verdict_record().verdict
    screen.print(
        screen.say(
            "log.record",
            sequence=record.sequence,
            when=record.created_at.astimezone().isoformat(sep=" ", timespec="seconds"),
            principal=record.principal,
            channel=record.channel or "-",
        )
    )
    show_findings(screen, verdict, references)
    show_foot(screen, verdict, record.review_id)
    screen.print(screen.say("log.chain", digest=record.message_digest, previous=record.previous_hash, hash=record.hash))
