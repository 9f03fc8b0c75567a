"""``shenyan log export``, ``verify``, ``public-key``, ``rotate-key``."""

import pytest


@pytest.fixture
def logged(shenyan, draft, tmp_path, monkeypatch):
    """Two reviews, with the key file that the first made."""
    monkeypatch.delenv("SHENYAN_LOG_KEY")
    first = shenyan("check", draft)
    shenyan("check", draft)
    return first


def test_the_first_start_makes_a_key_and_says_so(logged, tmp_path):
    assert "var/log-keys" in logged.stderr
    assert (tmp_path / "var" / "log-keys").stat().st_mode & 0o777 == 0o600


def test_an_export_is_verified_with_the_public_key_only(logged, shenyan, tmp_path, monkeypatch):
    assert shenyan("log", "export", "--out", "log.jsonl").exit_code == 0
    (tmp_path / "public").write_text(shenyan("log", "public-key").stdout, encoding="utf-8")
    (tmp_path / "var").rename(tmp_path / "away")
    monkeypatch.setenv("SHENYAN_DATABASE_URL", "sqlite:///nothing.db")

    whole = shenyan("log", "verify", "--export", "log.jsonl", "--public-key", "public")
    assert (whole.exit_code, "2 条记录完整" in whole.stdout) == (0, True)

    text = (tmp_path / "log.jsonl").read_text(encoding="utf-8")
    (tmp_path / "log.jsonl").write_text(text.replace('"decision":"block"', '"decision":"pass"', 1), encoding="utf-8")
    broken = shenyan("log", "verify", "--export", "log.jsonl", "--public-key", "public", "--lang", "en")
    assert (broken.exit_code, "Record 1 was altered" in broken.stdout) == (1, True)


def test_without_a_public_key_it_says_what_that_proves(logged, shenyan):
    shenyan("log", "export", "--out", "log.jsonl")
    result = shenyan("log", "verify", "--export", "log.jsonl")
    assert result.exit_code == 0
    assert "--public-key" in result.stderr


def test_a_rotated_key_writes_what_follows(logged, shenyan, draft):
    assert shenyan("log", "rotate-key").exit_code == 0
    shenyan("check", draft)
    result = shenyan("log", "verify")
    assert (result.exit_code, "3 条记录完整" in result.stdout) == (0, True)
    assert len(shenyan("log", "public-key").stdout.splitlines()) == 2


def test_a_key_setting_that_is_missing_is_refused(logged, shenyan, draft, monkeypatch):
    monkeypatch.setenv("SHENYAN_LOG_KEY_FILE", "missing")
    for words in (("check", draft), ("log", "export", "--out", "x"), ("log", "public-key")):
        result = shenyan(*words)
        assert (result.exit_code, "missing" in result.stderr) == (3, True)
