"""A trained model, as loaded."""

from dataclasses import dataclass

from app.model.finding import Localized


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A linear model: a weight of two bytes a bucket.

    The probability of the label is ``sigmoid(sum(weights of the text's buckets) * scale / length + bias)``.
    ``trained_on`` says on what, and how many texts.
    """

    id: str
    title: Localized
    trained_on: str
    scale: float
    bias: float
    weights: bytes
