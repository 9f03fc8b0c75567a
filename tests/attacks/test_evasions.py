"""Disguised words are found, and disguising clean text raises no alarm: figures by kind, always with the same seed."""

import random
from dataclasses import replace

import pytest

from app.model.message import Message, Part, Turn
from app.model.vocabulary import Decision
from app.review import review
from tests.attacks.kinds import KINDS
from tests.attacks.targets import SEED, clean_messages, is_caught, targets, words
from tests.test_rules import compiled

# The share of attacks that must be found.
FLOORS = {
    "zero-width": 1.0,
    "spaced": 0.95,
    "spelled-out": 0.75,
    "dotted": 0.92,
    "starred": 0.97,
    "emoji-between": 0.95,
    "emoji-word": 0.9,
    "html-tag": 1.0,
    "html-entity": 1.0,
    "full-width": 1.0,
    "circled": 0.97,
    "homophone": 0.85,
    "pinyin": 0.96,
    "initial": 0.96,
    "split-character": 0.9,
    "traditional": 0.97,
    "cyrillic": 0.97,
    "leet": 0.8,
    "combining": 1.0,
    "reversed": 1.0,
    "mixed-case": 1.0,
}
# What may newly be reported when a word of a clean text is disguised, beside what is reported as well when the word is
# left out: where it was the word that made the text clean (a negation, the annual rate), a report is right.
MOST_ALARMS = 0.025
FEWEST = 5


def test_every_kind_has_a_floor() -> None:
    assert FLOORS.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_recall(kind: str) -> None:
    chance = random.Random(SEED)
    tried, missed = 0, []
    for target in targets():
        word = KINDS[kind](target.word, chance)
        if word is None:
            continue
        tried += 1
        if not is_caught(target.with_word(word)):
            missed.append(f"{target.rule_id}: {target.word} as {word}")

    assert tried >= FEWEST
    assert 1 - len(missed) / tried >= FLOORS[kind], missed


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "reversed"])  # to reverse text is an offence itself
def test_clean_text_stays_clean(kind: str) -> None:
    chance = random.Random(SEED)
    tried = alarms = 0
    for message in clean_messages():
        text = message.parts[0].text
        for start, end in words(text):
            word = KINDS[kind](text[start:end], chance)
            if word is None:
                continue
            disguised, without = (
                replace(message, parts=(Part("body", text[:start] + other + text[end:]),)) for other in (word, "")
            )
            tried += 1
            alarms += not passes(disguised) and passes(without)
            break

    assert tried >= FEWEST
    assert alarms / tried <= MOST_ALARMS, f"{alarms} of {tried}"


def passes(message: Message) -> bool:
    """True when the message may go out."""
    return review(message, compiled()).decision is Decision.PASS


def test_words_cut_over_turns_and_parts() -> None:
    tried, missed = 0, []
    for target in targets():
        if len(target.word) < 2 or target.word.isascii():
            continue
        cut = target.start + len(target.word) // 2
        before, after = target.text[:cut], target.text[cut:]
        for message in (
            replace(target.message, parts=(Part("body", after),), conversation=(Turn("sender", before),)),
            replace(target.message, parts=(Part("first", before), Part("body", after))),
        ):
            tried += 1
            length = target.end - cut
            if not any(
                item.part == "body" and item.span.start < length
                for finding in review(message, compiled()).findings
                for item in finding.evidence
            ):
                missed.append(f"{target.rule_id}: {before[-8:]}|{after[:8]}")

    assert 1 - len(missed) / tried >= 0.8, missed


def test_clean_texts_cut_in_two_stay_clean() -> None:
    """Cut between two words of a clean text, as a conversation would be: nothing is found in the second half alone
    that the whole has not.
    """
    tried = alarms = 0
    for message in clean_messages():
        text = message.parts[0].text
        places = [start for start, _ in words(text) if 4 < start < len(text) - 4]
        if not places:
            continue
        before, after = text[: places[0]], text[places[0] :]
        alone = review(replace(message, parts=(Part("body", after),)), compiled())
        turned = replace(message, parts=(Part("body", after),), conversation=(Turn("sender", before),))
        tried += 1
        alarms += review(turned, compiled()).decision.rank > alone.decision.rank

    assert alarms / tried <= 0.005, f"{alarms} of {tried}"
