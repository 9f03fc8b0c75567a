"""A house with a database of each kind, two authors, an approver and a small rule set as version 1."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.model.principal import Principal, Role
from app.publishing.drafts import Drafts, Workshop
from app.publishing.gate import TrialGate
from app.publishing.trial import judge
from app.publishing.versions import SHENYAN, Versions
from app.store.events import Actor
from app.store.lifecycle_store import LifecycleStore
from app.store.rule_set_store import RuleSetStore
from app.store.verdict_log import VerdictLog
from app.store.writer import LogOptions
from tests.databases import postgresql_url
from tests.made import MINIMAL_RULE, WORDS
from tests.store.keys import CONTENT_KEYS, KEYS

RULE = "rules/good-rule.yaml"
LEXICON = "lexicons/terms/words.yaml"
FILES = {RULE: MINIMAL_RULE.format(id="good-rule", severity="block").encode(), LEXICON: WORDS.encode()}

LI, WANG, ZHAO = (Actor(Principal(name, (Role.AUTHOR, Role.APPROVER)), "tests") for name in ("li", "wang", "zhao"))


def other_rule(rule_id: str = "other-rule", severity: str = "revise") -> str:
    return MINIMAL_RULE.format(id=rule_id, severity=severity)


@dataclass
class House:
    log: VerdictLog
    store: LifecycleStore
    drafts: Drafts
    versions: Versions
    state_dir: Path

    def approved(self, path: str = "rules/other-rule.yaml", text: str | None = None) -> tuple[str, int]:
        """A draft of Li's that Wang approved: its id and edition."""
        draft = self.drafts.begin("note", {path: other_rule() if text is None else text}, LI)
        draft = self.drafts.submit(draft.id, draft.edition, LI)
        return draft.id, self.drafts.approve(draft.id, draft.edition, draft.revision, WANG).edition


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/log.db"
    else:
        with postgresql_url() as made:
            yield made


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    log = VerdictLog.open(database_url, KEYS, LogOptions(busy_timeout_seconds=1, content_keys=CONTENT_KEYS))
    store, rule_sets = LifecycleStore.open(database_url, 1), RuleSetStore.open(database_url, 1)
    workshop = Workshop(store, rule_sets, log, TrialGate(tmp_path / "state", judge))
    drafts = Drafts(workshop)
    versions = Versions(workshop, drafts)
    versions.publish_first(FILES, "first", SHENYAN)
    yield House(log, store, drafts, versions, tmp_path / "state")
    for opened in (store, rule_sets, log):
        opened.close()
