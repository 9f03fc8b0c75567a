"""``shenyan rules coverage``: each obligation with its rules, or why it has none."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from app.cli.rule_files import rule_files
from app.cli.rules_docs import docs_folder, write_page
from app.cli.screen import Screen
from app.reports.coverage import GROUPS, PAGE, Covered, count, coverage_page, map_coverage

INCOMPLETE = 1


def show_coverage(
    ctx: typer.Context,
    *,
    write: Annotated[bool, typer.Option("--write", help="rules.write")] = False,
    docs: Annotated[Path | None, typer.Option("--docs", help="rules.docs-folder", metavar="FOLDER")] = None,
) -> None:
    """Prints the counts by jurisdiction; ends with 1 when an obligation is open or the page is out of date."""
    screen: Screen = ctx.obj
    files = rule_files()
    rule_set = files.load()
    rows = map_coverage(rule_set)
    screen.out.print(_counts(screen, rows))
    open_rows = [row for row in rows if not row.accounted_for]
    for row in open_rows:
        screen.print(
            Text.assemble(("✗ ", "bold red"), (row.reference.id, "bold"), f"  {screen.pick(row.reference.title)}")
        )
    if open_rows:
        screen.print(screen.say("coverage.open", count=len(open_rows)), style="bold red")
    else:
        screen.print(screen.say("coverage.complete"), style="green")
    path = docs_folder(files, docs) / PAGE
    current = write_page(screen, path, coverage_page(rule_set), write=write)
    if open_rows or not current:
        raise typer.Exit(INCOMPLETE)


def _counts(screen: Screen, rows: tuple[Covered, ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    for _ in range(6):
        table.add_column(justify="right", no_wrap=True)
    heads = ("obligations", "whole", "part", "advice", "gap", "open-head")
    table.add_row("", *(Text(screen.say(f"coverage.{head}"), style="dim") for head in heads))
    groups = [(screen.pick(name), [row for row in rows if row.group == key]) for key, name in GROUPS.items()]
    for name, items in (*groups, (screen.say("coverage.total"), rows)):
        counts = count(items)
        table.add_row(
            name,
            *map(str, (counts.obligations, counts.whole, counts.part, counts.advice, counts.gap)),
            Text(str(counts.open), style="bold red" if counts.open else ""),
        )
    return table
