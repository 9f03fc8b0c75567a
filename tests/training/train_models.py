"""Train the models of `lexicons/models/` anew.

    python -m tests.training.train_models [--check]

Trains on the development messages of `tests/corpus/` and on the examples of the rules, all made by us; never on the
blind set. Logistic regression with AdaGrad on hashed runs of characters; the same data give the same files on the
same machine. ``--check`` prints cross-validated figures and writes nothing.
"""

import argparse
import base64
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from app.detectors.classifier import facts_of
from app.detectors.classifier.features import BITS, Buckets, buckets_of
from app.publishing.bundled import bundled_directories
from app.reports.corpus import read_rows, to_message
from app.review import compile_rule_set
from app.ruleset.loader import load_rule_set, read_directory
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


def load_samples() -> list[Sample]:
    """The labelled messages of the corpus folder that are not blind."""
    disguises = compile_rule_set(load_rule_set(read_directory(*bundled_directories()))).prepared.disguises
    samples = []
    for path in sorted(CORPUS.glob("*_messages.jsonl")):
        if path.name.startswith("blind"):
            continue
        for row in read_rows(path):
            document = disguises.undo(read(to_message(row, DAY, Counter())))
            expected = row.fields["expected"]
            labels = {*expected["families"], *(["block"] if expected["verdict"] == "block" else [])}
            text = document.parts[0].joined.text
            samples.append(Sample(buckets_of(text, facts_of(document)), frozenset(labels)))
    return samples


def train(samples: Sequence[Sample], label: str) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression on rows of length one."""
    random = np.random.default_rng(0)
    wanted = np.array([label in sample.labels for sample in samples])
    share = wanted.mean()
    importance = np.where(wanted, 0.5 / share, 0.5 / (1 - share))
    weights, squares = np.zeros(1 << BITS), np.full(1 << BITS, 1e-6)
    bias, bias_squares = 0.0, 1e-6
    for _ in range(EPOCHS):
        for index in random.permutation(len(samples)):
            buckets = samples[index].buckets
            length = 1 / np.sqrt(len(buckets))
            score = 1 / (1 + np.exp(-(weights[buckets].sum() * length + bias)))
            error = (score - wanted[index]) * importance[index]
            gradient = error * length + PENALTY * weights[buckets]
            squares[buckets] += gradient * gradient
            weights[buckets] -= RATE * gradient / np.sqrt(squares[buckets])
            bias_squares += error * error
            bias -= RATE * error / np.sqrt(bias_squares)
    return weights, float(bias)


def quantize(weights: Floats) -> tuple[npt.NDArray[np.int8], float]:
    """Weights as signed bytes, and the size of one step. The largest weights are cut at four deviations."""
    top = min(float(np.abs(weights).max()), 6 * float(weights[weights != 0].std()))
    scale = top / 127
    return np.clip(np.round(weights / scale), -127, 127).astype(np.int8), scale


def probability(sample: Sample, weights: npt.NDArray[np.int8], scale: float, bias: float) -> float:
    total = float(weights[sample.buckets].astype(np.int64).sum())
    return float(1 / (1 + np.exp(-(total * scale / np.sqrt(len(sample.buckets)) + bias))))


def cross_validate(samples: Sequence[Sample], label: str, show: Callable[[str], None]) -> None:
    """Precision and recall of readings of messages that the model has not seen."""
    scores = np.zeros(len(samples))
    for fold in range(FOLDS):
        weights, bias = train([item for index, item in enumerate(samples) if index % FOLDS != fold], label)
        small, scale = quantize(weights)
        for index in range(fold, len(samples), FOLDS):
            scores[index] = probability(samples[index], small, scale, bias)
    wanted = np.array([label in sample.labels for sample in samples])
    for least in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        found = scores >= least
        right = (found & wanted).sum()
        show(f"{label:<11} >= {least}: precision {right / max(1, found.sum()):.3f}, recall {right / wanted.sum():.3f}")


def write(samples: Sequence[Sample], label: str) -> None:
    weights, bias = train(samples, label)
    small, scale = quantize(weights)
    zh, en = TITLES[label]
    name = f"reads-{label}"
    lines = [
        "# Made by `python -m tests.training.train_models`; do not edit.",
        f"id: {name}",
        f"title: {{zh: {zh}, en: {en}}}",
        f"trained_on: {len(samples)} messages of tests/corpus",
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
    samples = load_samples()
    print(f"{len(samples)} messages")
    for label in TITLES:
        if arguments.check:
            cross_validate(samples, label, print)
        else:
            write(samples, label)
            print(json.dumps({"model": f"reads-{label}", "texts": len(samples)}))


if __name__ == "__main__":
    main()
