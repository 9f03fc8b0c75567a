"""An exported log proves itself without the database, and names what was done to it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.store.chain_check import Signed
from app.store.export import export_log
from app.store.export_verification import UnreadableExport, read_checkpoints, verify_export
from app.store.key_source import KeyFile, KeyPlace, LogKeyMissing, make_key_file, rotate
from app.store.log_keys import LogKey, LogKeys
from app.store.verdict_log import VerdictLog, verify_database
from app.store.verifying_keys import read_verifying_keys
from app.store.writer import LogOptions
from tests.store.entries import entry
from tests.store.keys import KEYS, RING, SECRETS
from tests.store.raw import Raw

PUBLIC = read_verifying_keys(RING.public_lines())
COUNT = 9
RECORD = 3  # a head and two checkpoints come before the first record


@pytest.fixture
def exported(log: VerdictLog, url: str, tmp_path: Path) -> Path:
    for number in range(COUNT):
        log.append(entry(number))
    log.close()
    path = tmp_path / "log.jsonl"
    path.write_text("".join(export_log(url, KEYS)), "utf-8")
    return path


def test_an_export_is_whole_and_wholly_signed(exported: Path) -> None:
    for keys in (None, PUBLIC, read_verifying_keys(RING.secret_lines())):
        result = verify_export(exported, keys)
        assert (result.records, result.covered, result.broken) == (COUNT, COUNT, None)
    assert result.authenticated


def _changed(line: str, **changes: object) -> str:
    return json.dumps({"record": {**json.loads(line)["record"], **changes}}, ensure_ascii=False) + "\n"


def _change(**changes: object) -> Callable[[list[str]], object]:
    return lambda lines: lines.__setitem__(RECORD + 4, _changed(lines[RECORD + 4], **changes))


def _swap(lines: list[str]) -> None:
    lines[RECORD + 3], lines[RECORD + 4] = lines[RECORD + 4], lines[RECORD + 3]


HEADLESS = json.dumps(
    {
        "export": {
            "format": "shenyan-verdict-log-1",
            "public_keys": [{"id": words[0], "public_key": words[1]} for words in [RING.public_lines().split()]],
        }
    }
)
Mutation = Callable[[list[str]], object]
MUTATIONS: dict[str, tuple[Mutation, int, str]] = {
    "altered": (_change(decision="pass"), 5, "altered"),
    "of another type": (_change(clock_step="0"), 5, "altered"),
    "no JSON": (lambda lines: lines.__setitem__(RECORD + 4, "{\n"), 5, "altered"),
    "deleted": (lambda lines: lines.pop(RECORD + 4), 5, "removed"),
    "inserted": (lambda lines: lines.insert(RECORD + 4, lines[RECORD + 1]), 2, "inserted"),
    "reordered": (_swap, 4, "reordered"),
    "cut": (lambda lines: lines.__delitem__(slice(RECORD + 6, None)), 7, "removed"),
    "cut to nothing": (lambda lines: lines.__delitem__(slice(RECORD, None)), 1, "removed"),
    "head forged": (
        lambda lines: lines.__setitem__(0, lines[0].replace('"sequence":9', '"sequence":8')), 8, "unsigned",
    ),
    "checkpoint forged": (
        lambda lines: lines.__setitem__(1, lines[1].replace('"sequence":1', '"sequence":2')), 2, "unsigned",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_is_done_to_the_file_is_found_and_named(exported: Path, name: str) -> None:
    mutate, sequence, damage = MUTATIONS[name]
    lines = exported.read_text("utf-8").splitlines(keepends=True)
    mutate(lines)
    exported.write_text("".join(lines), "utf-8")

    broken = verify_export(exported, PUBLIC).broken

    assert broken is not None
    assert (broken.sequence, broken.damage) == (sequence, damage)


@pytest.mark.parametrize("text", ["", "x", "[]", '{"export":{}}', '{"record":{}}', HEADLESS])
def test_other_files(tmp_path: Path, text: str) -> None:
    (tmp_path / "x").write_text(text, "utf-8")

    with pytest.raises(UnreadableExport):
        verify_export(tmp_path / "x", PUBLIC)


def test_an_empty_log_can_be_exported(log: VerdictLog, url: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("".join(export_log(url, KEYS)), "utf-8")

    assert verify_export(tmp_path / "x", PUBLIC).broken is None


def test_an_end_cut_off_with_everything_that_tells_of_it_is_found_by_a_checkpoint_kept_elsewhere(
    exported: Path, url: str, tmp_path: Path
) -> None:
    log = VerdictLog.open(url, KEYS, LogOptions(checkpoint_file=tmp_path / "checkpoints"))
    log.append(entry(COUNT))
    log.close()
    kept = read_checkpoints(tmp_path / "checkpoints")

    older = verify_export(exported, PUBLIC)
    broken = verify_export(exported, PUBLIC, kept).broken

    assert older.broken is None
    assert [mark.sequence for mark in kept] == [COUNT + 1]
    assert broken is not None
    assert (broken.sequence, broken.damage) == (COUNT + 1, "removed")
    assert verify_database(url, PUBLIC, [*kept, *read_checkpoints(exported)]).broken is None


def test_a_checkpoint_of_another_chain_is_told(exported: Path) -> None:
    other = RING.current.sign(f"shenyan checkpoint 1\n5\n{'f' * 64}\n7\n{RING.current.id}\n")

    broken = verify_export(exported, PUBLIC, [Signed(5, "f" * 64, 7, RING.current.id, other)]).broken

    assert broken is not None
    assert (broken.sequence, broken.damage) == (2, "rewritten")


def test_keys_rotate_while_the_log_is_open(url: str, tmp_path: Path) -> None:
    file = tmp_path / "keys"
    assert make_key_file(file)
    assert not make_key_file(file), "a key that is there is never overwritten"
    log = VerdictLog.open(url, KeyPlace(file))
    log.append(entry(1))
    old = KeyFile(file).read().public_lines()

    rotate(file)
    log.append(entry(2))
    log.close()

    ring = KeyFile(file).read()
    result = verify_database(url, read_verifying_keys(ring.secret_lines()))
    assert (result.records, result.covered, result.broken) == (2, 2, None)
    first_only = verify_database(url, read_verifying_keys(old)).broken
    assert first_only is not None
    assert first_only.sequence == 2
    backwards = LogKeys(tuple(reversed(ring.keys)))
    again = verify_database(url, read_verifying_keys(backwards.secret_lines())).broken
    assert again is not None, "a key that was replaced writes no more"


def test_a_log_is_not_continued_without_its_key(url: str, tmp_path: Path) -> None:
    VerdictLog.open(url, KeyPlace(tmp_path / "new", may_make=True)).close()
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o600
    log = VerdictLog.open(url, KEYS)
    log.append(entry(1))
    log.close()

    for place in (
        KeyPlace(tmp_path / "missing"),
        KeyPlace(tmp_path / "missing", may_make=True),
        KeyPlace(tmp_path / "new"),
        KeyPlace(tmp_path, SECRETS[1]),
        KeyPlace(tmp_path, "no key"),
    ):
        with pytest.raises(LogKeyMissing):
            VerdictLog.open(url, place)
    assert not (tmp_path / "missing").exists()


def test_a_history_that_was_made_up_is_neither_continued_nor_signed(log: VerdictLog, url: str, raw: Raw) -> None:
    log.append(entry(1))
    log.append(entry(2))
    log.close()
    raw.drop_guards()
    # As by somebody with all of the database and none of the keys: the record, its hash and the head agree.
    raw.execute("UPDATE verdict_log SET hash = ?, decision = 'pass' WHERE sequence = 2", ("f" * 64,))
    raw.execute("UPDATE log_head SET hash = ?", ("f" * 64,))

    with pytest.raises(LogKeyMissing, match="log verify"):
        VerdictLog.open(url, KEYS)
    with pytest.raises(LogKeyMissing, match="log verify"):
        list(export_log(url, KEYS))


@pytest.mark.parametrize(
    ("text", "mode"), [("", 0o600), ("x", 0o600), (SECRETS[0], 0o644), (f"{SECRETS[0]}\n" * 2, 0o600)]
)
def test_key_files_that_are_refused(tmp_path: Path, text: str, mode: int) -> None:
    file = tmp_path / "keys"
    file.write_text(text, "ascii")
    file.chmod(mode)

    with pytest.raises(LogKeyMissing) as raised:
        KeyFile(file)

    assert SECRETS[0] not in str(raised.value)


def test_both_sides_derive_the_same_keys() -> None:
    for secret in SECRETS:
        key = LogKey.of(bytes.fromhex(secret))
        known = read_verifying_keys(secret)
        assert list(known.publics) == [key.id]
        assert known.signed(key.id, "text", key.sign("text"))
        assert secret not in repr(key)
