"""Schemathesis against the service as it is run: requests made from the OpenAPI document, good and bad.

    .venv/bin/python -m tests.api.openapi_run [--seconds 600] [--cases N] [--seed N]

Found wrong are an internal error, an answer that the document does not name, a body or a header that is not as
described, a request against the schema that is taken, and a route that lets somebody in without a key. The key that is
used has every role, so that each route is reached. ``schemathesis.toml`` says what is expected.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from app.model.principal import Role
from app.settings import Settings, load_settings
from tests.api.callers import bearer, make_key
from tests.api.rule_files import write_rule_files
from tests.api.running import Service, running

CONFIG = Path(__file__).with_name("schemathesis.toml")
_PER_MINUTE = 100_000_000


def made_settings(folder: Path) -> Settings:
    """Settings of a service in ``folder``, with the small rule set."""
    rules, lexicons = write_rule_files(folder / "rule-set")
    return load_settings(
        folder / "no.env",
        database_url=f"sqlite:///{folder}/log.db",
        state_dir=folder,
        rules_dir=rules,
        lexicons_dir=lexicons,
        busy_timeout_seconds=2.0,
        log_level="error",
    )


def ask(service: Service, settings: Settings, folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run schemathesis with ``options``; its report is the output."""
    header = bearer(make_key(settings, [role.value for role in Role]))
    url = f"http://127.0.0.1:{service.port}/openapi.json"
    return subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run", url,
            "--header", f"Authorization: {header['Authorization']}", "--continue-on-failure", "--no-color",
            "--warnings", "off", *options,
        ],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def main() -> int:
    """Run it as the arguments say, print the report, and return schemathesis' exit code."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seconds", type=int, default=600)
    arguments.add_argument("--cases", type=int, default=200, help="of each operation, in each round")
    arguments.add_argument("--seed", type=int)
    options = arguments.parse_args()
    more = [] if options.seed is None else ["--seed", str(options.seed)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = made_settings(folder)
        with running(settings, rate_per_minute=_PER_MINUTE) as service:
            run = ask(
                service, settings, folder,
                "--max-time", str(options.seconds), "--max-examples", str(options.cases), *more,
            )  # fmt: skip
    sys.stdout.write(run.stdout)
    sys.stderr.write(run.stderr)
    return run.returncode


if __name__ == "__main__":
    raise SystemExit(main())
