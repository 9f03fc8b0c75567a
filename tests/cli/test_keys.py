"""``shenyan keys``: what the command makes, the service accepts; what it shows is in the reader's language."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.settings import load_settings
from app.store.events import EVENT_KIND, event_body
from app.store.opening import open_log
from app.store.searching import Filters


def _made(result) -> str:
    assert result.exit_code == 0, result.output
    key = result.stdout.strip()
    assert key.startswith("shy_")
    assert "\n" not in key, "the key alone, for a script to take"
    return key


def _listed(shenyan) -> list[dict]:
    return [json.loads(line) for line in shenyan("keys", "list", "--format", "json").stdout.splitlines()]


def test_a_key_from_its_making_to_its_end(shenyan):
    key = _made(
        shenyan("keys", "create", "--role", "sender", "--role", "reviewer", "--name", "座席", "--tenant", "retail")
    )
    rotated = _made(shenyan("keys", "rotate", key, "--overlap", "1"))
    ended = shenyan("keys", "revoke", key.split("_")[1])

    assert ended.exit_code == 0
    old, new = _listed(shenyan)
    assert (old["id"], new["id"]) == (key.split("_")[1], rotated.split("_")[1])
    assert (old["roles"], old["tenant"], old["name"]) == (["reviewer", "sender"], "retail", "座席")
    assert (old["rotated_to"], new["principal"]) == (new["id"], old["principal"])
    assert old["revoked_at"] is not None
    assert new["revoked_at"] is None
    table = shenyan("keys", "list").stdout
    assert "已吊销" in table
    assert "retail" in table
    assert key not in table
    assert shenyan("log", "verify").exit_code == 0


def test_options_are_kept(shenyan):
    _made(
        shenyan("keys", "create", "--role", "auditor", "--scope", "metrics:read", "--days", "30", "--per-minute", "10")
    )

    [key] = _listed(shenyan)

    assert (key["scopes"], key["per_minute"], key["name"], key["created_by"]) == (
        ["metrics:read"],
        10,
        "auditor",
        "cli",
    )
    lifetime = datetime.fromisoformat(key["expires_at"]) - datetime.fromisoformat(key["created_at"])
    assert lifetime == timedelta(days=30)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["create"], "--role"),
        (["create", "--role", "root"], "sender"),
        (["create", "--role", "admin", "--scope", "all"], "key:manage"),
        (["create", "--role", "admin", "--tenant", "a b"], "retail-bank"),
        (["create", "--role", "admin", "--name", "x" * 201], "200"),
        (["create", "--role", "admin", "--days", "0"], "--days"),
        (["rotate", "no-such"], "没有这个 API 密钥"),
        (["revoke", "no-such"], "没有这个 API 密钥"),
        (["list", "--format", "xml"], "json"),
    ],
)
def test_what_cannot_be_done_is_said(shenyan, args, said):
    result = shenyan("keys", *args)

    assert result.exit_code == 3
    assert said in result.stderr
    assert _listed(shenyan) == []


def test_the_pepper_is_announced_once(shenyan, tmp_path: Path):
    first, second = (shenyan("keys", "create", "--role", "admin") for _ in range(2))

    assert "key-pepper" in first.stderr
    assert "key-pepper" not in second.stderr
    assert (tmp_path / "var" / "key-pepper").is_file()


def test_it_speaks_english_too(shenyan):
    made = shenyan("keys", "create", "--role", "sender", "--lang", "en")

    assert "shown this once" in made.stderr
    assert "never used" in shenyan("keys", "list", "--lang", "en").stdout


def test_acts_and_reads_are_in_the_log(shenyan, draft):
    _made(shenyan("keys", "create", "--role", "sender"))
    review_id = json.loads(shenyan("check", draft, "-f", "json").stdout)["review_id"]
    assert shenyan("log", "show", review_id).exit_code == 0
    assert shenyan("log", "show", "no-such-id").exit_code == 3

    log = open_log(load_settings())
    records = log.search(Filters(kind=EVENT_KIND)).records
    log.close()

    bodies = [event_body(record) for record in records]
    assert [(body["act"], body["from"]) for body in bodies] == [("review-read", "cli"), ("key-created", "cli")]
    assert bodies[0]["subject"] == f"review:{review_id}"
    assert {record.principal for record in records} == {"cli"}
