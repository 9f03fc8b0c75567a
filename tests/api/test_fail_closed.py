"""No log, no verdict; and everything is well again as soon as the log is."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.api.application import create_app
from app.errors import DatabaseUnusable, RuleSetRejected
from app.publishing.live import open_life
from app.ruleset.loader import RuleSetProblems
from app.store.opening import open_log
from tests.api.callers import KEY_RECORDS, open_client
from tests.api.client import Client
from tests.api.conftest import MakeSettings
from tests.api.rule_files import write_rule_files

BODY = {"text": "您好"}


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def _moved(path: Path) -> Iterator[None]:
    path.rename(path.with_name("away"))
    try:
        yield
    finally:
        path.with_name("away").rename(path)


@pytest.mark.parametrize("fault", [_locked, _moved])
def test_an_unwritable_log_gives_503_and_recovers(client: Client, tmp_path: Path, fault: Any) -> None:
    assert client.post("/v1/reviews", BODY).status_code == 200

    with fault(tmp_path / "log.db"):
        answers = [
            client.post("/v1/reviews", BODY, headers={"Idempotency-Key": "k"}),
            client.post("/v1/reviews/batch", {"messages": [BODY, BODY]}),
            client.get("/readyz"),
        ]
        assert client.get("/healthz").status_code == 200

    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (503, "verdict-log-unavailable")
        assert int(answer.headers["retry-after"]) > 0
        assert "decision" not in answer.text
    assert client.get("/readyz").status_code == 200
    retried = client.post("/v1/reviews", BODY, headers={"Idempotency-Key": "k"}).json()
    assert retried["record"]["sequence"] == KEY_RECORDS + 2
    assert "shenyan_append_failures_total 3.0" in client.get("/metrics").text.splitlines()
    assert client.app.state.gate.log.verify().broken is None


def test_when_many_wait_for_the_log_more_are_turned_away(make_settings: MakeSettings, tmp_path: Path) -> None:
    with open_client(make_settings(max_pending_appends=4, busy_timeout_seconds=0.5)) as client:
        with _locked(tmp_path / "log.db"):
            answers = client.together([("POST", "/v1/reviews", {"json": BODY})] * 20)
        codes = {answer.json()["code"] for answer in answers}
        after = client.post("/v1/reviews", BODY)

    assert {answer.status_code for answer in answers} == {503}
    assert codes == {"overloaded", "verdict-log-unavailable"}
    assert after.status_code == 200


def test_an_engine_that_fails_gives_no_verdict(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("13812345678")

    monkeypatch.setattr("app.intake.review", fail)
    answer = client.post("/v1/reviews", BODY, headers={"Idempotency-Key": "k"})
    monkeypatch.undo()

    assert (answer.status_code, answer.json()["code"]) == (503, "review-failed")
    assert int(answer.headers["retry-after"]) > 0
    assert "13812345678" not in answer.text
    assert "shenyan_review_failures_total 1.0" in client.get("/metrics").text.splitlines()
    assert client.get("/v1/reviews").json()["reviews"] == []
    assert client.post("/v1/reviews", BODY, headers={"Idempotency-Key": "k"}).status_code == 200


def test_a_broken_rule_set_does_not_start(make_settings: MakeSettings, tmp_path: Path) -> None:
    rules, lexicons = write_rule_files(tmp_path / "broken")
    file = rules / "phone-number.yaml"
    text = file.read_text("utf-8")
    for broken, error in (
        (text.replace("family: pii", "family: spelling"), RuleSetProblems),
        (text.replace("请联系客服。", "请联系13812345678。"), RuleSetRejected),
    ):
        file.write_text(broken, "utf-8")
        app = create_app(make_settings(rules_dir=rules, lexicons_dir=lexicons))
        with pytest.raises(error), Client(app):
            pass
    log = open_log(make_settings())
    with open_life(make_settings(), log) as life:
        assert (log.verify().records, life.versions.list()) == (0, ())
    log.close()


def test_a_damaged_log_does_not_start(make_settings: MakeSettings, tmp_path: Path) -> None:
    settings = make_settings()
    with open_client(settings) as client:
        assert client.post("/v1/reviews", BODY).status_code == 200
    raw = sqlite3.connect(tmp_path / "log.db", isolation_level=None)
    raw.execute("DROP TRIGGER verdict_log_no_delete")
    raw.execute("DELETE FROM verdict_log")
    raw.close()

    with pytest.raises(DatabaseUnusable), Client(create_app(settings)):
        pass
