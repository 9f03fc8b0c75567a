"""The HTTP application."""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from app import __version__
from app.api import (
    access,
    approved,
    backtests,
    batch,
    cases,
    content,
    drafts,
    evidence,
    keys,
    lexicons,
    operation,
    precision,
    queue,
    releases,
    replay,
    reviews,
    rules,
    search,
    versions,
    waivers,
)
from app.api.admission import Admission, TurnAway
from app.api.edge import Edge
from app.api.gate import Gate, open_gate
from app.api.openapi import describe_api
from app.api.problems import answer_with_problem
from app.errors import ShenyanError
from app.logging import configure_logging, named
from app.publishing.log_backtests import open_background
from app.settings import Settings, load_settings

_ROUTES: Final = (
    reviews,
    batch,
    search,
    rules,
    approved,
    drafts,
    cases,
    lexicons,
    backtests,
    versions,
    waivers,
    precision,
    access,
    keys,
    releases,
    queue,
    replay,
    evidence,
    content,
    operation,
)
_NOTE_SECONDS: Final = 30.0
_ESCALATE_SECONDS: Final = 60.0

_log = structlog.get_logger()


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application; it opens its gate when it starts and closes it when it stops.

    Raises InvalidSettings at once; what `open_gate` raises ends the start.
    """
    settings = load_settings() if settings is None else settings
    configure_logging(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # A verdict waits for the log's thread, and that for the interpreter lock, at each SQL statement: the default of
        # 5 ms is long when the event loop is busy.
        sys.setswitchinterval(0.001)
        with (
            open_gate(settings) as gate,
            open_background(settings, gate.log, gate.rules.life.drafts) as background,
            _settled_memory(),
        ):
            app.state.gate, app.state.backtests = gate, background
            now_and_then = [asyncio.create_task(_note_uses(gate)), asyncio.create_task(_escalate(gate))]
            try:
                yield
            finally:
                for task in now_and_then:
                    task.cancel()

    app = FastAPI(
        title="慎言 Shenyan",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    admission = Admission(settings.max_waiting_reviews)
    app.state.admission = admission
    for module in _ROUTES:
        app.include_router(module.router)
    app.mount("/docs/assets", StaticFiles(directory=operation.STATIC), name="docs-assets")
    app.openapi = lambda: describe_api(app)  # type: ignore[method-assign]
    app.add_exception_handler(ShenyanError, answer_with_problem)
    app.add_exception_handler(RequestValidationError, answer_with_problem)
    app.add_exception_handler(HTTPException, answer_with_problem)
    app.add_middleware(TurnAway, admission=admission)
    app.add_middleware(Edge)  # the last one is the outermost
    access.refuse_undeclared(app)
    return app


@contextmanager
def _settled_memory() -> Iterator[None]:
    """What was built at the start stays to the end: a collection that looks through all of it takes 0.2 s, and would
    come in the middle of some request.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


async def _note_uses(gate: Gate) -> None:
    """When keys were used last is written now and then: at each request it would cost as much as a verdict."""
    while True:
        await asyncio.sleep(_NOTE_SECONDS)
        await asyncio.to_thread(gate.access.note_uses)


async def _escalate(gate: Gate) -> None:
    """Held messages that nobody decides on in time are raised; what fails is tried again."""
    while True:
        await asyncio.sleep(_ESCALATE_SECONDS)
        try:
            await asyncio.to_thread(gate.queue.escalate)
        except ShenyanError as error:
            _log.warning("held messages not escalated", **named(error))
