"""What the engine sees, and what it says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A true statement about the message.

    ``id`` is unique within a review; ``key`` is the atom that it makes true. ``kind`` is the atom's kind.
    ``evidence`` are indices into the review's detections; the engine never sees them, nor any text.
    """

    id: str
    kind: str
    key: str
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A rule that fired, with the ids of the facts that made it fire (sorted, each once)."""

    rule_id: str
    fact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conjunction:
    """One way for a rule to fire: all facts with these keys are present. A rule has one or more."""

    rule_id: str
    keys: tuple[str, ...]
