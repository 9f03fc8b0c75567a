"""What the engine must answer, in a few lines over sets; and rules and facts made up at random."""

import random
from collections.abc import Sequence

from app.model.fact import Conjunction, Fact, FiredRule


def evaluate_naively(conjunctions: Sequence[Conjunction], facts: Sequence[Fact]) -> tuple[FiredRule, ...]:
    """The answer by looking at each conjunction in turn."""
    ids: dict[str, list[str]] = {}
    for fact in facts:
        ids.setdefault(fact.key, []).append(fact.id)
    fired: dict[str, set[str]] = {}
    for conjunction in conjunctions:
        if all(key in ids for key in conjunction.keys):
            found = fired.setdefault(conjunction.rule_id, set())
            found.update(fact_id for key in conjunction.keys for fact_id in ids[key])
    return tuple(FiredRule(rule_id, tuple(sorted(found))) for rule_id, found in sorted(fired.items()))


def make_rules(rules: int, rng: random.Random) -> list[Conjunction]:
    """Conjunctions of rules like ours.

    A rule has 1 or 2, of a scope that many messages share, a detection of its own, and at times an absence, a stage or
    a proximity.
    """
    made = []
    for n in range(rules):
        scope = f"scope:{rng.randrange(8)}"
        extra = rng.choice([(), (), (f"absent:{rng.randrange(rules // 3 + 1)}",), (f"stage:{rng.randrange(4)}",)])
        made.append(Conjunction(f"rule-{n}", (scope, f"detected:{n}", *extra)))
        if rng.random() < 0.4:
            made.append(Conjunction(f"rule-{n}", (scope, f"near:{n}", f"detected:{rng.randrange(rules)}")))
    return made


def make_message(conjunctions: Sequence[Conjunction], facts: int, rng: random.Random) -> list[Fact]:
    """``facts`` true facts: 3 scopes, a stage, the rest of all other keys at random (as a very busy message has)."""
    keys = [f"scope:{n}" for n in rng.sample(range(8), 3)] + [f"stage:{rng.randrange(4)}"]
    others = sorted({key for c in conjunctions for key in c.keys if not key.startswith(("scope:", "stage:"))})
    keys += rng.sample(others, min(facts - len(keys), len(others)))
    return [Fact(f"f{n}", key.partition(":")[0], key) for n, key in enumerate(keys)]
