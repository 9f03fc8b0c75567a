"""What is attacked: words for which a rule fires, in a text where it fires, from the rules and their lexicons; and
clean messages.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path

import rjieba

from app.detectors.lexicon import LexiconParameters
from app.model.message import Message, Part
from app.model.vocabulary import Decision, Family, RuleStatus, Severity
from app.publishing.examples import example_message
from app.reports.corpus import read_rows, to_message
from app.review import review
from app.ruleset.rule import Rule
from tests.test_rules import bundled, compiled

CORPUS = Path(__file__).parent.parent / "corpus"
DAY = date(2026, 11, 1)
_WORD = re.compile("[一-鿿]{2,6}|[A-Za-z]{5,}")
SEED = 7
_TERMS_A_LABEL = 2
_LONGEST = 12
_LONGEST_LATIN = 24
_HAN_TARGETS = 150
_LATIN_TARGETS = 40
_CLEAN = 320
_SETS = ("sample_messages", "dev_messages", "dev_former_messages")
_ACTIVE = RuleStatus.ACTIVE


@dataclass(frozen=True, slots=True)
class Target:
    """The rule fires on ``[start, end)`` of the message's only part."""

    rule_id: str
    message: Message
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.message.parts[0].text

    @property
    def word(self) -> str:
        return self.text[self.start : self.end]

    def with_word(self, word: str) -> "Target":
        """The same with another word in its place."""
        text = self.text[: self.start] + word + self.text[self.end :]
        message = replace(self.message, parts=(Part("body", text),))
        return replace(self, message=message, end=self.start + len(word))


def is_caught(target: Target) -> bool:
    """True when the rule fires on the word."""
    return any(
        finding.rule_id == target.rule_id
        and any(item.span.start < target.end and target.start < item.span.end for item in finding.evidence)
        for finding in review(target.message, compiled()).findings
    )


@cache
def targets() -> tuple[Target, ...]:
    """Words of misleading-claim rules, as in their examples and as other terms of the same lexicon; all are caught."""
    chance = random.Random(SEED)
    rules = [
        rule
        for rule in bundled().rules
        if rule.family is Family.MISLEADING and rule.severity is not Severity.ADVISE and rule.status is _ACTIVE
    ]
    chance.shuffle(rules)
    made: dict[tuple[str, str], Target] = {}
    counts = {False: 0, True: 0}
    limits = {False: _HAN_TARGETS, True: _LATIN_TARGETS}
    for rule in rules:
        if all(counts[latin] >= limits[latin] for latin in counts):
            break
        for target in _targets_of(rule, chance):
            latin = target.word.isascii()
            if counts[latin] < limits[latin] and (rule.id, target.word) not in made:
                made[rule.id, target.word] = target
                counts[latin] += 1
    return tuple(made.values())


@cache
def clean_messages() -> tuple[Message, ...]:
    """Messages that pass: examples that comply, and rows of the data sets that are labelled clean."""
    made = [
        example_message(rule, example) for rule in bundled().rules for example in rule.examples if not example.violates
    ]
    for name in _SETS:
        path = CORPUS / f"{name}.jsonl"
        for row in read_rows(path) if path.exists() else ():
            if row.fields["expected"]["verdict"] == "pass":
                made.append(to_message(row, DAY, Counter()))
    random.Random(SEED).shuffle(made)
    passing = (message for message in made if review(message, compiled()).decision is Decision.PASS)
    return tuple(islice(passing, _CLEAN))


def words(text: str) -> list[tuple[int, int]]:
    """Places of words that are worth disguising, in a random but fixed order."""
    places = []
    start = 0
    for word in rjieba.cut(text, hmm=False):
        if _WORD.fullmatch(word):
            places.append((start, start + len(word)))
        start += len(word)
    random.Random(SEED).shuffle(places)
    return places


def _targets_of(rule: Rule, chance: random.Random) -> Iterator[Target]:
    for example in rule.examples:
        if not example.violates:
            continue
        message = example_message(rule, example)
        finding = next((item for item in review(message, compiled()).findings if item.rule_id == rule.id), None)
        for evidence in finding.evidence if finding is not None else ():
            parameters = rule.detect[evidence.label].parameters
            if not isinstance(parameters, LexiconParameters) or not 2 <= len(evidence.quote) <= _longest(
                evidence.quote
            ):
                continue
            found = Target(rule.id, message, evidence.span.start, evidence.span.end)
            if not _is_needed(found):
                continue
            yield found
            terms = [
                term.text
                for name in parameters.lexicon
                for term in bundled().lexicons[name].terms
                if (not parameters.tags or term.tag in parameters.tags)
                and term.text.isascii() == found.word.isascii()
                and "*" not in term.text
                and 2 <= len(term.text) <= _longest(term.text)
            ]
            others = (found.with_word(term) for term in chance.sample(terms, min(len(terms), 2 * _TERMS_A_LABEL)))
            yield from [other for other in others if is_caught(other) and _is_needed(other)][:_TERMS_A_LABEL]


def _longest(word: str) -> int:
    return _LONGEST_LATIN if word.isascii() else _LONGEST


def _is_needed(target: Target) -> bool:
    """False when the rule fires on the place without the word too."""
    return not is_caught(target.with_word("某某某" if not target.word.isascii() else "something"))
