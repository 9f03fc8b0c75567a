"""A document -> its detections: every detector is run, the costly ones only for what some rule still needs."""

from collections.abc import Callable, Iterable, Sequence, Set
from functools import partial
from typing import NamedTuple

from app.detectors import LAZY
from app.detectors.base import Detector, Glance
from app.detectors.context import annotate
from app.detectors.seams import carry_over
from app.model.detection import Detection, DetectorFailure
from app.ruleset.compiled import PreparedRuleSet
from app.ruleset.demand import Demand, Way
from app.ruleset.scoping import properties_of
from app.text.document import Document
from app.text.seams import find_seams


class Detected(NamedTuple):
    """``ways`` are those for whose needs there are detections: no other rule can fire."""

    detections: tuple[Detection, ...]
    failures: tuple[DetectorFailure, ...]
    ways: tuple[Way, ...]


def detect(document: Document, prepared: PreparedRuleSet, *, everything: bool = False) -> Detected:
    """The detections in a message, and on the seams between its texts those that reach across one.

    A lazy detector is only asked for probes that some way needs whose other needs are there. With ``everything`` all
    probes are looked for, also those of rules for other messages; that changes no verdict. A detector that raises
    becomes a failure, and the others still run.
    """
    demand = prepared.demands.of(properties_of(document))
    wanted = None if everything else demand.probes
    seams = find_seams(document)
    search = _Search(document, prepared)
    if seams or everything:  # a seam may complete what the message lacks, so nothing can be left out
        search.look_for_all(wanted)
    else:
        search.look_for_needed(demand)
    found, failures = search.found, search.failures
    for seam in seams:
        around = _Search(prepared.disguises.undo(seam.document), prepared)
        around.look_for_all(wanted)
        crossing = annotate(around.document, _ordered(around.found), prepared.context_probes)
        found += carry_over(seam, document, crossing, prepared.demands.only_asked)
        failures = {**around.failures, **failures}
    return Detected(
        detections=tuple(annotate(document, _ordered(found), prepared.context_probes)),
        failures=tuple(failures[name] for name in prepared.detectors if name in failures),
        ways=tuple(demand.alive(detection.probe for detection in found)),
    )


class _Search:
    """One document, and what has been found in it so far."""

    def __init__(self, document: Document, prepared: PreparedRuleSet) -> None:
        self.document = document
        self.found: list[Detection] = []
        self.failures: dict[str, DetectorFailure] = {}
        self._detectors = prepared.detectors
        self._lazy = prepared.lazy
        self._glances: dict[str, Glance] = {}
        self._known: dict[str, bool] = {}

    def look_for_all(self, wanted: Set[str] | None) -> None:
        """Run every detector for all the probes that are wanted (None: all)."""
        for name in self._detectors:
            self._guard(name, partial(self._detect, name, wanted))

    def look_for_needed(self, demand: Demand) -> None:
        """Run the eager detectors; then go through the ways, and ask no further once a need of one is not there."""
        for name in self._detectors:
            if name in LAZY:
                self._guard(name, partial(self._glance, name, demand))
            else:
                self._guard(name, partial(self._detect, name, demand.probes))
        present = frozenset(detection.probe for detection in self.found)
        self._known = dict.fromkeys(present, True)
        possible = present.union(*(glance.possible for glance in self._glances.values()))
        for way in demand.alive(possible):
            if all(map(self._look_for, way.needs)):
                for probe in way.asks:
                    self._look_for(probe)

    def _look_for(self, probe: str) -> bool:
        known = self._known.get(probe)
        if known is None:
            name = probe.partition(":")[0]
            before = len(self.found)
            if name in self._glances:
                self._guard(name, partial(self._ask, name, probe))
            known = self._known[probe] = len(self.found) > before
        return known

    def _detect(self, name: str, wanted: Set[str] | None) -> None:
        hits = self._detectors[name].detect(self.document, wanted)
        self.found += hits if wanted is None else [hit for hit in hits if hit.probe in wanted]

    def _glance(self, name: str, demand: Demand) -> None:
        lazy = self._lazy.get(name)
        if lazy is not None:
            self._glances[name] = lazy.glance(self.document)
        else:
            wanted = demand.by_detector.get(name, frozenset())
            self._glances[name] = _Postponed(self._detectors[name], self.document, wanted)

    def _ask(self, name: str, probe: str) -> None:
        self.found += self._glances[name].detect(probe)

    def _guard(self, name: str, run: Callable[[], None]) -> None:
        """Run; what is raised becomes a failure of the detector."""
        try:
            run()
        except Exception as error:
            # Only the type: an error's text may hold the message's.
            failure = DetectorFailure(name, type(error).__name__, timed_out=isinstance(error, TimeoutError))
            self.failures.setdefault(name, failure)


class _Postponed:
    """A detector that finds all its probes in one go: it is run when the first of them is asked for."""

    def __init__(self, detector: Detector, document: Document, wanted: Set[str]) -> None:
        self.possible = wanted
        self._detector = detector
        self._document = document
        self._found: dict[str, list[Detection]] | None = None

    def detect(self, probe: str) -> Sequence[Detection]:
        if self._found is None:
            found: dict[str, list[Detection]] = {}
            for hit in self._detector.detect(self._document, self.possible):
                found.setdefault(hit.probe, []).append(hit)
            self._found = found
        return self._found.get(probe, ())


def _ordered(detections: Iterable[Detection]) -> Sequence[Detection]:
    return sorted(detections, key=lambda item: (item.part, item.span, item.probe, item.tag, -item.score))
