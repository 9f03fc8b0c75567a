"""``shenyan log export``: the whole verdict log as a file that can be checked without the database."""

from pathlib import Path
from typing import Annotated

import typer

from app import private_file
from app.cli.errors import file_error
from app.cli.screen import Screen
from app.cli.verdict_log import existing_log_url
from app.settings import load_settings
from app.store.export import export_log
from app.store.opening import key_place


def export(
    ctx: typer.Context,
    *,
    out: Annotated[Path, typer.Option("--out", help="log.out", metavar="FILE", show_default=False)],
) -> None:
    """Writes the file whole or not at all; what it holds of messages is what the log holds."""
    screen: Screen = ctx.obj
    settings = load_settings()
    lines = export_log(existing_log_url(settings), key_place(settings))
    count = 0
    try:
        with private_file.replacing(out) as file:
            for line in lines:
                file.write(line.encode())
                count += line.startswith('{"record"')
    except OSError as error:
        raise file_error(out, error) from None
    screen.print(screen.say("log.exported", count=count, path=out))
