"""The HTTP application."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from app import __version__
from app.api import batch, operation, reviews, rules, search
from app.api.edge import Edge
from app.api.gate import open_gate
from app.api.openapi import describe_api
from app.api.problems import answer_with_problem
from app.auth.principal import refuse_open_door
from app.errors import ShenyanError
from app.logging import configure_logging
from app.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application; it opens its gate when it starts and closes it when it stops.

    Raises InvalidSettings or ExposedWithoutKey at once; what `open_gate` raises ends the start.
    """
    settings = load_settings() if settings is None else settings
    refuse_open_door(settings)
    configure_logging(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # A verdict waits for the log's thread, and that for the interpreter lock, at each SQL statement: the default of
        # 5 ms is long when the event loop is busy.
        sys.setswitchinterval(0.001)
        with open_gate(settings) as gate:
            app.state.gate = gate
            yield

    app = FastAPI(
        title="慎言 Shenyan",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    for module in (reviews, batch, search, rules, operation):
        app.include_router(module.router)
    app.mount("/docs/assets", StaticFiles(directory=operation.STATIC), name="docs-assets")
    app.openapi = lambda: describe_api(app)  # type: ignore[method-assign]
    app.add_exception_handler(ShenyanError, answer_with_problem)
    app.add_exception_handler(RequestValidationError, answer_with_problem)
    app.add_exception_handler(HTTPException, answer_with_problem)
    app.add_middleware(Edge)
    return app
