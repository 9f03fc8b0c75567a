"""``shenyan rules draft`` and what becomes of a draft: check, submit, approve, return, withdraw, rebase, example."""

from pathlib import Path
from typing import Annotated

import typer

from app.auth.permissions import Permission
from app.cli.errors import InputError, file_error
from app.cli.rules_life import DraftArgument, open_rule_life, rule_file_path, show_draft, show_trial
from app.cli.screen import Screen
from app.publishing.review_examples import WantedExample, review_example
from app.store.lifecycle_records import DraftState

_FAILED_TRIAL = 1


def draft(
    ctx: typer.Context,
    *,
    files: Annotated[
        list[Path] | None, typer.Argument(help="life.files", metavar="FILE...", show_default=False)
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="life.note", metavar="TEXT")] = None,
    change: Annotated[str | None, typer.Option("--change", help="life.change", metavar="DRAFT")] = None,
    delete: Annotated[list[str] | None, typer.Option("--delete", help="life.delete", metavar="PATH")] = None,
) -> None:
    """Begins a draft of files, or changes one. Prints its id first."""
    screen: Screen = ctx.obj
    changes: dict[str, str | None] = {rule_file_path(path): _read(path) for path in files or ()}
    changes |= dict.fromkeys(delete or ())
    if (note is None) == (change is None):
        raise InputError("error.draft-note")
    with open_rule_life(Permission.WRITE_DRAFT) as life:
        if change is None:
            made = life.drafts.begin(note or "", changes, life.actor)
        else:
            made = life.drafts.edit(change, life.drafts.get(change).edition, changes, life.actor)
    show_draft(screen, made)


def list_drafts(
    ctx: typer.Context, *, everything: Annotated[bool, typer.Option("--all", help="life.all")] = False
) -> None:
    """Those that are not ended, the last changed first."""
    screen: Screen = ctx.obj
    with open_rule_life(Permission.READ_DRAFT) as life:
        drafts = life.drafts.list()
    ended = (DraftState.PUBLISHED, DraftState.WITHDRAWN)
    for item in drafts:
        if everything or item.state not in ended:
            show_draft(screen, item)


def check_draft(ctx: typer.Context, *, draft_id: DraftArgument) -> None:
    """All problems and failing examples at once; ends with 1 when there is one."""
    screen: Screen = ctx.obj
    with open_rule_life(Permission.READ_DRAFT) as life:
        trial = life.drafts.examine(life.drafts.get(draft_id))
    show_trial(screen, trial)
    if not trial.holds:
        raise typer.Exit(_FAILED_TRIAL)


def submit_draft(ctx: typer.Context, *, draft_id: DraftArgument) -> None:
    """Asks for approval."""
    screen: Screen = ctx.obj
    with open_rule_life(Permission.WRITE_DRAFT) as life:
        show_draft(screen, life.drafts.submit(draft_id, life.drafts.get(draft_id).edition, life.actor))


def approve_draft(
    ctx: typer.Context,
    *,
    draft_id: DraftArgument,
    revision: Annotated[str | None, typer.Option("--revision", help="life.revision", metavar="REVISION")] = None,
) -> None:
    """Approves what the draft is now, or only if it is ``--revision``."""
    screen: Screen = ctx.obj
    with open_rule_life(Permission.APPROVE_DRAFT) as life:
        seen = life.drafts.get(draft_id)
        show_draft(screen, life.drafts.approve(draft_id, seen.edition, revision or seen.revision, life.actor))


def return_draft(
    ctx: typer.Context,
    *,
    draft_id: DraftArgument,
    reason: Annotated[str, typer.Option("--reason", help="life.why", metavar="TEXT")],
) -> None:
    """Back to its authors."""
    screen: Screen = ctx.obj
    with open_rule_life(Permission.APPROVE_DRAFT) as life:
        show_draft(screen, life.drafts.send_back(draft_id, life.drafts.get(draft_id).edition, reason, life.actor))


def withdraw_draft(ctx: typer.Context, *, draft_id: DraftArgument) -> None:
    """Ends it."""
    screen: Screen = ctx.obj
    with open_rule_life(Permission.WRITE_DRAFT) as life:
        show_draft(screen, life.drafts.withdraw(draft_id, life.drafts.get(draft_id).edition, life.actor))


def rebase_draft(
    ctx: typer.Context,
    *,
    draft_id: DraftArgument,
    files: Annotated[
        list[Path] | None, typer.Argument(help="life.resolved", metavar="FILE...", show_default=False)
    ] = None,
) -> None:
    """Onto the active version."""
    screen: Screen = ctx.obj
    resolved = {rule_file_path(path): _read(path) for path in files or ()}
    with open_rule_life(Permission.WRITE_DRAFT) as life:
        show_draft(screen, life.drafts.rebase(draft_id, life.drafts.get(draft_id).edition, resolved, life.actor))


def add_example(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    draft_id: DraftArgument,
    review: Annotated[str, typer.Argument(help="life.review", metavar="REVIEW", show_default=False)],
    rule: Annotated[str, typer.Option("--rule", help="life.rule", metavar="RULE")],
    quote: Annotated[list[str] | None, typer.Option("--quote", help="life.quote", metavar="WORDS")] = None,
    because: Annotated[str, typer.Option("--because", help="life.because", metavar="TEXT")] = "",
    text: Annotated[str | None, typer.Option("--text", help="life.text", metavar="TEXT")] = None,
) -> None:
    """A false alarm (without ``--quote``) or a miss becomes an example."""
    screen: Screen = ctx.obj
    with open_rule_life(Permission.WRITE_DRAFT) as life:
        said = WantedExample(review, tuple(quote) if quote else None, text, because)
        example = review_example(life.log, said, life.view, life.actor)
        edition = life.drafts.get(draft_id).edition
        show_draft(screen, life.drafts.add_example(draft_id, edition, rule, example, life.actor))


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise file_error(path, error) from None
    except UnicodeDecodeError:
        raise InputError("error.not-utf8", path=path, line=1, column=1) from None
