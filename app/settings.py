"""Every setting of the service, and the only place where the environment is read.

A setting comes from, in falling order: an argument, a variable ``SHENYAN_<NAME>``, the file ``shenyan.env`` in the
working directory (or the one given to `load_settings`), the default below.
"""

from enum import StrEnum
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.errors import InvalidSettings
from app.model.principal import Role
from app.model.vocabulary import Channel, Decision

OidcAlgorithm = Literal["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519"]
"""Signatures only: with a shared-secret algorithm, whoever knows the issuer's public key could sign."""


class StoreText(StrEnum):
    """How much of a message's words the verdict log keeps."""

    DIGEST = "digest"
    FULL = "full"


class RetentionRule(BaseModel):
    """How long messages are kept of reviews by this channel and with this decision; None: any."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    channel: Channel | None = None
    decision: Decision | None = None
    years: int | None = Field(default=None, ge=1, le=200)
    days: int | None = Field(default=None, ge=1, le=80_000)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.years is None) == (self.days is None):
            raise ValueError("give either years or days")
        return self


class Settings(BaseSettings):
    """Immutable settings. Sizes are in bytes or Unicode code points as their names say, times in seconds."""

    model_config = SettingsConfigDict(
        env_prefix="SHENYAN_", env_file="shenyan.env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    database_url: str = Field(default="sqlite:///var/shenyan.db", repr=False)
    """SQLAlchemy URL of the verdict log; a SQLite path is relative to the working directory."""
    state_dir: Path = Path("var")
    """Which rule sets were proved, which may be lost; and the keys made at first start, which may not."""
    rules_dir: Path | None = None
    """None: the rules that come with Shenyan. The same for ``lexicons_dir``."""
    lexicons_dir: Path | None = None

    log_key: SecretStr | None = None
    """The keys of the verdict log, each 64 hexadecimal digits, oldest first, parted by commas; the last one writes."""
    log_key_file: Path | None = None
    """A file with them, a line a key, read by its owner only; without both one in ``state_dir``, made for a new log."""
    checkpoint_file: Path | None = None
    """Where each signed checkpoint of the log is written too: best on another disk or machine."""

    store_text: StoreText = StoreText.DIGEST
    """``digest`` keeps a digest, and findings with masked quotes; ``full`` keeps the message too, encrypted."""
    content_key: SecretStr | None = None
    """The master keys of kept messages, as ``log_key``. The same for ``content_key_file``."""
    content_key_file: Path | None = None
    retention: tuple[RetentionRule, ...] = ()
    """How long kept messages stay, for ``shenyan log expire``: the first rule that fits; what none fits stays."""
    idempotency_hours: int = Field(default=24, ge=1, le=24 * 30)
    busy_timeout_seconds: float = Field(default=2.0, gt=0, le=60)
    """How long an append waits for another process that holds the database, before it fails."""
    day_utc_offset_hours: float = Field(default=8.0, ge=-12, le=14)
    """Which day it is when a message does not say: that of the institution's place (8: China)."""

    release_hours: float = Field(default=24.0, gt=0, le=24 * 90)
    """How long the release token of a message that passed is good."""
    release_one_time: bool = False
    """True: a release token is good once, and only ``POST /v1/releases/verify`` can take it."""
    release_only_active_rule_set: bool = False
    """True: a release ends when another rule set becomes active."""

    queue_sample_share: float = Field(default=0.01, ge=0, le=1)
    """Which share of the messages that passed a person looks at afterwards."""
    queue_escalation_hours: tuple[float, float] = (24.0, 48.0)
    """After how many hours a held message is escalated: anybody may claim it again; only an approver decides."""

    max_body_bytes: int = Field(default=8 * 1024 * 1024, ge=1024)
    """Any text within ``max_text_chars`` fits, even when each character is sent as a six-byte escape."""
    max_text_chars: int = Field(default=1024 * 1024, ge=1)
    """Code points of all parts and of the conversation together."""
    max_parts: int = Field(default=200, ge=1)
    max_batch: int = Field(default=100, ge=1)
    max_waiting_reviews: int = Field(default=64, ge=1)
    """Requests for reviews in line at one time, in each service process; further ones are told to come back later. The
    last in line waits as long as all the others take: a smaller number answers sooner, or says no sooner."""
    max_pending_appends: int = Field(default=4096, ge=1)
    """Verdicts waiting for the log; beyond it callers are told to come back later."""

    api_key: SecretStr | None = None
    """Whose commands about drafts and versions these are; without it, the login name of this machine."""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    key_pepper: SecretStr | None = Field(default=None, min_length=32)
    """The secret under which API keys are stored; without it a file of the state directory, made at first start."""
    rate_per_minute: int = Field(default=60_000, ge=1)
    """Reviews and other requests of one caller, in each service process; a key can have a rate of its own."""
    oidc_issuer: str | None = Field(default=None, pattern=r"^https?://\S+$")
    """The issuer of bearer tokens, as their ``iss``; found by OpenID Connect discovery. Plain http: loopback only."""
    oidc_audience: str | None = Field(default=None, min_length=1)
    """The ``aud`` that a token must have."""
    oidc_algorithms: tuple[OidcAlgorithm, ...] = Field(default=("RS256", "PS256", "ES256", "Ed25519"), min_length=1)
    oidc_roles_claim: str = "roles"
    """The claim with the roles; a path with dots reaches into objects, such as ``realm_access.roles``."""
    oidc_role_names: dict[str, Role] = {}
    """The issuer's names for roles; without any, its names are ours. Names that are not listed give nothing."""
    oidc_tenant_claim: str | None = None
    """The claim with the business unit, ``*`` for the whole house; without this setting, all are of the whole house."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @model_validator(mode="after")
    def _escalation_in_order(self) -> Self:
        first, second = self.queue_escalation_hours
        if not 0 < first < second:
            raise ValueError("queue_escalation_hours are two numbers, the second larger than the first")
        return self

    @model_validator(mode="after")
    def _audience_with_issuer(self) -> Self:
        if self.oidc_issuer is not None and self.oidc_audience is None:
            raise ValueError("oidc_audience is needed with oidc_issuer")
        return self


def load_settings(file: Path | None = None, **overrides: object) -> Settings:
    """Settings from the environment, ``file`` if given, and ``overrides`` (which win).

    Raises InvalidSettings, which names each wrong setting and never shows its value.
    """
    try:
        if file is None:
            return Settings(**overrides)  # type: ignore[arg-type]
        return Settings(_env_file=file, **overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = [(".".join(map(str, item["loc"])), item["msg"]) for item in error.errors(include_input=False)]
        raise InvalidSettings(wrong) from None
