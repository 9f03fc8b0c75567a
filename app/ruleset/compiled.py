"""A rule set made ready to judge: detectors built, conditions resolved to atoms."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from app.detectors import DETECTORS
from app.detectors.base import Detector, LazyDetector, Parameters, Resources
from app.detectors.classifier import Reader
from app.detectors.disguise import Disguises
from app.detectors.lexicon import LexiconParameters, LexiconTerms, normalize_terms
from app.detectors.product_facts.mentions import NamedProducts
from app.model.fact import Conjunction
from app.model.finding import Localized
from app.model.problem import Problem
from app.model.vocabulary import RuleStatus
from app.ruleset import conditions
from app.ruleset.approved_texts import ApprovedTexts
from app.ruleset.atoms import InForce, ResolvedAtom, probes_with_context
from app.ruleset.conditions import Absent, Apart, Detected, Near
from app.ruleset.demand import Demands
from app.ruleset.loader import RuleSetProblems
from app.ruleset.rule import Detect, Rule, RuleSet

# The lexicon whose tags say which product a text is about, where the caller does not say.
PRODUCT_CUES: Final = "product-cues"
# Further words that senders disguise, beside the terms of the lexicons.
DISGUISED: Final = "disguised-words"


@dataclass(frozen=True, slots=True)
class PreparedRuleSet:
    """``atoms`` gives the keys that facts and conjunctions share their meaning."""

    rule_set: RuleSet
    detectors: Mapping[str, Detector]
    lazy: Mapping[str, LazyDetector]
    """Those of ``detectors`` that can look for one probe at a time."""
    demands: Demands
    readers: Mapping[str, Reader]
    disguises: Disguises
    approved: ApprovedTexts
    product_cues: tuple[Detector, ...]
    atoms: Mapping[str, ResolvedAtom]
    context_probes: frozenset[str]
    """The probes for whose detections some condition asks about context."""
    conjunctions: tuple[Conjunction, ...]
    labels: Mapping[str, Mapping[str, str]]
    """Rule id -> probe key -> the rule's label for it."""


def probe_key(detect: Detect) -> str:
    """The name of a probe: equal for rules that ask the same of the same detector."""
    parameters = json.dumps(
        detect.parameters.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, sort_keys=True
    )
    return f"{detect.detector}:{hashlib.sha256(parameters.encode()).hexdigest()[:16]}"


def prepare(rule_set: RuleSet) -> PreparedRuleSet:
    """Build the detectors and resolve the conditions. Raises RuleSetProblems for what only building shows."""
    rules = tuple(rule for rule in rule_set.rules if rule.status in (RuleStatus.ACTIVE, RuleStatus.SHADOW))
    atoms: dict[ResolvedAtom, str] = {}
    found: list[Conjunction] = []
    labels: dict[str, dict[str, str]] = {}
    for rule in rules:
        keys = {label: probe_key(detect) for label, detect in rule.detect.items()}
        labels[rule.id] = {key: label for label, key in reversed(keys.items())}
        in_force = InForce(rule.applies_to, rule.excluded, rule.effective_from, rule.effective_until)
        for way in conditions.conjunctions(rule.when):
            wanted: list[ResolvedAtom] = [in_force, *(_resolve(atom, keys) for atom in way)]
            found.append(
                Conjunction(rule.id, tuple(atoms.setdefault(atom, f"a{len(atoms)}") for atom in dict.fromkeys(wanted)))
            )
    resources = Resources(rule_set.lexicons, rule_set.disclosures, rule_set.products, rule_set.models)
    by_key = {key: atom for atom, key in atoms.items()}
    detectors = _build(rules, resources)
    return PreparedRuleSet(
        rule_set=rule_set,
        detectors=detectors,
        lazy={name: detector for name, detector in detectors.items() if isinstance(detector, LazyDetector)},
        demands=Demands(found, by_key),
        readers=_readers(rule_set),
        disguises=Disguises(_vocabulary(rules, resources)),
        approved=ApprovedTexts(rule_set.approved.values()),
        product_cues=_product_cues(resources),
        atoms=by_key,
        context_probes=probes_with_context(atoms),
        conjunctions=tuple(found),
        labels=labels,
    )


def _resolve(atom: conditions.Atom, keys: Mapping[str, str]) -> ResolvedAtom:
    match atom:
        case Detected(label) | Absent(label):
            return replace(atom, label=keys[label])
        case Near(first, second) | Apart(first, second):
            return replace(atom, first=keys[first], second=keys[second])
        case _:
            return atom


def _readers(rule_set: RuleSet) -> dict[str, Reader]:
    again = rule_set.policy.second_reading
    return {name: Reader(rule_set.models[name]) for name in sorted(set(again.models.values()))} if again else {}


def _build(rules: tuple[Rule, ...], resources: Resources) -> dict[str, Detector]:
    probes: dict[str, dict[str, Parameters]] = {}
    owners: dict[str, Rule] = {}
    for rule in rules:
        for detect in rule.detect.values():
            key = probe_key(detect)
            probes.setdefault(detect.detector, {})[key] = detect.parameters
            owners.setdefault(key, rule)
    problems: list[Problem] = []
    detectors: dict[str, Detector] = {}
    for name, detector_type in DETECTORS.items():
        if name not in probes:
            continue
        try:
            detectors[name] = detector_type(probes[name], resources)
        except ValueError as error:
            owner = owners.get(":".join(str(error).split(":", 2)[:2]))
            problems.append(_build_problem(owner, name, str(error)))
    if problems:
        raise RuleSetProblems(problems)
    return detectors


def _build_problem(owner: Rule | None, name: str, reason: str) -> Problem:
    return Problem(
        path=owner.path if owner is not None else "rules",
        line=1,
        column=1,
        code="detector-build",
        message=Localized(
            f"检测器 {name} 无法按这些参数建立：{reason}。", f"The detector {name} cannot be built: {reason}."
        ),
        hint=Localized("请检查 detect 里的参数。", "Check the parameters in `detect`."),
    )


def _vocabulary(rules: tuple[Rule, ...], resources: Resources) -> list[str]:
    """The words worth disguising: the terms of all lexicons that a rule uses, and `DISGUISED`."""
    used = {
        name for rule in rules for detect in rule.detect.values() for name in getattr(detect.parameters, "lexicon", ())
    }
    names = sorted((used | {DISGUISED}) & set(resources.lexicons))
    return normalize_terms([term.text for name in names for term in resources.lexicons[name].terms])


def _product_cues(resources: Resources) -> tuple[Detector, ...]:
    """What tells the product of a message: words such as 基金, and the names of products that have a sheet."""
    cues: list[Detector] = []
    if PRODUCT_CUES in resources.lexicons:
        cues.append(LexiconTerms({PRODUCT_CUES: LexiconParameters(lexicon=(PRODUCT_CUES,))}, resources))
    if resources.products:
        cues.append(NamedProducts(resources.products))
    return tuple(cues)
