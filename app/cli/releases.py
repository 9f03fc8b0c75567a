"""``shenyan releases``: the keys of release tokens."""

import json
from pathlib import Path

import typer

from app.auth.access import ON_THE_MACHINE
from app.cli.errors import InputError
from app.cli.screen import Screen
from app.cli.verdict_log import open_log
from app.releases.keys import ReleaseKeyFile, rotate
from app.releases.releases import key_path
from app.settings import Settings, load_settings
from app.store.events import Event, event_entry


def show_public_keys(ctx: typer.Context) -> None:
    """Prints the JSON Web Key Set; nothing secret."""
    screen: Screen = ctx.obj
    settings = load_settings()
    keys = ReleaseKeyFile(_existing_file(settings)).jwks(settings.release_hours * 3600)
    screen.write(json.dumps(keys, indent=2) + "\n")


def rotate_key(ctx: typer.Context) -> None:
    """Replaces the key that signs; running services use the new one from their next token on."""
    screen: Screen = ctx.obj
    path = _existing_file(load_settings())
    with open_log() as log:
        old, new = rotate(path)
        event = Event("release-key-rotated", f"release-key:{new.id}", before=old.jwk(), after=new.jwk())
        log.append(event_entry(event, ON_THE_MACHINE))
    screen.print(screen.say("releases.rotated", old=old.id, new=new.id))


def _existing_file(settings: Settings) -> Path:
    path = key_path(settings)
    if not path.is_file():
        raise InputError("error.no-release-keys", path=path)
    return path
