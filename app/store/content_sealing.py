"""Envelope encryption of kept messages: AES-256-GCM under a data key of its own, which a master key wraps.

A ciphertext is bound to the review it belongs to, and so is its wrapped key: neither can stand in for another's.
"""

import hmac
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.store.log_keys import LogKey
from app.store.records import Sealed

_NONCE_BYTES: Final = 12
_KEY_BYTES: Final = 32
SUBJECTS: Final = "subjects"
"""What the secret of subject tags is bound to, where a data key is bound to its review."""


class UnsealableError(Exception):
    """The ciphertext or its key is not what was sealed, or was sealed for another review or under another master."""


def seal(content: str, review_id: str, subject: str, master: LogKey) -> Sealed:
    """``content`` under a new data key. ``subject`` is a tag of `subject_tag`, or empty."""
    data_key = new_key()
    return Sealed(
        _encrypt(data_key, content.encode(), _content_label(review_id)),
        subject,
        master.id,
        wrap(data_key, review_id, master),
    )


def unseal(ciphertext: bytes, data_key: bytes, review_id: str) -> str:
    """What `seal` was given. Raises UnsealableError."""
    return _decrypt(data_key, ciphertext, _content_label(review_id)).decode()


def wrap(data_key: bytes, bound_to: str, master: LogKey) -> bytes:
    """``data_key`` for keeping beside what it opens; ``bound_to`` is the review id or `SUBJECTS`."""
    return _encrypt(_wrapping_key(master), data_key, _key_label(bound_to))


def unwrap(wrapped: bytes, bound_to: str, master: LogKey) -> bytes:
    """What `wrap` was given. Raises UnsealableError."""
    return _decrypt(_wrapping_key(master), wrapped, _key_label(bound_to))


def new_key() -> bytes:
    """A key that nobody can guess."""
    return secrets.token_bytes(_KEY_BYTES)


def subject_tag(secret: bytes, reference: str) -> str:
    """What stands for a recipient's ``reference`` in the database: without ``secret`` nobody can try guesses."""
    return hmac.digest(secret, reference.encode(), "sha256").hex()


def _wrapping_key(master: LogKey) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, salt=None, info=b"shenyan content keys").derive(master.secret)


def _encrypt(key: bytes, plain: bytes, label: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, label)


def _decrypt(key: bytes, sealed: bytes, label: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], label)
    except (InvalidTag, ValueError, TypeError):  # too short to hold a nonce; SQLite lets a text stand for bytes
        raise UnsealableError from None


def _content_label(review_id: str) -> bytes:
    return f"shenyan content 1\n{review_id}\n".encode()


def _key_label(bound_to: str) -> bytes:
    return f"shenyan content key 1\n{bound_to}\n".encode()
