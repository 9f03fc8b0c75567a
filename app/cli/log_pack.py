"""``shenyan log pack``: evidence for somebody else, in one file."""

from heapq import merge
from pathlib import Path
from typing import Annotated

import typer

from app.auth.access import ON_THE_MACHINE
from app.cli.errors import InputError, file_error
from app.cli.options import midnight
from app.cli.screen import Screen
from app.cli.verdict_log import open_log
from app.reports.evidence_pack import write_pack
from app.settings import load_settings
from app.store.events import EVENT_KIND, Event, event_entry
from app.store.evidence_source import found_pieces, review_pieces
from app.store.opening import key_place
from app.store.searching import Filters


def pack(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    out: Annotated[Path, typer.Option("--out", help="pack.out", metavar="FILE.zip", show_default=False)],
    review: Annotated[str | None, typer.Option("--review", help="pack.review", metavar="ID")] = None,
    since: Annotated[str | None, typer.Option("--from", help="log.since", metavar="YYYY-MM-DD")] = None,
    until: Annotated[str | None, typer.Option("--to", help="log.until", metavar="YYYY-MM-DD")] = None,
    texts: Annotated[bool, typer.Option("--texts", help="pack.texts")] = False,
) -> None:
    """That it was made is recorded in the log first."""
    screen: Screen = ctx.obj
    if (review is None) == (since is None and until is None):
        raise InputError("error.pack-what")
    asked = {"review": review, "from": since, "to": until}
    selection = {**{name: value for name, value in asked.items() if value is not None}, "texts": texts}
    with open_log() as log:
        if review is not None:
            pieces = review_pieces(log, review, texts=texts)
        else:
            start, end = midnight(since), midnight(until, days=1)
            verdicts = found_pieces(log, Filters(since=start, until=end), texts=texts)
            events = found_pieces(log, Filters(since=start, until=end, kind=EVENT_KIND))
            pieces = merge(verdicts, events, key=lambda piece: piece.record.sequence)
        log.append(event_entry(Event("evidence-packed", "log", after=selection), ON_THE_MACHINE))
        try:
            count = write_pack(out, log, key_place(load_settings()), pieces, selection)
        except OSError as error:
            raise file_error(out, error) from None
    screen.print(screen.say("pack.written", count=count, path=out))
