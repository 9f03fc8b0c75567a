"""The keys of the verdict log: whoever lacks them can neither write a record nor sign a checkpoint.

A key is one secret of 32 bytes. What authenticates records and what signs checkpoints are derived from it, and its id
from the public half, so that an id can stand for one key only. A ring lists keys from the oldest to the current one.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_SECRET_BYTES: Final = 32
_ID_LETTERS: Final = 16


@dataclass(frozen=True, slots=True)
class LogKey:
    """One key. ``public`` are the 32 bytes of its Ed25519 public half, which may be shown to everybody."""

    id: str
    public: bytes
    secret: bytes = field(repr=False)
    _mac_key: bytes = field(repr=False)
    _signer: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def of(cls, secret: bytes) -> Self:
        """The key made of ``secret``. Raises ValueError when it is not 32 bytes."""
        if len(secret) != _SECRET_BYTES:
            raise ValueError("a log key is 32 bytes")
        signer = Ed25519PrivateKey.from_private_bytes(_derived(secret, b"shenyan log checkpoints"))
        public = signer.public_key().public_bytes_raw()
        key_id = hashlib.sha256(public).hexdigest()[:_ID_LETTERS]
        return cls(key_id, public, secret, _derived(secret, b"shenyan log records"), signer)

    def authenticate(self, record_hash: str) -> str:
        """HMAC-SHA256 over a record's hash, in hexadecimal."""
        return hmac.digest(self._mac_key, record_hash.encode(), "sha256").hex()

    def sign(self, text: str) -> str:
        """Ed25519 signature over ``text``, in hexadecimal."""
        return self._signer.sign(text.encode()).hex()


@dataclass(frozen=True, slots=True)
class LogKeys:
    """A ring of keys, oldest first; the last one is current."""

    keys: tuple[LogKey, ...]

    @property
    def current(self) -> LogKey:
        """The key that new records are written with."""
        return self.keys[-1]

    def place(self, key_id: str) -> int | None:
        """Where in the ring the key with this id stands, or None."""
        return next((place for place, key in enumerate(self.keys) if key.id == key_id), None)

    def wrote(self, key_id: str, record_hash: str, mac: str) -> bool:
        """Whether ``mac`` is by the key ``key_id`` of this ring over ``record_hash``."""
        place = self.place(key_id)
        return place is not None and hmac.compare_digest(self.keys[place].authenticate(record_hash), mac)

    def secret_lines(self) -> str:
        """The ring as it is kept: a line a key, ``<id> <secret>``."""
        return "".join(f"{key.id} {key.secret.hex()}\n" for key in self.keys)

    def public_lines(self) -> str:
        """What a verifier needs: a line a key, ``<id> <public half>``."""
        return "".join(f"{key.id} {key.public.hex()}\n" for key in self.keys)


def new_secret() -> bytes:
    """A secret that nobody can guess."""
    return secrets.token_bytes(_SECRET_BYTES)


def read_ring(text: str) -> LogKeys:
    """The ring in ``text``: a line a key, ``<id> <secret>`` or ``<secret>`` alone; ``#`` begins a comment.

    Raises ValueError, which names the line and never shows it.
    """
    keys = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].split()
        if words:
            keys.append(_read_key(words, number))
    if not keys or len({key.id for key in keys}) < len(keys):
        raise ValueError("no key" if not keys else "a key is listed twice")
    return LogKeys(tuple(keys))


def _read_key(words: Sequence[str], number: int) -> LogKey:
    try:
        key = LogKey.of(bytes.fromhex(words[-1]))
    except ValueError:
        key = None
    if key is None or len(words) > 2 or (len(words) == 2 and words[0] != key.id):
        raise ValueError(f"line {number} is no key")
    return key


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), _SECRET_BYTES, salt=None, info=purpose).derive(secret)
