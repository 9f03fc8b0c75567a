"""The service as a process of its own, and a client that sends many requests at one time."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from app.settings import Settings
from tests.api.callers import make_key


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


@dataclass(frozen=True, slots=True)
class Service:
    """A running service and a key for it."""

    process: "subprocess.Popen[bytes]"
    port: int
    key: str

    def get(self, path: str) -> httpx.Response:
        """One request without a key."""
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=10, trust_env=False)

    async def review(self, text: str) -> Answer:
        """One message on a connection of its own."""
        body = json.dumps({"text": text}, ensure_ascii=False).encode()
        head = (
            "POST /v1/reviews HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
            f"Authorization: Bearer {self.key}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        started = time.perf_counter()
        writer.write(head.encode() + body)
        answer = await reader.read()
        seconds = time.perf_counter() - started
        writer.close()
        lines, _, content = answer.partition(b"\r\n\r\n")
        status, *headers = lines.decode().split("\r\n")
        named = dict(header.lower().split(": ", 1) for header in headers)
        return Answer(int(status.split()[1]), named, content, seconds)


@contextmanager
def running(settings: Settings, **more: object) -> Iterator[Service]:
    """`shenyan serve` with ``settings`` and ``more`` of them; ready, and stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = {
        "database_url": settings.database_url,
        "state_dir": settings.state_dir,
        "rules_dir": settings.rules_dir,
        "lexicons_dir": settings.lexicons_dir,
        "busy_timeout_seconds": settings.busy_timeout_seconds,
        "log_level": "error",
        **more,
    }
    key = make_key(settings)
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve", "--port", str(port)],
        env={**os.environ, **{f"SHENYAN_{name.upper()}": str(value) for name, value in given.items()}},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    service = Service(process, port, key)
    try:
        _wait_until_ready(service)
        yield service
    finally:
        process.terminate()
        process.wait(60)


def _wait_until_ready(service: Service) -> None:
    deadline = time.monotonic() + 60
    while service.process.poll() is None and time.monotonic() < deadline:
        try:
            if service.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the service did not become ready")
