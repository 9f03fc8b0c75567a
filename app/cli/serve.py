"""``shenyan serve``: the HTTP service."""

from typing import Annotated, Final

import typer
import uvicorn

from app.auth.access import SYSTEM
from app.cli.keys import open_access
from app.cli.screen import Screen
from app.publishing.active import load_compiled
from app.settings import Settings, load_settings
from app.store.events import Actor
from app.store.verdict_log import verify_database

_APPLICATION: Final = "app.api.application:create_app"
_DRAIN_SECONDS: Final = 30
_ACTOR: Final = Actor(SYSTEM, "serve")


def serve(
    ctx: typer.Context,
    *,
    host: Annotated[str | None, typer.Option("--host", help="serve.host", metavar="HOST")] = None,
    port: Annotated[int | None, typer.Option("--port", help="serve.port", metavar="PORT", min=0, max=65535)] = None,
    workers: Annotated[int, typer.Option("--workers", help="serve.workers", metavar="N", min=1, max=64)] = 1,
) -> None:
    """Serves until stopped. What keeps it from starting is told as by any other command."""
    screen: Screen = ctx.obj
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = load_settings(None, **given)
    url = f"http://{settings.host}:{settings.port}"
    _show_first_key(screen, url)
    screen.warn(screen.say("serve.at", url=url))
    try:
        uvicorn.run(
            _APPLICATION,
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=workers,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_DRAIN_SECONDS,
        )
    except SystemExit as stop:
        if stop.code:
            _find_cause(settings)
        raise


def _show_first_key(screen: Screen, url: str) -> None:
    """Where nobody has ever had a key, makes one and shows how it is used."""
    with open_access(screen) as access:
        issued = access.first_key(_ACTOR)
    if issued is None:
        return
    screen.print(screen.say("serve.first-key"))
    screen.print(f"  {issued.secret}", style="bold")
    screen.print(screen.say("serve.try"))
    screen.print(f"  curl -s {url}/v1/reviews -H 'Authorization: Bearer {issued.secret}' \\")
    screen.print('    -H \'Content-Type: application/json\' -d \'{"text": "本产品保本保息", "channel": "sms"}\'')


def _find_cause(settings: Settings) -> None:
    """Raises what kept the service from starting, if it is still so: uvicorn itself says nothing a person can use."""
    load_compiled(settings)
    verify_database(settings.database_url)
