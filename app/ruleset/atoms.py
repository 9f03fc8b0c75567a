"""Conditions with labels resolved to probes: what the facts of a message are the truths of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.model.fact import Conjunction
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
Numbered = tuple[int, str, ResolvedAtom]


@dataclass(frozen=True, slots=True)
class AtomIndex:
    """All atoms of a rule set as (number, key, atom).

    ``by_probe`` has those that need a detection, by its probe. The others (scope, absence) matter only to a
    conjunction whose detections are there: ``companions`` lists them by the key of an atom of ``by_probe``;
    ``always`` are those of conjunctions that need no detection at all.
    """

    by_probe: Mapping[str, tuple[Numbered, ...]]
    companions: Mapping[str, tuple[Numbered, ...]]
    always: tuple[Numbered, ...]
    common: frozenset[str]
    """The keys of atoms that need no detection: most messages have most of them."""
    context_probes: frozenset[str]
    """The probes for whose detections some condition asks about context."""


def index_atoms(atoms: Mapping[str, ResolvedAtom], conjunctions: Sequence[Conjunction]) -> AtomIndex:
    """``atoms`` maps the key of each atom to the atom."""
    numbered = {key: (number, key, atom) for number, (key, atom) in enumerate(atoms.items())}
    probes = {
        key: atom.label if isinstance(atom, Detected) else atom.first
        for key, atom in atoms.items()
        if isinstance(atom, Detected | Near | Apart)
    }
    by_probe: dict[str, list[Numbered]] = {}
    for key, probe in probes.items():
        by_probe.setdefault(probe, []).append(numbered[key])
    companions: dict[str, dict[str, Numbered]] = {}
    always: dict[str, Numbered] = {}
    for conjunction in conjunctions:
        anchors = [key for key in conjunction.keys if key in probes]
        others = {key: numbered[key] for key in conjunction.keys if key not in probes}
        for key in anchors:
            companions.setdefault(key, {}).update(others)
        if not anchors:
            always |= others
    return AtomIndex(
        {probe: tuple(group) for probe, group in by_probe.items()},
        {key: tuple(group.values()) for key, group in companions.items()},
        tuple(always.values()),
        frozenset(key for key in atoms if key not in probes),
        frozenset(
            atom.label if isinstance(atom, Detected | Absent) else atom.first
            for atom in atoms.values()
            if isinstance(atom, Detected | Absent | Near | Apart) and (atom.filter.unless or atom.filter.only)
        ),
    )
