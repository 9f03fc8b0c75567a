"""The only way to a verdict: judged by one rule set, logged, and only then answered."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import InvalidMessage, RuleSetNotLoaded, VerdictLogUnavailable
from app.intake import TODAY, Intake, new_review_id
from app.metrics import Metrics
from app.model.message import Message, Part, Turn
from app.model.principal import Principal
from app.model.vocabulary import Channel, Decision
from app.publishing.active import ActiveRuleSet, load_compiled
from app.review import CompiledRuleSet
from app.settings import load_settings
from app.store.verdict_log import VerdictLog
from app.store.writer import LogOptions
from tests.api.rule_files import write_rule_files
from tests.store.keys import CONTENT_KEYS, KEYS

SENDER = Principal("tests")
MESSAGE = Message("", (Part("body", "本产品保本保息。"),), TODAY, channel=Channel.SMS)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> CompiledRuleSet:
    rules, lexicons = write_rule_files(tmp_path_factory.mktemp("rule-set"))
    return load_compiled(load_settings(rules_dir=rules, lexicons_dir=lexicons))


@pytest.fixture
def log(tmp_path: Path) -> Iterator[VerdictLog]:
    opened = VerdictLog.open(f"sqlite:///{tmp_path}/log.db", KEYS, LogOptions(0.2, content_keys=CONTENT_KEYS))
    yield opened
    opened.close()


@pytest.fixture
def intake(compiled: CompiledRuleSet, log: VerdictLog) -> Intake:
    return Intake(ActiveRuleSet(compiled), log, Metrics.new(), load_settings())


def test_a_submission_is_in_the_log(intake: Intake, log: VerdictLog) -> None:
    before = datetime.now(UTC)

    submission = intake.submit(MESSAGE, SENDER)

    record = submission.record
    assert record.verdict.decision is Decision.BLOCK
    assert before <= record.created_at <= datetime.now(UTC)
    assert record.duration_ms > 0
    logged = log.get(record.review_id).verdict_record()
    assert logged == record


def test_the_day_is_that_of_the_institution(compiled: CompiledRuleSet, log: VerdictLog) -> None:
    for offset in (-12, 14):
        settings = load_settings(day_utc_offset_hours=offset, store_text="full")
        submission = Intake(ActiveRuleSet(compiled), log, Metrics.new(), settings).submit(MESSAGE, SENDER)
        message = log.message_of(log.get(submission.record.review_id))

        assert message is not None
        assert message["day"] == (submission.record.created_at + timedelta(hours=offset)).date().isoformat()


def test_a_day_that_is_said_is_kept(intake: Intake) -> None:
    old = replace(MESSAGE, day=date(2020, 1, 1))  # before the rule was in force

    assert intake.submit(old, SENDER).record.verdict.decision is Decision.PASS


def test_threads_and_tasks_share_one_chain(intake: Intake, log: VerdictLog) -> None:
    threads = [threading.Thread(target=intake.submit, args=(MESSAGE, SENDER)) for _ in range(8)]
    for thread in threads:
        thread.start()

    async def submit_all() -> None:
        await asyncio.gather(*(intake.submit_async(MESSAGE, SENDER) for _ in range(30)))
        await intake.submit_batch_async([MESSAGE] * 20, SENDER)

    asyncio.run(submit_all())
    for thread in threads:
        thread.join()

    result = log.verify()
    assert (result.records, result.broken) == (58, None)


def test_without_a_log_there_is_no_verdict(intake: Intake, log: VerdictLog, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "log.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(VerdictLogUnavailable):
        intake.submit(MESSAGE, SENDER)
    other.execute("ROLLBACK")
    other.close()

    assert intake.submit(MESSAGE, SENDER).record.sequence == 1


def test_without_a_rule_set_there_is_no_verdict(log: VerdictLog) -> None:
    intake = Intake(ActiveRuleSet(), log, Metrics.new(), load_settings())

    with pytest.raises(RuleSetNotLoaded):
        intake.submit(MESSAGE, SENDER)


def test_a_swap_gives_the_next_review_the_new_rule_set(compiled: CompiledRuleSet, log: VerdictLog) -> None:
    active = ActiveRuleSet(compiled)
    other = replace(compiled)

    assert active.swap(other) is compiled
    assert active.current is other


@pytest.mark.parametrize(
    ("message", "pointer"),
    [
        (replace(MESSAGE, parts=(Part("a", "\ud800"),)), "/parts/0/text"),
        (replace(MESSAGE, conversation=(Turn("customer", "\udfff"),)), "/conversation/0/text"),
        (replace(MESSAGE, sender="\ud800"), ""),
        (replace(MESSAGE, parts=()), "/parts"),
        (replace(MESSAGE, parts=(Part("a", ""),)), "/parts"),
        (replace(MESSAGE, parts=(Part("a", "x"), Part("a", "y"))), "/parts"),
    ],
)
def test_messages_that_cannot_be_reviewed(intake: Intake, log: VerdictLog, message: Message, pointer: str) -> None:
    with pytest.raises(InvalidMessage) as caught:
        intake.submit(message, SENDER)

    assert caught.value.pointer == pointer
    assert log.verify().records == 0


def test_review_ids_sort_by_time_and_are_uuids_of_version_7() -> None:
    ids = [new_review_id(1_790_000_000_000_000 + 7 * step) for step in range(2000)]

    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    assert {review_id[14] for review_id in ids} == {"7"}
    assert {review_id[19] for review_id in ids} <= set("89ab")
