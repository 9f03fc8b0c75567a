"""Service processes that share a log, and clients that do not give up: what they were told is held against the log."""

import asyncio
import itertools
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
from sqlalchemy import select

from app.settings import Settings
from app.store.opening import open_log
from app.store.records import VERDICT_KIND
from app.store.tables import verdict_log
from app.store.verdict_log import verify_database
from app.store.verifying_keys import NO_KEYS
from tests.api.callers import make_key

TEXTS = (
    "您好，您的账单已生成，请登录手机银行查看。",
    "本产品保本保息，欢迎咨询。",
    "Please find your statement attached.",
)
_PATIENCE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Told:
    """What a client was told of one message."""

    review_id: str
    sequence: int
    hash: str
    decision: str


@dataclass(slots=True)
class Fleet:
    """Services on one database. ``restarts``: seconds from start to readiness, of each start after the first."""

    settings: Settings
    more: dict[str, object]
    ports: list[int] = field(default_factory=list)
    processes: "list[subprocess.Popen[bytes]]" = field(default_factory=list)
    restarts: list[float] = field(default_factory=list)

    def start(self, number: int) -> float:
        """Start the service ``number`` and wait until it is ready; the seconds that took."""
        given = {
            "database_url": self.settings.database_url, "state_dir": self.settings.state_dir,
            "rules_dir": self.settings.rules_dir, "lexicons_dir": self.settings.lexicons_dir,
            "rate_per_minute": 100_000_000, "log_level": "error", **self.more,
        }  # fmt: skip
        said = Path(self.settings.state_dir, f"service-{self.ports[number]}.err")
        started = time.monotonic()
        self.processes[number : number + 1] = [
            subprocess.Popen(
                [sys.executable, "-m", "app.cli", "serve", "--port", str(self.ports[number])],
                env={
                    **os.environ,
                    **{f"SHENYAN_{name.upper()}": str(value) for name, value in given.items() if value is not None},
                },
                stdout=subprocess.DEVNULL,
                stderr=(errors := said.open("wb")),
            )
        ]
        errors.close()
        answered: object = None
        while time.monotonic() < started + _PATIENCE_SECONDS:
            assert self.processes[number].poll() is None, said.read_text("utf-8", "replace")[-2000:]
            try:
                url = f"http://127.0.0.1:{self.ports[number]}/readyz"
                answered = httpx.get(url, timeout=5, trust_env=False)
                if answered.status_code == 200:
                    return time.monotonic() - started
            except httpx.TransportError as error:
                answered = error
            time.sleep(0.02)
        raise AssertionError(
            f"the service did not become ready: {answered!r} {said.read_text('utf-8', 'replace')[-2000:]}"
        )

    def kill(self, number: int) -> None:
        """SIGKILL for the service ``number``, and a new one in its place."""
        self.processes[number].send_signal(signal.SIGKILL)
        self.processes[number].wait()
        self.restarts.append(self.start(number))


@contextmanager
def fleet(settings: Settings, services: int, **more: object) -> Iterator[Fleet]:
    """``services`` processes of `shenyan serve` with ``settings`` and ``more`` of them, ready; stopped at the end."""
    started = Fleet(settings, more)
    for _ in range(services):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            started.ports.append(probe.getsockname()[1])
    try:
        for number in range(services):
            started.start(number)
        yield started
    finally:
        for process in started.processes:
            process.terminate()
        for process in started.processes:
            process.wait(60)


@dataclass(slots=True)
class Load:
    """Sends at least ``reviews`` messages, more while a disturbance goes on, from ``clients`` connections.

    Each message is sent until it is answered, to the services in turn.

    ``told`` is what the clients know; ``seconds`` how long the answered requests took; ``unanswered`` counts requests
    that were cut off or refused for the moment and sent again with the same Idempotency-Key.
    """

    fleet: Fleet
    reviews: int
    clients: int
    texts: Sequence[str] = TEXTS
    told: dict[str, Told] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    unanswered: int = 0
    elapsed: float = 0.0
    key: str = ""

    def run(self, disturb: "Callable[[Load], Awaitable[None]] | None" = None) -> None:
        """Send all, with ``disturb`` beside it until all are answered."""
        self.key = make_key(self.fleet.settings)
        started = time.perf_counter()
        asyncio.run(self._run(disturb))
        self.elapsed = time.perf_counter() - started

    async def _run(self, disturb: "Callable[[Load], Awaitable[None]] | None") -> None:
        disturbed = asyncio.Event()
        numbers = self._numbers(disturbed)
        async with asyncio.TaskGroup() as group:
            for client in range(self.clients):
                group.create_task(self._client(client, numbers))
            if disturb is not None:
                await disturb(self)
            disturbed.set()

    def _numbers(self, disturbed: asyncio.Event) -> Iterator[int]:
        for number in itertools.count():
            if number >= self.reviews and disturbed.is_set():
                return
            yield number

    async def _client(self, client: int, numbers: Iterator[int]) -> None:
        ports = itertools.cycle(self.fleet.ports[client % 2 :] + self.fleet.ports[: client % 2])
        lines: dict[int, tuple[asyncio.StreamReader, asyncio.StreamWriter]] = {}
        for number in numbers:
            told = await self._until_answered(number, ports, lines)
            if number % 10 == 0:  # as by a client that saw no answer: from any service it gets the first one
                again = await self._until_answered(number, ports, lines)
                assert again == told, "a request that was repeated got another review"
            assert told.decision == ("block" if "保本" in self._text(number) else "pass")
            self.told[f"load-{number}"] = told
        for _, writer in lines.values():
            writer.close()

    def _text(self, number: int) -> str:
        return self.texts[number % len(self.texts)]

    async def _until_answered(
        self, number: int, ports: Iterator[int], lines: "dict[int, tuple[asyncio.StreamReader, asyncio.StreamWriter]]"
    ) -> Told:
        body = json.dumps({"text": self._text(number)}, ensure_ascii=False).encode()
        head = (
            "POST /v1/reviews HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            f"Idempotency-Key: load-{number}\r\nAuthorization: Bearer {self.key}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            port = next(ports)
            started = time.perf_counter()
            try:
                if port not in lines:
                    lines[port] = await asyncio.open_connection("127.0.0.1", port)
                status, answer = await _exchange(*lines[port], head.encode() + body)
            except (OSError, asyncio.IncompleteReadError):
                if port in lines:
                    lines.pop(port)[1].close()
                self.unanswered += 1
                await asyncio.sleep(0.02)
                continue
            if status == 200:
                self.seconds.append(time.perf_counter() - started)
                value = json.loads(answer)
                record = value["record"]
                return Told(value["review_id"], record["sequence"], record["hash"], value["decision"])
            assert status in (409, 503), (status, answer)
            assert b'"decision"' not in answer
            self.unanswered += 1
            await asyncio.sleep(0.05)
        raise AssertionError("no service answered for too long")


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> tuple[int, bytes]:
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    return int(head.split(b" ", 2)[1]), await reader.readexactly(length)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the log has, against what the clients were told: ids and keys, empty when all is well."""

    lost: tuple[str, ...]
    wrong: tuple[str, ...]
    surplus: int
    """Verdicts in the log beyond one for each message."""
    records: int
    broken: object


def held_against_the_log(load: Load) -> Outcome:
    """Every acknowledgement is in the log as it was told, once, and nothing else is; the chain is whole."""
    settings = load.fleet.settings
    log = open_log(settings)
    columns = (verdict_log.c.review_id, verdict_log.c.sequence, verdict_log.c.hash, verdict_log.c.decision)
    with log.reading() as connection:
        rows = [Told(*row) for row in connection.execute(select(*columns).where(verdict_log.c.kind == VERDICT_KIND))]
    log.close()
    logged = {row.review_id: row for row in rows}
    result = verify_database(settings.database_url, NO_KEYS)
    return Outcome(
        lost=tuple(told.review_id for told in load.told.values() if told.review_id not in logged),
        wrong=tuple(key for key, told in load.told.items() if logged.get(told.review_id, told) != told),
        surplus=len(rows) - len(load.told),
        records=result.records,
        broken=result.broken,
    )


def cutting(cuts: int, application_name: str, postgresql: str) -> "Callable[[Load], Awaitable[None]]":
    """Ends all sessions named ``application_name`` on the server ``postgresql``, again and again."""

    def cut() -> None:
        with psycopg.connect(postgresql, autocommit=True) as server:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s",
                (application_name,),
            )

    async def disturb(_load: Load) -> None:
        for _ in range(cuts):
            await asyncio.sleep(0.5)
            await asyncio.to_thread(cut)

    return disturb


def killing(kills: int, seed: int = 20261121) -> "Callable[[Load], Awaitable[None]]":
    """Kills one service after another, at moments that ``seed`` says."""
    moments = random.Random(seed)

    async def disturb(load: Load) -> None:
        for _ in range(kills):
            await asyncio.sleep(moments.uniform(0.02, 0.6))
            await asyncio.to_thread(load.fleet.kill, moments.randrange(len(load.fleet.ports)))

    return disturb
