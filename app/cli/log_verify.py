"""``shenyan log verify``: proof that the verdict log is whole."""

import typer
from rich.text import Text

from app.cli.screen import Screen
from app.cli.verdict_log import existing_log_url
from app.settings import load_settings
from app.store.verdict_log import verify_database

BROKEN = 1


def verify(ctx: typer.Context) -> None:
    """Reads every record; ends with 1 and the record's name when one is not as it was appended."""
    screen: Screen = ctx.obj
    result = verify_database(existing_log_url(load_settings()))
    if result.broken is None:
        screen.print(Text(f"✓ {screen.say('log.whole', count=result.records)}", style="green"))
        screen.print(screen.say("log.head", hash=result.head_hash), style="dim")
        return
    broken = result.broken
    screen.print(Text(f"✗ {screen.pick(broken.message)}", style="bold red"))
    screen.print(screen.say("log.broken", damage=broken.damage, sequence=broken.sequence, id=broken.review_id or "-"))
    screen.print(screen.say("log.whole-until", count=result.records))
    raise typer.Exit(BROKEN)
