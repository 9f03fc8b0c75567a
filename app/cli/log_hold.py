"""``shenyan log hold``: what may not be erased, for as long as a case goes on."""

from typing import Annotated

import typer
from rich.table import Table

from app.auth.access import ON_THE_MACHINE
from app.cli.errors import InputError
from app.cli.options import midnight
from app.cli.screen import Screen
from app.cli.verdict_log import open_log
from app.model.principal import EVERYTHING
from app.store.holds import Hold, Holds, NewHold


def add_hold(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    reason: Annotated[str, typer.Option("--reason", help="hold.reason", metavar="TEXT", show_default=False)],
    review: Annotated[str | None, typer.Option("--review", help="hold.review", metavar="ID")] = None,
    subject: Annotated[str | None, typer.Option("--subject", help="hold.subject", metavar="REF")] = None,
    since: Annotated[str | None, typer.Option("--from", help="hold.from", metavar="YYYY-MM-DD")] = None,
    until: Annotated[str | None, typer.Option("--to", help="hold.to", metavar="YYYY-MM-DD")] = None,
) -> None:
    """Prints the id of the hold alone on standard output."""
    screen: Screen = ctx.obj
    if (review, subject, since, until) == (None, None, None, None):
        raise InputError("error.hold-what")
    wanted = NewHold(reason, review, subject, midnight(since), midnight(until, days=1))
    with open_log() as log:
        hold = Holds(log).place(wanted, ON_THE_MACHINE, EVERYTHING)
    screen.warn(screen.say("hold.placed"))
    screen.print(hold.id)


def release_hold(
    ctx: typer.Context,
    *,
    hold: Annotated[str, typer.Argument(help="hold.id", metavar="HOLD", show_default=False)],
    reason: Annotated[str, typer.Option("--reason", help="hold.reason", metavar="TEXT", show_default=False)],
) -> None:
    """Retention and erasure go on from now."""
    screen: Screen = ctx.obj
    with open_log() as log:
        Holds(log).release(hold, reason, ON_THE_MACHINE, EVERYTHING)
    screen.print(screen.say("hold.released", id=hold))


def list_holds(ctx: typer.Context) -> None:
    """All holds, the released ones too, oldest first."""
    screen: Screen = ctx.obj
    with open_log() as log:
        holds = Holds(log).list(EVERYTHING)
    table = Table.grid(padding=(0, 2))
    for hold in holds:
        table.add_row(hold.id, hold.placed_at.strftime("%Y-%m-%d"), _what(hold), hold.reason, _state(screen, hold))
    screen.out.print(table)


def _what(hold: Hold) -> str:
    days = "..".join("" if moment is None else moment.strftime("%Y-%m-%d") for moment in (hold.since, hold.until))
    parts = [hold.tenant, hold.review_id, hold.subject and f"subject:{hold.subject[:12]}", days if days != ".." else ""]
    return " ".join(part for part in parts if part)


def _state(screen: Screen, hold: Hold) -> str:
    if hold.released_at is None:
        return screen.say("hold.stands")
    return screen.say("hold.ended", when=hold.released_at.strftime("%Y-%m-%d"))
