"""Sounds of Han characters without their tones, each as one character of a private alphabet."""

import json
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

# Sounds are numbered from here: private-use characters, which no text has after normalisation.
_FIRST: Final = 0xE000
_HAN: Final = range(0x4E00, 0xA000)
_VOWELS: Final = ("a", "e", "o")


@cache
def syllables() -> dict[str, str]:
    """Toneless syllable -> its character of the sound alphabet."""
    names = sorted({_plain(_first_of(readings)) for readings in _readings().values()})
    return {
        name: chr(_FIRST + number)
        for number, name in enumerate(names)
        if name.isascii() and (len(name) > 1 or name in _VOWELS)
    }


@cache
def sound_table() -> dict[str, str]:
    """Han character -> the character of its most common sound (pypinyin's first reading)."""
    alphabet = syllables()
    sounds = {character: _plain(_first_of(readings)) for character, readings in _readings().items()}
    return {character: alphabet[sound] for character, sound in sounds.items() if sound in alphabet}


@cache
def second_sound_table() -> dict[str, str]:
    """Han character -> the character of its second sound (还: huan), for those that are often read in two ways."""
    alphabet = syllables()
    table: dict[str, str] = {}
    for character, readings in _readings().items():
        sounds = list(dict.fromkeys(_plain(reading) for reading in readings.split(",")[:3] if reading))
        if len(sounds) > 1 and sounds[1] in alphabet:
            table[character] = alphabet[sounds[1]]
    return table


@cache
def initials() -> dict[str, str]:
    """Character of the sound alphabet -> the first letter of the syllable."""
    return {sound: name[0] for name, sound in syllables().items()}


@cache
def _readings() -> dict[str, str]:
    """Han character -> its readings, the most common first, as in ``bǎo,bāo``: pypinyin's table.

    The file alone: importing the package loads its dictionary of phrases too, 0.4 s and 50 MB that nobody asks for.
    """
    package = find_spec("pypinyin")
    assert package is not None
    assert package.submodule_search_locations
    table = json.loads(Path(package.submodule_search_locations[0], "pinyin_dict.json").read_bytes())
    return {chr(code): table[str(code)] for code in _HAN if str(code) in table}


def _first_of(readings: str) -> str:
    return readings.split(",", 1)[0]


@cache  # some 1,500 readings for 20,000 characters
def _plain(reading: str) -> str:
    """A reading without tone; ü as v."""
    letters = reading.replace("ü", "v").replace("ǖ", "v").replace("ǘ", "v").replace("ǚ", "v").replace("ǜ", "v")
    decomposed = unicodedata.normalize("NFD", letters)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
