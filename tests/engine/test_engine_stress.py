"""20,000 reviews in 8 threads while rule sets are swapped: no difference, no crash, no leak."""

import json
import os
import subprocess
import sys
from pathlib import Path

REVIEWS = 20_000
ROOT = Path(__file__).resolve().parents[2]


def test_reviews_in_threads_while_versions_are_swapped() -> None:
    # glibc fills freed and fresh memory with this byte: what durable-rules reads uninitialised crashes at once.
    environment = {**os.environ, "MALLOC_PERTURB_": "165"}
    command = [sys.executable, "-m", "tests.engine.stress", str(REVIEWS)]
    child = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=150, check=False)
    assert child.returncode == 0, child.stderr.decode()[-2000:]
    result = json.loads(child.stdout)
    assert result["errors"] == []
    assert result["differences"] == 0
    assert result["reviews"] == REVIEWS
    assert result["swaps"] >= 20
    assert result["threads"] == 1
    assert result["grown_mb"] < 12
