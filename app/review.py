"""THE PIPELINE, top to bottom: a message and a rule set in, a verdict out.

Pure: no clock, no randomness, no environment, no writing. The same message, rule-set revision and app version give
the same verdict, byte for byte.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app import __version__
from app.detectors.context import annotate
from app.detectors.products import infer_products
from app.detectors.seams import carry_over
from app.engine.compile import CompiledRules, compile_conjunctions
from app.engine.session import evaluate
from app.facts import build_facts
from app.model.detection import Detection, DetectorFailure
from app.model.fact import Fact, FiredRule
from app.model.finding import Finding
from app.model.message import Message
from app.model.verdict import Coverage, Verdict
from app.model.vocabulary import Stage
from app.ruleset.compiled import PreparedRuleSet, prepare
from app.ruleset.rule import Rule, RuleSet
from app.ruleset.scoping import properties_of
from app.text.document import Document
from app.text.read import read
from app.text.seams import find_seams
from app.verdict.findings import make_findings
from app.verdict.policy import decide
from app.verdict.proof import keep_proven
from app.verdict.second_reading import read_again
from app.verdict.suggestions import add_suggestions


@dataclass(frozen=True, slots=True)
class CompiledRuleSet:
    """A rule set that is ready to judge. Immutable, shared between threads."""

    prepared: PreparedRuleSet
    engine: CompiledRules

    @property
    def revision(self) -> str:
        """SHA-256 of the rule set's files, in hexadecimal."""
        return self.prepared.rule_set.revision

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, also those that are not in force, by id."""
        return self.prepared.rule_set.rules


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything between a message and its verdict, for people who want to see why."""

    document: Document
    detections: tuple[Detection, ...]
    facts: tuple[Fact, ...]
    fired: tuple[FiredRule, ...]
    verdict: Verdict


def compile_rule_set(rule_set: RuleSet) -> CompiledRuleSet:
    """Make a rule set ready. Raises RuleSetProblems, or the engine's own errors."""
    return compile_prepared(prepare(rule_set))


def compile_prepared(prepared: PreparedRuleSet) -> CompiledRuleSet:
    """The engine's part of it."""
    return CompiledRuleSet(prepared, compile_conjunctions(prepared.conjunctions, common=prepared.atoms.common))


def review(message: Message, rule_set: CompiledRuleSet) -> Verdict:
    """Judge one message. Raises TextError for a lone surrogate, EngineError when the engine fails."""
    return trace(message, rule_set).verdict


def trace(message: Message, rule_set: CompiledRuleSet) -> Trace:
    """Judge one message and keep every step."""
    prepared = rule_set.prepared
    document, detections, failures, facts, fired, findings = _find(message, rule_set)
    findings = add_suggestions(document, findings, prepared)
    if message.stage is Stage.DRAFT:  # an agent who waits gets the suggestion as its rule has it
        findings = keep_proven(message, findings, lambda changed: _find_again(changed, rule_set))
    coverage = Coverage(
        detectors=tuple(prepared.detectors),
        failed=tuple(failure.detector for failure in failures),
        unread=document.unread,
    )
    decision, reasons = decide(message, findings, coverage, prepared.rule_set.policy)
    verdict = Verdict(decision, reasons, findings, failures, coverage, rule_set.revision, __version__)
    return Trace(document, detections, facts, fired, verdict)


class _Found(NamedTuple):
    """Everything of a review but suggestions and decision."""

    document: Document
    detections: tuple[Detection, ...]
    failures: tuple[DetectorFailure, ...]
    facts: tuple[Fact, ...]
    fired: tuple[FiredRule, ...]
    findings: tuple[Finding, ...]


def _find(message: Message, rule_set: CompiledRuleSet) -> _Found:
    prepared = rule_set.prepared
    document = prepared.disguises.undo(read(message))
    document = infer_products(document, prepared.product_cues)
    detections, failures = detect(document, prepared)
    facts = build_facts(document, detections, prepared.atoms)
    fired = evaluate(rule_set.engine, facts)
    findings = make_findings(document, detections, facts, fired, prepared)
    findings = read_again(document, findings, prepared.readers, prepared.rule_set.policy.second_reading)
    return _Found(document, detections, failures, facts, fired, findings)


def _find_again(message: Message, rule_set: CompiledRuleSet) -> tuple[Finding, ...] | None:
    """The findings of a message as a suggestion leaves it; None where they cannot be relied on."""
    found = _find(message, rule_set)
    return None if found.failures else found.findings


def detect(document: Document, prepared: PreparedRuleSet) -> tuple[tuple[Detection, ...], tuple[DetectorFailure, ...]]:
    """Run every detector on the message, and on the seams between its texts for what reaches across one."""
    found, failures = _detect(document, prepared)
    seams = find_seams(document)
    for seam in seams:
        crossing, more = _detect(prepared.disguises.undo(seam.document), prepared)
        found += carry_over(seam, document, crossing)
        known = {failure.detector for failure in failures}
        failures += [failure for failure in more if failure.detector not in known]
    return tuple(_ordered(found) if seams else found), tuple(failures)


def _detect(document: Document, prepared: PreparedRuleSet) -> tuple[list[Detection], list[DetectorFailure]]:
    """Run every detector for the probes of the rules that are for the message.

    One that raises becomes a failure, and the others still run.
    """
    found: list[Detection] = []
    failures: list[DetectorFailure] = []
    wanted = prepared.selector.wanted(properties_of(document))
    for name, detector in prepared.detectors.items():
        try:
            found += [hit for hit in detector.detect(document, wanted) if hit.probe in wanted]
        except Exception as error:
            # Only the type: an error's text may hold the message's.
            failures.append(DetectorFailure(name, type(error).__name__, timed_out=isinstance(error, TimeoutError)))
    return list(annotate(document, _ordered(found), prepared.atoms.context_probes)), failures


def _ordered(detections: Sequence[Detection]) -> list[Detection]:
    return sorted(detections, key=lambda item: (item.part, item.span, item.probe, item.tag, -item.score))
