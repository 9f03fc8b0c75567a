"""``shenyan rules precision``: what reviewers made of each rule's findings, and which rules are noisy."""

import json
from contextlib import closing
from dataclasses import asdict
from typing import Annotated

import typer

from app.auth.permissions import Permission
from app.cli.options import midnight, unknown_choice
from app.cli.rules_life import open_rule_life
from app.cli.screen import Screen
from app.model.principal import WHOLE_HOUSE
from app.queue.precision import Noise, precision_of_rules
from app.settings import load_settings
from app.store.queue_store import QueueStore
from app.store.records import to_microseconds

_FORMATS = ("text", "json")


def show_precision(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    since: Annotated[str | None, typer.Option("--since", help="precision.since", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option("--until", help="precision.until", metavar="DAY")] = None,
    noisy: Annotated[float, typer.Option("--noisy", help="precision.noisy", metavar="SHARE", min=0, max=1)] = 0.5,
    least: Annotated[int, typer.Option("--least", help="precision.least", metavar="N", min=1)] = 5,
    output: Annotated[str, typer.Option("--format", "-f", help="queue.format", metavar="FORMAT")] = "text",
) -> None:
    """Prints a line a rule, the least precise first; below a noisy one its dismissals."""
    screen: Screen = ctx.obj
    if output not in _FORMATS:
        raise unknown_choice("--format", output, _FORMATS)
    settings = load_settings()
    period = [None if moment is None else to_microseconds(moment) for moment in (midnight(since), midnight(until))]
    with (
        open_rule_life(Permission.READ_PRECISION) as life,
        closing(QueueStore.open(settings.database_url, settings.busy_timeout_seconds)) as store,
    ):
        tenant = life.actor.principal.tenant
        unit = None if tenant == WHOLE_HOUSE else tenant
        found = precision_of_rules(store, period[0], period[1], unit, noise=Noise(noisy, least))
    for item in found:
        if output == "json":
            screen.write(json.dumps({**asdict(item), "precision": item.precision}, ensure_ascii=False) + "\n")
            continue
        line = screen.say(
            "precision.line",
            rule=item.rule_id,
            percent=f"{item.precision:.0%}",
            upheld=item.upheld,
            dismissed=item.dismissed,
            alone=item.alone,
        )
        marks = [screen.say(f"precision.{mark}") for mark in ("shadow", "noisy") if getattr(item, mark)]
        screen.print("  ".join((line, *marks)), style="yellow" if item.noisy else None)
        for dismissal in item.dismissals:
            screen.print(screen.say("precision.dismissal", id=dismissal.review_id, reason=dismissal.reason))
    if output == "text":
        screen.print(screen.say("precision.count", count=len(found), noisy=sum(item.noisy for item in found)))
