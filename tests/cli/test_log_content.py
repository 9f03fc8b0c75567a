"""``shenyan log erase``, ``expire``, ``hold`` and ``rotate-data-key`` on messages that the service kept."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from app.settings import load_settings
from app.store.opening import open_log
from app.store.searching import Filters

Run = Callable[..., Result]


@pytest.fixture
def review_ids(shenyan: Run, draft: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("SHENYAN_STORE_TEXT", "full")
    monkeypatch.delenv("SHENYAN_LOG_KEY")
    return [json.loads(shenyan("check", draft, "--format", "json").stdout)["review_id"] for _ in range(3)]


def _readable(review_ids: list[str]) -> list[bool]:
    log = open_log(load_settings())
    try:
        return [log.message_of(log.get(review_id)) is not None for review_id in review_ids]
    finally:
        log.close()


def _acts() -> list[str]:
    log = open_log(load_settings())
    try:
        return [json.loads(record.body)["act"] for record in reversed(log.search(Filters(kind="event")).records)]
    finally:
        log.close()


def test_a_message_is_erased_and_the_log_stays_whole(shenyan: Run, review_ids: list[str]) -> None:
    result = shenyan("log", "erase", "--review", review_ids[1], "--reason", "customer asked")

    assert (result.exit_code, "已删除 1 条消息" in result.stdout) == (0, True)
    assert _readable(review_ids) == [True, False, True]
    assert _acts()[-1] == "content-erased"
    assert shenyan("log", "verify").exit_code == 0
    assert shenyan("log", "sweep").exit_code == 0
    assert shenyan("log", "erase", "--subject", "nobody", "--reason", "x", "--lang", "en").stdout == (
        "Erased 0 message(s)\n"
    )


def test_a_hold_keeps_what_it_names(shenyan: Run, review_ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    hold = shenyan("log", "hold", "add", "--review", review_ids[0], "--reason", "case 7").stdout.strip()

    refused = shenyan("log", "erase", "--review", review_ids[0], "--reason", "x", "--lang", "en")
    assert (refused.exit_code, "legal hold" in refused.stderr) == (3, True)
    assert "case 7" in shenyan("log", "hold", "list").stdout
    assert shenyan("log", "hold", "release", hold, "--reason", "settled").exit_code == 0
    assert shenyan("log", "hold", "release", hold, "--reason", "settled").exit_code == 3
    assert shenyan("log", "erase", "--review", review_ids[0], "--reason", "x").exit_code == 0


def test_what_is_over_time_expires(shenyan: Run, review_ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert shenyan("log", "expire").exit_code == 3
    monkeypatch.setenv("SHENYAN_RETENTION", '[{"channel":"sms","days":1},{"years":5}]')

    result = shenyan("log", "expire", "--dry-run", "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, "0 message(s) are over time, 0 held\n")
    assert shenyan("log", "expire").exit_code == 0
    assert _readable(review_ids) == [True, True, True]


def test_the_master_key_is_rotated_and_old_ones_forgotten(shenyan: Run, review_ids: list[str], tmp_path: Path) -> None:
    file = tmp_path / "var" / "content-keys"
    assert file.stat().st_mode & 0o777 == 0o600
    first = file.read_text("ascii")

    assert "3 个数据密钥" in shenyan("log", "rotate-data-key").stdout
    assert file.read_text("ascii").startswith(first)
    assert "3 data key(s)" in shenyan("log", "rotate-data-key", "--forget-old", "--lang", "en").stdout

    assert len(file.read_text("ascii").splitlines()) == 1
    assert _readable(review_ids) == [True, True, True]
    assert _acts()[-2:] == ["data-key-rotated", "data-key-rotated"]
    assert shenyan("log", "verify").exit_code == 0


def test_an_evidence_pack_is_written_and_verified_elsewhere(
    shenyan: Run, review_ids: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "public").write_text(shenyan("log", "public-key").stdout, encoding="ascii")
    assert "1 条记录" in shenyan("log", "pack", "--review", review_ids[0], "--texts", "--out", "one.zip").stdout
    period = shenyan("log", "pack", "--from", "2020-01-01", "--out", "all.zip", "--lang", "en")
    assert "with 5 record(s)" in period.stdout  # three reviews, and that both packs were made
    assert _acts() == ["evidence-packed", "evidence-packed"]

    (tmp_path / "log.db").rename(tmp_path / "away")
    whole = shenyan("log", "verify", "--pack", "one.zip", "--public-key", "public")
    assert (whole.exit_code, "1 条记录" in whole.stdout) == (0, True)
    content = bytearray((tmp_path / "all.zip").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "all.zip").write_bytes(content)
    assert shenyan("log", "verify", "--pack", "all.zip", "--public-key", "public").exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("log", "pack", "--out", "x.zip"),
        ("log", "pack", "--out", "no/such/folder/x.zip", "--from", "2026-01-01"),
        ("log", "pack", "--out", "x.zip", "--review", "no-such-id"),
        ("log", "erase", "--reason", "x"),
        ("log", "erase", "--reason", "x", "--review", "a", "--subject", "b"),
        ("log", "erase", "--reason", "x", "--review", "no-such-id"),
        ("log", "erase", "--review", "a"),
        ("log", "hold", "add", "--reason", "x"),
        ("log", "hold", "add", "--reason", "x", "--from", "yesterday"),
        ("log", "hold", "release", "no-such-hold", "--reason", "x"),
    ],
)
def test_what_makes_no_sense_is_refused(shenyan: Run, review_ids: list[str], words: tuple[str, ...]) -> None:
    assert shenyan(*words).exit_code == 3
    assert _readable(review_ids) == [True, True, True]


def test_a_rotation_makes_no_first_key(shenyan: Run, draft: Path) -> None:
    shenyan("check", draft)
    assert shenyan("log", "rotate-data-key").exit_code == 3
