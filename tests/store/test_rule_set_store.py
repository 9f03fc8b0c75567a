"""A rule set comes back by its revision byte for byte, or it is said that it does not."""

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from app.publishing.bundled import bundled_directories
from app.ruleset.loader import load_rule_set, read_directory, revision_of
from app.store.rule_set_store import RevisionDamaged, RevisionNotKept, RuleSetStore
from app.store.verdict_log import VerdictLog
from tests.made import MINIMAL_RULE, rule_files
from tests.store.raw import REFUSED, Raw

FILES = rule_files(MINIMAL_RULE.format(id="one", severity="block"))


@pytest.fixture
def store(log: VerdictLog, url: str) -> Iterator[RuleSetStore]:
    with closing(RuleSetStore.open(url, 2.0)) as opened:
        yield opened


@pytest.mark.parametrize("files", [FILES, {}, {"a": b"", "b/ü.yaml": b"\x00\xff"}])
def test_files_come_back_by_their_revision(store: RuleSetStore, files: dict[str, bytes]) -> None:
    revision = store.keep(files)

    assert revision == revision_of(files)
    assert store.load_revision(revision) == files


def test_the_bundled_rules_come_back_whole(store: RuleSetStore, raw: Raw) -> None:
    files = read_directory(*bundled_directories())

    revision = store.keep(files)

    assert load_rule_set(store.load_revision(revision)).revision == revision
    (size,) = raw.execute("SELECT length(files) FROM rule_set").fetchone()
    models = sum(len(raw) for path, raw in files.items() if path.startswith("lexicons/models/"))
    texts = sum(map(len, files.values())) - models
    assert size < texts / 3 + models * 0.8  # models are packed in their files, as base64


def test_twice_and_at_once_is_once(store: RuleSetStore, raw: Raw) -> None:
    threads = [threading.Thread(target=store.keep, args=(FILES,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.keep({**FILES, "rules/two.yaml": b"x"})

    assert raw.execute("SELECT count(*) FROM rule_set").fetchone() == (2,)


@pytest.mark.parametrize("revision", ["a" * 64, "", "x\x00", "\ud800", "' OR 1=1"])
def test_a_revision_that_was_never_kept(store: RuleSetStore, revision: str) -> None:
    store.keep(FILES)

    with pytest.raises(RevisionNotKept):
        store.load_revision(revision)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rule_set SET files = ?",
        "DELETE FROM rule_set WHERE files <> ?",
        "INSERT INTO rule_set (revision, stored_at, files) SELECT revision, 0, ? FROM rule_set",
    ],
)
def test_the_database_refuses_changes(store: RuleSetStore, raw: Raw, statement: str) -> None:
    revision = store.keep(FILES)

    with pytest.raises(REFUSED):
        raw.execute(statement, (b"x",))
    if raw.is_sqlite and statement.startswith("INSERT"):
        with pytest.raises(REFUSED):
            raw.execute(statement.replace("INSERT", "INSERT OR REPLACE"), (b"x",))
    assert store.load_revision(revision) == FILES


@pytest.mark.parametrize("what", ["other", "cut", "noise"])
def test_what_was_altered_past_the_guards_is_noticed(store: RuleSetStore, raw: Raw, what: str) -> None:
    revision = store.keep(FILES)
    other = store.keep({"rules/other.yaml": b"x"})
    (stored,) = raw.execute("SELECT files FROM rule_set WHERE revision = ?", (other,)).fetchone()
    raw.drop_guards()
    altered = {"other": bytes(stored), "cut": bytes(stored)[:-6], "noise": b"no zlib"}[what]
    raw.execute("UPDATE rule_set SET files = ? WHERE revision = ?", (altered, revision))

    with pytest.raises(RevisionDamaged):
        store.load_revision(revision)
