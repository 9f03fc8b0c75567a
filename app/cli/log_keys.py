"""``shenyan log public-key``, ``rotate-key`` and ``rotate-data-key``: the keys of the verdict log."""

from pathlib import Path
from typing import Annotated

import typer

from app.auth.access import ON_THE_MACHINE
from app.cli.errors import InputError, file_error
from app.cli.screen import Screen
from app.cli.verdict_log import open_log
from app.settings import load_settings
from app.store.content_rotation import rotate_content_keys
from app.store.key_source import KeyFile, KeyPlace, rotate
from app.store.opening import content_key_place, key_place
from app.store.verifying_keys import NO_KEYS, VerifyingKeys, read_verifying_keys


def show_public_key(ctx: typer.Context) -> None:
    """Prints a line a key, oldest first; nothing secret."""
    screen: Screen = ctx.obj
    source, _ = key_place(load_settings()).open(new_log=False)
    screen.write(source.read().public_lines())


def rotate_key(ctx: typer.Context) -> None:
    """Adds a key to the key file; running services use it from their next record on."""
    screen: Screen = ctx.obj
    place = key_place(load_settings())
    if place.ring is not None:
        raise InputError("error.key-in-setting")
    keys = rotate(place.file)
    screen.print(screen.say("log.rotated", id=keys.current.id, path=place.file))


def rotate_data_key(
    ctx: typer.Context,
    *,
    forget_old: Annotated[bool, typer.Option("--forget-old", help="log.forget-old")] = False,
) -> None:
    """Adds a master key and wraps the keys of all kept messages with it; the messages themselves stay as they are."""
    screen: Screen = ctx.obj
    place = content_key_place(load_settings())
    file = None if place.ring is not None else place.file
    if file is not None:
        KeyFile(file)  # a rotation makes no first key
    with open_log() as log:
        rotation = rotate_content_keys(log, file, ON_THE_MACHINE, forget_old=forget_old)
    screen.print(screen.say("log.data-key-rotated", id=rotation.id, count=rotation.count))
    if file is not None:
        screen.print(screen.say("log.back-up", path=file))


def known_keys(public_key: Path | None) -> VerifyingKeys:
    """The keys of a file, else all that the settings know, else none. Raises InputError."""
    if public_key is None:
        place = key_place(load_settings())
        if place.ring is None and not place.file.is_file():
            return NO_KEYS
        source, _ = place.open(new_log=False)
        return read_verifying_keys(source.read().secret_lines())
    try:
        return read_verifying_keys(public_key.read_text("ascii"))
    except OSError as error:
        raise file_error(public_key, error) from None
    except ValueError as error:
        raise InputError("error.key-file", path=public_key, why=error) from None


def known_content_keys() -> KeyPlace | None:
    """The master keys of kept messages, when the settings know any."""
    place = content_key_place(load_settings())
    return place if place.ring is not None or place.file.is_file() else None
