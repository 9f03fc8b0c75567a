"""Readings: the same everywhere, on the sentence that weighs most, never on nothing."""

import numpy as np
import pytest

from app.detectors.base import Resources
from app.detectors.classifier import Classifier, ClassifierParameters, Reader
from app.detectors.classifier.features import BITS, buckets_of
from app.model.detection import Detection
from app.model.finding import Finding, Localized
from app.model.trained import TrainedModel
from app.model.vocabulary import Family, Severity
from app.ruleset.rule import SecondReading
from app.verdict.second_reading import read_again
from tests.made import document

TEXT = Localized("文", "text")


def model(*telling: str, bias: float = -3.0) -> TrainedModel:
    """A model for which the pairs of characters of ``telling`` weigh as much as a byte can."""
    weights = np.zeros(1 << BITS, dtype=np.int8)
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


PINNED = [23936, 26476, 33371, 35664, 36475, 42059, 54665, 102908, 119271, 119714, 121785]


def test_a_sure_model_turns_a_revise_finding_into_advice_and_leaves_a_flat_ban() -> None:
    read_text = document("您好，请查收回单。")
    readers = {"test": Reader(model("跟着老师闭眼入", bias=-6.0))}
    findings = [
        Finding(f"rule-{severity}", Family.TONE, severity, TEXT, TEXT, ())
        for severity in (Severity.REVISE, Severity.BLOCK)
    ]

    read = read_again(read_text, findings, readers, SecondReading({"tone": "test"}, 0.03))
    unsure = read_again(read_text, findings, readers, SecondReading({"tone": "test"}, 0.0001))

    assert [finding.severity for finding in read] == [Severity.ADVISE, Severity.BLOCK]
    assert "通读全文" in read[0].message.zh
    assert list(unsure) == findings
    assert list(read_again(read_text, findings, readers, None)) == findings
