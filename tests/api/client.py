"""A client that talks to the application without a socket, one event loop for its whole life."""

import asyncio
from types import TracebackType
from typing import Any, Self

import httpx
from fastapi import FastAPI


class Client:
    """Opens the application's service on entering; requests are blocking, `together` sends several at once."""

    def __init__(self, app: FastAPI, headers: dict[str, str] | None = None, address: str = "127.0.0.1") -> None:
        self.app = app
        self._headers = headers
        self._address = address
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        self._lifespan = self.app.router.lifespan_context(self.app)
        try:
            self._runner.run(self._lifespan.__aenter__())
        except BaseException:
            self._runner.close()
            raise
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=(self._address, 50000))
        self._http = httpx.AsyncClient(transport=transport, base_url="http://shenyan", headers=self._headers)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.run(self._http.aclose())
        self._runner.run(self._lifespan.__aexit__(kind, error, trace))
        self._runner.close()

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        return self._runner.run(self._http.request(method, path, **options))

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, body: Any, **options: Any) -> httpx.Response:
        if isinstance(body, bytes):
            headers = {"Content-Type": "application/json", **options.pop("headers", {})}
            return self.request("POST", path, content=body, headers=headers, **options)
        return self.request("POST", path, json=body, **options)

    def together(self, requests: list[tuple[str, str, dict[str, Any]]]) -> list[httpx.Response]:
        async def send() -> list[httpx.Response]:
            return await asyncio.gather(*(self._http.request(method, path, **kw) for method, path, kw in requests))

        return self._runner.run(send())
