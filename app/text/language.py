"""Which languages a text is in."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.model.finding import Localized
from app.model.vocabulary import Language
from app.text.characters import HAN
from app.text.steps.traditional import character_table

_HAN: Final = re.compile(f"[{HAN}]+")
# What [a-z] matches when case is ignored; written out and looked at first, as that takes half of the time.
_LETTER: Final = "[a-zA-Z\u0130\u0131\u017f\u212a]"
_WORD: Final = re.compile(f"(?={_LETTER})(?<!{_LETTER}){_LETTER}{{2,}}(?:'{_LETTER}+)?")
_ENGLISH_WORDS: Final = """
a about after all also an and any are as at be been before but by can do for from get has have how if in into is it its
may more must my new no not now of off on only or our out per please so than that the their there these they this to
today up us was we were what when which who will with would you your
account apply approval apr bank call card cash click credit customer dear deposit fee free fund funds guaranteed
insurance interest invest investment investor loan loans market money offer pay payment rate reply return returns risk
save service stock stop terms trade
"""
# Function words without accents: French, Spanish, Portuguese, German, Italian, Dutch, Vietnamese, Indonesian and Malay,
# Tagalog, Polish, Turkish.
_FOREIGN_WORDS: Final = """
le la les des une du et est pour dans avec votre vous nous sur pas que qui sans
el los las del una es por con para su sus se como mas o os um uma nao com seu sua voce
der die das und ist nicht mit ein eine fur von zu auf sie ihre wir il lo gli di che non per sono della nel
een het van niet voor op naar uw ngan hang khach cua va cho khong ban duoc voi cac mot trong nay quy
yang dan untuk dengan anda tidak ini itu dari pada akan kami adalah ang ng mga sa na ay po
nie jest w z do dla oraz ve bir icin ile bu
"""
_ENGLISH: Final = frozenset(_ENGLISH_WORDS.split())
_ELSEWHERE: Final = frozenset(_FOREIGN_WORDS.split())
_FEWEST_FOREIGN: Final = 6
_FEWEST_FOREIGN_FUNCTION: Final = 2
_FEWEST_BESIDE_HAN: Final = 5  # product names and slogans amid Chinese are no English text
_FEWEST_ENGLISH_BESIDE_HAN: Final = 2
_READ_AT_MOST: Final = 20_000  # characters; enough to tell
_SCRIPTS: Final = (
    (Localized("西里尔字母（俄文等）", "Cyrillic (Russian and others)"), "\u0400-\u052f", 3),
    (Localized("希腊文", "Greek"), "\u0370-\u03ff\u1f00-\u1fff", 3),
    (Localized("日文假名", "Japanese"), "\u3041-\u3096\u30a1-\u30fa", 3),
    (Localized("韩文", "Korean"), "\u1100-\u11ff\uac00-\ud7a3", 2),
    (Localized("阿拉伯字母（阿拉伯文、维吾尔文等）", "Arabic script"), "\u0620-\u06ff\u0750-\u077f", 2),
    (Localized("希伯来文", "Hebrew"), "\u05d0-\u05ea", 2),
    (Localized("泰文", "Thai"), "\u0e01-\u0e4e", 2),
    (Localized("藏文", "Tibetan"), "\u0f40-\u0fbc", 2),
    (Localized("蒙古文", "Mongolian"), "\u1820-\u18aa", 2),
    (Localized("彝文", "Yi"), "\ua000-\ua48c", 2),
    (Localized("天城文（印地文等）", "Devanagari (Hindi and others)"), "\u0900-\u097f", 2),
    (
        Localized("其他文字", "another script"),
        "\u0531-\u0586\u0710-\u074f\u0780-\u08ff\u0980-\u0dff\u0e80-\u0eff\u1000-\u10ff\u1200-\u17ff\u1900-\u1cff"
        "\u2d30-\u2ddf\ua4d0-\ua63f\ua800-\uabff\U00010000-\U00016fff\U00018b00-\U0001cfff\U0001e000-\U0001efff",
        3,
    ),
)
_COMPILED_SCRIPTS: Final = tuple((name, re.compile(f"[{letters}]"), fewest) for name, letters, fewest in _SCRIPTS)
_ANY_SCRIPT: Final = re.compile(f"[{''.join(letters for _, letters, _ in _SCRIPTS)}]")
_LATIN_SCRIPT: Final = Localized("英文以外的拉丁字母文字", "a language in Latin letters other than English")


@dataclass(frozen=True, slots=True)
class _OneSided:
    """Characters that only one of the two Chinese scripts uses."""

    simplified: re.Pattern[str]
    traditional: re.Pattern[str]


@functools.cache
def _one_sided() -> _OneSided:
    # What OpenCC converts, less what the other script's national character set holds too (后, 乾, 著).
    table = {chr(old): new for old, new in character_table().items() if old < 0x10000}
    traditional = (old for old in table if not _is_in(old, "gb2312"))
    simplified = {new for new in table.values() if new < "\U00010000" and not _is_in(new, "big5")}
    return _OneSided(re.compile(f"[{''.join(sorted(simplified))}]"), re.compile(f"[{''.join(traditional)}]"))


def _is_in(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def detect_languages(text: str, original: str | None = None) -> tuple[Language, ...]:
    """The languages with a pack that ``text`` (normalised or not) is in, the one with the most letters first.

    The Chinese script is read from ``original``, for normalised text is always Simplified; a text of which nothing
    tells counts as Simplified. Latin words amid Chinese make it English only when they form a text. Empty when there
    is neither Han nor a Latin word, or the words are of another language.
    """
    text = text[:_READ_AT_MOST]
    han = len(text) - len(_HAN.sub("", text))
    words = _WORD.findall(text)
    found: list[tuple[int, Language]] = []
    if han:
        found.append((han, _chinese(text if original is None else original[:_READ_AT_MOST])))
    if _is_english([word.lower() for word in words], beside_han=han > 0):
        found.append((sum(map(len, words)) // 3, Language.EN))  # three letters weigh about one Han character
    return tuple(language for _, language in sorted(found, key=lambda pair: -pair[0]))


def _chinese(text: str) -> Language:
    sets = _one_sided()
    traditional = len(sets.traditional.findall(text))
    simplified = len(sets.simplified.findall(text)) if traditional else 0
    return Language.ZH_HANT if traditional > simplified else Language.ZH_HANS


def _is_english(words: list[str], *, beside_han: bool) -> bool:
    if not words or _is_foreign(words):
        return False
    if not beside_han:
        return True
    known = sum(word in _ENGLISH for word in words)
    return len(words) >= _FEWEST_BESIDE_HAN and known >= _FEWEST_ENGLISH_BESIDE_HAN


def _is_foreign(words: list[str]) -> bool:
    if len(words) < _FEWEST_FOREIGN:
        return False
    elsewhere = sum(word in _ELSEWHERE and word not in _ENGLISH for word in words)
    english = sum(word in _ENGLISH and word not in _ELSEWHERE for word in words)
    return elsewhere >= _FEWEST_FOREIGN_FUNCTION and english * 4 <= elsewhere


def find_unread(text: str) -> Iterator[Localized]:
    """The scripts and languages in a normalised text that no pack reads: a name for each, most certain first."""
    if not text.isascii() and _ANY_SCRIPT.search(text) is not None:
        for name, letters, fewest in _COMPILED_SCRIPTS:
            if len(letters.findall(text)) >= fewest:
                yield name
    if _is_foreign([word.lower() for word in _WORD.findall(text[:_READ_AT_MOST])]):
        yield _LATIN_SCRIPT
