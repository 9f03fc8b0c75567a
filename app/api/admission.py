"""How many requests for reviews are in line at one time: no more than can be answered soon.

Reviews run on the event loop, one after the other. Without a limit, all that come in would wait where nobody counts
them, and all be answered late; so those that are too many are refused at once, with the time to come back.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.problems import problem_of
from app.errors import Overloaded

_LIMITED: Final = ("/v1/reviews", "/v1/reviews/batch")


class Admission:
    """Places for requests whose body has come in whole: who sends slowly takes none."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._taken = 0
        self._turn = asyncio.Lock()

    @property
    def taken(self) -> int:
        """How many are in line."""
        return self._taken

    @property
    def is_full(self) -> bool:
        """Whether the next one would be refused."""
        return self._taken >= self._places

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place, for as long as the answer takes. Raises Overloaded when there is none.

        Those that wait go on one by one, in order. Between two of them the event loop looks at its sockets, so that
        new requests are refused, health checks answered and verdicts sent while there is a line.
        """
        if self.is_full:
            raise Overloaded
        self._taken += 1
        try:
            if self._taken > 1:
                async with self._turn:
                    await asyncio.sleep(0)
            yield
        finally:
            self._taken -= 1


def get_admission(request: Request) -> Admission:
    """The places of the application that serves ``request``."""
    admission: Admission = request.app.state.admission
    return admission


class TurnAway:
    """While all places are taken, refuses requests for reviews before anything of them is read."""

    def __init__(self, app: ASGIApp, admission: Admission) -> None:
        self._app = app
        self._admission = admission

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if (
            self._admission.is_full
            and scope["type"] == "http"
            and scope["method"] == "POST"
            and scope["path"] in _LIMITED
        ):
            await problem_of(Overloaded())(scope, receive, send)
        else:
            await self._app(scope, receive, send)
