"""The service over loopback, one worker: latency with one client, and throughput beside a no-op endpoint.

    .venv/bin/python -m tests.benchmarks.http_benchmark [--seconds 5] [--clients 16] [--rules DIR --lexicons DIR]

The no-op endpoints live in the same application with the same schemas, only here: ``/noop`` the way FastAPI is used
(parsed and answered through its models), ``/noop-bytes`` the way our own routes read and answer, minus the review.
Requests are the
messages of the sample in turn, as an agent's reply and as a draft, whose suggestions are each proven by a review.
"""

import argparse
import asyncio
import itertools
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, Request, Response
from rich.console import Console
from rich.table import Table

from app.api.answers import ReviewAnswer, json_response
from app.api.application import create_app
from app.api.body import read_json
from app.api.examples import REVIEW_ANSWER
from app.api.gate import Allowed, Gate, get_gate
from app.api.requests import ReviewRequest, read_review_request
from app.auth.permissions import Permission
from app.model.principal import Principal
from app.settings import load_settings
from tests.api.callers import make_key

SAMPLE = Path(__file__).resolve().parent.parent / "corpus" / "sample_messages.jsonl"


def bodies(stage: str) -> list[bytes]:
    """Requests for all messages of the sample, as drafts or as replies."""
    rows = [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]
    return [
        json.dumps({"text": row["text"], "jurisdiction": row["jurisdiction"], "stage": stage}).encode() for row in rows
    ]


def app() -> FastAPI:
    """The application with the no-op endpoints; uvicorn's factory."""
    application = create_app()
    canned = ReviewAnswer.model_validate(REVIEW_ANSWER)

    @application.post("/noop")
    async def noop(
        _body: ReviewRequest, _principal: Annotated[Principal, Depends(Allowed(Permission.CREATE_REVIEW))]
    ) -> ReviewAnswer:
        return canned

    @application.post("/noop-bytes")
    async def noop_bytes(
        request: Request,
        gate: Annotated[Gate, Depends(get_gate)],
        _principal: Annotated[Principal, Depends(Allowed(Permission.CREATE_REVIEW))],
    ) -> Response:
        read_review_request(await read_json(request, gate.settings.max_body_bytes)).to_message()
        return json_response(REVIEW_ANSWER)

    return application


async def _send(port: int, path: str, key: str, stage: str, until: float) -> list[float]:
    """One client on one connection; the time of each request in seconds."""
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
    requests = itertools.cycle([f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body for body in bodies(stage)])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times = []
    while (started := time.perf_counter()) < until:
        writer.write(next(requests))
        answer_head = await reader.readuntil(b"\r\n\r\n")
        assert answer_head.startswith(b"HTTP/1.1 200"), answer_head
        length = int(answer_head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        times.append(time.perf_counter() - started)
    writer.close()
    return times


async def _load(port: int, path: str, key: str, stage: str, clients: int, seconds: float) -> list[float]:
    until = time.perf_counter() + seconds
    times = await asyncio.gather(*(_send(port, path, key, stage, until) for _ in range(clients)))
    return [item for each in times for item in each]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int, server: "subprocess.Popen[bytes]") -> float:
    started = time.perf_counter()
    while server.poll() is None and time.perf_counter() < started + 120:
        try:
            socket.create_connection(("127.0.0.1", port), 0.1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return time.perf_counter() - started
    raise SystemExit("the service did not start")


def _cpu_seconds(pid: int) -> float:
    """User and system time of the server so far: steadier than the clock on a machine that has other work."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return float("nan")
    fields = stat.read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float("nan")
    return int(status.read_text().split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    """Run it and print the tables."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seconds", type=float, default=5.0)
    arguments.add_argument("--clients", type=int, default=16)
    arguments.add_argument("--rules", type=Path)
    arguments.add_argument("--lexicons", type=Path)
    options = arguments.parse_args()
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "SHENYAN_DATABASE_URL": f"sqlite:///{folder}/log.db",
            "SHENYAN_STATE_DIR": folder,
            "SHENYAN_LOG_LEVEL": "error",
            "SHENYAN_RATE_PER_MINUTE": "100000000",
        }
        if options.rules and options.lexicons:
            environment |= {
                "SHENYAN_RULES_DIR": str(options.rules.absolute()),
                "SHENYAN_LEXICONS_DIR": str(options.lexicons.absolute()),
            }
        command = [
            sys.executable, "-m", "uvicorn", "--factory", "tests.benchmarks.http_benchmark:app", "--port", str(port),
            "--no-access-log", "--log-level", "error",
        ]  # fmt: skip
        key = make_key(load_settings(database_url=f"sqlite:///{folder}/log.db", state_dir=folder), ["sender"])
        server = subprocess.Popen(command, env=environment)
        try:
            ready = _wait(port, server)
            _measure(port, server.pid, key, options.clients, options.seconds)
            print(f"ready after {ready:.1f} s, {_resident_mb(server.pid):.0f} MB resident at the end")
        finally:
            server.terminate()
            server.wait()


def _measure(port: int, pid: int, key: str, clients: int, seconds: float) -> None:
    runs = (("/noop-bytes", "reply"), ("/noop", "reply"), ("/v1/reviews", "reply"), ("/v1/reviews", "draft"))
    for path, stage in runs:
        asyncio.run(_load(port, path, key, stage, 1, 1.0))
    table = Table(
        "endpoint", "1 client: p50 ms", "p99 ms", "req/s", f"{clients} clients: p50 ms", "p99 ms", "req/s", "CPU ms/req"
    )
    rates: list[tuple[float, float]] = []
    for path, stage in runs:
        alone = asyncio.run(_load(port, path, key, stage, 1, seconds))
        cpu = _cpu_seconds(pid)
        many = asyncio.run(_load(port, path, key, stage, clients, seconds))
        cpu = _cpu_seconds(pid) - cpu
        rates.append((len(alone) / seconds, len(many) / seconds))
        table.add_row(
            f"{path} {stage}", *(f"{value * 1000:.2f}" for value in _quantiles(alone)), f"{rates[-1][0]:.0f}",
            *(f"{value * 1000:.2f}" for value in _quantiles(many)), f"{rates[-1][1]:.0f}",
            f"{cpu * 1000 / len(many):.2f}",
        )  # fmt: skip
    Console(width=130).print(table)
    for (path, stage), rate in zip(runs[2:], rates[2:], strict=True):
        for number, (other, _) in enumerate(runs[:2]):
            share = [100 * review / noop for review, noop in zip(rate, rates[number], strict=True)]
            print(f"{path} {stage} against {other}: {share[0]:.0f} % with one client, {share[1]:.0f} % with {clients}")


def _quantiles(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


if __name__ == "__main__":
    main()
