"""What a rule set asks of a message: the ways in which its rules could fire, and the probes that each needs.

Most rules die early: a word that they need is not there. What else they ask (whether a disclosure is missing, whether
a second word stands near) need not be looked for then, so the ways are what detection goes by (`app/detect.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Final

from app.detectors import LAZY
from app.model.fact import Conjunction
from app.ruleset.atoms import InForce, ResolvedAtom
from app.ruleset.conditions import Absent, Apart, Detected, MessageIs, Near
from app.ruleset.scoping import Properties, fits, is_in_force

# Their probes are looked for one by one, when they are asked for.
_COSTLY: Final = tuple(f"{name}:" for name in LAZY)


@dataclass(frozen=True, slots=True)
class Way:
    """A way for rules to fire, with its number in the rule set.

    ``keys`` are those of its atoms. Without a detection of each of ``needs`` it cannot hold; of ``asks`` it asks
    whether, or how near, there is one.
    """

    number: int
    keys: tuple[str, ...]
    needs: tuple[str, ...]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """The ways that are open to messages of some properties, and all the probes that these name."""

    probes: frozenset[str]
    by_detector: Mapping[str, frozenset[str]]
    """The probes by the name of their detector."""
    anchored: Mapping[str, tuple[Way, ...]]
    """Ways by the first probe that they need."""
    anchorless: tuple[Way, ...]
    """Ways that need no detection."""

    def alive(self, present: Iterable[str]) -> list[Way]:
        """The ways all of whose needs are among ``present``, in the order of the rules' conjunctions."""
        present = frozenset(present)
        found = [*self.anchorless]
        for probe in present & self.anchored.keys():
            found += [way for way in self.anchored[probe] if present.issuperset(way.needs)]
        return sorted(found, key=attrgetter("number"))


class Demands:
    """The demand of a rule set for each kind of message. Answers are kept: traffic has few kinds of messages."""

    def __init__(self, conjunctions: Iterable[Conjunction], atoms: Mapping[str, ResolvedAtom]) -> None:
        distinct = dict.fromkeys(conjunction.keys for conjunction in conjunctions)
        self._ways = tuple(way_of(keys, atoms, number) for number, keys in enumerate(distinct))
        self._limits = {key: atom for key, atom in atoms.items() if isinstance(atom, InForce | MessageIs)}
        needed = {probe for way in self._ways for probe in way.needs}
        self.only_asked = frozenset(probe for way in self._ways for probe in way.asks) - needed
        """Probes that only ever stand in the way of a rule: what excuses, denies or completes."""
        self.of = lru_cache(maxsize=1024)(self._of)

    def _of(self, properties: Properties) -> Demand:
        closed = {key for key, limit in self._limits.items() if not _holds(limit, properties)}
        ways = [way for way in self._ways if closed.isdisjoint(way.keys)]
        anchored: dict[str, list[Way]] = {}
        for way in ways:
            for probe in way.needs[:1]:
                anchored.setdefault(probe, []).append(way)
        probes = frozenset(probe for way in ways for probe in (*way.needs, *way.asks))
        by_detector: dict[str, set[str]] = {}
        for probe in probes:
            by_detector.setdefault(probe.partition(":")[0], set()).add(probe)
        return Demand(
            probes=probes,
            by_detector={name: frozenset(group) for name, group in by_detector.items()},
            anchored={probe: tuple(group) for probe, group in anchored.items()},
            anchorless=tuple(way for way in ways if not way.needs),
        )


def way_of(keys: Sequence[str], atoms: Mapping[str, ResolvedAtom], number: int = 0) -> Way:
    """The way that a conjunction of ``keys`` is. Needs that are found out for nothing come first."""
    needs: dict[str, None] = {}
    asks: dict[str, None] = {}
    for key in keys:
        match atoms[key]:
            case Detected(label):
                needs[label] = None
            case Near(first, second):
                needs |= {first: None, second: None}
            case Apart(first, second):
                needs[first] = None
                asks[second] = None
            case Absent(label):
                asks[label] = None
            case InForce() | MessageIs():
                pass
    return Way(number, tuple(keys), tuple(sorted(needs, key=_is_costly)), tuple(asks))


def is_open(way: Way, atoms: Mapping[str, ResolvedAtom], properties: Properties) -> bool:
    """True for a way of rules in force that is for messages of these properties."""
    limits = (atom for atom in map(atoms.__getitem__, way.keys) if isinstance(atom, InForce | MessageIs))
    return all(_holds(limit, properties) for limit in limits)


def _holds(limit: InForce | MessageIs, properties: Properties) -> bool:
    return is_in_force(limit, properties) if isinstance(limit, InForce) else fits(limit.scope, properties)


def _is_costly(probe: str) -> bool:
    return probe.startswith(_COSTLY)
