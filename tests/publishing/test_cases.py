"""Known cases: whole messages that every version must judge alike, or be changed with them."""

from dataclasses import replace
from datetime import date

import pytest

from app.model.message import Message, Part, Recipient, Turn
from app.model.principal import EVERYTHING
from app.model.vocabulary import Audience, Channel, Decision, Stage
from app.publishing import refusals
from app.publishing.active import compile_files
from app.publishing.case_writing import case_path, case_text
from app.publishing.cases import RuleDifference, run_cases
from app.publishing.review_cases import WantedCase, review_case
from app.publishing.trial import judge, try_files
from app.review import review
from app.ruleset.case import Case, ExpectedFinding
from app.ruleset.loader import RuleSetProblems, load_rule_set
from app.store.canonical import canonical_json
from app.store.message_body import message_json
from app.store.records import Entry
from app.store.verdict_body import describe
from tests.publishing.conftest import FILES, LEXICON, LI, RULE, ZHAO, House, other_rule

DAY = date(2026, 11, 2)
WHOLE = Message(
    id="case",
    parts=(Part("subject", "九月\n“新品”: {上市}"), Part("body", "保本产品，零风险")),
    day=DAY,
    channel=Channel.EMAIL,
    audience=Audience.RETAIL,
    products=("fund",),
    stage=Stage.REPLY,
    sender="desk-7",
    recipient=Recipient(name="王小明", phone="13800138000"),
    conversation=(Turn("customer", "有没有 #保本 的？"),),
    metadata=(("campaign", "autumn: 2026"), ("client_level", "C1")),
)
CASE = Case("known", WHOLE, Decision.BLOCK, (ExpectedFinding("good-rule", ("保本", "零风险")),), (), "旧案", "r-1")


def with_case(case: Case) -> dict[str, bytes]:
    return {**FILES, case_path(case.id): case_text(case).encode()}


def test_a_case_is_written_and_read_whole() -> None:
    assert load_rule_set(with_case(CASE)).cases == {"known": CASE}


def test_it_is_judged_whole_and_every_difference_is_told() -> None:
    (holds,) = run_cases(compile_files(with_case(CASE)))
    assert (holds.holds, holds.decision, holds.path) == (True, Decision.BLOCK, "rules/cases/known.yaml")

    wrong = replace(CASE, decision=Decision.PASS, findings=(ExpectedFinding("good-rule", ("保本",)),), silent=())
    (told,) = run_cases(compile_files(with_case(wrong)))
    assert not told.holds
    assert told.differences == (RuleDifference("good-rule", ("保本",), ("保本", "零风险")),)
    (silent,) = run_cases(compile_files(with_case(replace(CASE, findings=(), silent=("good-rule",)))))
    assert silent.differences == (RuleDifference("good-rule", None, ("保本", "零风险")),)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("decision: block", "decision: blok", "value-unknown"),
        ("id: known", "id: unknown", "id-not-file-name"),
        ('rule: "good-rule"', 'rule: "bad-rule"', "rule-unknown"),
        ('name: "subject"', 'name: "body"', "case-parts"),
        ("channel: ", "chanel: ", "key-unknown"),
        ("day: ", "day: X", "day-expected"),
    ],
)
def test_a_mistake_in_a_case_is_told_with_its_place(old: str, new: str, code: str) -> None:
    text = case_text(CASE)
    assert old in text
    with pytest.raises(RuleSetProblems) as found:
        load_rule_set({**FILES, case_path("known"): text.replace(old, new).encode()})
    (problem,) = found.value.problems
    assert (problem.code, problem.path) == (code, "rules/cases/known.yaml")
    assert problem.line >= 1
    assert problem.hint.zh
    assert problem.hint.en


def test_a_change_that_changes_a_known_case_is_not_published_until_the_case_changes_with_it(house: House) -> None:
    draft = house.drafts.begin("a case", {}, LI)
    draft = house.drafts.add_case(draft.id, 1, CASE, LI)
    house.versions.publish_in_emergency(draft.id, draft.edition, "test", ZHAO)

    softer = {RULE: FILES[RULE].decode().replace("severity: block", "severity: revise")}
    draft = house.drafts.begin("softer", softer, LI)
    trial = house.drafts.examine(draft)
    assert (trial.holds, trial.cases) == (False, 1)
    (failed,) = trial.failed_cases
    assert (failed.case_id, failed.expected, failed.actual, failed.differences) == ("known", "block", "revise", ())
    for refused in (
        lambda: house.drafts.submit(draft.id, 1, LI),
        lambda: house.versions.publish_in_emergency(draft.id, 1, "storm", ZHAO),
    ):
        with pytest.raises(refusals.TrialFailed, match=r"known.yaml: expected block, got revise"):
            refused()
    assert house.versions.active().version == 2

    changed = house.drafts.add_case(draft.id, 1, replace(CASE, decision=Decision.REVISE), LI)
    assert house.drafts.submit(draft.id, changed.edition, LI).edition == changed.edition + 1


def test_a_rule_of_another_file_that_changes_a_known_case_is_held_back_too(house: House) -> None:
    passing = replace(
        CASE, message=replace(WHOLE, parts=(Part("body", "收益稳健"),)), decision=Decision.PASS, findings=()
    )
    draft = house.drafts.begin("a case", {case_path("known"): case_text(passing)}, LI)
    house.versions.publish_in_emergency(draft.id, 1, "test", ZHAO)

    wider = {LEXICON: FILES[LEXICON].decode().replace("保本, ", "保本, 稳健, ")}
    draft = house.drafts.begin("wider", wider, LI)
    assert [item.actual for item in house.drafts.examine(draft).failed_cases] == ["block"]
    retired = house.drafts.begin("gone", {RULE: None, "rules/other-rule.yaml": other_rule()}, LI)
    assert house.drafts.examine(retired).holds


def test_a_trial_in_a_process_of_its_own_finds_the_same() -> None:
    files = with_case(replace(CASE, decision=Decision.PASS, silent=("good-rule",), findings=()))
    assert try_files(files) == judge(files)


def logged(house: House, message: Message, *, keep: bool = True) -> str:
    """A review of ``message`` by the active version, in the log."""
    verdict = review(message, compile_files(house.versions.active_files()))
    body = describe(message, verdict)
    house.log.append(
        Entry(
            review_id="019d3f6e-2a44-7c1f-9b7e-52b6a1c0de31",
            created_at=1_793_600_000_000_000,
            principal="li",
            channel="",
            decision=verdict.decision.value,
            message_digest="0" * 64,
            rule_set_revision=verdict.rule_set_revision,
            rules=(),
            body=canonical_json(body),
            content=message_json(message) if keep else None,
        )
    )
    return "019d3f6e-2a44-7c1f-9b7e-52b6a1c0de31"


def test_a_review_is_kept_whole_as_it_was_judged(house: House) -> None:
    message = replace(WHOLE, sender=None, recipient=None)
    review_id = logged(house, message)

    case = review_case(house.log, WantedCase(review_id, because="right"), EVERYTHING, LI)

    expected = (ExpectedFinding("good-rule", ("保本", "零风险")),)
    assert case == Case("case-52b6a1c0de31", message, Decision.BLOCK, expected, (), "right", review_id)
    assert all(item.holds for item in run_cases(compile_files(with_case(case))))


def test_what_names_a_person_is_kept_only_with_invented_data(house: House) -> None:
    review_id = logged(house, WHOLE)
    with pytest.raises(refusals.UnknownExample, match="versions of rules are never erased"):
        review_case(house.log, WantedCase(review_id), EVERYTHING, LI)
    given = replace(WHOLE, day=date.min)
    case = review_case(house.log, WantedCase(review_id, message=given), EVERYTHING, LI)
    assert (case.message.day, case.findings) == (date(2026, 11, 2), (ExpectedFinding("good-rule"),))


def test_where_the_log_keeps_no_text_it_is_asked_for(house: House) -> None:
    review_id = logged(house, replace(WHOLE, sender=None, recipient=None), keep=False)
    with pytest.raises(refusals.UnknownExample, match="give the whole message"):
        review_case(house.log, WantedCase(review_id, Decision.PASS), EVERYTHING, LI)
