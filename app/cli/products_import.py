"""``shenyan products import``: product sheets from the table that the product department keeps."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from app.cli.errors import file_error
from app.cli.rule_files import RuleFiles, rule_files
from app.cli.screen import Screen
from app.cli.table_problems import show_table_problems
from app.ruleset.product_import import ImportPlan, plan_import, planned_files
from app.ruleset.product_rows import ImportProblems
from app.ruleset.product_table import TableUnreadable, read_file, read_tables
from app.ruleset.product_writing import changed_fields

PROBLEMS: Final = 1


def import_products(
    ctx: typer.Context,
    *,
    file: Annotated[Path, typer.Argument(help="products.file", metavar="FILE", show_default=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="products.dry-run")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="products.remove")] = False,
) -> None:
    """Shows what an import changes and writes it, unless it is a preview or there is a problem."""
    screen: Screen = ctx.obj
    files = rule_files()
    rule_set = files.load()
    try:
        plan = plan_import(file.name, read_tables(file.name, read_file(file)), rule_set)
    except OSError as error:
        raise file_error(file, error) from None
    except TableUnreadable as error:
        show_table_problems(screen, [error.problem], {})
        raise typer.Exit(PROBLEMS) from None
    except ImportProblems as error:
        show_table_problems(screen, error.problems, error.headings)
        raise typer.Exit(PROBLEMS) from None
    _show_plan(screen, plan, remove=remove)
    changes = planned_files(plan, rule_set, remove=remove)
    if dry_run:
        screen.print(screen.say("products.dry"), style="yellow")
    elif changes:
        _write(screen, files, changes)


def _show_plan(screen: Screen, plan: ImportPlan, *, remove: bool) -> None:
    for sheet in plan.added:
        screen.print(screen.say("products.added", id=sheet.id, name=sheet.name), style="green")
    nothing = screen.say("products.nothing")
    for old, new in plan.changed:
        screen.print(screen.say("products.changed", id=new.id, name=new.name), style="yellow")
        for key, before, after in changed_fields(old, new):
            screen.print(screen.say("products.field", field=key, old=before or nothing, new=after or nothing))
    for sheet in plan.removed:
        key = "products.removed" if remove else "products.kept"
        screen.print(screen.say(key, id=sheet.id, name=sheet.name), style="red" if remove else "dim")
    if plan.ignored:
        screen.print(screen.say("products.ignored", listed=", ".join(plan.ignored)), style="dim")
    counts = {
        "added": len(plan.added),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "removed": len(plan.removed),
    }
    screen.print(screen.say("products.counts", **counts), style="bold")


def _write(screen: Screen, files: RuleFiles, changes: Mapping[str, bytes | None]) -> None:
    for path, content in changes.items():
        real = files.lexicons_dir / path.removeprefix("lexicons/")
        try:
            if content is None:
                real.unlink()
            else:
                real.parent.mkdir(parents=True, exist_ok=True)
                real.write_bytes(content)
        except OSError as error:
            raise file_error(real, error) from None
    deleted = sum(content is None for content in changes.values())
    folder = files.lexicons_dir / "products"
    screen.print(
        screen.say("products.wrote", written=len(changes) - deleted, deleted=deleted, path=folder), style="green"
    )
    screen.print(screen.say("products.next"))
