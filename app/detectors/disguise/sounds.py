"""Sounds of Han characters without their tones, each as one character of a private alphabet."""

import unicodedata
from functools import cache
from typing import Final

from pypinyin.constants import PINYIN_DICT

# Sounds are numbered from here: private-use characters, which no text has after normalisation.
_FIRST: Final = 0xE000
_HAN: Final = range(0x4E00, 0xA000)
_VOWELS: Final = ("a", "e", "o")


@cache
def syllables() -> dict[str, str]:
    """Toneless syllable -> its character of the sound alphabet."""
    names = sorted({_plain(PINYIN_DICT[code]) for code in _HAN if code in PINYIN_DICT})
    return {
        name: chr(_FIRST + number)
        for number, name in enumerate(names)
        if name.isascii() and (len(name) > 1 or name in _VOWELS)
    }


@cache
def sound_table() -> dict[str, str]:
    """Han character -> the character of its most common sound (pypinyin's first reading)."""
    alphabet = syllables()
    return {
        chr(code): alphabet[_plain(PINYIN_DICT[code])]
        for code in _HAN
        if code in PINYIN_DICT and _plain(PINYIN_DICT[code]) in alphabet
    }


@cache
def second_sound_table() -> dict[str, str]:
    """Han character -> the character of its second sound (还: huan), for those that are often read in two ways."""
    alphabet = syllables()
    table: dict[str, str] = {}
    for code in _HAN:
        readings = PINYIN_DICT.get(code, "").split(",")
        sounds = list(dict.fromkeys(_plain(reading) for reading in readings[:3] if reading))
        if len(sounds) > 1 and sounds[1] in alphabet:
            table[chr(code)] = alphabet[sounds[1]]
    return table


@cache
def initials() -> dict[str, str]:
    """Character of the sound alphabet -> the first letter of the syllable."""
    return {sound: name[0] for name, sound in syllables().items()}


def _plain(readings: str) -> str:
    """The first of pypinyin's readings, without tone; ü as v."""
    first = (
        readings.split(",", 1)[0]
        .replace("ü", "v")
        .replace("ǖ", "v")
        .replace("ǘ", "v")
        .replace("ǚ", "v")
        .replace("ǜ", "v")
    )
    decomposed = unicodedata.normalize("NFD", first)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
