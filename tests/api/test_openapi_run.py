"""No request makes an internal error, and every answer is as the OpenAPI document says: the short form.

The long form is ``python -m tests.api.openapi_run``.
"""

from pathlib import Path

from app.store.opening import open_log
from tests.api.openapi_run import ask, made_settings
from tests.api.running import running

SECONDS = 30


def test_every_answer_is_as_documented(tmp_path: Path) -> None:
    settings = made_settings(tmp_path)
    with running(settings, rate_per_minute=100_000_000) as service:
        run = ask(
            service, settings, tmp_path,
            "--phases", "examples,coverage,fuzzing", "--max-examples", "4",
            "--max-time", str(SECONDS), "--seed", "20261121",
        )  # fmt: skip
        ready = service.get("/readyz").status_code

    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-2000:]
    assert ready == 200
    log = open_log(settings)
    assert log.verify().broken is None
    log.close()
