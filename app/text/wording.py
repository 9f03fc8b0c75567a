"""A wording in its normal form: two that read the same are the same."""

import hashlib
from collections.abc import Iterable

from app.text.normalize import NormalizedText, normalize


def normal_wording(text: str) -> str:
    """``text`` as detectors read it, without white space around it. Raises TextError for a lone surrogate."""
    return normalize("wording", text).text.strip()


def text_digest(parts: Iterable[NormalizedText]) -> str:
    """SHA-256, in hexadecimal, of the normal wordings of ``parts`` that are not blank, one a line."""
    return digest_of(part.text.strip() for part in parts)


def digest_of(wordings: Iterable[str]) -> str:
    """The same of wordings that are normal already."""
    return hashlib.sha256("\n".join(filter(None, wordings)).encode()).hexdigest()
