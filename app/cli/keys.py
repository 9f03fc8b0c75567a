"""``shenyan keys``: API keys, for whoever may run commands on the machine of the database."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Final

import typer
from rich.table import Table
from rich.text import Text

from app.auth.access import ON_THE_MACHINE, Access
from app.auth.keys import LONGEST_OVERLAP_SECONDS, NewKey, microseconds
from app.auth.permissions import Permission
from app.auth.tenants import TENANT
from app.cli.errors import InputError
from app.cli.options import choose_each, unknown_choice
from app.cli.screen import Screen
from app.cli.verdict_log import open_settings_log
from app.model.principal import WHOLE_HOUSE, Role
from app.settings import load_settings
from app.store.account_store import StoredKey
from app.store.records import to_datetime

_FORMATS: Final = ("text", "json")
_NAME: Final = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
_HOUR: Final = 3600
_DAY: Final = 24 * _HOUR


def create_key(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    role: Annotated[list[str], typer.Option("--role", help="keys.role", metavar="ROLE")],
    name: Annotated[str | None, typer.Option("--name", help="keys.name", metavar="NAME")] = None,
    tenant: Annotated[str, typer.Option("--tenant", help="keys.tenant", metavar="TENANT")] = WHOLE_HOUSE,
    scope: Annotated[list[str] | None, typer.Option("--scope", help="keys.scope", metavar="PERMISSION")] = None,
    days: Annotated[int | None, typer.Option("--days", help="keys.days", metavar="N", min=1, max=3650)] = None,
    per_minute: Annotated[
        int | None, typer.Option("--per-minute", help="keys.per-minute", metavar="N", min=1, max=1_000_000)
    ] = None,
) -> None:
    """Prints the key alone on standard output, the rest on standard error."""
    screen: Screen = ctx.obj
    roles = tuple(choose_each(Role, "--role", role))
    scopes = tuple(choose_each(Permission, "--scope", scope or ()))
    name = name or " ".join(roles)
    if _NAME.fullmatch(name) is None:
        raise InputError("error.key-name")
    if tenant and TENANT.fullmatch(tenant) is None:
        raise InputError("error.key-tenant", value=tenant)
    lifetime = None if days is None else days * _DAY
    with open_access(screen) as access:
        issued = access.keys.create(NewKey(name, roles, tenant, scopes, lifetime, per_minute), ON_THE_MACHINE)
    screen.warn(screen.say("keys.made", id=issued.key.id, name=issued.key.name))
    screen.print(issued.secret)


def rotate_key(
    ctx: typer.Context,
    *,
    key: Annotated[str, typer.Argument(help="keys.id", metavar="KEY", show_default=False)],
    overlap: Annotated[
        int,
        typer.Option("--overlap", help="keys.overlap", metavar="HOURS", min=0, max=LONGEST_OVERLAP_SECONDS // _HOUR),
    ] = 24,
) -> None:
    """Prints the new key alone on standard output, the rest on standard error."""
    screen: Screen = ctx.obj
    old = _id_of(key)
    with open_access(screen) as access:
        issued = access.keys.rotate(old, ON_THE_MACHINE, overlap * _HOUR)
        until = next(each.expires_at for each in access.keys.list(ON_THE_MACHINE) if each.id == old)
    screen.warn(screen.say("keys.rotated", old=old, id=issued.key.id, until=_when(until)))
    screen.print(issued.secret)


def revoke_key(
    ctx: typer.Context, *, key: Annotated[str, typer.Argument(help="keys.id", metavar="KEY", show_default=False)]
) -> None:
    """Running services refuse the key within two seconds."""
    screen: Screen = ctx.obj
    with open_access(screen) as access:
        revoked = access.keys.revoke(_id_of(key), ON_THE_MACHINE)
    screen.print(screen.say("keys.revoked", id=revoked.id))


def list_keys(
    ctx: typer.Context,
    *,
    output: Annotated[str, typer.Option("--format", "-f", help="keys.format", metavar="FORMAT")] = "text",
) -> None:
    """A table, or one JSON object a line."""
    screen: Screen = ctx.obj
    if output not in _FORMATS:
        raise unknown_choice("--format", output, _FORMATS)
    with open_access(screen) as access:
        keys = access.keys.list(ON_THE_MACHINE)
    if output == "json":
        for key in keys:
            screen.write(json.dumps(_described(key), ensure_ascii=False) + "\n")
        return
    table = Table.grid(padding=(0, 2))
    for _ in range(5):
        table.add_column(no_wrap=True)
    table.add_column()
    for key in keys:
        used = screen.say("keys.unused") if key.last_used_at is None else _used(screen, key.last_used_at)
        roles = " ".join((*key.roles, *(f"[{scope}]" for scope in key.scopes)))
        tenant = key.tenant or screen.say("keys.house")
        table.add_row(key.id, _state(screen, key), roles, tenant, used, key.name)
    screen.out.print(table)
    screen.print(screen.say("keys.count", count=len(keys)), style="dim")


@contextmanager
def open_access(screen: Screen) -> Iterator[Access]:
    """The keys of the settings' database, which is made when missing; says so when the pepper was made."""
    settings = load_settings()
    with open_settings_log(settings) as log:
        access = Access.open(settings, log)
        try:
            if access.pepper.path is not None:
                screen.warn(screen.say("keys.pepper", path=access.pepper.path), style="dim")
            yield access
        finally:
            access.close()


def _id_of(key: str) -> str:
    """The id within a whole key, or the id as given."""
    return key.split("_")[1] if key.startswith("shy_") else key


def _state(screen: Screen, key: StoredKey) -> Text:
    if key.revoked_at is not None:
        return Text(screen.say("keys.revoked-at", at=_when(key.revoked_at)), style="red")
    if not key.is_valid_at(microseconds()):
        return Text(screen.say("keys.expired", at=_when(key.expires_at)), style="yellow")
    if key.expires_at is None:
        return Text(screen.say("keys.valid"), style="green")
    return Text(screen.say("keys.until", until=_when(key.expires_at)), style="green")


def _used(screen: Screen, moment: int) -> str:
    return screen.say("keys.used", at=_when(moment))


def _when(moment: int | None) -> str:
    return "-" if moment is None else _local(moment).strftime("%Y-%m-%d %H:%M")


def _local(moment: int) -> datetime:
    return to_datetime(moment).astimezone()


def _described(key: StoredKey) -> dict[str, object]:
    times = {
        name: None if moment is None else to_datetime(moment).isoformat()
        for name, moment in (
            ("created_at", key.created_at),
            ("expires_at", key.expires_at),
            ("revoked_at", key.revoked_at),
            ("last_used_at", key.last_used_at),
        )
    }
    return {
        "id": key.id,
        "principal": key.principal,
        "name": key.name,
        "tenant": key.tenant,
        "roles": list(key.roles),
        "scopes": list(key.scopes),
        "per_minute": key.per_minute,
        "created_by": key.created_by,
        "rotated_to": key.rotated_to,
        **times,
    }
