"""``shenyan log verify``: proof that the verdict log, or an export of it, is whole."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from app.cli.errors import file_error
from app.cli.log_keys import known_content_keys, known_keys
from app.cli.screen import Screen
from app.cli.verdict_log import existing_log_url
from app.reports.evidence_check import PackDamagedError, check_pack
from app.settings import load_settings
from app.store.chain_check import Signed
from app.store.damage import Verification
from app.store.export_verification import read_checkpoints, verify_export
from app.store.verdict_log import verify_database
from app.store.verifying_keys import VerifyingKeys

BROKEN = 1


def verify(
    ctx: typer.Context,
    *,
    exported: Annotated[Path | None, typer.Option("--export", help="log.verify-export", metavar="FILE")] = None,
    public_key: Annotated[Path | None, typer.Option("--public-key", help="log.public-key-file", metavar="FILE")] = None,
    checkpoint: Annotated[Path | None, typer.Option("--checkpoint", help="log.checkpoint", metavar="FILE")] = None,
    pack: Annotated[Path | None, typer.Option("--pack", help="log.verify-pack", metavar="FILE")] = None,
) -> None:
    """Reads every record; ends with 1 and the record's name when one is not as it was appended."""
    screen: Screen = ctx.obj
    if pack is not None:
        _verify_pack(screen, pack, None if public_key is None else known_keys(public_key))
        return
    marks = [] if checkpoint is None else _checkpoints(checkpoint)
    if exported is None:
        contents = known_content_keys()
        result = verify_database(existing_log_url(load_settings()), known_keys(public_key), marks, contents)
        _show(screen, result)
        return
    try:
        result = verify_export(exported, None if public_key is None else known_keys(public_key), marks)
    except OSError as error:
        raise file_error(exported, error) from None
    if public_key is None:
        screen.warn(screen.say("log.own-word"))
    _show(screen, result)


def _verify_pack(screen: Screen, pack: Path, keys: VerifyingKeys | None) -> None:
    if keys is None:
        screen.warn(screen.say("log.own-word"))
    try:
        count = check_pack(pack, keys)
    except OSError as error:
        raise file_error(pack, error) from None
    except PackDamagedError as damaged:
        screen.print(Text(f"✗ {screen.say(f'pack.{damaged.damage}', name=damaged.name)}", style="bold red"))
        raise typer.Exit(BROKEN) from None
    screen.print(Text(f"✓ {screen.say('pack.whole', count=count)}", style="green"))


def _checkpoints(path: Path) -> list[Signed]:
    try:
        return read_checkpoints(path)
    except OSError as error:
        raise file_error(path, error) from None


def _show(screen: Screen, result: Verification) -> None:
    broken = result.broken
    if broken is not None:
        screen.print(Text(f"✗ {screen.pick(broken.message)}", style="bold red"))
        screen.print(
            screen.say("log.broken", damage=broken.damage, sequence=broken.sequence, id=broken.review_id or "-")
        )
        screen.print(screen.say("log.whole-until", count=result.records))
        raise typer.Exit(BROKEN)
    screen.print(Text(f"✓ {screen.say('log.whole', count=result.records)}", style="green"))
    screen.print(screen.say("log.head", hash=result.head_hash), style="dim")
    screen.print(screen.say("log.signed", covered=result.covered, rest=result.records - result.covered), style="dim")
    screen.print(screen.say("log.authenticated" if result.authenticated else "log.not-authenticated"), style="dim")
    if result.clock_steps:
        screen.print(screen.say("log.clock-steps", count=result.clock_steps), style="yellow")
