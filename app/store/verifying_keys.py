"""What a verifier knows of the keys: their public halves, and with the ring itself what authenticates records too."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class VerifyingKeys:
    """By id, oldest first. ``mac_keys`` has the ids whose secret is known."""

    publics: Mapping[str, Ed25519PublicKey]
    mac_keys: Mapping[str, bytes] = field(repr=False)

    @property
    def authenticates(self) -> bool:
        """Whether each record can be checked, not only the chain and its checkpoints."""
        return bool(self.publics) and len(self.mac_keys) == len(self.publics)

    def signed(self, key_id: str, text: str, signature: str) -> bool:
        """Whether ``signature`` (hexadecimal) over ``text`` is by the key ``key_id``."""
        public = self.publics.get(key_id)
        if public is None:
            return False
        try:
            public.verify(bytes.fromhex(signature), text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


NO_KEYS: Final = VerifyingKeys({}, {})


def read_verifying_keys(text: str) -> VerifyingKeys:
    """Keys from lines ``<id> <public half>`` or ``<id> <secret>``; the id tells which of the two. ``#`` is a comment.

    Raises ValueError, which names the line and never shows it.
    """
    publics: dict[str, Ed25519PublicKey] = {}
    mac_keys: dict[str, bytes] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        try:
            value = bytes.fromhex(words[-1])
        except ValueError:
            value = b""
        if len(value) != _BYTES or len(words) > 2:
            raise ValueError(f"line {number} is no key")
        if len(words) == 2 and _id(value) == words[0]:
            publics[words[0]] = Ed25519PublicKey.from_public_bytes(value)
            continue
        public = Ed25519PrivateKey.from_private_bytes(_derived(value, b"shenyan log checkpoints")).public_key()
        key_id = _id(public.public_bytes_raw())
        if len(words) == 2 and key_id != words[0]:
            raise ValueError(f"line {number} is no key")
        publics[key_id] = public
        mac_keys[key_id] = _derived(value, b"shenyan log records")
    if not publics:
        raise ValueError("no key")
    return VerifyingKeys(publics, mac_keys)


def _id(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]


def _derived(secret: bytes, purpose: bytes) -> bytes:
    """HKDF-SHA256 (RFC 5869) without salt, one block."""
    extracted = hmac.digest(bytes(_BYTES), secret, "sha256")
    return hmac.digest(extracted, purpose + b"\x01", "sha256")
