"""A text as numbers: which of its runs of one to four characters fall into which bucket.

Hashing needs no vocabulary, so a model is one row of weights, and a text in any language has features. Everything
is integer arithmetic until the last step: the same text gives the same buckets on every machine.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

LONGEST_RUN: Final = 4
BITS: Final = 17
_MASK: Final = np.uint64((1 << BITS) - 1)
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xBF58476D1CE4E5B9)

Buckets = npt.NDArray[np.int64]

# A text of fewer buckets than this says too little to be sure about: it weighs as if it had so many.
_FEWEST: Final = 200


def length_of(buckets: Buckets) -> float:
    """What the sum of a text's weights is divided by, so that long texts do not weigh more than short ones."""
    return float(np.sqrt(float(max(len(buckets), _FEWEST))))


def buckets_of(text: str, facts: tuple[str, ...] = ()) -> Buckets:
    """The buckets of ``text``, each once, ascending. ``facts`` are short strings about the message."""
    hashed = [_runs("\x02" + text + "\x03"), *(_whole(fact) for fact in facts)]
    return np.unique(np.concatenate(hashed)).astype(np.int64)


def _runs(text: str) -> npt.NDArray[np.uint64]:
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    rolling = np.zeros(len(codes), dtype=np.uint64)
    found = []
    for length in range(1, min(LONGEST_RUN, len(codes)) + 1):
        rolling = rolling[: len(codes) - length + 1] * _STEP + codes[length - 1 :] + np.uint64(length)
        found.append(_mixed(rolling))
    return np.concatenate(found)


def _whole(fact: str) -> npt.NDArray[np.uint64]:
    """One bucket for a whole string, apart from those of runs."""
    value = np.zeros(1, dtype=np.uint64)
    for code in f"\x04{fact}".encode():
        value = value * _STEP + np.uint64(code)
    return _mixed(value)


def _mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Spread over all bits (the finaliser of SplitMix64, shortened), then cut to `BITS`."""
    mixed = (values ^ (values >> np.uint64(29))) * _MIX
    return (mixed ^ (mixed >> np.uint64(32))) & _MASK
