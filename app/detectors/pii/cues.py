"""Questions about the words around a value that several recognizers ask."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.data.labels import EXAMPLE, INSTITUTION, THING
from app.detectors.pii.reading import Reading


class Cue:
    """Words that say who is spoken of: Chinese ones anywhere, English ones where a word begins.

    Each alternative of both patterns begins with a plain character: then `re` skips quickly over other text.
    """

    __slots__ = ("_english", "_han")

    def __init__(self, han: str, english: str) -> None:
        self._han, self._english = re.compile(han), re.compile(english)

    def ends(self, text: str, start: int = 0) -> Iterator[int]:
        """Where the words end, the Chinese ones first."""
        if not text.isascii():
            for match in self._han.finditer(text, start):
                yield match.end()
        for match in self._english.finditer(text, start):
            if match.start() == 0 or not text[match.start() - 1].isalnum():
                yield match.end()

    def last(self, text: str) -> int:
        """Where the last word ends, or -1."""
        return max(self.ends(text), default=-1)


_THING: Final = re.compile(THING)
_EXAMPLE: Final = re.compile(EXAMPLE)
_EXAMPLE_AFTER: Final = re.compile(
    r"^[^0-9。;]{0,4}(?:仅供|只作|请勿使用|供测试|为例|仅为示例|示例|样例|\(?sample|\(?example)"
)
_INSTITUTION: Final = re.compile(INSTITUTION)
_PERSON: Final = Cue(
    r"他|她|其(?!他|中|它)|此人|这人|家里|家庭|住址|住在|家住|家电|宅电|客户(?!服务|热线|中心|端)|客人|"
    r"顾客|本人|私人|个人|先生|女士|小姐|"
    r"老板|老公|老婆|配偶|太太|母亲|父亲|妈|爸|朋友|同事|员工|名单|经理(?!部)|理专|联系人|申请人|借款人|"
    r"持卡人|收件|寄往|寄到|寄至|邮寄|通讯地址|手机",
    r"his\b|her\b|their\b|customer(?! (?:service|support|care|relations|help))|client|applicant|my\b|mobile\b|"
    r"cell\b|home\b|lives? at\b|mail(?:ed)? (?:it|the|a|her|him)|sent? (?:it )?to|ms\b|mrs?\b",
)
_INSTITUTION_AFTER: Final = re.compile(
    r"^[^,。;!?\n]{0,6}(?:热线|客服|官方|分行|支行|网点|营业部|营业厅|服务中心|总行|大厦?我行|\(toll|"
    r"hotline|helpline|toll[- ]free|customer (?:service|support|care)|(?:is )?(?:our|the) (?:registered|"
    r"head|branch|main)|registered office|head office)"
)
_HOTLINE: Final = re.compile(
    r"(?:热线|客服|客户服务|(?<![姐哥])专线|官方|总机|服务电话|咨询电话|投诉电话|监督电话|举报电话|报案电话|服务号码|"
    r"hotline|helpline|"
    r"customer (?:service|support|care)|support|call cent(?:er|re)|toll[- ]?free)[^0-9。;!?]{0,10}$"
)


def names_thing(reading: Reading, start: int) -> bool:
    """True when the words before say that the value is the number of a thing: an order, a voucher, a product."""
    return bool(_THING.search(reading.before(start, 24)))


def is_example(reading: Reading, start: int, end: int) -> bool:
    """True when the text says that the value is only a sample."""
    return bool(_EXAMPLE.search(reading.before(start, 14)) or _EXAMPLE_AFTER.match(reading.after(end, 16)))


def is_hotline(reading: Reading, start: int) -> bool:
    """True when the number is introduced as a service line."""
    return bool(_HOTLINE.search(reading.before(start, 30)))


def is_institution(reading: Reading, start: int, end: int) -> bool:
    """True when the nearest owner named before the value, or the words right behind it, are an institution."""
    if _INSTITUTION_AFTER.match(reading.after(end, 20)):
        return True
    begin = max(reading.sentence(start)[0], start - 70)
    before = reading.text[begin:start]
    return last(_INSTITUTION, before) > _PERSON.last(before)


def last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match ends, or -1."""
    end = -1
    for match in pattern.finditer(text):
        end = match.end()
    return end
