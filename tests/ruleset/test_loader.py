"""Every mistake in a rule file, at its place, all at once, in two languages; nothing half-loaded."""

import pytest

from app.ruleset.loader import RuleSetProblems, load_rule_set
from tests.made import MINIMAL_RULE, rule_files

GOOD = MINIMAL_RULE.format(id="good-rule", severity="block")


def problems_of(*rules: str, **more: str) -> list[tuple[str, int, int]]:
    try:
        load_rule_set(rule_files(*rules, **more))
    except RuleSetProblems as raised:
        for problem in raised.problems:
            assert problem.message.zh
            assert problem.message.en
            assert problem.hint.zh
            assert problem.hint.en
        return [(problem.code, problem.line, problem.column) for problem in raised.problems]
    return []


def test_a_good_rule_loads() -> None:
    rule_set = load_rule_set(rule_files(GOOD))

    assert [rule.id for rule in rule_set.rules] == ["good-rule"]
    assert rule_set.rules[0].examples[0].quotes == ("保本",)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("severity: block", "severity: fatal", [("value-unknown", 4, 1)]),
        ("severity: block\n", "", [("key-missing", 1, 1)]),
        ("family: misleading", "familly: misleading", [("key-missing", 1, 1), ("key-unknown", 3, 1)]),
        ("title: {zh: 测试, en: Test}", "title: {zh: 测试}", [("key-missing", 2, 1)]),
        ("title: {zh: 测试, en: Test}", "title: just text", [("mapping-expected", 2, 1)]),
        ("title: {zh: 测试, en: Test}", "title: {zh: 测试, en: Test, more}", [("key-unknown", 2, 27)]),
        ("detector: lexicon,", "detector: lexikon,", [("detector-unknown", 8, 11)]),
        ("lexicon: words}", "lexicon: wordz}", [("lexicon-unknown", 8, 30)]),
        ("lexicon: words}", "lexicon: words, max: 3}", [("key-unknown", 8, 46)]),
        ("detected: label,", "detected: lable,", [("label-unknown", 9, 8)]),
        ("unless: [negated]", "unless: [negatde]", [("context-unknown", 9, 34)]),
        ("unless: [negated]", "unles: [negated]", [("key-unknown", 9, 25)]),
        ("when: {detected: label, unless: [negated]}", "when: {any: []}", [("list-too-short", 9, 8)]),
        ("when: {detected: label, unless: [negated]}", "when: {near: [label], within: 3}", [("pair-expected", 9, 8)]),
        (
            "when: {detected: label, unless: [negated]}",
            "when: {near: [label, label], within: word}",
            [("number-expected", 9, 30)],
        ),
        (
            "when: {detected: label, unless: [negated]}",
            "when: {detected: label, absent: label}",
            [("condition-kind", 9, 1)],
        ),
        ('zh: "“{label}”"', 'zh: "“{lable}”"', [("label-unknown", 10, 11)]),
        ("  complies: [{text: 本产品不保本}]\n", "", [("key-missing", 11, 1)]),
        ("  complies: [{text: 本产品不保本}]", "  complies: []", [("list-too-short", 13, 3)]),
        ("quotes: [保本]", "quote: [保本]", [("key-missing", 12, 14), ("key-unknown", 12, 28)]),
        ("id: good-rule", "id: Good_Rule", [("id-form", 1, 1)]),
        ("owner: tests", "owner: ''", [("text-empty", 5, 1)]),
    ],
)
def test_mistakes_in_a_rule(old: str, new: str, expected: list[tuple[str, int, int]]) -> None:
    assert old in GOOD
    files = rule_files(GOOD)
    files["rules/good-rule.yaml"] = GOOD.replace(old, new).encode()

    with pytest.raises(RuleSetProblems) as raised:
        load_rule_set(files)

    assert [(problem.code, problem.line, problem.column) for problem in raised.value.problems] == expected


def test_an_id_must_be_the_file_name_and_unique() -> None:
    files = rule_files(GOOD)
    files["rules/CN/other.yaml"] = GOOD.encode()
    files["rules/CN/good-rule.yaml"] = GOOD.encode()

    with pytest.raises(RuleSetProblems) as raised:
        load_rule_set(files)

    assert [(problem.path, problem.code) for problem in raised.value.problems] == [
        ("rules/CN/other.yaml", "id-not-file-name"),
        ("rules/good-rule.yaml", "id-repeated"),
    ]


def test_all_problems_of_all_files_come_at_once_in_order() -> None:
    broken = GOOD.replace("severity: block", "severity: fatal").replace("detected: label", "detected: lable")

    assert problems_of(broken, words="id: words\ntitle: {zh: 词, en: w}\nterms: []\n") == [
        ("list-too-short", 3, 1),
        ("value-unknown", 4, 1),
        ("label-unknown", 9, 8),
    ]


@pytest.mark.parametrize(
    ("pattern", "reason"), [("'('", "not an RE2 pattern"), ("'(?=a)b'", "not an RE2 pattern"), ("'a*'", "empty text")]
)
def test_an_invalid_pattern_is_named(pattern: str, reason: str) -> None:
    rule = GOOD.replace("{detector: lexicon, lexicon: words}", f"{{detector: pattern, pattern: {pattern}}}")

    with pytest.raises(RuleSetProblems, match=r"good-rule\.yaml:8") as raised:
        load_rule_set(rule_files(rule))

    assert reason in raised.value.problems[0].message.en


def test_the_revision_is_that_of_the_content() -> None:
    first = load_rule_set(rule_files(GOOD)).revision

    assert load_rule_set(rule_files(GOOD)).revision == first
    assert load_rule_set(rule_files(GOOD + "# more\n")).revision != first
    assert len(first) == 64


def test_a_policy_keeps_only_rules_that_there_are() -> None:
    files = rule_files(GOOD)
    files["rules/policy.yaml"] = (
        b"second_reading:\n  models: {}\n  below: {misleading: 0.03}\n  keep: [good-rule, other-rule]\n"
        b"  blocks: {message: 0.05, sentence: 0.15, rules: [good-rule, third-rule]}\n"
    )

    with pytest.raises(RuleSetProblems) as raised:
        load_rule_set(files)

    assert [(problem.code, problem.line) for problem in raised.value.problems] == [
        ("rule-unknown", 4),
        ("rule-unknown", 5),
    ]
