"""The keys that sign release tokens: one that signs, and the public halves of those before it.

They stand in a file of the state directory, a line a key: ``<id> signs <secret> <since>`` or
``<id> signed <public half> <until>``; times in microseconds since 1970. The secret half of a key that was replaced is
gone.
"""

import base64
import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc.jwk import OKPKey

from app import private_file
from app.errors import ShenyanError
from app.gateway.release_verifier import ALGORITHM
from app.model.finding import Localized

FILE_NAME: Final = "release-keys"
_ID_LETTERS: Final = 16


class ReleaseKeyUnusable(ShenyanError):  # noqa: N818 - named for what happened
    """The file with the keys of release tokens cannot be read, is not only its owner's, or is wrong."""

    code = "release-key-unusable"
    title = Localized("放行令牌的密钥无法使用", "The keys of release tokens cannot be used")


@dataclass(frozen=True, slots=True)
class ReleaseKey:
    """``secret`` is None once the key was replaced, at ``moment``; before, ``moment`` is when it was made."""

    id: str
    public: bytes
    moment: int
    secret: bytes | None = field(default=None, repr=False)

    @classmethod
    def new(cls) -> Self:
        """A key that nobody can guess."""
        return cls.of(secrets.token_bytes(32), time.time_ns() // 1000)

    @classmethod
    def of(cls, secret: bytes, moment: int) -> Self:
        """The key with this secret. Raises ValueError when it is not 32 bytes."""
        public = Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
        return cls(_id_of(public), public, moment, secret)

    def jwk(self) -> dict[str, str]:
        """The public half as a JSON Web Key."""
        return {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": _base64url(self.public),
            "kid": self.id,
            "use": "sig",
            "alg": ALGORITHM,
        }

    def signer(self) -> OKPKey:
        """The key as joserfc signs with it."""
        assert self.secret is not None
        return OKPKey.import_key(
            {"kty": "OKP", "crv": "Ed25519", "x": _base64url(self.public), "d": _base64url(self.secret)}
        )

    def line(self) -> str:
        """The key as the file has it."""
        word, half = ("signed", self.public) if self.secret is None else ("signs", self.secret)
        return f"{self.id} {word} {half.hex()} {self.moment}\n"


class ReleaseKeyFile:
    """A file with keys, the one that signs last. It is read again when it changes: a rotation needs no restart."""

    def __init__(self, path: Path) -> None:
        """Raises ReleaseKeyUnusable when the file cannot be read."""
        self._path = path
        self._file = private_file.WatchedFile(path, _read)
        self.read()

    def read(self) -> tuple[ReleaseKey, ...]:
        """The keys as the file has them now. Raises ReleaseKeyUnusable."""
        try:
            return self._file.read()
        except (OSError, ValueError) as error:
            raise _unusable(self._path, getattr(error, "strerror", None) or str(error)) from None

    def current(self) -> ReleaseKey:
        """The key that signs. Raises ReleaseKeyUnusable."""
        return self.read()[-1]

    def jwks(self, kept_seconds: float, now: float | None = None) -> dict[str, Any]:
        """The public keys, newest first, without those that were replaced over ``kept_seconds`` ago."""
        oldest = ((time.time() if now is None else now) - kept_seconds) * 1e6
        return {"keys": [key.jwk() for key in reversed(self.read()) if key.secret is not None or key.moment > oldest]}


def make_key_file(path: Path) -> bool:
    """Make a file with a key, readable by its owner only; False when there is one. Raises ReleaseKeyUnusable."""
    if path.exists():
        return False
    with _naming(path):
        return private_file.create(path, ReleaseKey.new().line())


def rotate(path: Path) -> tuple[ReleaseKey, ReleaseKey]:
    """Replace the key that signs; gives it and the new one. Raises ReleaseKeyUnusable."""
    *older, last = ReleaseKeyFile(path).read()
    new = ReleaseKey.new()
    keys = (*older, replace(last, secret=None, moment=new.moment), new)
    with _naming(path):
        private_file.replace(path, "".join(key.line() for key in keys))
    return last, new


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unusable(path, error.strerror or type(error).__name__) from None


def _read(text: str) -> tuple[ReleaseKey, ...]:
    keys = tuple(_read_line(line.split(), number) for number, line in enumerate(text.splitlines(), start=1))
    if not keys or [key.secret is None for key in keys] != [True] * (len(keys) - 1) + [False]:
        raise ValueError("it must end with the one key that signs")
    return keys


def _read_line(words: list[str], number: int) -> ReleaseKey:
    try:
        key_id, word, half, moment = words
        if word == "signs":
            key = ReleaseKey.of(bytes.fromhex(half), int(moment))
        else:
            key = ReleaseKey(_id_of(bytes.fromhex(half)), bytes.fromhex(half), int(moment))
    except ValueError:
        raise ValueError(f"line {number} is no key") from None
    if key.id != key_id or word not in ("signs", "signed") or len(key.public) != 32:
        raise ValueError(f"line {number} is no key")
    return key


def _id_of(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:_ID_LETTERS]


def _base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _unusable(path: Path, why: str) -> ReleaseKeyUnusable:
    return ReleaseKeyUnusable(
        Localized(
            f"放行令牌的密钥无法使用（{path}：{why}）", f"The keys of release tokens cannot be used ({path}: {why})"
        )
    )
