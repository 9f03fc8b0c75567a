"""``shenyan rules waivers``, ``waive``, ``waiver-approve``, ``waiver-refuse`` and ``waiver-end``."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from app.auth.permissions import Permission
from app.cli.check import read_text
from app.cli.options import choose, choose_each, parse_day, parse_products, unknown_choice
from app.cli.rules_life import open_rule_life
from app.cli.screen import Screen
from app.model.vocabulary import Channel
from app.publishing.waivers import NewWaiver, described
from app.store.waiver_records import WaiverEdition, WaiverState

_FORMATS = ("text", "json")
_ID = Annotated[str, typer.Argument(help="waiver.id", metavar="WAIVER", show_default=False)]
_WHY = Annotated[str, typer.Option("--reason", "-r", help="waiver.why", metavar="TEXT")]


def list_waivers(
    ctx: typer.Context,
    *,
    expiring: Annotated[
        int | None, typer.Option("--expiring", help="waiver.expiring", metavar="DAYS", min=0, max=366)
    ] = None,
    state: Annotated[str | None, typer.Option("--state", help="waiver.state", metavar="STATE")] = None,
    output: Annotated[str, typer.Option("--format", "-f", help="queue.format", metavar="FORMAT")] = "text",
) -> None:
    """Prints them by last day; as JSON, one a line."""
    screen: Screen = ctx.obj
    if output not in _FORMATS:
        raise unknown_choice("--format", output, _FORMATS)
    with open_rule_life(Permission.READ_WAIVER) as life:
        found = life.waivers.list(choose(WaiverState, "--state", state), expiring)
    for item in found:
        if output == "json":
            screen.write(json.dumps({**(described(item) or {}), "narrowing": _plain(item)}, ensure_ascii=False) + "\n")
        else:
            _show(screen, item)
    if output == "text":
        key = "waiver.count" if expiring is None else "waiver.count-expiring"
        screen.print(screen.say(key, count=len(found), days=expiring))


def waive(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    rule_id: Annotated[str, typer.Argument(help="waiver.rule", metavar="RULE", show_default=False)],
    reason: _WHY,
    owner: Annotated[str, typer.Option("--owner", help="waiver.owner", metavar="NAME")],
    until: Annotated[str, typer.Option("--until", help="waiver.until", metavar="DAY")],
    wording: Annotated[str, typer.Option("--wording", help="waiver.wording", metavar="TEXT")] = "",
    text: Annotated[Path | None, typer.Option("--text", help="waiver.text", metavar="FILE")] = None,
    product: Annotated[list[str] | None, typer.Option("--product", help="waiver.product", metavar="PRODUCT")] = None,
    channel: Annotated[list[str] | None, typer.Option("--channel", help="waiver.channel", metavar="CHANNEL")] = None,
    campaign: Annotated[str, typer.Option("--campaign", help="waiver.campaign", metavar="NAME")] = "",
) -> None:
    """Asks for a waiver; it does nothing until somebody else approves it."""
    wanted = NewWaiver(
        rule_id,
        reason[:500],
        owner[:255],
        parse_day(until),
        wording,
        "" if text is None else read_text(str(text)),
        parse_products(product),
        tuple(item.value for item in choose_each(Channel, "--channel", channel or ())),
        campaign,
    )
    with open_rule_life(Permission.REQUEST_WAIVER) as life:
        _show(ctx.obj, life.waivers.request(wanted, life.actor))


def approve_waiver(ctx: typer.Context, *, waiver_id: _ID) -> None:
    """It is in force from today."""
    with open_rule_life(Permission.APPROVE_WAIVER) as life:
        edition = life.waivers.get(waiver_id).edition
        _show(ctx.obj, life.waivers.approve(waiver_id, edition, life.actor))


def refuse_waiver(ctx: typer.Context, *, waiver_id: _ID, reason: _WHY) -> None:
    """Says no, and why."""
    with open_rule_life(Permission.APPROVE_WAIVER) as life:
        edition = life.waivers.get(waiver_id).edition
        _show(ctx.obj, life.waivers.refuse(waiver_id, edition, reason[:2000], life.actor))


def end_waiver(ctx: typer.Context, *, waiver_id: _ID, reason: _WHY) -> None:
    """Ends it before its last day, or takes the request back."""
    with open_rule_life(Permission.REQUEST_WAIVER) as life:
        edition = life.waivers.get(waiver_id).edition
        _show(ctx.obj, life.waivers.end(waiver_id, edition, reason[:2000], life.actor))


def _show(screen: Screen, item: WaiverEdition) -> None:
    state = screen.say(f"waiver.state.{item.state}")
    screen.print(screen.say("waiver.line", id=item.id, rule=item.rule_id, state=state, until=item.until))
    approver = item.approver or screen.say("life.nobody")
    screen.print(screen.say("waiver.people", owner=item.owner, by=item.requested_by, approver=approver))
    screen.print(screen.say("waiver.because", reason=item.reason))
    narrow = "; ".join(
        f"{screen.say(f'waiver.narrow.{name}')} {' | '.join(value) if isinstance(value, list) else value}"
        for name, value in _plain(item).items()
        if value
    )
    screen.print(screen.say("waiver.for", narrow=narrow or screen.say("explain.any")))
    if item.note:
        screen.print(screen.say("life.reason", reason=item.note))


def _plain(item: WaiverEdition) -> dict[str, Any]:
    narrow = item.narrowing
    return {
        "wording": narrow.wording,
        "text_digest": narrow.text_digest,
        "products": list(narrow.products),
        "channels": list(narrow.channels),
        "campaign": narrow.campaign,
    }
