"""Conditions with labels resolved to probes: what the facts of a message are the truths of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.ruleset.conditions import Absent, Apart, Detected, MessageIs, Near, Scope


@dataclass(frozen=True, slots=True)
class InForce:
    """The message is one that the rule is for, on a day on which the rule is in force."""

    scope: Scope
    excluded: Scope
    first: date | None
    last: date | None


# In all but the last two, ``label``, ``first`` and ``second`` are probe keys.
ResolvedAtom = Detected | Absent | Near | Apart | MessageIs | InForce


def needs_detection(atom: ResolvedAtom) -> bool:
    """True for an atom that cannot hold without a detection; most messages have most of the others."""
    return isinstance(atom, Detected | Near | Apart)


def probes_with_context(atoms: Iterable[ResolvedAtom]) -> frozenset[str]:
    """The probes for whose detections some condition asks about context."""
    return frozenset(
        atom.label if isinstance(atom, Detected | Absent) else atom.first
        for atom in atoms
        if isinstance(atom, Detected | Absent | Near | Apart) and (atom.filter.unless or atom.filter.only)
    )
