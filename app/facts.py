"""Detections become facts: absence, nearness, counts and the message's own properties, each a flat true statement.

The engine works on positives only (negation inside durable-rules is only right in one narrow order), so everything
that is about *not* is decided here, where it can be tested without an engine.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from app.model.detection import Detection
from app.model.fact import Fact
from app.model.message import Message
from app.model.span import Span
from app.model.vocabulary import product_and_ancestors
from app.ruleset.compiled import InForce, ResolvedAtom
from app.ruleset.conditions import Absent, Apart, Detected, Filter, MessageIs, Near, Scope, Unit, Within
from app.text.document import Document


def build_facts(
    document: Document, detections: Sequence[Detection], atoms: Mapping[str, ResolvedAtom]
) -> tuple[Fact, ...]:
    """A fact for each atom that holds, in the order of ``atoms``. Evidence are indices into ``detections``."""
    evaluation = _Evaluation(document, detections)
    facts = []
    for key, atom in atoms.items():
        evidence = evaluation.holds(atom)
        if evidence is not None:
            facts.append(Fact(f"f{len(facts)}", type(atom).__name__, key, evidence))
    return tuple(facts)


class _Evaluation:
    """One message's detections, indexed by probe."""

    def __init__(self, document: Document, detections: Sequence[Detection]) -> None:
        self._document = document
        self._detections = detections
        self._by_probe: dict[str, list[int]] = {}
        for index, detection in enumerate(detections):
            self._by_probe.setdefault(detection.probe, []).append(index)
        self._products = frozenset(
            ancestor for product in document.products for ancestor in product_and_ancestors(product)
        )
        self._scopes: dict[Scope, bool] = {}

    def holds(self, atom: ResolvedAtom) -> tuple[int, ...] | None:
        """The evidence of an atom that holds (perhaps empty), None for one that does not."""
        match atom:
            case Detected(probe, chosen, at_least):
                indices = self._chosen(probe, chosen)
                return tuple(indices) if len(indices) >= at_least else None
            case Absent(probe, chosen):
                return None if self._chosen(probe, chosen) else ()
            case Near():
                return self._near(atom)
            case Apart():
                return self._apart(atom)
            case MessageIs(scope):
                return () if self._in_scope(scope) else None
            case InForce():
                return () if self._in_force(atom) else None

    def _chosen(self, probe: str, chosen: Filter) -> list[int]:
        indices = self._by_probe.get(probe)
        if not indices:
            return []
        return [index for index in indices if _passes(self._detections[index], chosen)]

    def _near(self, atom: Near) -> tuple[int, ...] | None:
        evidence: set[int] = set()
        for first in self._chosen(atom.first, atom.filter):
            for second in self._by_probe.get(atom.second, ()):
                if self._within(first, second, atom.within) and self._ordered(first, second, atom.ordered):
                    evidence |= {first, second}
        return tuple(sorted(evidence)) or None

    def _apart(self, atom: Apart) -> tuple[int, ...] | None:
        others = self._by_probe.get(atom.second, ())
        evidence = [
            first
            for first in self._chosen(atom.first, atom.filter)
            if not any(self._within(first, second, atom.within) for second in others)
        ]
        return tuple(evidence) or None

    def _ordered(self, first: int, second: int, ordered: bool) -> bool:
        return not ordered or self._detections[first].span.end <= self._detections[second].span.start

    def _within(self, first: int, second: int, within: Within) -> bool:
        one, other = self._detections[first], self._detections[second]
        if one.part != other.part:
            return False
        part = self._document.parts[one.part]
        match within.unit:
            case Unit.PART:
                return True
            case Unit.CHARACTERS:
                return one.span.distance(other.span) <= within.characters
            case Unit.SENTENCE:
                return _share(part.sentences, one.span, other.span)
            case Unit.CLAUSE:
                return _share(part.clauses, one.span, other.span)

    def _in_force(self, atom: InForce) -> bool:
        day = self._document.message.day
        if (atom.first is not None and day < atom.first) or (atom.last is not None and day > atom.last):
            return False
        return self._in_scope(atom.scope) and not self._touches(atom.excluded)

    def _in_scope(self, scope: Scope) -> bool:
        """Every property that the scope names fits."""
        known = self._scopes.get(scope)
        if known is None:
            known = all(fits(wanted) for wanted, fits in self._properties(scope) if wanted)
            self._scopes[scope] = known
        return known

    def _touches(self, scope: Scope) -> bool:
        """Any property that the scope names fits: how an exception is meant."""
        return any(fits(wanted) for wanted, fits in self._properties(scope) if wanted)

    def _properties(self, scope: Scope) -> Iterable[tuple[tuple[str, ...], Callable[[tuple[str, ...]], bool]]]:
        message: Message = self._document.message
        document = self._document
        return (
            (scope.jurisdiction, lambda wanted: any(item in wanted for item in document.jurisdictions)),
            (scope.product, lambda wanted: any(item in self._products for item in wanted)),
            (scope.channel, lambda wanted: message.channel in wanted),
            (scope.stage, lambda wanted: message.stage in wanted),
            (scope.audience, lambda wanted: message.audience in wanted),
            (scope.language, lambda wanted: any(item in wanted for item in document.languages)),
        )


def _passes(detection: Detection, chosen: Filter) -> bool:
    if detection.score < chosen.min_score:
        return False
    if chosen.only and not any(context in chosen.only for context in detection.contexts):
        return False
    return not any(context in chosen.unless for context in detection.contexts)


def _share(stretches: Sequence[Span], one: Span, other: Span) -> bool:
    """True when some stretch holds a part of both."""
    first, last = sorted((one, other))
    return _index(stretches, max(first.start, first.end - 1)) >= _index(stretches, last.start)


def _index(stretches: Sequence[Span], position: int) -> int:
    return bisect_right(stretches, position, key=lambda stretch: stretch.start)
