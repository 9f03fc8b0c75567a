"""Train the models of `lexicons/models/` anew.

    python -m tests.training.train_models [--check]

Trains on the sample, development and training messages of `tests/corpus/`, all made by us; never on the
blind set. Logistic regression with AdaGrad on hashed runs of characters; the same data give the same files on the same
machine. ``--check`` prints cross-validated figures and writes nothing.
"""

import argparse
import base64
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from app.detectors.classifier import facts_of
from app.detectors.classifier.features import BITS, Buckets, buckets_of, length_of
from app.publishing.bundled import bundled_directories
from app.reports.corpus import read_rows, to_message
from app.review import compile_rule_set
from app.ruleset.loader import load_rule_set, read_directory
from app.text.normalize import normalize
from app.text.read import read

ROOT: Final = Path(__file__).resolve().parent.parent.parent
CORPUS: Final = ROOT / "tests" / "corpus"
MODELS: Final = ROOT / "lexicons" / "models"
DAY: Final = date(2026, 11, 1)
EPOCHS: Final = 20
RATE: Final = 0.3
PENALTY: Final = 1e-4
FOLDS: Final = 5

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """A message as buckets, with its labels: families and ``block``."""

    buckets: Buckets
    labels: frozenset[str]


TITLES: Final = {
    "misleading": ("读起来像误导性宣传", "reads like a misleading claim"),
    "disclosure": ("读起来像缺少披露的推介", "reads like a promotion without its disclosure"),
    "tone": ("读起来像不当语气", "reads like an improper tone"),
    "block": ("读起来像不得发送的内容", "reads like something that must not be sent"),
}


def load_samples() -> list[list[Sample]]:
    """The labelled messages of the corpus folder that are not blind, each as one group of samples.

    A group is the message with what the caller knows of it, and the same without: a caller may send no product.
    Required wordings by themselves are clean texts too.
    """
    rule_set = compile_rule_set(load_rule_set(read_directory(*bundled_directories())))
    groups = []
    for path in sorted(CORPUS.glob("*_messages.jsonl")):
        if path.name.startswith("blind"):
            continue
        for row in read_rows(path):
            document = rule_set.prepared.disguises.undo(read(to_message(row, DAY, Counter())))
            expected = row.fields["expected"]
            labels = frozenset({*expected["families"], *(["block"] if expected["verdict"] == "block" else [])})
            part = document.parts[0]
            groups.append([Sample(buckets_of(part.joined.text, facts), labels) for facts in (facts_of(document), ())])
    for disclosure in rule_set.prepared.rule_set.disclosures.values():
        for _, wording in disclosure.text:
            groups.append([Sample(buckets_of(normalize("wording", wording).text), frozenset())])
    return groups


def train(samples: Sequence[Sample], label: str) -> tuple[Floats, float]:
    """Weights of a logistic regression on rows of length one; the bias is the label's log odds, and stays.

    A fixed bias keeps a text without telling words at about the share of the label among messages.
    """
    random = np.random.default_rng(0)
    wanted = np.array([label in sample.labels for sample in samples])
    share = float(wanted.mean())
    bias = float(np.log(share / (1 - share)))
    weights, squares = np.zeros(1 << BITS), np.full(1 << BITS, 1e-6)
    for _ in range(EPOCHS):
        for index in random.permutation(len(samples)):
            buckets = samples[index].buckets
            length = 1 / length_of(buckets)
            score = 1 / (1 + np.exp(-(weights[buckets].sum() * length + bias)))
            gradient = (score - wanted[index]) * length + PENALTY * weights[buckets]
            squares[buckets] += gradient * gradient
            weights[buckets] -= RATE * gradient / np.sqrt(squares[buckets])
    return weights, bias


def quantize(weights: Floats) -> tuple[npt.NDArray[np.int8], float]:
    """Weights as signed bytes, and the size of one step. The largest weights are cut at four deviations."""
    top = min(float(np.abs(weights).max()), 6 * float(weights[weights != 0].std()))
    scale = top / 127
    return np.clip(np.round(weights / scale), -127, 127).astype(np.int8), scale


def probability(sample: Sample, weights: npt.NDArray[np.int8], scale: float, bias: float) -> float:
    total = float(weights[sample.buckets].astype(np.int64).sum())
    return float(1 / (1 + np.exp(-(total * scale / length_of(sample.buckets) + bias))))


def cross_validate(groups: Sequence[Sequence[Sample]], label: str, show: Callable[[str], None]) -> None:
    """Precision and recall of readings of messages that the model has not seen."""
    scores = np.zeros(len(groups))
    for fold in range(FOLDS):
        weights, bias = train(flat(group for index, group in enumerate(groups) if index % FOLDS != fold), label)
        small, scale = quantize(weights)
        for index in range(fold, len(groups), FOLDS):
            scores[index] = probability(groups[index][0], small, scale, bias)
    wanted = np.array([label in group[0].labels for group in groups])
    for least in (0.03, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8):
        found = scores >= least
        right = (found & wanted).sum()
        show(f"{label:<11} >= {least}: precision {right / max(1, found.sum()):.3f}, recall {right / wanted.sum():.3f}")


def flat(groups: Iterable[Sequence[Sample]]) -> list[Sample]:
    """All samples of all groups."""
    return [sample for group in groups for sample in group]


def write(groups: Sequence[Sequence[Sample]], label: str) -> None:
    """Train on everything and write the model's file."""
    weights, bias = train(flat(groups), label)
    small, scale = quantize(weights)
    zh, en = TITLES[label]
    name = f"reads-{label}"
    lines = [
        "# Made by `python -m tests.training.train_models`; do not edit.",
        f"id: {name}",
        f"title: {{zh: {zh}, en: {en}}}",
        f"trained_on: {len(groups)} texts of tests/corpus and lexicons/disclosures",
        f"bits: {BITS}",
        f"scale: {scale!r}",
        f"bias: {bias!r}",
        f"weights: {base64.b64encode(small.tobytes()).decode()}",
    ]
    MODELS.mkdir(parents=True, exist_ok=True)
    (MODELS / f"{name}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    groups = load_samples()
    print(f"{len(groups)} texts, {len(flat(groups))} samples")
    for label in TITLES:
        if arguments.check:
            cross_validate(groups, label, print)
        else:
            write(groups, label)
            print(f"reads-{label}")


if __name__ == "__main__":
    main()
