"""``shenyan rules list``: the rules, one a row."""

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from app.cli.options import choose
from app.cli.rule_files import rule_files
from app.cli.screen import Screen
from app.cli.show_verdict import SEVERITY_COLOURS
from app.model.vocabulary import Family, RuleStatus, Severity


def list_rules(
    ctx: typer.Context,
    *,
    family: Annotated[str | None, typer.Option("--family", help="list.family", metavar="FAMILY")] = None,
    severity: Annotated[str | None, typer.Option("--severity", help="list.severity", metavar="SEVERITY")] = None,
    status: Annotated[str | None, typer.Option("--status", help="list.status", metavar="STATUS")] = None,
) -> None:
    """A table of the rules that fit."""
    screen: Screen = ctx.obj
    wanted_family = choose(Family, "--family", family)
    wanted_severity = choose(Severity, "--severity", severity)
    wanted_status = choose(RuleStatus, "--status", status)
    rules = [
        rule
        for rule in rule_files().load().rules
        if wanted_family in (None, rule.family)
        and wanted_severity in (None, rule.severity)
        and wanted_status in (None, rule.status)
    ]
    table = Table.grid(padding=(0, 2))
    for _ in range(5):
        table.add_column(no_wrap=True)
    table.add_column()
    for rule in rules:
        table.add_row(
            Text(rule.id, style="bold"),
            Text(screen.say(f"severity.{rule.severity}"), style=SEVERITY_COLOURS[rule.severity]),
            screen.say(f"family.{rule.family}"),
            Text(rule.status.value, style="" if rule.status is RuleStatus.ACTIVE else "yellow"),
            ",".join(rule.applies_to.jurisdiction) or "*",
            screen.pick(rule.title),
        )
    screen.out.print(table)
    screen.print(screen.say("list.count", count=len(rules)), style="dim")
