"""Kept messages are encrypted, each under its own key; what earlier versions kept in clear is moved over."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import VerdictLogUnavailable
from app.store.key_source import KeyPlace, LogKeyMissing
from app.store.verdict_log import VerdictLog, verify_database
from app.store.writer import LogOptions
from tests.store.entries import entry, kept_entry
from tests.store.keys import CONTENT_KEYS, KEYS, SECRETS
from tests.store.raw import Raw

SUBJECT = "customer-4711"


def _open(url: str, keys: KeyPlace | None = CONTENT_KEYS) -> VerdictLog:
    return VerdictLog.open(url, KEYS, LogOptions(0.2, content_keys=keys))


@pytest.fixture
def raw(log: VerdictLog, url: str) -> Iterator[Raw]:
    with closing(Raw(url)) as connection:
        yield connection


def _everything(raw: Raw) -> bytes:
    """All values of all tables that hold something of messages."""
    tables = ("verdict_log", "message_content", "sealed_content", "content_key", "idempotency")
    rows = [row for table in tables for row in raw.execute(f"SELECT * FROM {table}").fetchall()]
    return b"".join(bytes(value) if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)


def test_a_kept_message_is_read_again_and_is_nowhere_in_clear(log: VerdictLog, raw: Raw) -> None:
    given = kept_entry(1, subject=SUBJECT)
    log.append(given)

    assert log.message_of(log.get(given.review_id)) == {"text": "message 1"}
    everything = _everything(raw)
    assert given.review_id.encode() in everything
    assert b"message 1" not in everything
    assert SUBJECT.encode() not in everything


def test_each_message_has_a_key_and_a_ciphertext_of_its_own(log: VerdictLog, raw: Raw) -> None:
    for _ in range(3):
        log.append(kept_entry(1, subject=SUBJECT))
    log.append(kept_entry(1))

    ciphertexts = {bytes(row[0]) for row in raw.execute("SELECT ciphertext FROM sealed_content").fetchall()}
    keys = {bytes(row[0]) for row in raw.execute("SELECT wrapped FROM content_key WHERE sequence > 0").fetchall()}
    subjects = [row[0] for row in raw.execute("SELECT subject FROM content_key WHERE sequence > 0").fetchall()]
    assert (len(ciphertexts), len(keys)) == (4, 4)
    assert (len(set(subjects)), subjects.count(""), max(subjects)) == (2, 1, log.contents.tag(SUBJECT))


def test_a_log_that_keeps_no_messages_needs_no_master_key(url: str) -> None:
    with closing(_open(url, None)) as log:
        given = entry(1)
        log.append(given)
        assert log.message_of(log.get(given.review_id)) is None
        with pytest.raises(VerdictLogUnavailable, match="key is missing"):
            log.append(kept_entry(2))
        assert log.verify().records == 1


def test_the_key_file_is_made_at_first_and_never_again_for_messages_that_need_another(url: str, tmp_path: Path) -> None:
    place = KeyPlace(tmp_path / "state" / "content-keys", may_make=True)
    with closing(_open(url, place)) as log:
        log.append(kept_entry(1))
        assert log.contents.made_key_file == place.file
    assert place.file.stat().st_mode & 0o777 == 0o600
    with closing(_open(url, place)) as log:
        assert log.message_of(log.get_at(1)) == {"text": "message 1"}
        assert log.contents.made_key_file is None

    place.file.rename(tmp_path / "away")
    with closing(_open(url, place)) as log:
        with pytest.raises(LogKeyMissing):
            log.contents.prepare()
        with pytest.raises(VerdictLogUnavailable, match="no key that is given"):
            log.message_of(log.get_at(1))
    assert not place.file.exists()


def test_another_master_key_opens_nothing(log: VerdictLog, url: str) -> None:
    log.append(kept_entry(1))
    other = KeyPlace(Path("unused"), SECRETS[2])

    with closing(_open(url, other)) as stranger, pytest.raises(VerdictLogUnavailable):
        stranger.message_of(stranger.get_at(1))
    with pytest.raises(LogKeyMissing):
        verify_database(url, content_keys=other)
    assert verify_database(url).broken is None


def test_rotation_wraps_all_data_keys_anew_and_touches_nothing_else(url: str) -> None:
    old, both, new = (KeyPlace(Path("unused"), ring) for ring in (SECRETS[1], ",".join(SECRETS[1:]), SECRETS[2]))
    with closing(_open(url, old)) as log:
        for number in range(7):
            log.append(kept_entry(number, subject=SUBJECT))
        tag = log.contents.tag(SUBJECT)
    with closing(Raw(url)) as raw:
        query = "SELECT sequence, ciphertext FROM sealed_content ORDER BY sequence"
        before, head = raw.execute(query).fetchall(), raw.execute("SELECT hash FROM log_head").fetchone()

        with closing(_open(url, both)) as log:
            assert [log.contents.rewrap(limit=5) for _ in range(3)] == [5, 3, 0]  # with the secret of the tags
        with closing(_open(url, new)) as log:
            assert [log.message_of(log.get_at(number + 1)) for number in range(7)] == [
                {"text": f"message {number}"} for number in range(7)
            ]
            assert log.contents.tag(SUBJECT) == tag
            assert log.verify().broken is None

        assert raw.execute(query).fetchall() == before
        assert raw.execute("SELECT hash FROM log_head").fetchone() == head


def test_messages_that_were_kept_in_clear_are_encrypted_when_the_log_is_opened(log: VerdictLog, url: str) -> None:
    given = [entry(number) for number in range(3)]
    for each in given:
        log.append(each)
    with closing(Raw(url)) as raw:
        raw.drop_guards()
        for number in range(3):
            text = json.dumps({"text": f"message {number}"}, separators=(",", ":"))
            raw.execute("INSERT INTO message_content VALUES (?, ?)", (number + 1, text))
        assert log.verify().broken is None

        with closing(_open(url)) as again:
            again.contents.prepare()
            assert [again.message_of(again.get(each.review_id)) for each in given] == [
                {"text": f"message {number}"} for number in range(3)
            ]
            assert again.verify().broken is None
        assert b"message 1" not in _everything(raw)
