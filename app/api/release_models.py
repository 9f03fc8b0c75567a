"""What callers send and get about release tokens."""

from typing import Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.api.field_errors import Texts
from app.api.requests import Part
from app.gateway.release_verifier import Refusal
from app.model.vocabulary import Channel


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LeavingMessage(_Model):
    """The message about to leave: `text` or `parts`, exactly as they were reviewed, and its channel."""

    text: str | None = Field(default=None, min_length=1, description="Short for one part named `body`.")
    parts: list[Part] | None = Field(default=None, min_length=1)
    channel: Channel | None = Field(default=None, description="As in the review; left out if it was left out there.")

    @model_validator(mode="after")
    def _one_of_both(self) -> "LeavingMessage":
        if (self.text is None) == (self.parts is None):
            raise PydanticCustomError("text_or_parts", "give either text or parts")
        return self

    def named_parts(self) -> list[tuple[str, str]]:
        """Name and text of each part."""
        if self.text is not None:
            return [("body", self.text)]
        return [(part.name, part.text) for part in self.parts or ()]


class VerifyRequest(_Model):
    """May this message leave by this token?"""

    token: str = Field(description="`release_token` of the review.")
    message: LeavingMessage


class RefusalReason(_Model):
    """Why it may not leave."""

    code: Refusal
    message: Texts


class VerifyAnswer(_Model):
    """`released`: the message may leave now. What the token says is null when its signature is not good."""

    result: Literal["released", "refused"]
    reason: RefusalReason | None
    review_id: str | None
    rule_set_revision: str | None
    expires_at: AwareDatetime | None
    one_time: bool | None


class JsonWebKey(_Model):
    """An Ed25519 public key (RFC 8037)."""

    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    x: str
    kid: str
    use: Literal["sig"]
    alg: Literal["Ed25519"]


class JsonWebKeys(_Model):
    """The key that signs, then those before it whose tokens may still be good."""

    keys: list[JsonWebKey]


MODELS: Final = (VerifyRequest,)
