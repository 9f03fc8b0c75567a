"""``shenyan serve``: it starts, answers, stops, and says why when it cannot start."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from typing import Any

import httpx
import pytest

from tests.cli.conftest import PROJECT


def _start(*args: str, output: Any = subprocess.PIPE) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve", *args],
        env={**os.environ, "PYTHONPATH": str(PROJECT.parents[2])},
        stdout=output,
        stderr=subprocess.PIPE,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(process: subprocess.Popen, port: int) -> httpx.Response:
    deadline = time.monotonic() + 60
    while True:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=1, trust_env=False)
        except httpx.TransportError:
            assert process.poll() is None, process.stderr.read().decode()
            assert time.monotonic() < deadline
            time.sleep(0.1)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_serves_and_stops(environment, workers):
    port = _free_port()
    process = _start("--port", str(port), "--workers", workers)
    try:
        answer = _wait(process, port)
        assert answer.status_code == 200
        assert httpx.get(f"http://127.0.0.1:{port}/v1/me", trust_env=False).status_code == 401
    finally:
        process.send_signal(signal.SIGTERM)
        printed, said = process.communicate(timeout=60)
    assert f"http://127.0.0.1:{port}" in said.decode()
    assert printed.count(b"Bearer shy_") == 1


def test_the_first_key_works_as_shown_and_is_shown_once(environment, tmp_path):
    printed, key = [], ""
    for name in ("first", "second"):
        port = _free_port()
        with (tmp_path / name).open("wb") as output:
            process = _start("--port", str(port), output=output)
        try:
            _wait(process, port)
            printed.append((tmp_path / name).read_text("utf-8"))
            key = key or re.search(r"Bearer (shy_\w{12}_[\w-]{43})'", printed[0]).group(1)
            headers = {"Authorization": f"Bearer {key}"}
            me = httpx.get(f"http://127.0.0.1:{port}/v1/me", headers=headers, trust_env=False).json()
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
        assert me["roles"] == ["admin", "sender"]
    assert printed[1] == ""


def test_it_says_why_it_cannot_start(environment, monkeypatch, tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "policy.yaml").write_text("failure: pass\n", encoding="utf-8")
    monkeypatch.setenv("SHENYAN_RULES_DIR", str(tmp_path / "rules"))
    process = _start("--port", "0")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "shenyan rules lint" in said.decode()
