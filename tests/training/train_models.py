"""Train the models of `lexicons/models/` anew.

    pip install "scikit-learn>=1.9,<2"      (the dependency group `train`)
    python -m tests.training.train_models [--check]

Trains on the sample, development and training messages of `tests/corpus/`, all made by us, and on the examples of the
rules; never on the blind set. Logistic regression (liblinear) on hashed runs of characters, each weighed by how
differently it occurs with and without the label (Wang and Manning, "Baselines and Bigrams", ACL 2012); then made to
say probabilities by what it says of messages left out of training (Platt 1999). The same data give the same files on
the same machine. ``--check`` prints figures of messages left out, and writes nothing.
"""

import argparse
import base64
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from app.detectors.classifier import facts_of, own_words
from app.detectors.classifier.features import BITS, Buckets, buckets_of, length_of
from app.model.vocabulary import Severity
from app.publishing.bundled import bundled_directories
from app.publishing.examples import example_message
from app.reports.corpus import read_rows, to_message
from app.review import CompiledRuleSet, compile_rule_set
from app.ruleset.loader import load_rule_set, read_directory
from app.text.normalize import normalize
from app.text.read import read

ROOT: Final = Path(__file__).resolve().parent.parent.parent
CORPUS: Final = ROOT / "tests" / "corpus"
MODELS: Final = ROOT / "lexicons" / "models"
DAY: Final = date(2026, 11, 1)
SMOOTHING: Final = 0.3
"""Added to the counts of a bucket. With 1 the rarer labels lose 2 points of average precision on unseen messages."""
FEWEST: Final = 3
"""Samples that a bucket must occur in; most messages make two. What one message alone has says nothing."""
LEVELS: Final = 767
"""Steps of a weight, either way: with more of them a file is over the limit of a rule set's files."""
STRENGTH: Final = 10.0
"""The inverse of the penalty on weights; 3 to 30 are equally good."""
FOLDS: Final = 5
# Required wordings stand in many a faulty advertisement; without this weight they would read as faults themselves.
WORDING_WEIGHT: Final = 4
# A text that says nothing is harmless; else the bias, which fits long texts, would speak for the shortest.
EMPTY_WEIGHT: Final = 400

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """A message as buckets, with its labels: families and ``block``. ``known`` are the labels it tells about."""

    buckets: Buckets
    labels: frozenset[str]
    known: frozenset[str] = frozenset(("misleading", "disclosure", "tone", "block"))


NEED_MODELS: Final = ("lexicons/models/", "rules/ANY/readings/", "rules/policy.yaml")
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
    files = read_directory(*bundled_directories())
    # Without the models, which may be of an older kind, and what needs them.
    others = {path: raw for path, raw in files.items() if not path.startswith(NEED_MODELS)}
    rule_set = compile_rule_set(load_rule_set(others))
    groups = []
    for path in sorted(CORPUS.glob("*_messages.jsonl")):
        if path.name.startswith("blind"):
            continue
        for row in read_rows(path):
            document = rule_set.prepared.disguises.undo(read(to_message(row, DAY, Counter())))
            expected = row.fields["expected"]
            labels = frozenset({*expected["families"], *(["block"] if expected["verdict"] == "block" else [])})
            part = document.parts[0]
            groups.append([Sample(buckets_of(own_words(part), facts), labels) for facts in (facts_of(document), ())])
    for disclosure in rule_set.prepared.rule_set.disclosures.values():
        for _, wording in disclosure.text:
            groups.append([Sample(buckets_of(normalize("wording", wording).text), frozenset())] * WORDING_WEIGHT)
    groups += [[Sample(buckets_of(""), frozenset())]] * EMPTY_WEIGHT
    return groups + [[sample] for sample in examples_of(rule_set)]


def examples_of(rule_set: CompiledRuleSet) -> Iterable[Sample]:
    """The examples of the rules. Each tells about the family of its rule, and that it must not be sent if it blocks."""
    for rule in rule_set.rules:
        for example in rule.examples:
            document = rule_set.prepared.disguises.undo(read(example_message(rule, example)))
            blocks = example.violates and rule.severity is Severity.BLOCK
            told = frozenset([rule.family.value, *(["block"] if blocks else [])])
            buckets = buckets_of(own_words(document.parts[0]), facts_of(document))
            yield Sample(buckets, told if example.violates else frozenset(), told)


def matrix(samples: Sequence[Sample]) -> sparse.csr_matrix:
    """A row a sample: its buckets, of length one."""
    ends = np.cumsum([0, *(len(sample.buckets) for sample in samples)])
    values = np.concatenate([np.full(len(sample.buckets), 1 / length_of(sample.buckets)) for sample in samples])
    buckets = np.concatenate([sample.buckets for sample in samples])
    return sparse.csr_matrix((values, buckets, ends), shape=(len(samples), 1 << BITS))


def train(samples: Sequence[Sample], label: str) -> tuple[Floats, float]:
    """Weights and bias for the label."""
    rows, wanted = matrix(samples), np.array([label in sample.labels for sample in samples])
    rows = rows @ sparse.diags(((rows > 0).sum(axis=0).A1 >= FEWEST).astype(np.float64))
    rows.eliminate_zeros()
    with_label, without = ((rows[chosen] > 0).sum(axis=0).A1 + SMOOTHING for chosen in (wanted, ~wanted))
    telling = np.abs(np.log((with_label / with_label.sum()) / (without / without.sum())))
    found = LogisticRegression(C=4 * STRENGTH, solver="liblinear", dual=True, max_iter=300, random_state=0)
    found.fit(rows @ sparse.diags(telling), wanted)
    return found.coef_.ravel() * telling, float(found.intercept_[0])


def left_out(groups: Sequence[Sequence[Sample]], label: str) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """For each group the sum that a model says that has not seen it, and whether it has the label."""
    sums = np.zeros(len(groups))
    for fold in range(FOLDS):
        weights, bias = train(flat(group for index, group in enumerate(groups) if index % FOLDS != fold), label)
        chosen = np.arange(fold, len(groups), FOLDS)
        sums[chosen] = matrix([groups[index][0] for index in chosen]) @ weights + bias
    return sums, np.array([label in group[0].labels for group in groups])


def calibration(sums: Floats, wanted: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Factor and shift that make a sum the logarithm of odds."""
    found = LogisticRegression(C=1e6).fit(sums[:, None], wanted)
    return float(found.coef_[0, 0]), float(found.intercept_[0])


def quantize(weights: Floats) -> tuple[npt.NDArray[np.int16], float]:
    """Weights as integers of two bytes, and the size of one step."""
    scale = float(np.abs(weights).max()) / LEVELS
    return np.round(weights / scale).astype(np.int16), scale


def check(groups: Sequence[Sequence[Sample]], label: str, show: Callable[[str], None]) -> None:
    """Precision and recall of readings of messages that the model has not seen."""
    sums, wanted = left_out(groups, label)
    factor, shift = calibration(sums, wanted)
    scores = 1 / (1 + np.exp(-(sums * factor + shift)))
    for least in (0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8):
        found = scores >= least
        right = (found & wanted).sum()
        show(f"{label:<11} >= {least}: precision {right / max(1, found.sum()):.3f}, recall {right / wanted.sum():.3f}")


def flat(groups: Iterable[Sequence[Sample]]) -> list[Sample]:
    """All samples of all groups."""
    return [sample for group in groups for sample in group]


def write(groups: Sequence[Sequence[Sample]], label: str) -> None:
    """Train on everything and write the model's file."""
    factor, shift = calibration(*left_out(groups, label))
    weights, bias = train(flat(groups), label)
    small, scale = quantize(weights * factor)
    bias = bias * factor + shift
    zh, en = TITLES[label]
    name = f"reads-{label}"
    lines = [
        "# Made by `python -m tests.training.train_models`; do not edit.",
        f"id: {name}",
        f"title: {{zh: {zh}, en: {en}}}",
        f"trained_on: {len(groups)} texts of tests/corpus, lexicons/disclosures and rules",
        f"bits: {BITS}",
        f"scale: {scale!r}",
        f"bias: {bias!r}",
        f"weights: {base64.b64encode(zlib.compress(small.tobytes(), 9)).decode()}",
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
        told = [group for group in groups if label in group[0].known]
        if arguments.check:
            check(told, label, print)
        else:
            write(told, label)
            print(f"reads-{label}")


if __name__ == "__main__":
    main()
