"""Mobile numbers of Greater China, and the eight digits of Hong Kong and Macau."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.cues import is_example, is_hotline, is_institution, names_thing
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Number, Reading, Window

WEAK: Final = 0.3  # raised by the linker when a person's other data stand beside it
LABEL: Final = re.compile(
    r"(?:电话|手机|手提|移动|联系|联络|致电|来电|打给|打[去到返]|[覆回复]电|拨打|号码|短信|宅电|家电|座机|固话|专线|\btel|phone|"
    r"mobile|\bmob\b|\bcell\b|whatsapp|"
    r"\bcall|\btext\b|\bsms\b|\bring\b|contact|\bdial\b|reach|number|\bph\b|\bhp\b|[📞☎📱])[^0-9]{0,12}$",
    re.ASCII,
)
_CN_PREFIX: Final = re.compile(r"(?:[(\[] ?(?:\+|00) ?86 ?[)\]]|(?:\+|(?<![0-9])00) ?86|(?<![0-9])86)[\s\-]{0,3}$")
_HK_PREFIX: Final = re.compile(r"(?:[(\[] ?\+? ?852 ?[)\]]|(?:\+|(?<![0-9])00) ?852|(?<![0-9])852)[\s\-]{0,3}$")
_MO_PREFIX: Final = re.compile(r"(?:[(\[] ?\+? ?853 ?[)\]]|(?:\+|(?<![0-9])00) ?853|(?<![0-9])853)[\s\-]{0,3}$")
_TW_PREFIX: Final = re.compile(
    r"(?:[(\[] ?\+? ?886 ?[)\]]|(?:\+|(?<![0-9])00) ?886|(?<![0-9])886)[\s\-]{0,3}(?:\(0\)[\s\-]?)?$"
)
_LETTERS_BEFORE: Final = re.compile(r"([a-z]+)-?$")
_MAY_TOUCH: Final = frozenset(
    [
        "tel",
        "phone",
        "mobile",
        "mob",
        "cell",
        "call",
        "text",
        "sms",
        "m",
        "t",
        "p",
        "h",
        "hp",
        "ph",
        "no",
        "number",
        "wechat",
        "weixin",
        "whatsapp",
        "wx",
        "vx",
        "v",
        "dial",
        "qq",
        "contact",
        "is",
    ]
)
_SAMPLE_NUMBERS: Final = frozenset({"13800138000", "13012345678", "13800000000", "13888888888", "12345678901"})
_MOBILE_SHAPES: Final = frozenset(
    {
        (11,),
        (3, 4, 4),
        (3, 8),
        (3, 3, 5),
        (4, 4, 3),
        (4, 3, 4),
        (7, 4),
        (3, 2, 2, 2, 2),
        (2, 3, 3, 3),
        (5, 6),
        (3, 2, 3, 3),
        (1,) * 11,
    }
)
_EIGHT_SHAPES: Final = frozenset({(4, 4), (8,), (1,) * 8, (2, 2, 2, 2), (3, 5)})
_GLUED: Final = re.compile(
    r"(?<![0-9+.\-])(?:\+|00)?(?P<country>86(?=1[3-9][0-9]{9}(?![0-9]))|(?<=[+0])886(?=0?9[0-9]{8}(?![0-9]))|"
    r"(?<=[+0])852(?=[4-9][0-9]{7}(?![0-9]))|(?<=[+0])853(?=6[0-9]{7}(?![0-9])))[0-9]{8,11}"
)
_GLUED_ENTITIES: Final = {"86": "cn_mobile", "886": "tw_mobile", "852": "hk_mobile", "853": "mo_mobile"}


class ChinesePhones(Recognizer):
    """Numbers without an area code."""

    ENTITIES = (
        "cn_mobile",
        "hk_mobile",
        "hk_landline",
        "mo_mobile",
        "mo_landline",
        "tw_mobile",
    )

    def may_find(self, reading: Reading) -> bool:
        """It takes eight digits."""
        return reading.longest >= 8

    def find(self, reading: Reading) -> Iterator[Found]:
        """Windows of 8 to 11 digits."""
        for match in _GLUED.finditer(reading.digits) if reading.longest >= 11 else ():
            entity = _GLUED_ENTITIES[match["country"]]
            if not is_example(reading, *match.span()) and not is_hotline(reading, match.start()):
                yield Found(entity, *match.span(), 0.95, "shape", "mobile number with country code")
        for number in reading.numbers:
            if number.masked or len(number.digits) < 8:
                continue
            for window in number.windows(8, 11):
                found = _judge(reading, number, window)
                if found is not None:
                    yield found


def _judge(reading: Reading, number: Number, window: Window) -> Found | None:
    digits = window.digits
    if len(digits) == 11 and digits[0] == "1" and digits[1] > "2":
        return _mainland_mobile(reading, window)
    if len(digits) in (9, 10):
        return _taiwan_mobile(reading, window)
    if len(digits) == 8:
        return _eight_digits(reading, number, window)
    return None


def _mainland_mobile(reading: Reading, window: Window) -> Found | None:
    start, end = window.start, window.end
    if not (window.shape in _MOBILE_SHAPES or _is_regular(window)) or not _may_stand(reading, start, end):
        return None
    prefix = _CN_PREFIX.search(reading.digits, max(0, start - 10), start)
    labelled = LABEL.search(reading.before(start, 16)) is not None
    if window.digits in _SAMPLE_NUMBERS or is_example(reading, start, end) or is_hotline(reading, start):
        return None
    if prefix is not None:
        return Found("cn_mobile", prefix.start(), end, 0.95, "shape", "mobile number with country code")
    if not labelled and names_thing(reading, start):
        return None
    return Found("cn_mobile", start, end, 0.92 if labelled else 0.88, "shape", "shaped like a mobile number")


def _taiwan_mobile(reading: Reading, window: Window) -> Found | None:
    start, end, digits = window.start, window.end, window.digits
    prefix = _TW_PREFIX.search(reading.digits, max(0, start - 12), start) if digits[0] in "09" else None
    shaped = digits.startswith("09") if len(digits) == 10 else prefix is not None and digits[0] == "9"
    if not shaped or digits.endswith("912345678") or (window.shape[0] < 2 and len(window.shape) < 9):
        return None
    if not _may_stand(reading, start, end) or is_example(reading, start, end) or is_hotline(reading, start):
        return None
    if prefix is None and names_thing(reading, start):
        return None
    begin = prefix.start() if prefix else start
    return Found("tw_mobile", begin, end, 0.92 if prefix else 0.86, "shape", "shaped like a Taiwan mobile number")


def _eight_digits(reading: Reading, number: Number, window: Window) -> Found | None:
    start, end, first = window.start, window.end, window.digits[0]
    if window.shape not in _EIGHT_SHAPES or first not in "2345679" or not _may_stand(reading, start, end):
        return None
    region, begin = _region(reading, start)
    alone = number.start == start and number.end == end
    if is_example(reading, start, end) or is_hotline(reading, start) or not (region or alone):
        return None
    labelled = LABEL.search(reading.before(start, 18)) is not None
    if not region:
        region = "mo" if labelled and "澳门" in reading.before(start, 40) and first in "26" else "hk"
    kind = "landline" if first in "23" or (region == "mo" and first != "6") else "mobile"
    if kind == "landline" and is_institution(reading, start, end):
        return None
    if begin < start:
        return Found(f"{region}_{kind}", begin, end, 0.93, "shape", "number with country code")
    return _without_code(reading, window, f"{region}_{kind}", labelled=labelled)


def _without_code(reading: Reading, window: Window, entity: str, *, labelled: bool) -> Found | None:
    if names_thing(reading, window.start):
        return None
    if labelled:
        return Found(entity, window.start, window.end, 0.88, "label", "named a telephone number")
    if window.shape in ((4, 4), (8,)) and entity.endswith("_mobile"):
        return Found(entity, window.start, window.end, WEAK, "shape", "shaped like a telephone number")
    return None


def _region(reading: Reading, start: int) -> tuple[str, int]:
    """The region whose country code stands before, and where that begins."""
    for region, pattern in (("hk", _HK_PREFIX), ("mo", _MO_PREFIX)):
        prefix = pattern.search(reading.digits, max(0, start - 9), start)
        if prefix is not None:
            return region, prefix.start()
    return "", start


def _is_regular(window: Window) -> bool:
    """True for groups of at least two digits between separators that are all the same."""
    return len(set(window.separators.replace(" ", "-"))) == 1 and min(window.shape) >= 2 and 3 <= len(window.shape) <= 6


def _may_stand(reading: Reading, start: int, end: int) -> bool:
    """False when letters, a decimal or a thousands separator touch the number."""
    letters = _LETTERS_BEFORE.search(reading.text, max(0, start - 12), start)
    if letters is not None and letters.group(1) not in _MAY_TOUCH:
        return False
    after = reading.digits[end : end + 5]
    if after[:1].isalpha() and after[:1].isascii() and not after.startswith(("x", "ext")):
        return False
    return not (after[:1] in (",", ".") and after[1:4].isdigit() and not after[4:5].isdigit())
