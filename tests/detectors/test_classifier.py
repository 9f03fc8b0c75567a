"""Readings: the same everywhere, on the sentence that weighs most, never on nothing."""

from collections.abc import Sequence

import numpy as np
import pytest

from app.detectors.base import Resources
from app.detectors.classifier import Classifier, ClassifierParameters, Reader
from app.detectors.classifier.features import BITS, buckets_of
from app.model.detection import Detection
from app.model.finding import Evidence, Finding, Localized
from app.model.span import Span
from app.model.trained import TrainedModel
from app.model.vocabulary import Family, Severity
from app.ruleset.rule import BlockReading, SecondReading
from app.verdict.second_reading import read_again
from tests.made import document

TEXT = Localized("文", "text")


def model(*telling: str, bias: float = -3.0) -> TrainedModel:
    """A model for which the pairs of characters of ``telling`` weigh as much as a byte can."""
    weights = np.zeros(1 << BITS, dtype=np.int16)
    for words in telling:
        weights[buckets_of(words)] = 127
    weights[buckets_of("")] = 0
    return TrainedModel("test", TEXT, "tests", 0.05, bias, weights.tobytes())


def detect(text: str, trained: TrainedModel, min_score: float = 0.5) -> list[tuple[str, Detection]]:
    read_text = document(text)
    built = Classifier(
        {"p": ClassifierParameters(model="test", min_score=min_score)}, Resources({}, {}, models={"test": trained})
    )
    return [(read_text.parts[0].quote(item.span), item) for item in built.detect(read_text)]


def test_the_sentence_that_weighs_most_is_quoted() -> None:
    found = detect("您好，请查收回单。跟着老师闭眼入。祝您愉快。", model("跟着老师闭眼入"))

    assert [quote for quote, _ in found] == ["跟着老师闭眼入。"]


@pytest.mark.parametrize("text", ["", " ", "您好，请查收回单。"])
def test_nothing_telling_is_no_detection(text: str) -> None:
    assert detect(text, model("跟着老师闭眼入")) == []


def test_a_telling_sentence_counts_however_long_the_text_around_it() -> None:
    noise = "您好，请查收您的回单，如有疑问请联系网点。" * 40

    assert [quote for quote, _ in detect(f"{noise}跟着老师闭眼入。{noise}", model("跟着老师闭眼入", bias=-1.5), 0.3)]


def test_buckets_are_the_same_on_every_machine() -> None:
    """Values computed once; a change would silently spoil every trained model."""
    assert buckets_of("保本", ("channel=sms",)).tolist() == PINNED


PINNED = [
    155008,
    419692,
    429691,
    566347,
    758268,
    1170361,
    1177796,
    1215312,
    1365385,
    1606235,
    1823207,
    1823650,
    1953244,
]


def test_a_sure_model_turns_a_revise_finding_into_advice_and_leaves_a_flat_ban() -> None:
    read_text = document("您好，请查收回单。")
    readers = {"test": Reader(model("跟着老师闭眼入", bias=-6.0))}
    findings = [
        Finding(f"rule-{severity}", Family.TONE, severity, TEXT, TEXT, ())
        for severity in (Severity.REVISE, Severity.BLOCK)
    ]

    read = read_again(read_text, findings, readers, SecondReading({"tone": "test"}, {"tone": 0.03}))
    unsure = read_again(read_text, findings, readers, SecondReading({"tone": "test"}, {"tone": 0.0001}))

    assert [finding.severity for finding in read] == [Severity.ADVISE, Severity.BLOCK]
    assert "通读全文" in read[0].message.zh
    assert list(unsure) == findings
    assert list(read_again(read_text, findings, readers, None)) == findings
    kept = SecondReading({"tone": "test"}, {"tone": 0.03}, frozenset({"rule-revise"}))
    assert list(read_again(read_text, findings, readers, kept)) == findings


BLOCKS = BlockReading(0.05, 0.15, frozenset({"weighs-words"}))
# 1,200 different characters, in sentences: of so many runs a few telling ones make little.
NOISE = "".join(chr(0x4E00 + index) + "。" * (index % 20 == 19) for index in range(1200))
QUOTED = "老师"


@pytest.mark.parametrize(
    ("text", "rule_id", "score", "severity"),
    [
        ("您好，跟老师请查收回单。", "weighs-words", 1.0, Severity.ADVISE),
        ("您好，跟老师请查收回单。", "flat-ban", 1.0, Severity.BLOCK),  # the policy does not name it
        (
            "您好，跟老师请查收回单。",
            "weighs-words",
            0.8,
            Severity.BLOCK,
        ),  # disguised, or continued from another text
        (f"{NOISE}跟着老师闭眼入。{NOISE}", "weighs-words", 1.0, Severity.BLOCK),  # harmless words around do not help
    ],
)
def test_a_block_is_read_again_where_the_policy_says_so(
    text: str, rule_id: str, score: float, severity: Severity
) -> None:
    read_text = document(text)
    start = text.index(QUOTED)
    evidence = Evidence("body", Span(start, start + len(QUOTED)), QUOTED, "words", score)
    finding = Finding(rule_id, Family.TONE, Severity.BLOCK, TEXT, TEXT, (), (evidence,))
    readers = {"test": Reader(model("跟着老师闭眼入", bias=-6.0))}
    policy = SecondReading({"tone": "test"}, {"tone": 0.03}, blocks=BLOCKS)

    (read,) = read_again(read_text, [finding], readers, policy)

    assert read.severity is severity


def test_a_piece_of_a_long_text_must_be_surer_than_the_whole() -> None:
    read_text = document(f"{NOISE}跟着老师闭眼入。{NOISE}")
    trained = Resources({}, {}, models={"test": model("跟着老师闭眼入", bias=-4.0)})

    def hits(least: float) -> Sequence[Detection]:
        parameters = ClassifierParameters(model="test", min_score=0.9, min_piece_score=least)
        return Classifier({"p": parameters}, trained).detect(read_text)

    (hit,) = hits(0.5)
    assert 0.5 <= hit.score < 0.9
    assert hits(0.9) == []
