"""Passwords and one-time codes, by their label; a value must follow."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

_LINK: Final = (
    r"(?P<link>(?:[ \t:=\"'“”‘’`(\[<]|是|为|改为|改成|设为|重置为|统一为|默认|均为|都是|->|=>|\bis\b|"
    r"\bwas\b|\bset to\b|\breset to\b|\bhas been\b|\bof\b|\bto\b){0,6})"
)
_PASSWORD: Final = re.compile(
    r"(?:密\s?码|口令|\bpass ?words?|\bpasswd|\bpass ?codes?|\bpass ?phrases?|\bpwd|\bpin(?: (?:code|"
    r"number|no\.?))?(?![a-z])|暗号|密钥|\bsecret key|\bapi key)"
    rf"{_LINK}(?P<value>(?:(?<=pin )[0-9](?: [0-9]){{3,5}}(?![0-9])|[!-~]{{4,40}}))"
)
_OTP: Final = re.compile(
    r"(?:动态(?:口令|密码|码)|验证码|校验码|一次性(?:短信)?(?:密码|口令)|短信(?:密码|口令|码)|短讯密码|"
    r"确认码|授权码|认证码|激活码|"
    r"\botp\b|one[- ]time (?:pass(?:word|code)|code|pin)|verification code|security code|"
    r"auth(?:entication|orisation|orization)? code|passcode|"
    r"confirmation code|sms code|2fa code|access code|tan\b)(?:号|\(otp\)|短信)?"
    rf"{_LINK}(?:g-)?(?P<value>[0-9](?:[ \-]?[0-9]){{3,7}})(?![0-9]|[ ]?(?:[年月日位分秒个元%]|[-/.][0-9]))"
)
_OTP_BEFORE: Final = re.compile(
    r"(?<![0-9])(?P<value>[0-9]{4,8})(?:是|为|\bis\b| is)(?:您的|你的|本次|your|"
    r"the)?[^,。;\n]{0,14}(?:验证码|动态码|动态密码|校验码|口令|verification code|one[- ]time|otp|"
    r"security code|passcode)"
)
_OTP_LABEL: Final = re.compile(r"动态|验证|校验|一次性|短信|短讯|otp|one[- ]time")
_PASSWORD_HINTS: Final = ("密", "口令", "pass", "pwd", "pin", "暗号", "api key", "secret")
_OTP_HINTS: Final = ("动态", "验证", "校验", "一次性", "短信", "短讯", "码", "口令", "otp", "one", "code", "tan")
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

    def find(self, reading: Reading) -> Iterator[Found]:
        """Values behind a label."""
        for match in _PASSWORD.finditer(reading.text) if reading.mentions(_PASSWORD_HINTS) else ():
            if _OTP_LABEL.search(reading.before(match.start("link"), 18)):
                continue
            value = match["value"].rstrip(_TRAILING) or match["value"]
            end = match.start("value") + len(value)
            if _is_secret(reading, match, value, end):
                yield Found("credential", match.start("value"), end, 0.9, "label", "value behind the word password")
        if reading.numbers and reading.mentions(_OTP_HINTS):
            for pattern in (_OTP, _OTP_BEFORE):
                for match in pattern.finditer(reading.digits):
                    yield Found("otp", *match.span("value"), 0.86, "label", "value of a one-time code")


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
