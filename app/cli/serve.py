"""``shenyan serve``: the HTTP service."""

from typing import Annotated, Final

import typer
import uvicorn

from app.auth.principal import refuse_open_door
from app.cli.screen import Screen
from app.publishing.active import load_compiled
from app.settings import Settings, load_settings
from app.store.verdict_log import verify_database

_APPLICATION: Final = "app.api.application:create_app"
_DRAIN_SECONDS: Final = 30


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
    refuse_open_door(settings)  # here, where --host is known; each process makes its application from the settings
    screen.warn(screen.say("serve.at", url=f"http://{settings.host}:{settings.port}"))
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


def _find_cause(settings: Settings) -> None:
    """Raises what kept the service from starting, if it is still so: uvicorn itself says nothing a person can use."""
    load_compiled(settings)
    verify_database(settings.database_url)
