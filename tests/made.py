"""Messages, documents and rule sets made for tests, without the bundled rules."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.detectors import DETECTORS
from app.detectors.base import Resources
from app.detectors.context import annotate
from app.model.detection import Detection
from app.model.finding import Localized
from app.model.lexicon import Disclosure, Lexicon, Term
from app.model.message import Message, Part
from app.review import CompiledRuleSet, compile_rule_set
from app.ruleset.loader import load_rule_set
from app.text.document import Document
from app.text.read import read

DAY = date(2026, 11, 1)

MINIMAL_RULE = """\
id: {id}
title: {{zh: 测试, en: Test}}
family: misleading
severity: {severity}
owner: tests
why: {{zh: 测试, en: test}}
detect:
  label: {{detector: lexicon, lexicon: words}}
when: {{detected: label, unless: [negated]}}
message: {{zh: "“{{label}}”", en: "“{{label}}”"}}
examples:
  violates: [{{text: 本产品保本, quotes: [保本]}}]
  complies: [{{text: 本产品不保本}}]
"""
WORDS = "id: words\ntitle: {zh: 词, en: words}\nterms: [保本, 零风险, guaranteed return]\n"


def message(text: str, *more: str, **known: Any) -> Message:
    """A message of one part, or of several named ``body``, ``part1`` ..."""
    parts = (Part("body", text), *(Part(f"part{number}", other) for number, other in enumerate(more, 1)))
    return replace(Message(id="m", parts=parts, day=DAY), **known)


def document(text: str, **known: Any) -> Document:
    """What the detectors read."""
    return read(message(text, **known))


def lexicon(*terms: str | Term, except_: tuple[str, ...] = ()) -> Lexicon:
    """A lexicon named ``words``."""
    made = tuple(term if isinstance(term, Term) else Term(term) for term in terms)
    return Lexicon("words", Localized("词", "words"), made, except_)


def detect(
    detector: str,
    text: str,
    parameters: Mapping[str, Any],
    *,
    lexicons: tuple[Lexicon, ...] = (),
    disclosures: tuple[Disclosure, ...] = (),
    **known: Any,
) -> tuple[list[str], tuple[Detection, ...]]:
    """Original quotes and detections (with contexts) of one detector with one probe."""
    detector_type = DETECTORS[detector]
    resources = Resources({item.id: item for item in lexicons}, {item.id: item for item in disclosures})
    built = detector_type({"probe": detector_type.Parameters.model_validate(parameters)}, resources)
    read_text = document(text, **known)
    found = annotate(read_text, sorted(built.detect(read_text), key=lambda item: (item.part, item.span)))
    return [read_text.parts[item.part].quote(item.span) for item in found], found


def rule_files(*rules: str, **more: str) -> dict[str, bytes]:
    """Files of a rule set: each rule under its id; ``more`` are lexicons by id."""
    files = {"lexicons/terms/words.yaml": WORDS.encode()}
    for rule in rules:
        rule_id = rule.split("\n", 1)[0].removeprefix("id:").strip()
        files[f"rules/{rule_id}.yaml"] = rule.encode()
    files |= {f"lexicons/terms/{name}.yaml": text.encode() for name, text in more.items()}
    return files


def compiled(*rules: str, **more: str) -> CompiledRuleSet:
    """A rule set ready to judge."""
    return compile_rule_set(load_rule_set(rule_files(*rules, **more)))
