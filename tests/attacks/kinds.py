"""Ways to disguise a word: each takes the word and a random generator, and gives None where it does not apply."""

import random
from collections.abc import Callable, Mapping
from typing import Final

from pypinyin import lazy_pinyin

from app.text.script import to_traditional

Attack = Callable[[str, random.Random], str | None]

# Written for these tests from what is seen in messages; not the application's table.
HOMOPHONES: Final = {
    "保": "宝饱堡", "本": "苯夲", "息": "西析惜", "稳": "吻", "赚": "兼撰",
    "收": "受", "益": "溢亿易", "零": "凌灵铃〇", "风": "疯",
    "险": "显县", "贷": "戴袋", "款": "宽", "刚": "钢", "性": "姓",
    "兑": "怼", "付": "服", "钱": "潜前", "利": "莉", "投": "头",
    "资": "姿", "证": "正", "征": "政", "信": "芯", "无": "吴",
    "快": "筷", "涨": "掌", "幕": "募木", "股": "古谷",
    "票": "漂", "返": "反", "最": "醉", "高": "糕", "第": "弟",
    "一": "壹", "百": "佰", "全": "泉", "安": "按", "回": "迴",
    "报": "抱", "基": "鸡", "金": "今", "停": "亭", "售": "瘦", "秒": "妙",
    "批": "披", "黑": "嘿", "户": "互", "理": "里", "财": "才",
}  # fmt: skip
PARTS: Final = {
    "保": "亻呆", "信": "亻言", "贷": "代贝", "债": "亻责", "稳": "禾急",
    "利": "禾刂", "赚": "贝兼", "赔": "贝咅", "财": "贝才",
    "法": "氵去", "投": "扌殳", "证": "讠正", "钱": "钅戋", "银": "钅艮",
    "险": "阝佥", "征": "彳正", "快": "忄夬", "期": "其月",
    "刚": "冈刂", "付": "亻寸", "报": "扌艮", "好": "女子", "明": "日月", "胜": "月生", "涨": "氵张",
}  # fmt: skip
CYRILLIC: Final = dict(zip("aceopxyi", "асеорхуі", strict=True))
LEET: Final = dict(zip("aeiost", "@3105+", strict=True)) | {"i": "1", "s": "5", "t": "7"}
PICTURES: Final = {
    "钱": "💰", "涨": "📈", "牛": "🐂", "赚": "🤑", "基": "🐔", "房": "🏠", "车": "🚗", "红": "🧧", "卡": "💳",
}  # fmt: skip
_ZERO_WIDTH: Final = "\u200b\u200c\u200d\u2060\ufeff"
_MARKS: Final = "\u0336\u0301\u0323\u20e3"
_EMOJI: Final = "🔥⭐💥🎉👍"


def _is_han(word: str) -> bool:
    return all("一" <= character <= "鿿" for character in word)


def _between(word: str, make: Callable[[int], str]) -> str | None:
    if len(word) < 2:
        return None
    return "".join(character + (make(index) if index < len(word) - 1 else "") for index, character in enumerate(word))


def _one(word: str, table: Mapping[str, str], chance: random.Random) -> str | None:
    """One character of the word replaced by what the table has for it."""
    places = [index for index, character in enumerate(word) if character in table]
    if not places:
        return None
    index = chance.choice(places)
    return word[:index] + table[word[index]] + word[index + 1 :]


def _some(word: str, table: Mapping[str, str]) -> str | None:
    made = "".join(table.get(character, character) for character in word)
    return made if made != word else None


def _zero_width(word: str, chance: random.Random) -> str | None:
    return _between(word, lambda _: chance.choice(_ZERO_WIDTH))


def _spaced(word: str, _: random.Random) -> str | None:
    return _between(word, lambda _: " ") if _is_han(word) else None


def _spelled(word: str, _: random.Random) -> str | None:
    if not word.isascii() or not word.replace(" ", "").isalpha() or len(word) < 4:
        return None
    return "   ".join(" ".join(piece) for piece in word.split())


def _dotted(word: str, chance: random.Random) -> str | None:
    dot = chance.choice("·.•・")
    return _between(word, lambda _: dot) if " " not in word else None


def _starred(word: str, chance: random.Random) -> str | None:
    sign = chance.choice("*_#^")
    return _between(word, lambda _: sign) if _is_han(word) else None


def _emoji(word: str, chance: random.Random) -> str | None:
    return _between(word, lambda _: chance.choice(_EMOJI)) if _is_han(word) else None


def _picture(word: str, chance: random.Random) -> str | None:
    return _one(word, PICTURES, chance) if len(word) > 1 else None


def _html_tag(word: str, chance: random.Random) -> str | None:
    index = chance.randrange(1, len(word)) if len(word) > 1 else 0
    return f"{word[:index]}<b></b>{word[index:]}" if index else None


def _html_entity(word: str, chance: random.Random) -> str | None:
    index = chance.randrange(len(word))
    return f"{word[:index]}&#{ord(word[index])};{word[index + 1 :]}"


def _full_width(word: str, _: random.Random) -> str | None:
    return _some(word, {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


def _circled(word: str, _: random.Random) -> str | None:
    letters = {chr(ord("a") + number): chr(0x24D0 + number) for number in range(26)}
    return _some(word.lower(), letters | {str(number): chr(0x245F + number) for number in range(1, 10)})


def _homophone(word: str, chance: random.Random) -> str | None:
    if len(word) < 2 or not _is_han(word):
        return None
    return _one(word, {written: chance.choice(other) for written, other in HOMOPHONES.items()}, chance)


def _pinyin(word: str, chance: random.Random) -> str | None:
    if len(word) < 2 or not _is_han(word):
        return None
    index = chance.randrange(len(word))
    return word[:index] + lazy_pinyin(word)[index] + word[index + 1 :]


def _initial(word: str, chance: random.Random) -> str | None:
    if len(word) < 3 or not _is_han(word):
        return None
    index = chance.randrange(1, len(word))
    return word[:index] + lazy_pinyin(word)[index][0].upper() + word[index + 1 :]


def _split(word: str, chance: random.Random) -> str | None:
    return _one(word, PARTS, chance) if len(word) > 1 else None


def _traditional(word: str, _: random.Random) -> str | None:
    made = to_traditional(word)
    return made if made != word else None


def _cyrillic(word: str, _: random.Random) -> str | None:
    return _some(word, CYRILLIC)


def _leet(word: str, chance: random.Random) -> str | None:
    inner = word[1:-1]
    made = _one(inner, LEET, chance) if len(word) > 4 and word.isascii() else None
    return word[0] + made + word[-1] if made else None


def _combining(word: str, chance: random.Random) -> str | None:
    return "".join(character + (chance.choice(_MARKS) if character.isalnum() else "") for character in word)


def _reversed(word: str, _: random.Random) -> str | None:
    return f"\u202e{word[::-1]}\u202c"


def _mixed_case(word: str, _: random.Random) -> str | None:
    made = "".join(character.upper() if index % 2 else character for index, character in enumerate(word))
    return made if made != word else None


KINDS: Final[Mapping[str, Attack]] = {
    "zero-width": _zero_width,
    "spaced": _spaced,
    "spelled-out": _spelled,
    "dotted": _dotted,
    "starred": _starred,
    "emoji-between": _emoji,
    "emoji-word": _picture,
    "html-tag": _html_tag,
    "html-entity": _html_entity,
    "full-width": _full_width,
    "circled": _circled,
    "homophone": _homophone,
    "pinyin": _pinyin,
    "initial": _initial,
    "split-character": _split,
    "traditional": _traditional,
    "cyrillic": _cyrillic,
    "leet": _leet,
    "combining": _combining,
    "reversed": _reversed,
    "mixed-case": _mixed_case,
}
