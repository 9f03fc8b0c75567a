"""A backup that is restored elsewhere is whole, goes on as one chain, and cannot pass for the log it was taken from."""

import sqlite3
from pathlib import Path

from app.store.export_verification import read_checkpoints
from app.store.key_source import KeyPlace
from app.store.verdict_log import VerdictLog, verify_database
from app.store.verifying_keys import read_verifying_keys
from app.store.writer import LogOptions
from tests.store.entries import entry
from tests.store.keys import KEYS, RING, SECRETS

PUBLIC = read_verifying_keys(RING.public_lines())


def test_a_restored_backup_is_whole_and_goes_on(sqlite_url: str, path: Path, tmp_path: Path) -> None:
    kept = tmp_path / "elsewhere" / "checkpoints"
    kept.parent.mkdir()
    log = VerdictLog.open(sqlite_url, KEYS, LogOptions(checkpoint_file=kept))
    for number in range(5):
        log.append(entry(number))
    raw = sqlite3.connect(path)
    raw.execute("VACUUM INTO ?", (str(tmp_path / "elsewhere" / "log.db"),))  # while the log is open
    raw.close()
    log.append(entry(5))
    log.close()

    restored = f"sqlite:///{tmp_path}/elsewhere/log.db"
    assert (verify_database(restored, PUBLIC).records, verify_database(restored, PUBLIC).broken) == (5, None)
    log = VerdictLog.open(restored, KeyPlace(Path("unused"), SECRETS[0]))
    assert log.append(entry(6)).sequence == 6
    assert log.verify(PUBLIC).broken is None
    log.close()
    broken = verify_database(restored, PUBLIC, read_checkpoints(kept)).broken
    assert broken is not None, "the log it was taken from had gone on"
    assert broken.damage == "rewritten"
