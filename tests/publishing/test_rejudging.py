"""A verdict is had again byte for byte under its own rule set, or it is said what is gone."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.intake import TODAY, Intake
from app.metrics import Metrics
from app.model.message import Message, Part, Recipient, Turn
from app.model.principal import Principal
from app.model.vocabulary import Audience, Channel, Jurisdiction, Language, Stage
from app.publishing.active import ActiveRuleSet
from app.publishing.rejudging import Gone, Kept, Rejudged, rejudge
from app.settings import load_settings
from app.store.kept_message import kept_message
from app.store.message_body import message_json
from app.store.rule_set_store import RuleSetStore
from app.store.verdict_log import VerdictLog
from app.store.waiver_store import WaiverStore
from app.store.writer import LogOptions
from tests.made import MINIMAL_RULE, compiled
from tests.store.keys import CONTENT_KEYS, KEYS

OLD = compiled(MINIMAL_RULE.format(id="one", severity="block"))
NEW = compiled(MINIMAL_RULE.format(id="one", severity="revise"))
PLAIN = Message("", (Part("body", "本产品保本😀，电话13812345678。"),), TODAY)
RICH = Message(
    "", (Part("subject", "a\x00\u200b"), Part("body", "保本 guaranteed return\n")), date(2024, 2, 29), Channel.EMAIL,
    Audience.RETAIL, Jurisdiction.CN, Language.ZH_HANS, ("fund", "loan"), Stage.REPLY, "客服",
    Recipient(name="收件人", phone="13800138000", reference="c-1"), (Turn("customer", "保本吗？"),), (("a", "b"),),
)  # fmt: skip


class Evidence:
    """A log that keeps texts, and the rule sets."""

    def __init__(self, folder: Path) -> None:
        url = f"sqlite:///{folder}/log.db"
        self.log = VerdictLog.open(url, KEYS, LogOptions(content_keys=CONTENT_KEYS))
        self.store, self.waivers = RuleSetStore.open(url, 2.0), WaiverStore.open(url, 2.0)

    def submit(self, message: Message, store_text: str = "full", keep: bool = True) -> str:
        if keep:
            self.store.keep(OLD.prepared.rule_set.files)
        settings = load_settings(store_text=store_text)
        intake = Intake(ActiveRuleSet(OLD), self.log, Metrics.new(), settings)
        return intake.submit(message, Principal("tests")).record.review_id

    def rejudge(self, review_id: str, **changes: Any) -> Rejudged:
        return rejudge(self.log, Kept(self.store, self.waivers), replace(self.log.get(review_id), **changes), NEW)

    def close(self) -> None:
        self.store.close()
        self.waivers.close()
        self.log.close()


@pytest.fixture
def evidence(tmp_path: Path) -> Iterator[Evidence]:
    with closing(Evidence(tmp_path)) as opened:
        yield opened


@pytest.mark.parametrize("message", [PLAIN, RICH, replace(PLAIN, parts=(Part("body", "投资有风险。"),))])
def test_the_verdict_is_the_same_under_its_own_rule_set(evidence: Evidence, message: Message) -> None:
    result = evidence.rejudge(evidence.submit(message))

    assert (result.identical, result.gone, result.differs) == (True, (), ())
    assert result.digest == result.logged_digest


def test_another_verdict_is_told_by_its_fields(evidence: Evidence) -> None:
    review_id = evidence.submit(PLAIN)
    body = json.loads(evidence.log.get(review_id).body)
    body["decision"] = "pass"
    body["findings"] = []

    result = evidence.rejudge(review_id, body=json.dumps(body))

    assert (result.identical, result.differs) == (False, ("decision", "findings"))
    assert result.digest != result.logged_digest


def test_what_is_gone_is_named(evidence: Evidence) -> None:
    digest_only = evidence.submit(PLAIN, store_text="digest", keep=False)
    assert evidence.rejudge(digest_only).gone == (Gone.TEXT, Gone.RULE_SET)
    review_id = evidence.submit(PLAIN)
    assert evidence.rejudge(digest_only).gone == (Gone.TEXT,)
    assert evidence.rejudge(review_id, rule_set_revision="b" * 64).gone == (Gone.RULE_SET,)
    assert evidence.rejudge(review_id, message_digest="c" * 64).gone == (Gone.TEXT_ALTERED,)
    body = json.loads(evidence.log.get(review_id).body)
    other = evidence.rejudge(review_id, body=json.dumps({**body, "app_version": "0.0.1"}))
    assert (other.identical, other.gone, other.app_version) == (None, (Gone.APP_VERSION,), "0.0.1")


@pytest.mark.parametrize("message", [PLAIN, RICH])
def test_a_kept_message_is_read_back_as_it_was(message: Message) -> None:
    message = replace(message, id="review-1", day=date(2026, 11, 1))
    assert kept_message("review-1", json.loads(message_json(message))) == message
