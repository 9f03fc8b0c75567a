"""The file of a trained model: weights as text, checked before use."""

import base64
import binascii
import zlib
from typing import Annotated, Final

from pydantic import Field, StringConstraints, field_validator

from app.detectors.classifier.features import BITS
from app.model.finding import Localized
from app.model.trained import TrainedModel
from app.ruleset.schema import FileModel, LocalizedText, RuleId

_SIZE: Final = 2 << BITS


def _unpacked(weights: str) -> bytes:
    """The bytes, never more than one too many. Raises binascii.Error, zlib.error."""
    return zlib.decompressobj().decompress(base64.b64decode(weights, validate=True), _SIZE + 1)


class ModelFile(FileModel):
    """``weights`` is base64 of zlib's compression of signed integers of two bytes, the lower first, one for each of
    ``2 ** bits`` buckets. Most of them are 0.
    """

    id: RuleId
    title: LocalizedText
    trained_on: str
    bits: int = Field(ge=BITS, le=BITS)
    scale: float = Field(gt=0, le=1)
    bias: float = Field(ge=-50, le=50)
    weights: Annotated[str, StringConstraints(min_length=1)]

    @field_validator("weights")
    @classmethod
    def _fits(cls, weights: str) -> str:
        try:
            unpacked = _unpacked(weights)
        except (binascii.Error, zlib.error):
            raise ValueError("model-weights") from None
        if len(unpacked) != _SIZE:
            raise ValueError("model-weights")
        return weights

    def model(self) -> TrainedModel:
        """The model, ready for a detector."""
        return TrainedModel(
            self.id,
            Localized(self.title.zh, self.title.en),
            self.trained_on,
            self.scale,
            self.bias,
            _unpacked(self.weights),
        )
