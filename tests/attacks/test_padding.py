"""What is blocked stays blocked when polite and true sentences stand beside it."""

from app.model.vocabulary import Decision
from tests.attacks.padding import padded

EVERY = 3
ONE = 0.98
"""The share that must stay blocked with one sentence more; what does not is to be revised, or is a leak by context."""
ALL = 0.9


def test_innocent_sentences_excuse_nothing() -> None:
    kinds: dict[bool, list[tuple[Decision, str]]] = {True: [], False: []}
    for item in padded(EVERY):
        kinds[item.kind == "all around"].append((item.verdict.decision, f"{item.kind}: {item.rule_id}"))

    for everything, least in ((False, ONE), (True, ALL)):
        judged = kinds[everything]
        lost = [name for decision, name in judged if decision is not Decision.BLOCK]
        assert len(judged) >= 100
        assert 1 - len(lost) / len(judged) >= least, lost
        passing = [name for decision, name in judged if decision is Decision.PASS]
        assert len(passing) / len(judged) <= (1 - least) / 1.5, passing
