"""A review needs no network: it runs where there is none at all."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALONE = ("unshare", "--net", "--map-root-user")
"""In a network namespace of its own, with not even a loopback that is up."""


def _why_not() -> str:
    if shutil.which("unshare") is None:
        return "needs unshare"
    done = subprocess.run([*ALONE, "true"], capture_output=True, check=False)
    return "" if done.returncode == 0 else "may make no network namespace"


@pytest.mark.skipif(bool(_why_not()), reason=_why_not() or "-")
def test_a_review_without_a_network(tmp_path: Path) -> None:
    command = [*ALONE, sys.executable, "-m", "app.cli", "check", "-", "--format", "json"]
    done = subprocess.run(
        command, cwd=ROOT, input="本产品保本保息，详询13812345678。", capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "SHENYAN_STATE_DIR": str(tmp_path), "SHENYAN_DATABASE_URL": f"sqlite:///{tmp_path}/l.db"},
    )  # fmt: skip

    assert '"decision"' in done.stdout, done.stderr[-2000:]
    assert "guarantee" in done.stdout
    assert json.loads(done.stdout)
