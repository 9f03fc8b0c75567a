"""``shenyan queue``: human review, for whoever may run commands on the machine of the database."""

import json
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final

import typer

from app.cli.options import choose_each, unknown_choice
from app.cli.screen import Screen
from app.cli.verdict_log import open_log
from app.model.principal import Principal, Role
from app.queue.queue import Held, ReviewQueue
from app.queue.state import OPEN, ActKind, State
from app.releases.releases import Releases
from app.settings import load_settings
from app.store.events import Actor, Event, event_entry
from app.store.records import to_datetime
from app.store.verdict_log import VerdictLog

_FORMATS: Final = ("text", "json")
_ID = Annotated[str, typer.Argument(help="queue.id", metavar="ID", show_default=False)]
_REASON = Annotated[str, typer.Option("--reason", "-r", help="queue.reason", metavar="TEXT")]
_FORMAT = Annotated[str, typer.Option("--format", "-f", help="queue.format", metavar="FORMAT")]


def list_queue(
    ctx: typer.Context,
    *,
    state: Annotated[list[str] | None, typer.Option("--state", help="queue.state", metavar="STATE")] = None,
    output: _FORMAT = "text",
) -> None:
    """Prints a line a message, oldest first."""
    screen: Screen = ctx.obj
    if output not in _FORMATS:
        raise unknown_choice("--format", output, _FORMATS)
    states = tuple(choose_each(State, "--state", state or ())) or OPEN
    count, after = 0, ""
    with _open_queue() as (queue, _):
        while rows := queue.list(states, after=after, limit=200):
            count, after = count + len(rows), rows[-1].review_id
            for row in rows:
                if output == "json":
                    line = {"review_id": row.review_id, "state": row.state, "escalation": row.escalation}
                    screen.write(json.dumps(line) + "\n")
                    continue
                says = screen.say(f"queue.state.{row.state}")
                since = to_datetime(row.held_at).astimezone().isoformat(sep=" ", timespec="minutes")
                screen.print(screen.say("queue.line", id=row.review_id, state=says, since=since, level=row.escalation))
    if output == "text":
        screen.print(screen.say("queue.count", count=count))


def show_held(ctx: typer.Context, *, review_id: _ID) -> None:
    """Prints what was done so far, and where it stands."""
    screen: Screen = ctx.obj
    with _open_queue() as (queue, log):
        held = queue.get(review_id)
        event = Event("review-read", f"review:{review_id}", held.record.tenant)
        log.append(event_entry(event, _person()))
    for act in held.acts:
        when = to_datetime(act.at).astimezone().isoformat(sep=" ", timespec="minutes")
        says = screen.say(f"queue.act.{act.kind}")
        screen.print(screen.say("queue.act-line", when=when, act=says, by=act.by, reason=act.reason))
    _show_state(screen, held)


def claim(ctx: typer.Context, *, review_id: _ID) -> None:
    """Claims it for the user of the operating system."""
    _act(ctx.obj, review_id, ActKind.CLAIMED, "")


def release(ctx: typer.Context, *, review_id: _ID, reason: _REASON) -> None:
    """Releases what the user has claimed."""
    _act(ctx.obj, review_id, ActKind.RELEASED, reason)


def refuse(ctx: typer.Context, *, review_id: _ID, reason: _REASON) -> None:
    """Refuses what the user has claimed."""
    _act(ctx.obj, review_id, ActKind.REFUSED, reason)


def rebuild(ctx: typer.Context) -> None:
    """The log is the truth; the index follows from it."""
    screen: Screen = ctx.obj
    with _open_queue() as (queue, _):
        screen.print(screen.say("queue.rebuilt", count=queue.rebuild()))


def _act(screen: Screen, review_id: str, kind: ActKind, reason: str) -> None:
    with _open_queue() as (queue, _):
        held = queue.act(review_id, kind, _person(), reason[:2000])
    _show_state(screen, held)


def _show_state(screen: Screen, held: Held) -> None:
    item = held.item
    screen.print(screen.say("queue.now", id=item.review_id, state=screen.say(f"queue.state.{item.state}")))
    if item.state in OPEN and item.releasers:
        screen.print(screen.say("queue.second", given=len(item.releasers), needed=item.releasers_needed))


def _person() -> Actor:
    """The user that the operating system knows; the environment is not asked, as anybody can set it."""
    name = pwd.getpwuid(os.getuid()).pw_name
    return Actor(Principal(f"cli:{name}", (Role.REVIEWER, Role.APPROVER)), "cli")


@contextmanager
def _open_queue() -> Iterator[tuple[ReviewQueue, VerdictLog]]:
    settings = load_settings()
    with open_log() as log:
        releases = Releases.open(settings, log)
        queue = ReviewQueue.open(settings, log, releases)
        try:
            yield queue, log
        finally:
            queue.close()
            releases.close()
