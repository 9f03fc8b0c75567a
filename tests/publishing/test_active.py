"""A rule set goes live proved, once; a new one that does not hold never does."""

from contextlib import closing
from pathlib import Path

import pytest

from app.api.application import create_app
from app.errors import RuleSetRejected
from app.publishing.active import load_compiled
from app.ruleset.loader import load_rule_set
from app.settings import Settings, load_settings
from app.store.rule_set_store import RuleSetStore
from tests.api.client import Client
from tests.made import MINIMAL_RULE, WORDS

RULE = MINIMAL_RULE.format(id="good-rule", severity="block")


def settings(folder: Path, rule: str) -> Settings:
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "lexicons" / "terms").mkdir(parents=True, exist_ok=True)
    (folder / "rules" / "good-rule.yaml").write_text(rule, "utf-8")
    (folder / "lexicons" / "terms" / "words.yaml").write_text(WORDS, "utf-8")
    return load_settings(rules_dir=folder / "rules", lexicons_dir=folder / "lexicons", state_dir=folder / "state")


def marks(folder: Path) -> list[str]:
    return [path.name for path in (folder / "state").rglob("*") if path.is_file()]


def test_a_proved_rule_set_is_marked_by_revision_and_version(tmp_path: Path) -> None:
    first = load_compiled(settings(tmp_path, RULE))
    again = load_compiled(settings(tmp_path, RULE))

    assert first.revision == again.revision
    assert [name.startswith(first.revision) for name in marks(tmp_path)] == [True]


def test_a_changed_rule_set_is_proved_anew_and_one_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    load_compiled(settings(tmp_path, RULE))

    with pytest.raises(RuleSetRejected, match="good-rule#1"):
        load_compiled(settings(tmp_path, RULE.replace("quotes: [保本]", "quotes: [保息]")))

    assert len(marks(tmp_path)) == 1


def test_a_state_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file, not a folder")

    assert load_compiled(settings(tmp_path, RULE)).revision


def test_a_rule_set_that_judges_for_a_log_is_kept_in_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/log.db"
    of_log = load_settings(
        rules_dir=settings(tmp_path, RULE).rules_dir,
        lexicons_dir=tmp_path / "lexicons",
        state_dir=tmp_path / "state",
        database_url=url,
        log_key="a1" * 32,
    )
    with Client(create_app(of_log)):
        pass
    with closing(RuleSetStore.open(url, 2.0)) as store:
        kept = load_rule_set(store.load_revision(load_compiled(of_log).revision))

    assert [rule.id for rule in kept.rules] == ["good-rule"]
