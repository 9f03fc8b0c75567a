"""The secret under which API keys are stored: whoever copies the database alone can neither use nor guess a key."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app import private_file
from app.settings import Settings

FILE_NAME: Final = "key-pepper"


@dataclass(frozen=True, slots=True)
class Pepper:
    """``id`` tells two peppers apart and gives nothing away. ``path`` is the file made just now, if one was."""

    secret: bytes = field(repr=False)
    path: Path | None = None

    @property
    def id(self) -> str:
        """16 hexadecimal digits."""
        return self.digest("pepper")[:16]

    def digest(self, text: str) -> str:
        """HMAC-SHA256 of ``text``, in hexadecimal."""
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()


def load_pepper(settings: Settings) -> Pepper:
    """The pepper of the settings or of the state directory's file, which is made (mode 600) when it is missing.

    Raises OSError when the file can be neither read nor made.
    """
    if settings.key_pepper is not None:
        return Pepper(settings.key_pepper.get_secret_value().encode())
    path = settings.state_dir / FILE_NAME
    made = not path.exists() and private_file.create(path, secrets.token_hex(32) + "\n")
    return Pepper(path.read_bytes().strip(), path if made else None)
