"""Conjunctions of a rule set -> shards of durable-rules, and an index that says which shards a message can touch.

What a session costs grows with the size of its shard (the engine prepares tables for each condition of each rule),
so the shards are small, and a review opens only those in which some rule could fire. Each conjunction hangs on its
*anchor*, its key that the fewest conjunctions use: without the anchor it cannot fire, and a shard none of whose
anchors are present need not be asked. Keys that nearly every message has (scopes) are used by many rules, so they
are seldom anchors.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from app.engine.errors import CompileError, EngineError
from app.engine.shard import MAX_KEYS_PER_CONJUNCTION, Shard
from app.model.fact import Conjunction

PATTERNS_PER_SHARD: Final = 4
"""Patterns in a shard, at most. tests/benchmarks/engine_benchmark.py measures other sizes."""

_LARGEST_SESSION: Final = 16 * 1024 * 1024
"""Bytes; a session takes 0.15 MB and 10 kB for each condition of its shard, 22 MB at the limits of `Shard`."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Distinct keys, the anchor first, and the rules (sorted) that fire when all are present."""

    keys: tuple[str, ...]
    rule_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoadedShard:
    """A shard, with the rules that each of its patterns fires."""

    shard: Shard
    rule_ids: tuple[tuple[str, ...], ...]


class CompiledRules:
    """A rule set, ready to evaluate. Immutable, and safe to share between threads.

    The native memory is owned by reference: it is freed when the last reference is gone, so a retired version lives
    until the last review that uses it has ended. ``close`` does the same at once, for whoever keeps a reference.
    """

    __slots__ = ("__weakref__", "_by_anchor")

    def __init__(self, by_anchor: Mapping[str, tuple[LoadedShard, ...]]) -> None:
        self._by_anchor: Mapping[str, tuple[LoadedShard, ...]] | None = by_anchor

    @property
    def closed(self) -> bool:
        """Whether ``close`` was called."""
        return self._by_anchor is None

    @property
    def shard_count(self) -> int:
        """Native rule sets held; 0 once closed."""
        return len({id(loaded) for group in (self._by_anchor or {}).values() for loaded in group})

    def shards_for(self, keys: Iterable[str]) -> tuple[LoadedShard, ...]:
        """The shards in which some rule could fire when ``keys`` are present, each once.

        The answer keeps them alive, also when ``close`` is called meanwhile. Raises EngineError once closed.
        """
        by_anchor = self._by_anchor
        if by_anchor is None:
            raise EngineError("the compiled rules are closed")
        found = {id(loaded): loaded for key in keys for loaded in by_anchor.get(key, ())}
        return tuple(found.values())

    def close(self) -> None:
        """Refuse new reviews; free the native memory as soon as the running ones are done. May be called again."""
        self._by_anchor = None


def compile_conjunctions(
    conjunctions: Sequence[Conjunction],
    *,
    common: Set[str] = frozenset(),
    patterns_per_shard: int = PATTERNS_PER_SHARD,
) -> CompiledRules:
    """Compile the rules of a set; the order of ``conjunctions`` and their keys does not matter.

    ``common`` are keys that are present in most messages: they become anchors only where a conjunction has no other
    key. ``patterns_per_shard`` is 1 to 128. Both only change the speed. Equal conjunctions and keys are compiled once.
    Raises CompileError for a conjunction without keys or with more than 16 (`MAX_KEYS_PER_CONJUNCTION`), and when
    durable-rules refuses. A set from outside goes through `app.engine.guard.check_compiles` first.
    """
    # glibc returns freed memory above a threshold to the kernel, and adapts the threshold to the largest block that was
    # ever freed. Without this the tables of each session are paged in anew: 37 µs for a shard instead of 9, measured.
    bytes(_LARGEST_SESSION)
    by_anchor: defaultdict[str, list[LoadedShard]] = defaultdict(list)
    for number, batch in enumerate(_pack(_group_by_anchor(_patterns(conjunctions, common)), patterns_per_shard)):
        shard = Shard(f"shard{number}", [pattern.keys for pattern in batch])
        loaded = LoadedShard(shard, tuple(pattern.rule_ids for pattern in batch))
        for anchor in dict.fromkeys(pattern.keys[0] for pattern in batch):
            by_anchor[anchor].append(loaded)
    return CompiledRules({anchor: tuple(group) for anchor, group in by_anchor.items()})


def _patterns(conjunctions: Sequence[Conjunction], common: Set[str]) -> list[_Pattern]:
    rules_by_keys: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for conjunction in conjunctions:
        keys = tuple(sorted(set(conjunction.keys)))
        if not 0 < len(keys) <= MAX_KEYS_PER_CONJUNCTION:
            limits = f"1 to {MAX_KEYS_PER_CONJUNCTION} facts"
            raise CompileError(f"rule {conjunction.rule_id}: a conjunction needs {limits}, not {len(keys)}")
        rules_by_keys[keys].add(conjunction.rule_id)
    uses = Counter(key for keys in rules_by_keys for key in keys)
    # Sorting by use puts the anchor first, and the key that most conjunctions share last.
    return [
        _Pattern(tuple(sorted(keys, key=lambda key: (key in common, uses[key], key))), tuple(sorted(rule_ids)))
        for keys, rule_ids in rules_by_keys.items()
    ]


def _group_by_anchor(patterns: Sequence[_Pattern]) -> list[list[_Pattern]]:
    groups: defaultdict[str, list[_Pattern]] = defaultdict(list)
    for pattern in sorted(patterns, key=lambda pattern: pattern.keys):
        groups[pattern.keys[0]].append(pattern)
    # Anchors whose rules share their most used keys (the same product, the same channel) are likely to be present
    # in the same messages, so they become neighbours, and the message opens fewer shards.
    return sorted(groups.values(), key=lambda group: (group[0].keys[:0:-1], group[0].keys[0]))


def _pack(groups: Sequence[list[_Pattern]], size: int) -> Iterator[list[_Pattern]]:
    batch: list[_Pattern] = []
    for group in groups:
        if batch and len(batch) + len(group) > size:
            yield batch
            batch = []
        batch.extend(group)
        while len(batch) > size:  # one anchor with more patterns than a shard takes
            yield batch[:size]
            batch = batch[size:]
    if batch:
        yield batch
