"""The walk through the life of a rule: every command and request of the page, in order, against a running service."""

import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.settings import load_settings
from tests.api.running import Service, running
from tests.cli.conftest import PROJECT

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rule-lifecycle.md"
ROOT = PAGE.parent.parent
BLOCKS = re.findall(r"```sh\n(.*?)```(?:\n```output\n(.*?)```)?", PAGE.read_text("utf-8"), re.DOTALL)


class Load(threading.Thread):
    """Somebody who sends messages all the time, and what came back."""

    def __init__(self, service: Service) -> None:
        super().__init__(daemon=True)
        self.service = service
        self.statuses: list[int] = []
        self.stop = threading.Event()

    def run(self) -> None:
        import asyncio

        while not self.stop.wait(0.2):
            self.statuses.append(asyncio.run(self.service.review("本产品稳赚不赔！")).status)


def test_the_page_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PROJECT, tmp_path / "project")
    given = {
        "database_url": f"sqlite:///{tmp_path}/log.db",
        "state_dir": tmp_path / "state",
        "rules_dir": tmp_path / "project" / "rules",
        "lexicons_dir": tmp_path / "project" / "lexicons",
        "busy_timeout_seconds": 10,
    }
    command = tmp_path / "bin" / "shenyan"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m app.cli "$@"\n')
    command.chmod(0o755)
    script = "\n".join(f"{commands}\necho @@{number}" for number, (commands, _) in enumerate(BLOCKS))
    with running(load_settings(tmp_path / "no.env", **given)) as service:
        load = Load(service)
        load.start()
        env = {
            **os.environ,
            **{f"SHENYAN_{name.upper()}": str(value) for name, value in given.items()},
            "SHENYAN_LANG": "en",
            "PYTHONPATH": str(ROOT),
            "PATH": f"{command.parent}:{os.environ['PATH']}",
            "URL": f"http://127.0.0.1:{service.port}",
        }
        done = subprocess.run(
            ["bash", "-euo", "pipefail"], input=script, cwd=tmp_path, env=env, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=600, check=False,
        )  # fmt: skip
        load.stop.set()
        load.join()

    assert done.returncode == 0, done.stdout
    shown = re.split(r"@@\d+\n", done.stdout)
    for (commands, expected), output in zip(BLOCKS, shown, strict=False):
        for line in expected.splitlines():
            assert line in output, (commands, output)
    assert set(load.statuses) == {200}
