"""Facts -> fired rules: the one question that is put to the engine."""

from collections import defaultdict
from collections.abc import Sequence

from app.engine.compile import CompiledRules
from app.model.fact import Fact, FiredRule


def evaluate(compiled: CompiledRules, facts: Sequence[Fact]) -> tuple[FiredRule, ...]:
    """The rules that fire for these facts, sorted by rule id, each once; the order of ``facts`` does not matter.

    ``fact_ids`` of a fired rule are those of all facts under the keys of all its conjunctions that hold.
    May be called from any number of threads. Raises EngineError when the engine fails or ``compiled`` is closed:
    then nothing is known about the message, and it must not pass.
    """
    ids_by_key: defaultdict[str, list[str]] = defaultdict(list)
    for fact in facts:
        ids_by_key[fact.key].append(fact.id)
    ids_by_rule: defaultdict[str, set[str]] = defaultdict(set)
    for loaded in compiled.shards_for(ids_by_key):
        for number in loaded.shard.fire(ids_by_key.keys()):
            fact_ids = [fact_id for key in loaded.shard.patterns[number] for fact_id in ids_by_key[key]]
            for rule_id in loaded.rule_ids[number]:
                ids_by_rule[rule_id].update(fact_ids)
    return tuple(FiredRule(rule_id, tuple(sorted(fact_ids))) for rule_id, fact_ids in sorted(ids_by_rule.items()))
