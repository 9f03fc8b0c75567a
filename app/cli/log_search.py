"""``shenyan log search``: reviews in the verdict log, newest first."""

import json
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from app.cli.options import choose, midnight, unknown_choice
from app.cli.screen import Screen
from app.cli.show_verdict import DECISION_COLOURS
from app.cli.verdict_log import open_log
from app.model.vocabulary import Channel, Decision, Family
from app.reports.review_json import record_json
from app.store.records import LogRecord
from app.store.searching import Filters

_FORMATS = ("text", "json")


def search_log(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    decision: Annotated[str | None, typer.Option("--decision", help="log.decision", metavar="DECISION")] = None,
    channel: Annotated[str | None, typer.Option("--channel", help="log.channel", metavar="CHANNEL")] = None,
    rule: Annotated[str | None, typer.Option("--rule", help="log.rule", metavar="RULE")] = None,
    family: Annotated[str | None, typer.Option("--family", help="log.family", metavar="FAMILY")] = None,
    principal: Annotated[str | None, typer.Option("--principal", help="log.principal", metavar="ID")] = None,
    since: Annotated[str | None, typer.Option("--since", help="log.since", metavar="YYYY-MM-DD")] = None,
    until: Annotated[str | None, typer.Option("--until", help="log.until", metavar="YYYY-MM-DD")] = None,
    limit: Annotated[int, typer.Option("--limit", help="log.limit", metavar="N", min=1, max=1000)] = 20,
    cursor: Annotated[str | None, typer.Option("--cursor", help="log.cursor", metavar="CURSOR")] = None,
    output: Annotated[str, typer.Option("--format", "-f", help="log.format", metavar="FORMAT")] = "text",
) -> None:
    """A table, or one JSON object a line."""
    screen: Screen = ctx.obj
    if output not in _FORMATS:
        raise unknown_choice("--format", output, _FORMATS)
    filters = Filters(
        decision=choose(Decision, "--decision", decision),
        channel=choose(Channel, "--channel", channel),
        rule_id=rule,
        family=choose(Family, "--family", family),
        principal=principal,
        since=midnight(since),
        until=midnight(until, days=1),
    )
    with open_log() as log:
        page = log.search(filters, cursor, limit)
    if output == "json":
        for record in page.records:
            screen.write(json.dumps(record_json(record), ensure_ascii=False) + "\n")
        return
    screen.out.print(_table(screen, page.records))
    screen.print(screen.say("log.found", count=len(page.records)), style="dim")
    if page.next_cursor is not None:
        screen.print(screen.say("log.more", cursor=page.next_cursor), style="dim")


def _table(screen: Screen, records: tuple[LogRecord, ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    for _ in range(4):
        table.add_column(no_wrap=True)
    table.add_column()
    for record in records:
        decision = Decision(record.decision)
        table.add_row(
            record.review_id,
            record.created_at.astimezone().strftime("%Y-%m-%d %H:%M:%S"),
            Text(screen.say(f"decision-short.{decision}"), style=DECISION_COLOURS[decision]),
            record.channel or "-",
            ", ".join(record.rules),
        )
    return table
