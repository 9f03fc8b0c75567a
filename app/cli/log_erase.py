"""``shenyan log erase`` and ``shenyan log expire``: kept messages are erased; the records of their reviews stay."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from app.auth.access import ON_THE_MACHINE
from app.cli.errors import InputError
from app.cli.screen import Screen
from app.cli.verdict_log import open_log
from app.model.principal import EVERYTHING
from app.settings import load_settings
from app.store.content_erasure import Erased, Erasure
from app.store.retention import expire, is_over


def erase(
    ctx: typer.Context,
    *,
    reason: Annotated[str, typer.Option("--reason", help="erase.reason", metavar="TEXT", show_default=False)],
    review: Annotated[str | None, typer.Option("--review", help="erase.review", metavar="ID")] = None,
    subject: Annotated[str | None, typer.Option("--subject", help="erase.subject", metavar="REF")] = None,
) -> None:
    """Destroys the keys of the messages; the log records it with the reason."""
    screen: Screen = ctx.obj
    if (review is None) == (subject is None):
        raise InputError("error.erase-what")
    with open_log() as log:
        erasure = Erasure(log)
        if review is not None:
            erased = erasure.erase_review(review, reason, ON_THE_MACHINE, EVERYTHING)
        else:
            erased = erasure.erase_subject(subject or "", reason, ON_THE_MACHINE, EVERYTHING)
    _tell(screen, erased)


def expire_messages(
    ctx: typer.Context,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="expire.dry-run")] = False,
) -> None:
    """Erases the messages whose time is over by the setting ``retention``, and records it; held ones stay."""
    screen: Screen = ctx.obj
    rules = load_settings().retention
    if not rules:
        raise InputError("error.no-retention")
    now = datetime.now(UTC)
    with open_log() as log:
        erasure = Erasure(log)
        total, held = erasure.count(is_over(rules, now))
        erased = Erased(0, swept=True) if dry_run else expire(erasure, rules, now, ON_THE_MACHINE)
    screen.print(screen.say("expire.over", count=total, held=held))
    if not dry_run:
        _tell(screen, erased)


def sweep(ctx: typer.Context) -> None:
    """For when readers were in the way of an erasure."""
    screen: Screen = ctx.obj
    with open_log() as log, log.storing():
        swept = log.contents.database.purge()
    if not swept:
        screen.warn(screen.say("erase.not-swept"))
        raise typer.Exit(1)
    screen.print(screen.say("log.swept"))


def _tell(screen: Screen, erased: Erased) -> None:
    screen.print(screen.say("erase.done", count=erased.count))
    if not erased.swept:
        screen.warn(screen.say("erase.not-swept"))
