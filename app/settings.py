"""Every setting of the service, and the only place where the environment is read.

A setting comes from, in falling order: an argument, a variable ``SHENYAN_<NAME>``, the file ``shenyan.env`` in the
working directory (or the one given to `load_settings`), the default below.
"""

from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.errors import InvalidSettings


class StoreText(StrEnum):
    """How much of a message's words the verdict log keeps."""

    DIGEST = "digest"
    FULL = "full"


class Settings(BaseSettings):
    """Immutable settings. Sizes are in bytes or Unicode code points as their names say, times in seconds."""

    model_config = SettingsConfigDict(
        env_prefix="SHENYAN_", env_file="shenyan.env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    database_url: str = Field(default="sqlite:///var/shenyan.db", repr=False)
    """SQLAlchemy URL of the verdict log; a SQLite path is relative to the working directory."""
    state_dir: Path = Path("var")
    """Small files that may be lost: which rule sets were proved."""
    rules_dir: Path | None = None
    """None: the rules that come with Shenyan. The same for ``lexicons_dir``."""
    lexicons_dir: Path | None = None

    store_text: StoreText = StoreText.DIGEST
    """``digest`` keeps a digest, and findings with masked quotes; ``full`` keeps the message too."""
    idempotency_hours: int = Field(default=24, ge=1, le=24 * 30)
    busy_timeout_seconds: float = Field(default=2.0, gt=0, le=60)
    """How long an append waits for another process that holds the database, before it fails."""
    day_utc_offset_hours: float = Field(default=8.0, ge=-12, le=14)
    """Which day it is when a message does not say: that of the institution's place (8: China)."""

    max_body_bytes: int = Field(default=8 * 1024 * 1024, ge=1024)
    """Any text within ``max_text_chars`` fits, even when each character is sent as a six-byte escape."""
    max_text_chars: int = Field(default=1024 * 1024, ge=1)
    """Code points of all parts and of the conversation together."""
    max_parts: int = Field(default=200, ge=1)
    max_batch: int = Field(default=100, ge=1)
    max_pending_appends: int = Field(default=4096, ge=1)
    """Verdicts waiting for the log; beyond it callers are told to come back later."""

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    api_key: SecretStr | None = None
    """Bearer token for /v1; without it the service only listens on the loopback."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("api_key")
    @classmethod
    def _strong_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 16:
            raise ValueError("at least 16 characters are needed")
        return value


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
