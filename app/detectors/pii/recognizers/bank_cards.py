"""Payment card numbers, with their security code and expiry date."""

import re
from collections.abc import Iterator
from typing import Final

from stdnum import luhn

from app.detectors.pii.cues import is_example, names_thing
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading, Window

_CARD_LABEL: Final = re.compile(
    r"(?:卡|账号|帐号|账户|户口|\bcard|\bpan\b|visa|mastercard|amex|american express|unionpay|银联|"
    r"discover|jcb|debit|credit)[^0-9。;\n]{0,14}$",
    re.ASCII,
)
_STRONG_LABEL: Final = re.compile(
    r"(?:银行卡|信用卡|储蓄卡|借记卡|贷记卡|卡号|这张卡|此卡|该卡|(?:visa|master|credit|debit|bank|"
    r"payment)? ?card (?:no|number|num|#))[^0-9。;\n]{0,8}$"
)
_OTHER_LABEL: Final = re.compile(
    r"(?:社保|医保|会员|积分|礼品|充值|购物|上网|电话|流量|imei|iccid|快递|运单|订单|凭证|流水)[^0-9。;\n]{0,8}$"
)
_SHAPES: Final = frozenset(
    {
        (4, 4, 4, 4),
        (4, 4, 4, 4, 3),
        (4, 4, 4, 4, 1),
        (4, 4, 4, 4, 2),
        (4, 6, 5),
        (4, 6, 4),
        (6, 13),
        (6, 10),
        (4, 12),
        (6, 6, 4),
        (6, 6, 7),
        (8, 8),
        (4, 4, 8),
        (4, 4, 4, 7),
    }
)
# Leading digits -> lengths of numbers that begin so.
_ISSUERS: Final[tuple[tuple[re.Pattern[str], frozenset[int]], ...]] = (
    (re.compile(r"62|81|60|68|69|9[045]|4[0-9]5|5[0-9]{2}"), frozenset({16, 17, 18, 19})),
    (re.compile(r"4"), frozenset({13, 16, 19})),
    (re.compile(r"5[0-8]|2[2-7]|6011|6[45]|35"), frozenset({16})),
    (re.compile(r"3[47]"), frozenset({15})),
    (re.compile(r"3[0689]"), frozenset({14, 16})),
)
_CVV: Final = re.compile(
    r"(?:\bcvv2?|\bcvc2?|\bcvn2?|\bcid\b|\bcsc\b|安全码|安全代码|校验值|卡背(?:面)?(?:后|"
    r"末)?三位(?:数字?)?|(?:后|末)三位(?:数字)?|security code|"
    r"(?:背面|卡背|后面|签名[栏条])[^,。;!?\n0-9]{0,6}[那这]?三[个位](?:数字|数|字|码)?|"
    r"(?:three|3) (?:digits|numbers) on the (?:back|reverse)|code on (?:the )?back|"
    r"card verification (?:code|value|number)|3[- ]digit code|背面(?:后|末)?三[位码](?:数字)?|"
    r"[后末]三[位码]|签名栏(?:后|末)三位)"
    r"(?:号|码|数字|\(|\)|[\s:=,\"'“”#-]|是|为|系|写的|\bare\b|is|was|code|number|"
    r"no\.?| on the back| on (?:the|my|her|his) card| printed){0,6}"
    r"(?P<value>[0-9] ?[0-9] ?[0-9](?: ?[0-9])?)(?![0-9位])(?!\s?(?:[年月%]|[-./][0-9]))",
    re.ASCII,
)
_EXPIRY: Final = re.compile(
    r"(?:有效期(?:限|至|到)?|有效(?:月年|年月)|到期(?:日|月|年月|时间)?|失效日期?|expir(?:y|es|ation|ing)|\bexp\b|"
    r"valid (?:thru|through|until|to|till)|good (?:thru|through|until)|\bvalid\b)"
    r"(?:date|on|号|\(|\)|[\s:=.,]|是|为|系|写的|至|到|is|月/年|年月|\bmm/yy\b|in|of){0,6}"
    r"(?P<value>(?:0[1-9]|1[0-2]) ?[/\-.] ?(?:20)?[2-4][0-9]|(?:20)?[2-4][0-9]年(?:0?[1-9]|1[0-2])月?|"
    r"(?:0?[1-9]|1[0-2])月(?:20)?[2-4][0-9]年?|"
    r"20[2-4][0-9][/\-](?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])[2-4][0-9])(?![0-9]|[/\-.][0-9]|月|日)",
    re.ASCII,
)
# The other way round: 03/29到期; and 月/年 right behind the number of a card.
_EXPIRY_BEFORE: Final = re.compile(
    r"(?<![0-9/.\-])(?P<value>(?:0[1-9]|1[0-2])/(?:20)?[2-4][0-9])(?= ?(?:到期|过期|有效))|"
    r"(?:月/年|月年) ?[:是为]? ?(?P<month>(?:0[1-9]|1[0-2])/(?:20)?[2-4][0-9])(?![0-9/])"
)
_UNSPECIFIC: Final = re.compile(r"[后末](?:三|3)?[位码]|后面|digit|code on")  # the last three digits of anything
_OTHER_DIGITS: Final = re.compile(
    r"(?:电话|手机|号码|身[份分]证|证件|证号|单号|编号|账号|帐号|手提|\bphone|\bmobile|\bid\b)[^,。;\n]{0,8}$"
)
_CARD_NEAR: Final = re.compile(
    r"卡|\bcard|\bcvv|\bcvc|\bcvn|安全码|visa|mastercard|amex|后三位|security code|签名[栏条]|背面|on the back|"
    r"code on (?:the )?back",
    re.ASCII,
)
_BACK_OF_CARD: Final = re.compile(
    r"卡|背|签名|有效期?|到期|\bcard|\bexp|\bback\b|[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}", re.ASCII
)


_CVV_HINTS: Final = ("cv", "安全", "校验", "三位", "三码", "三个", "security", "verif", "csc", "cid", "digit", "back")
_EXPIRY_HINTS: Final = ("有效", "到期", "失效", "exp", "valid", "thru", "through", "good until")
_EXPIRY_BEFORE_HINTS: Final = ("到期", "过期", "有效", "月/年", "月年")


class BankCards(Recognizer):
    """Card numbers, security codes, expiry dates."""

    ENTITIES = ("bank_card", "card_cvv", "card_expiry")

    def may_find(self, reading: Reading) -> bool:
        """It takes three digits."""
        return reading.longest >= 3

    def find(self, reading: Reading) -> Iterator[Found]:
        """Windows of 13 to 19 digits; codes and dates by their labels."""
        for number in reading.numbers:
            if number.masked:
                continue
            for window in number.windows(13, 19):
                found = _card(reading, window)
                if found is not None:
                    yield found
        for match in _CVV.finditer(reading.digits) if reading.mentions(_CVV_HINTS) else ():
            if _UNSPECIFIC.match(match.group()) is None or _is_of_card(reading, match):
                yield Found("card_cvv", *match.span("value"), 0.94, "label", "named a card security code")
        yield from _expiries(reading)


def _expiries(reading: Reading) -> Iterator[Found]:
    text = reading.digits
    found = [match.span("value") for match in _EXPIRY.finditer(text)] if reading.mentions(_EXPIRY_HINTS) else []
    if "/" in text and reading.mentions(_EXPIRY_BEFORE_HINTS):
        for match in _EXPIRY_BEFORE.finditer(text):
            found.append(match.span("value" if match["value"] is not None else "month"))
    for start, end in found:
        if _CARD_NEAR.search(reading.text, max(0, start - 68), end + 40):
            yield Found("card_expiry", start, end, 0.85, "label", "named the expiry date of a card")


def _is_of_card(reading: Reading, match: re.Match[str]) -> bool:
    """True when "the last three" of something means those on the back of a card."""
    start = match.start()
    if _OTHER_DIGITS.search(reading.before(start, 16)):
        return False
    return _BACK_OF_CARD.search(reading.text, max(0, start - 60), match.end() + 24) is not None


def _card(reading: Reading, window: Window) -> Found | None:
    start, end, digits = window.start, window.end, window.digits
    before = reading.before(start, 28)
    strong = _STRONG_LABEL.search(before) is not None
    labelled = strong or _CARD_LABEL.search(before) is not None
    if not _may_be_card(reading, window) or _OTHER_LABEL.search(before):
        return None
    if not luhn.is_valid(digits):
        wrong = Found("bank_card", start, end, 0.6, "no-checksum", "named a card; check digit is wrong")
        return wrong if strong else None
    issued = _is_issued(digits)
    if not labelled and (not issued or names_thing(reading, start)):
        return None
    score = (0.96 if labelled else 0.93) if issued else 0.85
    exact = 0.01 if window.shape in ((4, 4, 4, 4), (4, 4, 4, 4, 3)) or len(window.shape) == 1 else 0.0
    return Found("bank_card", start, end, score + exact, "checksum", "check digit and issuer of a payment card")


def _may_be_card(reading: Reading, window: Window) -> bool:
    """False for groups that no card has, one digit over and over, letters right behind, and samples."""
    if len(window.shape) > 1 and set(window.shape) != {1} and window.shape not in _SHAPES:
        return False
    after = reading.text[window.end : window.end + 1]
    touched = after.isascii() and after.isalpha()
    return not (touched or len(set(window.digits)) == 1 or is_example(reading, window.start, window.end))


def _is_issued(digits: str) -> bool:
    return any(len(digits) in lengths and leading.match(digits) for leading, lengths in _ISSUERS)
