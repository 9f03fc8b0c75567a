"""Passwords and one-time codes, by their label; a value must follow."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

_LINK: Final = (
    r"(?P<link>(?:[ \t:=\"'“”‘’`(\[<]|是|为|改为|改成|设为|重置为|统一为|默认|均为|都是|->|=>|\bis\b|"
    r"系|我|也|这边|先用|同工号|['’]s\b|"
    r"\bwas\b|\bset to\b|\breset to\b|\bhas been\b|\bof\b|\bto\b|已经?|被|先|暂时?|现在?|目前|帮[您你]|给[您你]|"
    r"重置|重设|设置|设定|修改|更改|变更|更新|换|成|改|就是|即|叫|告诉[您你]|发[您你]|,(?=[是为即])|"
    r"\bnow\b|\bcurrently\b|\bchanged\b|\bupdated\b|\breset\b|\bset\b|\bas\b|\bagain\b){0,8})"
)
_PASSWORD: Final = re.compile(
    r"(?:密\s?码|口令|\bpass ?words?|\bpasswd|\bpass ?codes?|\bpass ?phrases?|\bpwd|\bpin ?(?:码|code|"
    r"number|no\.?)?(?![a-z])|暗号|密钥|\bsecret key|\bapi key)"
    rf"{_LINK}(?P<value>(?:(?<=pin )[0-9](?: [0-9]){{3,5}}(?![0-9])|[!-~]{{4,40}}))",
    re.ASCII,
)
_OTP: Final = re.compile(
    r"(?:动态(?:口令|密码|码)|验证码|校验码|一次性(?:短信)?(?:密码|口令)|短信(?:密码|口令|码)|短讯密码|"
    r"确认码|授权码|认证码|激活码|"
    r"\botp\b|one[- ]time (?:pass(?:word|code)|code|pin)|verification code|security code|"
    r"auth(?:entication|orisation|orization)? code|passcode|"
    r"confirmation code|sms code|2fa code|access code|tan\b)(?:号|\(otp\)|短信)?"
    rf"{_LINK}(?:g-)?(?P<value>[0-9](?:[ \-]?[0-9]){{3,7}})(?![0-9]|[ ]?(?:[年月日位分秒个元%]|[-/.][0-9]))",
    re.ASCII,
)
_OTP_BEFORE: Final = re.compile(
    r"(?<![0-9])(?P<value>[0-9]{4,8})(?:是|为|\bis\b| is)(?:您的|你的|本次|your|"
    r"the)?[^,。;\n]{0,14}(?:验证码|动态码|动态密码|校验码|口令|verification code|one[- ]time|otp|"
    r"security code|passcode)"
)
# The code some words behind its label, or named by its length.
_OTP_LATER: Final = re.compile(
    r"(?:(?:动态(?:口令|密码|码)|验证码|校验码|短信(?:密码|口令|码))[^。;!?\n0-9]{1,14}?(?:是|为|:)|"
    r"(?:verification|security|one[- ]time|sms|auth(?:entication)?) (?:pass)?code[^.;!?\n0-9]{1,32}?(?: is|:)|"
    r"[四五六4-8]位(?:数字?|验证|密码|码|的)(?:数字?|码|是|为|:)*) ?"
    r"(?P<value>[0-9]{4,8})(?![0-9]|[ ]?(?:[年月日位分秒个元%万]|[-/.][0-9]))"
)
_OTP_LABEL: Final = re.compile(r"动态|验证|校验|一次性|短信|短讯|otp|one[- ]time")
_PASSWORD_HINTS: Final = ("密", "口令", "pass", "pwd", "pin", "暗号", "api key", "secret")
_OTP_HINTS: Final = ("动态", "验证", "校验", "一次性", "短信", "短讯", "码", "口令", "位", "otp", "one", "code", "tan")
# The value some words behind its label: 取款密码帮您查到了,是之前设的204816; the PIN for the new card is 4471.
_LATER: Final = re.compile(
    r"(?:密码|口令)(?P<link>[^。;!?\n0-9a-z]{0,16}?(?:是|为|系|就|成|用|默认|设的|后[四六]位|末[四六]位|生日|这个)"
    r"[^。;!?\n0-9a-z,]{0,8}?[ :,]?)(?P<value>[0-9]{4,8}(?![0-9]|-[0-9]| ?[年月日号位个分秒次元%万小天])|"
    r"(?=[!-~]{0,19}[0-9])(?=[!-~]{0,19}[a-z])[!-~]{6,20})|"
    r"(?:\bpin\b|\bpass ?(?:word|code|phrase))(?P<english>[^.;!?\n0-9]{1,40}?(?:\bis|['’]s|\bto|:)(?: now)? )"
    r"(?P<token>(?=[!-~]{0,24}[0-9])[!-~]{4,28})"
)
_NOT_YET: Final = re.compile(
    r"[须应至]|不|勿|请|输|电|拨|回复|编辑|发送|例|尾号|长度|组合|包含|字母|错误|连续|超过|\b(?:must|should|least|at|be|never|"
    r"not|ending|call|text|than|between|example)\b"
)
# ASCII words that follow "password" in a sentence.
_WORD: Final = re.compile(r"[a-z'’\-]+[,.!?;:]*")
_TRAILING: Final = ",.;:!?)]}>\"'”’"
_STOP: Final = frozenset(
    [
        "must",
        "will",
        "should",
        "reset",
        "resets",
        "change",
        "changes",
        "changed",
        "never",
        "with",
        "from",
        "your",
        "that",
        "this",
        "have",
        "been",
        "when",
        "email",
        "online",
        "before",
        "using",
        "security",
        "manager",
        "protected",
        "protection",
        "hint",
        "policy",
        "please",
        "twice",
        "again",
        "over",
        "does",
        "cannot",
        "required",
        "expired",
        "expires",
        "regularly",
        "number",
        "login",
    ]
)


class Secrets(Recognizer):
    """What opens an account."""

    ENTITIES = ("credential", "otp")

    def may_find(self, reading: Reading) -> bool:
        """It takes a label."""
        return reading.mentions(_PASSWORD_HINTS) or (bool(reading.numbers) and reading.mentions(_OTP_HINTS))

    def find(self, reading: Reading) -> Iterator[Found]:
        """Values behind a label."""
        for match in _PASSWORD.finditer(reading.text) if reading.mentions(_PASSWORD_HINTS) else ():
            if _OTP_LABEL.search(reading.before(match.start("link"), 18)):
                continue
            value = match["value"].rstrip(_TRAILING) or match["value"]
            end = match.start("value") + len(value)
            if _is_secret(reading, match, value, end):
                yield Found("credential", match.start("value"), end, 0.9, "label", "value behind the word password")
        if reading.numbers and reading.mentions(_PASSWORD_HINTS):
            yield from _named_before(reading)
        if reading.numbers and reading.mentions(_OTP_HINTS):
            for pattern in (_OTP, _OTP_BEFORE, _OTP_LATER):
                for match in pattern.finditer(reading.digits):
                    yield Found("otp", *match.span("value"), 0.86, "label", "value of a one-time code")


def _named_before(reading: Reading) -> Iterator[Found]:
    for match in _LATER.finditer(reading.text):
        name = "value" if match["value"] is not None else "token"
        link = match["link"] if name == "value" else match["english"]
        if _NOT_YET.search(link) or _OTP_LABEL.search(reading.before(match.start(), 18) + link):
            continue
        value = match[name].rstrip(_TRAILING)
        pin = match.group().startswith("pin")
        if pin != value.isdigit() and name == "token":
            continue
        if len(value) >= 4 and "*" not in value and "xx" not in value and not value.startswith(("http", "www.")):
            start = match.start(name)
            yield Found("credential", start, start + len(value), 0.8, "label", "value some words behind its label")


def _is_secret(reading: Reading, match: re.Match[str], value: str, end: int) -> bool:
    if len(value) < 4 or "*" in value or "xx" in value or re.match(r"(?:https?:|www\.|[@#]$)", value):
        return False
    link = match["link"]
    if match.group().startswith("pin") and not re.fullmatch(r"[0-9]{4,8}|[0-9](?: [0-9]){3,5}", value):
        return False
    if value.isdigit():
        named = re.match(
            r"[ ]?(?:位|个|分钟|小时|天|日|-|digits?|characters?|times|minutes|hours|days)", reading.after(end, 12)
        )
        return (
            len(value) <= 12
            and not named
            and not re.match(r"(?:95|96|12|400|800)", value if len(value) in (5, 10) else "")
        )
    if _WORD.fullmatch(value):
        stated = bool(re.search(r"[:=\"'“”‘’`]|是|为|成|\bis\b|\bwas\b|\bto\b", link))
        return (
            stated
            and len(value) >= 6
            and value not in _STOP
            and bool(re.search(r"[:=\"'“”‘’`]|是|为", link))
            and not re.search(r"[ ]", link.strip())
        )
    return any(c.isdigit() or not c.isalnum() for c in value.strip("-/.,'")) and not re.fullmatch(
        r"[0-9]+-[0-9]+|[a-z]+[-/][a-z/-]+", value
    )
