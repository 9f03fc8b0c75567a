"""``shenyan rules publish``, ``rollback``, ``versions``, ``diff``, ``export`` and ``import``."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from app.auth.permissions import Permission
from app.cli.errors import InputError
from app.cli.rule_files import rule_files
from app.cli.rules_life import DraftArgument, open_rule_life, show_draft
from app.cli.screen import Screen
from app.publishing.changes import between
from app.ruleset.loader import read_directory
from app.store.records import to_datetime, to_microseconds


def publish_draft(
    ctx: typer.Context,
    *,
    draft_id: DraftArgument,
    at: Annotated[str | None, typer.Option("--at", help="life.at", metavar="TIME")] = None,
    emergency: Annotated[str | None, typer.Option("--emergency", help="life.emergency", metavar="REASON")] = None,
) -> None:
    """Makes it the next version; every process judges by it within seconds."""
    screen: Screen = ctx.obj
    permission = Permission.PUBLISH_VERSION if emergency is None else Permission.PUBLISH_EMERGENCY
    with open_rule_life(permission) as life:
        edition = life.drafts.get(draft_id).edition
        if at is not None:
            show_draft(screen, life.drafts.schedule(draft_id, edition, _moment(at), life.actor))
            return
        if emergency is None:
            version = life.versions.publish(draft_id, edition, life.actor)
        else:
            version = life.versions.publish_in_emergency(draft_id, edition, emergency, life.actor)
    screen.print(screen.say("life.published", number=version.number, revision=version.revision), style="green")


def roll_back(
    ctx: typer.Context,
    *,
    reason: Annotated[str, typer.Option("--reason", help="life.why", metavar="TEXT")],
    to: Annotated[int | None, typer.Option("--to", help="life.to", metavar="N", min=1)] = None,
) -> None:
    """The version before judges again, or ``--to``."""
    screen: Screen = ctx.obj
    with open_rule_life(Permission.PUBLISH_VERSION) as life:
        entry = life.versions.roll_back(to, reason, life.actor)
    screen.print(screen.say("life.rolled-back", number=entry.version, revision=entry.revision), style="green")


def list_versions(ctx: typer.Context) -> None:
    """Newest first, the active one marked."""
    screen: Screen = ctx.obj
    with open_rule_life(Permission.READ_DRAFT) as life:
        active, versions = life.versions.active().version, life.versions.list()
    for version in versions:
        screen.print(
            screen.say(
                "life.version",
                mark="●" if version.number == active else "○",
                number=version.number,
                when=to_datetime(version.published_at).astimezone().strftime("%Y-%m-%d %H:%M"),
                author=version.author,
                approver=version.approver or screen.say("life.nobody"),
                note=version.note,
            )
        )
        if version.emergency:
            screen.print(screen.say("life.in-emergency", reason=version.emergency), style="yellow")


def show_diff(
    ctx: typer.Context,
    *,
    what: Annotated[str, typer.Argument(help="life.diff-what", metavar="DRAFT|N", show_default=False)],
    since: Annotated[int | None, typer.Option("--since", help="life.since", metavar="N", min=1)] = None,
) -> None:
    """A unified diff, ready for other programs."""
    screen: Screen = ctx.obj
    with open_rule_life(Permission.READ_DRAFT) as life:
        if what.isdigit():
            diff = life.versions.diff(since or max(int(what) - 1, 1), int(what))
        else:
            diff = life.drafts.diff(life.drafts.get(what))
    screen.write(diff)


def export_version(
    ctx: typer.Context,
    *,
    folder: Annotated[Path, typer.Argument(help="life.folder", metavar="FOLDER", show_default=False)],
    version: Annotated[int | None, typer.Option("--version", help="life.version", metavar="N", min=1)] = None,
    draft_id: Annotated[str | None, typer.Option("--draft", help="life.draft-id", metavar="DRAFT")] = None,
) -> None:
    """Writes ``rules/`` and ``lexicons/`` below a folder that has neither."""
    screen: Screen = ctx.obj
    if any((folder / name).exists() for name in ("rules", "lexicons")):
        raise InputError("error.not-empty", path=folder)
    with open_rule_life(Permission.READ_DRAFT) as life:
        if draft_id is not None:
            files = life.drafts.files(life.drafts.get(draft_id))
        else:
            files = life.versions.files(version or life.versions.active().version)
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    screen.print(screen.say("life.exported", count=len(files), path=folder), style="green")


def import_folder(
    ctx: typer.Context,
    *,
    path: Annotated[Path | None, typer.Argument(help="rules.path", metavar="PATH", show_default=False)] = None,
    note: Annotated[str, typer.Option("--note", help="life.note", metavar="TEXT")],
) -> None:
    """A draft of all that differs between the folders and the active version."""
    screen: Screen = ctx.obj
    files = rule_files(path)
    content = read_directory(files.rules_dir, files.lexicons_dir)
    with open_rule_life(Permission.WRITE_DRAFT) as life:
        active = life.versions.files(life.versions.active().version)
        show_draft(screen, life.drafts.begin(note, between(active, content), life.actor))


def _moment(value: str) -> int:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise InputError("error.moment", value=value) from None
    return to_microseconds(moment if moment.tzinfo is not None else moment.astimezone())
