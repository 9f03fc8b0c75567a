"""Reads a request's body, and no more of it than allowed."""

from typing import Any

from fastapi import Request

from app.api.strict_json import parse_json
from app.errors import BodyTooLarge, MalformedRequest, UnsupportedContentType


async def read_json(request: Request, limit: int) -> Any:
    """The parsed body. Raises UnsupportedContentType, BodyTooLarge, MalformedRequest or InvalidMessage."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != "application/json":
        raise UnsupportedContentType
    if parameters.strip() and parameters.replace(" ", "").replace('"', "").lower() != "charset=utf-8":
        raise UnsupportedContentType
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
    return parse_json(b"".join(chunks))
