"""Every obligation has a rule or a reason; what is said of it is complete, and the map is the rule set's own."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from app.model.finding import Localized
from app.model.vocabulary import RuleStatus, Severity
from app.publishing.bundled import bundled_directories
from app.reports.coverage import GROUPS, Counts, count, coverage_page, map_coverage
from app.ruleset.gaps import GAP_REASONS, Gap, GapReason
from app.ruleset.loader import RuleSetProblems, load_rule_set, read_directory
from app.ruleset.rule import Reference, RuleSet


@cache
def bundled() -> RuleSet:
    return load_rule_set(read_directory(*bundled_directories()))


def test_every_obligation_has_a_rule_or_a_reason():
    assert [row.reference.id for row in map_coverage(bundled()) if not row.accounted_for] == []


def test_every_obligation_is_told_in_both_languages():
    for reference in bundled().references.values():
        assert reference.title.zh, reference.id
        assert reference.title.en, reference.id
        assert reference.text is not None, reference.id
        assert reference.text.zh, reference.id
        assert reference.text.en, reference.id
        assert (
            reference.title.en.isascii()
            or "’" in reference.title.en
            or "–" in reference.title.en
            or "§" in (reference.title.en)
        ), reference.id


def test_every_group_is_there():
    assert {row.group for row in map_coverage(bundled())} == set(GROUPS)
    assert set(GAP_REASONS) == set(GapReason)


def test_a_rule_is_in_force_no_earlier_than_all_that_it_cites():
    references = bundled().references
    too_early = {}
    for rule in bundled().rules:
        starts = [references[key].effective_from for key in rule.references]
        if starts and all(start is not None for start in starts):
            first = min(start for start in starts if start is not None)
            if rule.effective_from is None or rule.effective_from < first:
                too_early[rule.id] = first
    assert too_early == {}


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("sells-on-personal-account", date(2026, 9, 30)),
        ("buys-on-outside-platform", date(2026, 9, 30)),
        ("financing-cost-missing", date(2026, 8, 1)),
        ("eu-credit-warning-missing", date(2026, 11, 20)),
    ],
)
def test_laws_that_are_new_start_on_their_day(rule, first):
    assert bundled().by_id[rule].effective_from == first


def test_only_rules_that_count_enforce():
    whole = bundled()
    [rule] = [rule for rule in whole.rules if rule.id == "popup-hard-to-close"]
    for status, enforced in ((RuleStatus.ACTIVE, True), (RuleStatus.SHADOW, False), (RuleStatus.DRAFT, False)):
        one = replace(whole, rules=(replace(rule, status=status),), gaps={})
        [row] = [row for row in map_coverage(one) if row.reference.id == "CN-AD-44-1"]
        assert row.enforced is enforced
        assert row.accounted_for is enforced


def small(*, status: RuleStatus = RuleStatus.ACTIVE, severity: Severity = Severity.BLOCK) -> RuleSet:
    whole = bundled()
    rule = next(rule for rule in whole.rules if rule.examples)
    rule = replace(rule, status=status, severity=severity, references=("CN-X-1", "CN-X-2"))
    titles = {key: Reference(key, Localized("一", "One")) for key in ("CN-X-1", "CN-X-2", "CN-X-3", "CN-X-4")}
    gap = Gap(GapReason.HUMAN, Localized("看 <b>|图", "look | at"))
    return replace(whole, rules=(rule,), references=titles, gaps={"CN-X-2": gap, "CN-X-3": gap})


def test_counts():
    assert count(map_coverage(small())) == Counts(4, whole=1, part=1, gap=1, open=1, advice=0)
    assert count(map_coverage(small(severity=Severity.ADVISE))).advice == 2
    assert count(map_coverage(small(status=RuleStatus.DRAFT))) == Counts(4, 0, 0, gap=2, open=2, advice=0)


def test_the_page_shows_what_is_open_and_nothing_in_it_is_markup():
    page = coverage_page(small())
    assert "**未说明 · open**" in page
    assert "看 \\<b\\>\\|图" in page
    assert coverage_page(small()) == page


def test_a_gap_for_an_unknown_obligation_is_a_problem():
    files = {
        "rules/references.yaml": b"references:\n  A-1: {title: {zh: a, en: a}}\n",
        "rules/gaps.yaml": b"gaps:\n  A-2: {reason: needs-human, text: {zh: a, en: a}}\n",
    }
    with pytest.raises(RuleSetProblems) as error:
        load_rule_set(files)
    assert [(item.code, item.path, item.line) for item in error.value.problems] == [
        ("reference-unknown", "rules/gaps.yaml", 2)
    ]


def test_a_reason_must_be_one_of_the_list():
    files = {"rules/gaps.yaml": b"gaps:\n  A-2: {reason: too-hard, text: {zh: a, en: a}}\n"}
    with pytest.raises(RuleSetProblems) as error:
        load_rule_set(files)
    assert "needs-human" in error.value.problems[0].hint.en
