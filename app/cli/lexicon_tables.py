"""``shenyan lexicon export`` and ``import``: a lexicon as a table, there and back."""

from pathlib import Path
from typing import Annotated, Final

import typer

from app.auth.permissions import Permission
from app.cli.errors import InputError, file_error
from app.cli.lexicon_advice import show_advice, show_terms
from app.cli.options import unknown_choice
from app.cli.rules_life import open_rule_life, show_draft
from app.cli.screen import Screen
from app.cli.table_problems import show_table_problems
from app.publishing.lexicon_changes import TableRefused, advise, find_lexicon, plan_table
from app.ruleset.lexicon_import import LexiconPlan
from app.ruleset.lexicon_table import lexicon_sheets, term_rows
from app.ruleset.lexicon_writing import write_term
from app.ruleset.product_table import TableUnreadable, read_file
from app.ruleset.table_writing import to_csv, to_xlsx

_FORMATS: Final = ("xlsx", "csv")
_PROBLEMS: Final = 1
DraftOption = Annotated[str, typer.Option("--draft", help="lexicon.draft", metavar="DRAFT")]


def export_lexicon(
    ctx: typer.Context,
    *,
    lexicon_id: Annotated[str, typer.Argument(help="lexicon.id", metavar="ID", show_default=False)],
    kind: Annotated[str, typer.Option("--format", "-f", help="lexicon.format", metavar="xlsx|csv")] = "xlsx",
    out: Annotated[Path | None, typer.Option("--out", help="lexicon.out", metavar="FILE")] = None,
    draft: Annotated[str | None, typer.Option("--draft", help="lexicon.from-draft", metavar="DRAFT")] = None,
) -> None:
    """Terms, and with XLSX what is known of the lexicon on a second sheet. Never over a file that is there."""
    screen: Screen = ctx.obj
    if kind not in _FORMATS:
        raise unknown_choice("--format", kind, _FORMATS)
    with open_rule_life(Permission.READ_DRAFT) as life:
        if draft is not None:
            files = life.drafts.files(life.drafts.get(draft))
        else:
            files = life.versions.files(life.versions.active().version)
    lexicon = find_lexicon(files, lexicon_id)
    path = out or Path(f"{lexicon_id}.{kind}")
    content = to_csv(term_rows(lexicon)) if kind == "csv" else to_xlsx(lexicon_sheets(lexicon))
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise InputError("error.lexicon-out", path=path) from None
    except OSError as error:
        raise file_error(path, error) from None
    screen.print(screen.say("lexicon.exported", count=len(lexicon.terms), path=path), style="green")


def import_lexicon(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    file: Annotated[Path, typer.Argument(help="lexicon.file", metavar="FILE", show_default=False)],
    draft: DraftOption,
    lexicon_id: Annotated[str | None, typer.Option("--id", help="lexicon.id-option", metavar="ID")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="lexicon.apply")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="lexicon.keep")] = False,
) -> None:
    """The table is the whole lexicon: what it does not list goes, unless ``--keep``."""
    screen: Screen = ctx.obj
    try:
        raw = read_file(file)
    except OSError as error:
        raise file_error(file, error) from None
    except TableUnreadable as unreadable:
        show_table_problems(screen, [unreadable.problem], {})
        raise typer.Exit(_PROBLEMS) from None
    with open_rule_life(Permission.WRITE_DRAFT) as life:
        seen = life.drafts.get(draft)
        files = life.drafts.files(seen)
        try:
            plan = plan_table(files, file.name, raw, lexicon_id or file.stem, keep=keep)
        except TableRefused as refused:
            show_table_problems(screen, refused.problems, refused.headings)
            raise typer.Exit(_PROBLEMS) from None
        _show(screen, plan)
        if plan.changes_nothing:
            screen.print(screen.say("lexicon.same"))
            return
        show_advice(screen, advise({**files, plan.path: plan.text.encode()}, plan.lexicon, plan.added))
        if apply:
            show_draft(screen, life.drafts.edit(draft, seen.edition, {plan.path: plan.text}, life.actor))
        else:
            screen.print(screen.say("lexicon.preview"), style="yellow")


def _show(screen: Screen, plan: LexiconPlan) -> None:
    if plan.is_new:
        screen.print(screen.say("lexicon.new", id=plan.lexicon.id, path=plan.path), style="green")
    nothing = screen.say("lexicon.nothing")
    for field, old, new in plan.facts:
        screen.print(screen.say("lexicon.fact", field=field, old=old or nothing, new=new or nothing), style="yellow")
    show_terms(screen, "lexicon.added", plan.added, "green")
    show_terms(screen, "lexicon.removed", plan.removed, "red")
    show_terms(screen, "lexicon.kept", plan.kept, "dim")
    for before, after in plan.changed:
        screen.print(screen.say("lexicon.changed", old=write_term(before), new=write_term(after)), style="yellow")
    for term, others in plan.elsewhere:
        screen.print(screen.say("lexicon.elsewhere", term=term, listed=", ".join(others)), style="yellow")
    if plan.ignored:
        screen.print(screen.say("lexicon.ignored", listed=", ".join(plan.ignored)), style="dim")
    counts = {"added": len(plan.added), "removed": len(plan.removed), "changed": len(plan.changed)}
    screen.print(screen.say("lexicon.counts", **counts, unchanged=plan.unchanged), style="bold")
