"""Reads a request's body, and no more of it than allowed."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Request

from app.api.strict_json import parse_json
from app.errors import BodyTooLarge, MalformedRequest, UnsupportedContentType

TABLE_KINDS: Final[Mapping[str, str]] = {
    "text/csv": "csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
"""Media types of tables, and what their files' names end in."""


async def read_json(request: Request, limit: int) -> Any:
    """The parsed body. Raises as `read_body` and `parse_json`."""
    return parse_json(await read_body(request, limit))


async def read_body(request: Request, limit: int) -> bytes:
    """The body, which is declared as JSON. Raises UnsupportedContentType, BodyTooLarge or MalformedRequest."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != "application/json":
        raise UnsupportedContentType
    if parameters.strip() and parameters.replace(" ", "").replace('"', "").lower() != "charset=utf-8":
        raise UnsupportedContentType
    return await _read(request, limit)


async def read_table(request: Request, limit: int) -> tuple[str, bytes]:
    """A table as the body, with a name whose ending says which kind. Raises as `read_body`."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in TABLE_KINDS:
        raise UnsupportedContentType
    return f"table.{TABLE_KINDS[kind]}", await _read(request, limit)


async def _read(request: Request, limit: int) -> bytes:
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedContentType
    if len(declared := request.headers.get("content-length", "")) > 18 or (
        declared.isdigit() and int(declared) > limit
    ):
        raise BodyTooLarge(limit)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise BodyTooLarge(limit)
        chunks.append(chunk)
    if not size:
        raise MalformedRequest
    return b"".join(chunks)
