"""Bank accounts: by label, and IBANs by their check digits."""

import re
from collections.abc import Iterator
from typing import Final

from stdnum.iso7064 import mod_97_10

from app.detectors.pii.cues import is_example
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading, Window

_LABEL: Final = re.compile(
    r"(?:账号|帐号|账户|帐户|户口|存折|折号|卡折号|结算户|(?:活期|定期|代发|工资|储蓄|还款)户|\ba/c|"
    r"\b(?:from|to|into|in|your) (?:checking|savings)\b|\bacct|\baccount|\bacc\b)"
    r"(?:号|码|号码|numbers?|num|nos?\b\.?|[\s:=#.(\"'“”]|是|为|系|is|was|\bid\b|改为|如下|to){0,8}"
    r"(?:\(?[0-9]{3}\)?[ \-]?[\u4e00-\u9fff]{0,6}[ \-:,]{0,2}(?<![0-9]))?$",
    re.ASCII,
)
_HINTS: Final = ("账", "帐", "户", "折", "a/c", "acc", "checking", "savings")
# Where money goes, or a word for an account right behind: 汇到 004-1234-5678-9012 这个账号.
_TARGET: Final = re.compile(
    r"(?:[转汇存打]款?|汇钱|打钱)(?:到|至|入|进|往)(?:[\u4e00-\u9fff]{2,6}(?<!客服|热线|电话))?[\s:]{0,2}$"
)
_LABEL_AFTER: Final = re.compile(r"^ ?(?:这个|这|此|该|那个)(?:账号|帐号|账户|帐户|户头|户口)")
_OTHERS: Final = re.compile(r"^[^,。;!?\n]{0,4}(?:他|她|佢|老公|老婆|配偶|我(?:弟|哥|妈|爸|姐|妹))")
_TAIL: Final = re.compile(r"尾号|末四|后四|ending|last (?:4|four)|登录|登陆|用户|微信|支付宝|qq")
_OWN: Final = re.compile(
    r"对公|公户|(?:我行|本行|我司|本公司|我公司|公司|捐款|募捐|保证金|监管|专用|募集|备付金|"
    r"托管)(?:的)?(?:收款|专用|专户|指定)?(?:账|帐|户)|户名[:是为]?[^,。;]{0,20}(?:公司|银行|基金会|局)|"
    r"\bour (?:bank )?account|company account|escrow account"
)
_START: Final = re.compile(r"(?:(?<![a-z0-9])|(?<=iban))[a-z]{2}[0-9]{2}(?=[ \-]?[0-9a-z])")
_LENGTHS: Final[dict[str, int]] = {
    country: length
    for length, countries in {
        15: "no", 16: "be", 18: "dk fi fo gl nl", 19: "mk si", 20: "at ba ee kz lt lu xk", 21: "ch hr li lv",
        22: "bg bh cr de gb ge ie me rs va", 23: "ae gi il tl om", 24: "ad cz es md pk ro sa se sk tn vg dz",
        25: "pt ao", 26: "is tr", 27: "fr gr it mc mr sm", 28: "al az cy do gt hu lb pl by sv", 29: "br eg ps qa ua",
        30: "jo kw mu", 31: "mt sc", 33: "ru",
    }.items()
    for country in countries.split()
}  # fmt: skip
_IBAN_LABEL: Final = re.compile(r"iban[^a-z0-9]{0,6}(?:is |no\.? |number |code )?$")


class Accounts(Recognizer):
    """Account numbers."""

    ENTITIES = ("bank_account", "iban")

    def may_find(self, reading: Reading) -> bool:
        """It takes two digits."""
        return reading.longest >= 2

    def find(self, reading: Reading) -> Iterator[Found]:
        """Windows after a label; IBANs anywhere."""
        for number in reading.numbers:
            if number.masked:
                continue
            for window in number.windows(7, 21):
                if window.start != number.start or not _is_labelled(reading, window):
                    continue
                if _is_own(reading, window) or is_example(reading, window.start, window.end):
                    continue
                score = 0.93 + len(window.digits) / 1000
                yield Found("bank_account", window.start, window.end, score, "label", "named a bank account")
        if reading.has_letters:
            yield from _ibans(reading)


def _is_labelled(reading: Reading, window: Window) -> bool:
    before = reading.before(window.start, 24)
    if any(hint in before for hint in _HINTS) and _LABEL.search(before) is not None:
        return _TAIL.search(before) is None
    if len(window.digits) < 10 or (len(window.digits) == 11 and window.digits.startswith("1")):
        return False
    return _TARGET.search(before) is not None or _LABEL_AFTER.match(reading.after(window.end, 8)) is not None


def _is_own(reading: Reading, window: Window) -> bool:
    """True when the account is the institution's, or a company's of which nobody is named."""
    return bool(_OWN.search(reading.before(window.start, 40))) and not _OTHERS.match(reading.after(window.end, 12))


def _ibans(reading: Reading) -> Iterator[Found]:
    text = reading.text
    for match in _START.finditer(text):
        length = _LENGTHS.get(match.group()[:2])
        if length is None:
            continue
        end = _take(text, match.start(), length)
        if end is None or is_example(reading, match.start(), end):
            continue
        compact = re.sub(r"[ \-]", "", text[match.start() : end])
        if mod_97_10.is_valid(compact[4:] + compact[:4]):
            yield Found("iban", match.start(), end, 0.97, "checksum", "check digits of an IBAN")
        elif _IBAN_LABEL.search(reading.before(match.start(), 20)):
            yield Found("iban", match.start(), end, 0.6, "no-checksum", "named an IBAN; check digits are wrong")


def _take(text: str, start: int, count: int) -> int | None:
    """Where ``count`` letters or digits from ``start`` end; at most one space or hyphen between two."""
    taken, position, gap = 0, start, 0
    while taken < count and position < len(text):
        character = text[position]
        if character.isascii() and character.isalnum():
            taken, gap = taken + 1, 0
        elif character in " -" and gap == 0:
            gap = 1
        else:
            return None
        position += 1
    following = text[position : position + 1]
    if taken < count or (following.isascii() and following.isalnum()):
        return None
    return position
