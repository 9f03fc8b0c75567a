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
    r"(?:19|20)[0-9]{2}[\-/. ][0-9]{1,2}[\-/. ][0-9]{1,2}|(?:19|20)[0-9]{6}|"
    r"[0-9]{1,2}(?:st|nd|rd|th)? (?:of )?"
    + _MONTH
    + r"\.?,? (?:19|20)[0-9]{2}|"
    + _MONTH
    + r"\.? [0-9]{1,2}(?:st|nd|rd|th)?,? (?:19|20)[0-9]{2}|"
    r"[0-9]{1,2}[\-/. ][0-9]{1,2}[\-/. ](?:19|20)?[0-9]{2}|[0-9]{1,2}[\- ]" + _MONTH + r"[\- ](?:19|20)?[0-9]{2})"
)
_LABEL: Final = (
    r"(?:出生(?:年月日|日期|年月|于|时间)?|生日|(?<![产诞发滋衍])生于|诞辰|\bborn|\bdob\b|\bd\.o\.b\.?|"
    r"date of birth|birth ?(?:date|day)|\bbday\b)"
    r"(?:是|为|在|于|[\s:=,()\-]|\bon\b|\bis\b|\bwas\b|\bthe\b|\(?yyyy-mm-dd\)?){0,6}"
)
_AFTER_LABEL: Final = re.compile(rf"{_LABEL}(?P<value>{_DATE})(?![0-9])")
_BEFORE_LABEL: Final = re.compile(rf"(?<![0-9])(?P<value>{_DATE}) ?(?:出生|生(?![产效成活])|诞生)(?!于|日期)")
_NOT_BORN: Final = re.compile(r"(?:公司|银行|我行|本行|品牌|基金|行庆|周年)[^,。;]{0,6}$")


_HINTS: Final = ("生", "诞", "born", "dob", "d.o.b", "birth", "bday")


class BirthDates(Recognizer):
    """Dates of birth."""

    ENTITIES = ("date_of_birth",)

    def find(self, reading: Reading) -> Iterator[Found]:
        """Dates beside a label, on either side."""
        if not reading.numbers or not reading.mentions(_HINTS):
            return
        for pattern in (_AFTER_LABEL, _BEFORE_LABEL) if reading.has_han else (_AFTER_LABEL,):
            for match in pattern.finditer(reading.digits):
                if _NOT_BORN.search(reading.before(match.start(), 12)) or is_example(reading, *match.span("value")):
                    continue
                yield Found("date_of_birth", *match.span("value"), 0.9, "label", "date behind a word for birth")
