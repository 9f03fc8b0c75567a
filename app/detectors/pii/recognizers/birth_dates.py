"""Dates of birth: a date with a word that says so."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.cues import is_example
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE: Final = (
    r"(?:(?:19|20)[0-9]{2} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?[日号]|"
    r"民国 ?[0-9]{1,3} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?[日号]|[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}[日号]|"
    r"(?:(?:19|20)[0-9]{2}|[零〇一二三四五六七八九]{2,4})年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]?|"
    r"(?:19|20)[0-9]{2}[\-/. ][0-9]{1,2}[\-/. ][0-9]{1,2}|(?:19|20)[0-9]{6}|"
    r"[0-9]{1,2}(?:st|nd|rd|th)? (?:of )?"
    + _MONTH
    + r"\.?,? (?:19|20)[0-9]{2}|"
    + _MONTH
    + r"\.? [0-9]{1,2}(?:st|nd|rd|th)?,? (?:19|20)[0-9]{2}|"
    r"[0-9]{1,2}[\-/. ][0-9]{1,2}[\-/. ](?:19|20)?[0-9]{2}|(?:19|20)[0-9]{2} ?年 ?[0-9]{1,2} ?月|[0-9]{1,2}[\- ]"
    + _MONTH
    + r"[\- ](?:19|20)?[0-9]{2})"
)
_LABEL: Final = (
    r"(?:出生(?:年月日|日期|年月|于|时间)?|出世(?:日期|于)?|生日|(?<![产诞发滋衍])生于|诞辰|\bborn|\bdob\b|\bd\.o\.b\.?|"
    r"date of birth|birth ?(?:date|day)|\bbday\b)"
    r"(?:是|为|在|于|系|填的|写的|登记的|\bon file\b|\bwe have\b|"
    r"[\s:=,()\-]|\bon\b|\bis\b|\bwas\b|\bthe\b|\(?yyyy-mm-dd\)?){0,6}"
    # The answer to a question, on the next line of a dialogue.
    r"(?:[^。!?\n0-9]{0,12}\?[\s\"”]{0,3}(?:[^。!?\n0-9:]{1,16}: ?)?(?:it['’]s |it is |是)?)?"
)
# Everybody born since then: a condition, and nobody's date.
_LIMIT: Final = re.compile(
    r" ?\(?(?:含|包括|当天|当日)?\)?(?:及|或)?(?:以|之)[前后]| or (?:later|after|before|earlier)|起| ?后出生"
)
_AFTER_LABEL: Final = re.compile(rf"{_LABEL}(?P<value>{_DATE})(?![0-9])", re.ASCII)
_BEFORE_LABEL: Final = re.compile(
    rf"(?<![0-9])(?P<value>{_DATE})(?: ?(?:(?:出生|生(?![产效成活日])|诞生|出世)(?!于|日期)|的?生日|"
    r"是(?:我|他|她|客户|您|你)的?(?:生日|出生日期))|"
    r",? ?(?:is|was|as|\()? ?(?:her|his|their|the|my|your) ?(?:date of birth|dob\b|birth ?da(?:y|te)))"
)
# A date on which somebody may be born who has an account.
PAST_DATE: Final = (
    r"(?:[0-9]{1,2}[\-/.][0-9]{1,2}[\-/.](?:19[2-9][0-9]|200[0-8])|"
    rf"[0-9]{{1,2}} {_MONTH} (?:19[2-9][0-9]|200[0-8])|"
    r"(?:19[2-9][0-9]|200[0-8])(?:年[0-9]{1,2}月[0-9]{1,2}日|[\-/.][0-9]{1,2}[\-/.][0-9]{1,2}))"
)
_NOT_BORN: Final = re.compile(
    r"[0-9](?:st|nd|rd|th) $|(?:[0-9一二三四五六七八九十]周?岁(?:的)?|"
    r"(?:公司|银行|我行|本行|品牌|基金|行庆|周年)[^,。;]{0,6})$"
)


_HAN_YEAR: Final = re.compile("[零〇一二三四五六七八九]年")
_HINTS: Final = ("生", "诞", "出世", "born", "dob", "d.o.b", "birth", "bday")


class BirthDates(Recognizer):
    """Dates of birth."""

    ENTITIES = ("date_of_birth",)

    def may_find(self, reading: Reading) -> bool:
        """It takes digits, or a year in Chinese ones."""
        return bool(reading.numbers) or _HAN_YEAR.search(reading.text) is not None

    def find(self, reading: Reading) -> Iterator[Found]:
        """Dates beside a label, on either side."""
        if not reading.mentions(_HINTS):
            return
        for pattern in (_AFTER_LABEL, _BEFORE_LABEL):
            for match in pattern.finditer(reading.digits):
                if _NOT_BORN.search(reading.before(match.start(), 12)) or is_example(reading, *match.span("value")):
                    continue
                if _LIMIT.match(reading.text, match.end("value")):
                    continue
                yield Found("date_of_birth", *match.span("value"), 0.9, "label", "date behind a word for birth")
