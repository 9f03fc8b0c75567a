"""Which rules compile, into which shards, and when their memory goes."""

import gc
import random
import weakref

import pytest

from app.engine.compile import PATTERNS_PER_SHARD, CompiledRules, compile_conjunctions
from app.engine.errors import CompileError, EngineError
from app.engine.session import evaluate
from app.engine.shard import MAX_KEYS_PER_CONJUNCTION, MAX_KEYS_PER_SHARD, MAX_PATTERNS_PER_SHARD, Shard
from app.model.fact import Conjunction, Fact
from tests.engine.oracle import make_rules


def layout(compiled: CompiledRules, conjunctions: list[Conjunction]) -> list[tuple[tuple[str, ...], ...]]:
    keys = {key for conjunction in conjunctions for key in conjunction.keys}
    return sorted(loaded.shard.patterns for loaded in compiled.shards_for(sorted(keys)))


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ((), "rule r: a conjunction needs 1 to 16 facts, not 0"),
        (tuple(f"k{n}" for n in range(17)), "rule r: a conjunction needs 1 to 16 facts, not 17"),
    ],
)
def test_a_conjunction_outside_the_limits_is_refused(keys: tuple[str, ...], reason: str) -> None:
    with pytest.raises(CompileError, match=reason):
        compile_conjunctions([Conjunction("r", keys)])


@pytest.mark.parametrize(
    "patterns",
    [
        [()],
        [("a", "a")],
        [tuple(f"k{n}" for n in range(MAX_KEYS_PER_CONJUNCTION + 1))],
        [(f"k{n}",) for n in range(MAX_PATTERNS_PER_SHARD + 1)],
        [tuple(f"k{n}-{i}" for i in range(16)) for n in range(MAX_KEYS_PER_SHARD // 16 + 1)],
    ],
    ids=["no keys", "a key twice", "too many keys", "too many patterns", "too many keys in all"],
)
def test_a_shard_outside_the_limits_is_refused(patterns: list[tuple[str, ...]]) -> None:
    with pytest.raises(CompileError):
        Shard("shard", patterns)


@pytest.mark.parametrize("shared", [False, True], ids=["distinct keys", "one shared key"])
def test_a_shard_at_the_limits_fires_all(shared: bool) -> None:
    if shared:
        patterns = [(f"k{n}", "all") for n in range(MAX_PATTERNS_PER_SHARD)]
    else:
        patterns = [tuple(f"k{n}-{i}" for i in range(16)) for n in range(MAX_KEYS_PER_SHARD // 16)]
    shard = Shard("shard", patterns)
    for _ in range(3):
        assert sorted(shard.fire(frozenset(shard.keys))) == list(range(len(patterns)))
        assert shard.fire(()) == []


def test_no_rules_compile_to_no_shards() -> None:
    compiled = compile_conjunctions([])
    assert compiled.shard_count == 0
    assert evaluate(compiled, [Fact("f", "k", "a")]) == ()


def test_equal_conjunctions_are_compiled_once() -> None:
    conjunctions = [
        Conjunction(f"r{n}", keys) for n in range(300) for keys in [("a", "b"), ("b", "a"), ("a", "b", "a")]
    ]
    compiled = compile_conjunctions(conjunctions)
    assert layout(compiled, conjunctions) == [(("a", "b"),)]
    fired = evaluate(compiled, [Fact("1", "k", "a"), Fact("2", "k", "b")])
    assert [rule.rule_id for rule in fired] == sorted(f"r{n}" for n in range(300))


def test_shards_do_not_depend_on_the_order_of_rules_and_keys() -> None:
    rng = random.Random(1)
    conjunctions = make_rules(200, rng)
    first = layout(compile_conjunctions(conjunctions), conjunctions)
    shuffled = [Conjunction(c.rule_id, tuple(rng.sample(c.keys, len(c.keys)))) for c in conjunctions]
    rng.shuffle(shuffled)
    assert layout(compile_conjunctions(shuffled), conjunctions) == first


@pytest.mark.parametrize("size", [1, PATTERNS_PER_SHARD, 50, MAX_PATTERNS_PER_SHARD])
def test_every_shard_is_within_its_size(size: int) -> None:
    conjunctions = make_rules(300, random.Random(2)) + [Conjunction(f"s{n}", ("one", f"k{n}")) for n in range(90)]
    conjunctions += [Conjunction(f"t{n}", ("two", "three", f"scope:{n}")) for n in range(200)]
    compiled = compile_conjunctions(conjunctions, patterns_per_shard=size)
    assert max(len(patterns) for patterns in layout(compiled, conjunctions)) <= size


def test_a_key_that_many_rules_use_opens_no_shard() -> None:
    compiled = compile_conjunctions([Conjunction(f"r{n}", ("scope:cn", f"detected:{n}")) for n in range(100)])
    assert compiled.shards_for(["scope:cn"]) == ()
    assert len(compiled.shards_for(["scope:cn", "detected:7"])) == 1
    assert compiled.shard_count == 100 / PATTERNS_PER_SHARD


def test_closed_rules_refuse_to_answer() -> None:
    compiled = compile_conjunctions([Conjunction("r", ("a",))])
    assert not compiled.closed
    compiled.close()
    compiled.close()
    assert compiled.closed
    assert compiled.shard_count == 0
    with pytest.raises(EngineError, match="closed"):
        evaluate(compiled, [Fact("f", "k", "a")])


@pytest.mark.parametrize("how", ["close", "last reference"])
def test_native_memory_is_freed_after_the_last_review(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    freed: list[int] = []
    monkeypatch.setattr("durable_rules_engine.delete_ruleset", freed.append)
    compiled = compile_conjunctions([Conjunction("r", ("a",)), Conjunction("s", ("b",))], patterns_per_shard=1)
    running = compiled.shards_for(["a"])
    if how == "close":
        compiled.close()
    del compiled
    gc.collect()
    assert len(freed) == 1
    assert running[0].shard.fire({"a"}) == [0]
    shard = weakref.ref(running[0].shard)
    del running
    gc.collect()
    assert shard() is None
    assert len(freed) == 2


def test_a_shard_that_fails_its_empty_session_does_not_compile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("durable_rules_engine.assert_fact", lambda *_: (1, 0))
    with pytest.raises(CompileError, match="an empty session failed"):
        compile_conjunctions([Conjunction("r", ("a",))])
