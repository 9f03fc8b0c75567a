"""A text as numbers: which of its runs of one to four characters, of its Latin words, and of the words of its first
and last sentence fall into which bucket.

Hashing needs no vocabulary, so a model is one row of weights, and a text in any language has features. Everything
is integer arithmetic until the last step: the same text gives the same buckets on every machine.
"""

import math
import re
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from app.text.words import cut_words

LONGEST_RUN: Final = 4
BITS: Final = 21
"""With 18, misleading claims and what must not be sent lose 2 and 4 points of average precision on messages that no
model had seen, as too many runs share a bucket; 22 and more gain nothing."""
_MASK: Final = np.uint64((1 << BITS) - 1)
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xBF58476D1CE4E5B9)
_FIRST_SHIFT: Final = np.uint64(29)
_LAST_SHIFT: Final = np.uint64(32)
_LENGTHS: Final = tuple(np.uint64(length) for length in range(LONGEST_RUN + 1))
_WORD: Final = (1 << 64) - 1

# Words of Latin letters, and signs of money: between words a run of four characters sees too little.
_LATIN_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+|[%$£€]")
_SEED: Final = 0x05
# What a text opens and closes with says what it is: an offer, an answer, a notice.
_SENTENCE_END: Final = re.compile(r"[。!?\n;]+")
_OPENING: Final = 0x46
_CLOSING: Final = 0x4C
_SKIP: Final = np.uint64(0x94D049BB133111EB)

Buckets = npt.NDArray[np.int64]

# A text of fewer buckets than this says too little to be sure about: it weighs as if it had so many.
_FEWEST: Final = 200


def length_of(buckets: Buckets) -> float:
    """What the sum of a text's weights is divided by, so that long texts do not weigh more than short ones."""
    return math.sqrt(max(len(buckets), _FEWEST))


def buckets_of(text: str, facts: tuple[str, ...] = ()) -> Buckets:
    """The buckets of ``text``, each once, ascending. ``facts`` are short strings about the message."""
    hashes = np.concatenate(
        (
            _runs("\x02" + text + "\x03"),
            _words(text),
            _edges(text),
            np.array([_whole(fact) for fact in facts], dtype=np.uint64),
        )
    )
    return _each_once(_mixed(hashes))


def _runs(text: str) -> npt.NDArray[np.uint64]:
    """The hashes of all runs, shorter ones first: each from the run that is shorter by its last character."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    counts = [len(codes) - length + 1 for length in range(1, min(LONGEST_RUN, len(codes)) + 1)]
    hashes = np.empty(sum(counts), dtype=np.uint64)
    shorter = hashes[: counts[0]]
    shorter[:] = codes
    shorter += _LENGTHS[1]
    done = counts[0]
    for length, count in enumerate(counts[1:], 2):
        longer = hashes[done : done + count]
        np.multiply(shorter[:count], _STEP, out=longer)
        longer += codes[length - 1 :]
        longer += _LENGTHS[length]
        shorter = longer
        done += count
    return hashes


def _words(text: str) -> npt.NDArray[np.uint64]:
    """The hashes of one to three Latin words in a row, and of two with any word between them."""
    found = _LATIN_WORD.findall(text)
    one = np.array([crc32(word.encode(), _SEED) for word in found], dtype=np.uint64) * _STEP
    two = (one[:-1] * _STEP) + one[1:]
    three = (two[:-1] * _STEP) + one[2:]
    around = (one[:-2] * _SKIP) + one[2:]
    return np.concatenate((one, two, three, around))


def _edges(text: str) -> npt.NDArray[np.uint64]:
    """The hashes of the words of the first sentence, and of the last, which may be the same."""
    sentences = [sentence for sentence in _SENTENCE_END.split(text) if not sentence.isspace() and sentence]
    if not sentences:
        return np.empty(0, dtype=np.uint64)
    ends = ((_OPENING, sentences[0]), (_CLOSING, sentences[-1]))
    hashes = [
        crc32(word.encode(), seed) for seed, sentence in ends for word in cut_words(sentence) if not word.isspace()
    ]
    return np.array(hashes, dtype=np.uint64) * _SKIP


def _whole(fact: str) -> int:
    """One hash for a whole string, apart from those of runs."""
    value = 0
    for code in f"\x04{fact}".encode():
        value = (value * int(_STEP) + code) & _WORD
    return value


def _mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Spread over all bits (the finaliser of SplitMix64, shortened), then cut to `BITS`."""
    mixed = values >> _FIRST_SHIFT
    mixed ^= values
    mixed *= _MIX
    cut = mixed >> _LAST_SHIFT
    cut ^= mixed
    cut &= _MASK
    return cut


def _each_once(values: npt.NDArray[np.uint64]) -> Buckets:
    """Sorted, without repetitions. `np.unique` hashes first and sorts after: 5 times slower for a message's runs."""
    ordered = values.astype(np.int32)  # half as much to sort
    ordered.sort()
    is_first = np.empty(len(ordered), dtype=np.bool_)
    is_first[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first].astype(np.int64)
