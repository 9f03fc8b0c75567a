"""Detections become facts: absence, nearness, counts and the message's own properties, each a flat true statement.

The engine works on positives only (negation inside durable-rules is only right in one narrow order), so everything
that is about *not* is decided here, where it can be tested without an engine.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from app.model.detection import Detection
from app.model.fact import Fact
from app.model.span import Span
from app.ruleset.atoms import InForce, ResolvedAtom
from app.ruleset.conditions import Absent, Apart, Detected, Filter, MessageIs, Near, Scope, Unit, Within
from app.ruleset.demand import Way
from app.ruleset.scoping import fits, is_in_force, properties_of
from app.text.document import Document


def build_facts(
    document: Document,
    detections: Sequence[Detection],
    ways: Iterable[Way],
    atoms: Mapping[str, ResolvedAtom],
) -> tuple[Fact, ...]:
    """A fact for each atom of the ``ways`` that holds; ``atoms`` maps the keys to them.

    Evidence are indices into ``detections``. Of other ways nothing is asked: they lack a detection that they need.
    """
    evaluation = _Evaluation(document, detections)
    wanted = {key for way in ways for key in way.keys}
    held = [(key, evaluation.holds(atoms[key])) for key in sorted(wanted)]
    return tuple(
        Fact(f"f{index}", type(atoms[key]).__name__, key, evidence)
        for index, (key, evidence) in enumerate((key, evidence) for key, evidence in held if evidence is not None)
    )


class _Evaluation:
    """One message's detections, indexed by probe, and its properties."""

    def __init__(self, document: Document, detections: Sequence[Detection]) -> None:
        self._document = document
        self._detections = detections
        self._by_probe: dict[str, list[int]] = {}
        for index, detection in enumerate(detections):
            self._by_probe.setdefault(detection.probe, []).append(index)
        self._properties = properties_of(document)
        self._scopes: dict[Scope, bool] = {}

    def holds(self, atom: ResolvedAtom) -> tuple[int, ...] | None:  # noqa: PLR0911 - one for each kind
        """The evidence of an atom that holds (perhaps empty), None for one that does not."""
        match atom:
            case InForce():
                return () if is_in_force(atom, self._properties) else None
            case Absent(probe, chosen):
                return None if self._chosen(probe, chosen) else ()
            case Detected(probe, chosen, at_least, quoted):
                indices = self._chosen(probe, chosen)
                if len(indices) < at_least:
                    return None
                return tuple(indices) if quoted else ()
            case Near():
                return self._near(atom)
            case Apart():
                return self._apart(atom)
            case MessageIs(scope):
                return () if self._in_scope(scope) else None

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

    def _in_scope(self, scope: Scope) -> bool:
        known = self._scopes.get(scope)
        if known is None:
            known = self._scopes[scope] = fits(scope, self._properties)
        return known


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
