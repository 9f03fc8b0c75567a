"""A rule set made ready to judge: detectors built, conditions resolved to atoms."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.detectors import DETECTORS
from app.detectors.base import Detector, Parameters, Resources
from app.detectors.disguise import Disguises
from app.detectors.lexicon import LexiconParameters, LexiconTerms, normalize_terms
from app.model.fact import Conjunction
from app.model.finding import Localized
from app.model.problem import Problem
from app.model.vocabulary import Language, RuleStatus
from app.ruleset import conditions
from app.ruleset.atoms import AtomIndex, InForce, ResolvedAtom, index_atoms
from app.ruleset.conditions import Absent, Apart, Detected, Near
from app.ruleset.loader import RuleSetProblems
from app.ruleset.rule import Detect, Rule, RuleSet

# The lexicon whose tags say which product a text is about, where the caller does not say.
PRODUCT_CUES: Final = "product-cues"
# Further words that senders disguise, beside the terms of the lexicons.
DISGUISED: Final = "disguised-words"
# Detectors whose cost grows with their probes: those of English rules are left out on Chinese text, and the other way.
_BY_LANGUAGE: Final = ("pattern",)


@dataclass(frozen=True, slots=True)
class BuiltDetector:
    """A detector with the probes of some rules; it need not run where none of ``languages`` (None: all) is spoken."""

    name: str
    languages: frozenset[str] | None
    detector: Detector

    def is_for(self, languages: Sequence[Language]) -> bool:
        """True when a rule that uses it could apply to a message in ``languages``."""
        return self.languages is None or any(language.split("-")[0] in self.languages for language in languages)


@dataclass(frozen=True, slots=True)
class PreparedRuleSet:
    """``atoms`` gives the keys that facts and conjunctions share their meaning."""

    rule_set: RuleSet
    detectors: tuple[BuiltDetector, ...]
    disguises: Disguises
    product_cues: Detector | None
    atoms: AtomIndex
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
    resources = Resources(rule_set.lexicons, rule_set.disclosures)
    return PreparedRuleSet(
        rule_set=rule_set,
        detectors=_build(rules, resources),
        disguises=Disguises(_vocabulary(rules, resources)),
        product_cues=_product_cues(resources),
        atoms=index_atoms({key: atom for atom, key in atoms.items()}, found),
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


def _build(rules: tuple[Rule, ...], resources: Resources) -> tuple[BuiltDetector, ...]:
    parameters: dict[str, dict[str, Parameters]] = {}
    spoken: dict[str, frozenset[str] | None] = {}
    owners: dict[str, Rule] = {}
    for rule in rules:
        for detect in rule.detect.values():
            key = probe_key(detect)
            parameters.setdefault(detect.detector, {})[key] = detect.parameters
            spoken[key] = _union(spoken[key], _spoken(rule)) if key in spoken else _spoken(rule)
            owners.setdefault(key, rule)
    problems: list[Problem] = []
    built: list[BuiltDetector] = []
    for name, detector_type in DETECTORS.items():
        groups: dict[frozenset[str] | None, dict[str, Parameters]] = {}
        for key, value in parameters.get(name, {}).items():
            groups.setdefault(spoken[key] if name in _BY_LANGUAGE else None, {})[key] = value
        for languages, probes in groups.items():
            try:
                built.append(BuiltDetector(name, languages, detector_type(probes, resources)))
            except ValueError as error:
                owner = owners.get(":".join(str(error).split(":", 2)[:2]))
                problems.append(_build_problem(owner, name, str(error)))
    if problems:
        raise RuleSetProblems(problems)
    return tuple(built)


def _spoken(rule: Rule) -> frozenset[str] | None:
    """The primary languages that the rule is for ("zh", "en"); None for all."""
    return frozenset(language.split("-")[0] for language in rule.applies_to.language) or None


def _union(first: frozenset[str] | None, second: frozenset[str] | None) -> frozenset[str] | None:
    return None if first is None or second is None else first | second


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


def _product_cues(resources: Resources) -> Detector | None:
    if PRODUCT_CUES not in resources.lexicons:
        return None
    return LexiconTerms({PRODUCT_CUES: LexiconParameters(lexicon=(PRODUCT_CUES,))}, resources)
