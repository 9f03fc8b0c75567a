"""The bundled rule set: it loads, every example of every rule holds, every rule says what it must."""

from functools import cache

import pytest

from app.publishing.approved_examples import run_approved_examples
from app.publishing.bundled import bundled_directories
from app.publishing.examples import run_examples
from app.review import CompiledRuleSet, compile_rule_set
from app.ruleset.lint import lint
from app.ruleset.loader import load_rule_set, read_directory
from app.ruleset.rule import Rule, RuleSet


@cache
def bundled() -> RuleSet:
    return load_rule_set(read_directory(*bundled_directories()))


@cache
def compiled() -> CompiledRuleSet:
    return compile_rule_set(bundled())


def by_id(rule: Rule) -> str:
    return rule.id


@pytest.mark.parametrize("rule", bundled().rules, ids=by_id)
def test_examples(rule: Rule) -> None:
    broken = [
        f"{result.example.text!r}: expected {result.expected}, got {result.actual}"
        for result in run_examples(compiled(), [rule])
        if not result.holds
    ]

    assert broken == []


def test_examples_of_approved_wordings() -> None:
    results = run_approved_examples(compiled())

    assert [f"{item.path}#{item.number}: {item.actual}" for item in results if not item.holds] == []
    assert results


def test_there_are_at_least_sixty_rules_of_all_families() -> None:
    rules = bundled().rules

    assert len(rules) >= 60
    assert {rule.family for rule in rules} == {"misleading", "disclosure", "pii", "tone"}


@pytest.mark.parametrize("rule", bundled().rules, ids=by_id)
def test_every_cited_obligation_is_known(rule: Rule) -> None:
    assert [key for key in rule.references if key not in bundled().references] == []


def test_nothing_to_lint() -> None:
    assert [f"{item.path}:{item.line} {item.message.en}" for item in lint(bundled())] == []
