"""The outermost layer: request ids, security headers, and the last resort for exceptions."""

import re
import time
import uuid
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.gate import Gate
from app.api.problems import problem_of
from app.logging import named

_log = structlog.get_logger()

_REQUEST_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")

_CONTENT_SECURITY: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_HEADERS: Final[tuple[tuple[bytes, bytes], ...]] = (
    (b"content-security-policy", _CONTENT_SECURITY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class Edge:
    """Wraps the application. An exception that nobody foresaw becomes a 500 and a log line with its type and place."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        started = time.perf_counter()
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *_HEADERS, (b"x-request-id", request_id)]
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:
            _log.error("unforeseen error", request_id=request_id.decode(), method=scope["method"], **named(error))
            if status:
                raise  # the answer has begun: all that is left is to cut the connection
            await problem_of(error)(scope, receive, send_with_headers)
        _count(scope, status)
        if status >= 400:
            _log.info(
                "refused",
                request_id=request_id.decode(),
                method=scope["method"],
                route=getattr(scope.get("route"), "path", ""),
                status=status,
                duration_ms=round((time.perf_counter() - started) * 1000, 3),
            )


def _count(scope: Scope, status: int) -> None:
    gate: Gate | None = getattr(scope["app"].state, "gate", None)
    if gate is not None and status:
        gate.metrics.responses.labels(f"{status // 100}xx").inc()


def _request_id(scope: Scope) -> bytes:
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            given: bytes = value
            return given
    return uuid.uuid4().hex.encode()
