"""THE PIPELINE, top to bottom: a message and a rule set in, a verdict out.

Pure: no clock, no randomness, no environment, no writing. The same message, rule-set revision, waivers and app version
give the same verdict, byte for byte.
"""

from dataclasses import dataclass
from typing import NamedTuple

from app import __version__
from app.detect import detect
from app.detectors.products import infer_products
from app.engine.compile import CompiledRules, compile_conjunctions
from app.engine.session import evaluate
from app.facts import build_facts
from app.model.detection import Detection, DetectorFailure
from app.model.fact import Fact, FiredRule
from app.model.finding import Finding
from app.model.message import Message
from app.model.verdict import Coverage, Verdict
from app.model.vocabulary import Stage
from app.model.waiver import NO_WAIVERS, WaiverSet
from app.ruleset.atoms import needs_detection
from app.ruleset.compiled import PreparedRuleSet, prepare
from app.ruleset.rule import ApprovedWording, Rule, RuleSet
from app.text.document import Document
from app.text.read import read
from app.verdict.approving import set_aside
from app.verdict.findings import make_findings
from app.verdict.policy import decide
from app.verdict.proof import keep_proven
from app.verdict.second_reading import read_again
from app.verdict.suggestions import add_suggestions
from app.verdict.waiving import waive
from app.verdict.yielding import give_way


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
    approved: tuple[str, ...] = ()
    """The approved wordings that the message is made of, by id; none where a word of it is not approved."""


def compile_rule_set(rule_set: RuleSet) -> CompiledRuleSet:
    """Make a rule set ready. Raises RuleSetProblems, or the engine's own errors."""
    return compile_prepared(prepare(rule_set))


def compile_prepared(prepared: PreparedRuleSet) -> CompiledRuleSet:
    """The engine's part of it."""
    common = {key for key, atom in prepared.atoms.items() if not needs_detection(atom)}
    return CompiledRuleSet(prepared, compile_conjunctions(prepared.conjunctions, common=common))


def review(message: Message, rule_set: CompiledRuleSet, waivers: WaiverSet = NO_WAIVERS) -> Verdict:
    """Judge one message. Raises TextError for a lone surrogate, EngineError when the engine fails."""
    return _review(message, rule_set, waivers, everything=False).verdict


def trace(message: Message, rule_set: CompiledRuleSet, waivers: WaiverSet = NO_WAIVERS) -> Trace:
    """Judge one message and keep every step, also detections that no rule needed. The verdict is the same."""
    return _review(message, rule_set, waivers, everything=True)


def _review(message: Message, rule_set: CompiledRuleSet, waivers: WaiverSet, *, everything: bool) -> Trace:
    prepared = rule_set.prepared
    found = _find(message, rule_set, waivers, everything=everything)
    findings = add_suggestions(found.document, found.findings, prepared)
    if message.stage is Stage.DRAFT:  # an agent who waits gets the suggestion as its rule has it
        findings = keep_proven(message, findings, lambda changed: _find_again(changed, rule_set, waivers))
    findings = give_way(findings, prepared.rule_set.by_id)
    coverage = Coverage(
        detectors=tuple(prepared.detectors),
        failed=tuple(failure.detector for failure in found.failures),
        unread=found.document.unread,
    )
    decision, reasons = decide(message, findings, coverage, prepared.rule_set.policy, found.approved)
    verdict = Verdict(decision, reasons, findings, found.failures, coverage, rule_set.revision, __version__)
    approved = tuple(item.id for item in found.approved)
    return Trace(found.document, found.detections, found.facts, found.fired, verdict, approved)


class _Found(NamedTuple):
    """Everything of a review but suggestions and decision."""

    document: Document
    detections: tuple[Detection, ...]
    failures: tuple[DetectorFailure, ...]
    facts: tuple[Fact, ...]
    fired: tuple[FiredRule, ...]
    findings: tuple[Finding, ...]
    approved: tuple[ApprovedWording, ...]


def _find(message: Message, rule_set: CompiledRuleSet, waivers: WaiverSet, *, everything: bool = False) -> _Found:
    prepared = rule_set.prepared
    document = prepared.disguises.undo(read(message))
    document = infer_products(document, prepared.product_cues)
    detections, failures, ways = detect(document, prepared, everything=everything)
    facts = build_facts(document, detections, ways, prepared.atoms)
    fired = evaluate(rule_set.engine, facts)
    findings = make_findings(document, detections, facts, fired, prepared)
    findings = read_again(document, findings, prepared.readers, prepared.rule_set.policy.second_reading)
    approved = prepared.approved.find(document)
    findings = set_aside(findings, approved, prepared.rule_set.by_id)
    findings = waive(document, findings, waivers, prepared.rule_set.by_id)
    wordings = () if approved is None else approved.wordings
    return _Found(document, detections, failures, facts, fired, findings, wordings)


def _find_again(message: Message, rule_set: CompiledRuleSet, waivers: WaiverSet) -> tuple[Finding, ...] | None:
    """The findings of a message as a suggestion leaves it; None where they cannot be relied on."""
    found = _find(message, rule_set, waivers)
    return None if found.failures else found.findings
