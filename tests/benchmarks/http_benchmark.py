"""The service over loopback, one worker: latency with one client, and throughput beside a no-op endpoint.

    .venv/bin/python -m tests.benchmarks.http_benchmark [--seconds 5] [--clients 16] [--rules DIR --lexicons DIR]

The no-op endpoints live in the same application with the same schemas, only here: ``/noop`` the way FastAPI is used
(parsed and answered through its models), ``/noop-bytes`` the way our own routes read and answer, minus the review.
"""

import argparse
import asyncio
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
from app.api.gate import Gate, get_gate, get_principal
from app.api.requests import ReviewRequest, read_review_request
from app.model.principal import Principal

TEXT = (
    "尊敬的客户，您好！我行新一期稳健型理财产品将于本周五上午九点开始发售，投资期限一百八十天，风险等级为二级，"
    "业绩比较基准为年化百分之三点二至三点六，起购金额一万元。本产品保本保息，额度有限，先到先得，"
    "详情请前往手机银行理财专区查看产品说明书，或拨打客服热线咨询。理财非存款，产品有风险，投资须谨慎。"
)
BODY = json.dumps(
    {"text": TEXT, "channel": "sms", "audience": "public", "jurisdiction": "CN", "products": ["wealth-management"]},
    ensure_ascii=False,
).encode()


def app() -> FastAPI:
    """The application with the no-op endpoints; uvicorn's factory."""
    application = create_app()
    canned = ReviewAnswer.model_validate(REVIEW_ANSWER)

    @application.post("/noop")
    async def noop(_body: ReviewRequest, _principal: Annotated[Principal, Depends(get_principal)]) -> ReviewAnswer:
        return canned

    @application.post("/noop-bytes")
    async def noop_bytes(
        request: Request,
        gate: Annotated[Gate, Depends(get_gate)],
        _principal: Annotated[Principal, Depends(get_principal)],
    ) -> Response:
        read_review_request(await read_json(request, gate.settings.max_body_bytes)).to_message()
        return json_response(REVIEW_ANSWER)

    return application


async def _send(port: int, path: str, until: float) -> list[float]:
    """One client on one connection; the time of each request in seconds."""
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"
    request = head.encode() + BODY
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times = []
    while (started := time.perf_counter()) < until:
        writer.write(request)
        answer_head = await reader.readuntil(b"\r\n\r\n")
        assert answer_head.startswith(b"HTTP/1.1 200"), answer_head
        length = int(answer_head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        times.append(time.perf_counter() - started)
    writer.close()
    return times


async def _load(port: int, path: str, clients: int, seconds: float) -> list[float]:
    until = time.perf_counter() + seconds
    return [item for each in await asyncio.gather(*(_send(port, path, until) for _ in range(clients))) for item in each]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int, server: "subprocess.Popen[bytes]") -> float:
    started = time.perf_counter()
    while server.poll() is None and time.perf_counter() < started + 30:
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
        environment = {**os.environ, "SHENYAN_DATABASE_URL": f"sqlite:///{folder}/log.db", "SHENYAN_LOG_LEVEL": "error"}
        if options.rules and options.lexicons:
            environment |= {
                "SHENYAN_RULES_DIR": str(options.rules.absolute()),
                "SHENYAN_LEXICONS_DIR": str(options.lexicons.absolute()),
            }
        command = [
            sys.executable, "-m", "uvicorn", "--factory", "tests.benchmarks.http_benchmark:app", "--port", str(port),
            "--no-access-log", "--log-level", "error",
        ]  # fmt: skip
        server = subprocess.Popen(command, env=environment)
        try:
            ready = _wait(port, server)
            _measure(port, server.pid, options.clients, options.seconds)
            print(f"ready after {ready:.1f} s, {_resident_mb(server.pid):.0f} MB resident at the end")
        finally:
            server.terminate()
            server.wait()


def _measure(port: int, pid: int, clients: int, seconds: float) -> None:
    paths = ("/noop-bytes", "/noop", "/v1/reviews")
    for path in paths:
        asyncio.run(_load(port, path, 4, 0.5))
    table = Table(
        "endpoint", "1 client: p50 ms", "p99 ms", "req/s", f"{clients} clients: p50 ms", "p99 ms", "req/s", "CPU ms/req"
    )
    rates: dict[str, tuple[float, float]] = {}
    for path in paths:
        alone = asyncio.run(_load(port, path, 1, seconds))
        cpu = _cpu_seconds(pid)
        many = asyncio.run(_load(port, path, clients, seconds))
        cpu = _cpu_seconds(pid) - cpu
        rates[path] = len(alone) / seconds, len(many) / seconds
        table.add_row(
            path, *(f"{value * 1000:.2f}" for value in _quantiles(alone)), f"{rates[path][0]:.0f}",
            *(f"{value * 1000:.2f}" for value in _quantiles(many)), f"{rates[path][1]:.0f}",
            f"{cpu * 1000 / len(many):.2f}",
        )  # fmt: skip
    Console(width=120).print(table)
    for path in paths[:2]:
        share = [100 * review / noop for review, noop in zip(rates["/v1/reviews"], rates[path], strict=True)]
        print(f"/v1/reviews against {path}: {share[0]:.0f} % with one client, {share[1]:.0f} % with {clients}")


def _quantiles(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


if __name__ == "__main__":
    main()
