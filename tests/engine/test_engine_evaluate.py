"""What fires, against a naive evaluator, and what happens when durable-rules fails."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import durable_rules_engine
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.compile import compile_conjunctions
from app.engine.errors import EngineError
from app.engine.session import evaluate
from app.model.fact import Conjunction, Fact, FiredRule
from tests.engine.oracle import evaluate_naively, make_message, make_rules

ODD_KEYS = [
    '"',
    "\\",
    "\n",
    "\0",
    "end",
    "sid",
    "id",
    "$s",
    "$not",
    "k0",
    "保本",
    "\ud800",
    "😀",
    "",
    "a.b",
    "x" * 10_000,
]


def facts_of(keys: str) -> list[Fact]:
    return [Fact(str(n), "kind", key) for n, key in enumerate(keys)]


@pytest.mark.parametrize(
    ("rules", "keys", "expected"),
    [
        ([("r", "a")], "", []),
        ([("r", "a")], "b", []),
        ([("r", "a")], "a", [("r", "0")]),
        ([("r", "ab")], "a", []),
        ([("r", "ab")], "ba", [("r", "01")]),
        ([("r", "ab")], "abc", [("r", "01")]),
        ([("r", "aab")], "ab", [("r", "01")]),
        ([("r", "a"), ("r", "b")], "b", [("r", "0")]),
        ([("r", "a"), ("r", "b")], "ab", [("r", "01")]),
        ([("r", "a"), ("r", "ab")], "ab", [("r", "01")]),
        ([("s", "a"), ("r", "a")], "a", [("r", "0"), ("s", "0")]),
        ([("r10", "a"), ("r9", "a"), ("r1", "a")], "a", [("r1", "0"), ("r10", "0"), ("r9", "0")]),
        ([("r", "a")], "aaa", [("r", "012")]),
        ([("r", "ab")], "abab", [("r", "0123")]),
        ([("r", "abcdefghijklmnop")], "abcdefghijklmno", []),
        ([("r", "abcd"), ("s", "bcd"), ("t", "cd"), ("u", "d")], "bcd", [("s", "012"), ("t", "12"), ("u", "2")]),
    ],
)
def test_what_fires(rules: list[tuple[str, str]], keys: str, expected: list[tuple[str, str]]) -> None:
    compiled = compile_conjunctions([Conjunction(rule_id, tuple(of)) for rule_id, of in rules])
    fired = evaluate(compiled, facts_of(keys))
    assert fired == tuple(FiredRule(rule_id, tuple(ids)) for rule_id, ids in expected)
    assert evaluate(compiled, facts_of(keys)[::-1]) == fired


def test_fact_ids_are_sorted_and_unique() -> None:
    compiled = compile_conjunctions([Conjunction("r", ("a", "b")), Conjunction("r", ("b", "c"))])
    facts = [Fact("9", "k", "a"), Fact("10", "k", "b"), Fact("1", "k", "c"), Fact("10", "k", "b")]
    assert evaluate(compiled, facts) == (FiredRule("r", ("1", "10", "9")),)


def test_keys_may_be_any_strings() -> None:
    conjunctions = [Conjunction(f"r{n}", (key, "common")) for n, key in enumerate(ODD_KEYS)]
    compiled = compile_conjunctions(conjunctions)
    facts = [Fact(str(n), "kind", key) for n, key in enumerate([*ODD_KEYS, "common"])]
    assert len(evaluate(compiled, facts)) == len(ODD_KEYS)
    for fact in facts[:-1]:
        assert evaluate(compiled, [fact, facts[-1]]) == evaluate_naively(conjunctions, [fact, facts[-1]])


KEYS = st.integers(0, 9).map("k{}".format) | st.sampled_from(["scope", "k0", "k1"])
CONJUNCTIONS = st.lists(
    st.builds(
        Conjunction,
        st.integers(0, 12).map("r{}".format),
        st.lists(KEYS, min_size=1, max_size=5).map(tuple),
    ),
    max_size=40,
)
MESSAGES = st.lists(st.lists(KEYS, max_size=14), min_size=1, max_size=6)


@settings(max_examples=400, deadline=None)
@given(CONJUNCTIONS, MESSAGES, st.sampled_from([1, 2, 4, 16, 128]), st.randoms(use_true_random=False))
def test_same_as_the_naive_evaluator(
    conjunctions: list[Conjunction], messages: list[list[str]], size: int, rng: random.Random
) -> None:
    compiled = compile_conjunctions(conjunctions, patterns_per_shard=size)
    for keys in messages:
        facts = [Fact(f"f{n}", "kind", key) for n, key in enumerate(keys)]
        expected = evaluate_naively(conjunctions, facts)
        assert evaluate(compiled, facts) == expected
        rng.shuffle(facts)
        assert evaluate(compiled, facts) == expected


@pytest.mark.parametrize("seed", range(6))
def test_same_as_the_naive_evaluator_on_rules_like_ours(seed: int) -> None:
    rng = random.Random(seed)
    conjunctions = make_rules(rng.choice([20, 200, 600]), rng)
    compiled = compile_conjunctions(conjunctions)
    for _ in range(200):
        facts = make_message(conjunctions, rng.randrange(5, 120), rng)
        assert evaluate(compiled, facts) == evaluate_naively(conjunctions, facts)


def test_more_sessions_than_the_engine_can_keep_open() -> None:
    # 1,025 open sessions would crash the process: each must be ended.
    compiled = compile_conjunctions([Conjunction("r", ("a", "b"))])
    for n in range(3_000):
        assert len(evaluate(compiled, facts_of("ab" if n % 2 else "a"))) == n % 2


def test_threads_share_a_rule_set() -> None:
    rng = random.Random(3)
    conjunctions = make_rules(60, rng)
    compiled = compile_conjunctions(conjunctions)
    messages = [make_message(conjunctions, 40, rng) for _ in range(400)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda facts: evaluate(compiled, facts), messages))
    assert answers == [evaluate_naively(conjunctions, facts) for facts in messages]


def fail(*_: object) -> object:
    raise durable_rules_engine.error("error code: 303")


def run_out(*_: object) -> object:
    raise MemoryError


@pytest.mark.parametrize(
    ("function", "instead", "reason"),
    [
        ("assert_fact", fail, "303"),
        ("assert_fact", run_out, "failed"),
        ("assert_fact", lambda *_: (1, 1), "did not take"),
        ("assert_fact", lambda *_: (2, 1), "did not take"),
        ("start_action_for_state", fail, "303"),
        ("start_action_for_state", lambda *_: None, "did not consume"),
        ("start_action_for_state", lambda *_: ("{}", '{"r0":{}}'), "did not consume"),
        ("start_action_for_state", lambda *_: ("{}", '{"other":{}}'), "does not exist"),
        ("complete_and_start_action", fail, "303"),
        ("complete_and_start_action", lambda *_: None, "did not consume"),
        ("delete_state", fail, "could not end"),
    ],
)
def test_a_failing_engine_is_never_a_miss(
    function: str, instead: Callable[..., object], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = compile_conjunctions([Conjunction("r", ("a", "b"))])
    with monkeypatch.context() as patch:
        patch.setattr(durable_rules_engine, function, instead)
        with pytest.raises(EngineError, match=reason):
            evaluate(compiled, facts_of("ab"))
    assert len(evaluate(compiled, facts_of("ab"))) == 1  # and the next review is right again


@pytest.mark.parametrize("results", [['{"r0":{}}', '{"r0":{}}', '{"z":{}}', None], ['{"r1":{}}', '{"z":{}}', None]])
def test_an_engine_that_contradicts_the_facts_is_an_error(
    results: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = compile_conjunctions([Conjunction("r", ("a",)), Conjunction("s", ("a", "b"))])
    answers = iter(results[1:])
    monkeypatch.setattr(durable_rules_engine, "start_action_for_state", lambda *_: ("{}", results[0]))
    monkeypatch.setattr(durable_rules_engine, "complete_and_start_action", lambda *_: next(answers))
    with pytest.raises(EngineError, match="not present, or fired it twice"):
        evaluate(compiled, facts_of("a"))
