"""``shenyan serve``: it starts, answers, stops, and says why when it cannot start."""

import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from tests.cli.conftest import PROJECT


def _start(*args: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve", *args],
        env={**os.environ, "PYTHONPATH": str(PROJECT.parents[2])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_serves_and_stops(environment, workers):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = _start("--port", str(port), "--workers", workers)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                answer = httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=1, trust_env=False)
                break
            except httpx.TransportError:
                assert process.poll() is None, process.stderr.read().decode()
                assert time.monotonic() < deadline
                time.sleep(0.1)
        assert answer.status_code == 200
    finally:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert f"http://127.0.0.1:{port}" in said.decode()


def test_it_says_why_it_cannot_start(environment, monkeypatch, tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "policy.yaml").write_text("failure: pass\n", encoding="utf-8")
    monkeypatch.setenv("SHENYAN_RULES_DIR", str(tmp_path / "rules"))
    process = _start("--port", "0")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "shenyan rules lint" in said.decode()


def test_it_does_not_open_the_door_to_all(shenyan):
    result = shenyan("serve", "--host", "0.0.0.0")
    assert result.exit_code == 3
    assert "SHENYAN_API_KEY" in result.stderr
