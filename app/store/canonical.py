"""One way to write a value down: the bytes that digests and the hash chain are made of."""

import hashlib
import json


def number(value: float) -> int | float:
    """``value`` so that `canonical_json` writes it as RFC 8785 does; rounded to four decimals.

    Between 1e-4 and 1e15 Python and ECMAScript write the same shortest digits; whole numbers have no fraction.
    Raises ValueError for what is not finite or has more than 15 digits before the point.
    """
    if not -1e15 < value < 1e15:
        raise ValueError("not a number that can be written canonically")
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def canonical_json(value: object) -> str:
    """``value`` in the form of RFC 8785: keys sorted, no spaces, characters unescaped where JSON allows it.

    Keys must be ASCII and floats must come from `number`; both hold for everything that the log writes.
    Raises ValueError for NaN and infinities.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)


def digest(text: str) -> str:
    """SHA-256 of ``text`` as UTF-8, in hexadecimal. Raises UnicodeEncodeError for lone surrogates."""
    return hashlib.sha256(text.encode()).hexdigest()
