"""E-mail addresses, also disguised ones: ``li.hua#example.org``, ``jane dot doe at example dot com``."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.cues import is_example
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

_HINT: Final = re.compile(r"[@#]|[(\[{<_* ]at[)\]}>_* ]|艾特|圈a|小老鼠|\(a\)|\[a\]")
_SIGNS: Final = ("@", "#", "at", "艾特", "圈a", "小老鼠", "(a)", "[a]")
_DISGUISES: Final = (
    "#",
    "@ ",
    " @",
    "[at",
    "(at",
    "{at",
    "<at",
    "*at",
    "_at_",
    "艾特",
    "圈a",
    "小老鼠",
    "dot",
    "点",
    "(a)",
    "[a]",
    " at ",
    "。",
)
_DOT: Final = r"(?:\.| ?[(\[{<]dot[)\]}>] ?| dot | ?点 ?| \. ?|。)"
_TLD: Final = (
    r"(?:com|cn|net|org|edu|gov|io|me|co|uk|hk|tw|mo|us|eu|de|fr|info|biz|ai|app|dev|cc|top|vip|xyz|"
    r"online|bank|money|finance|"
    r"example|test|invalid|localhost)"
)
_LABEL: Final = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?"
_PLAIN: Final = re.compile(
    rf"(?<![a-z0-9._%+\-*×●•█■□○◯…])[a-z0-9_][a-z0-9._%+\-]{{0,63}}@{_LABEL}(?:\.{_LABEL}){{1,4}}"
)
_DISGUISED: Final = re.compile(
    rf"(?<![a-z0-9._%+\-*×●•█■□○◯…])(?P<local>[a-z0-9][a-z0-9_%+\-]{{0,40}}(?:{_DOT}[a-z0-9][a-z0-9_%+\-]{{0,40}}){{0,3}})"
    r"(?P<at> ?[@#] ?| ?[(\[{<]at[)\]}>] ?| ?\*at\* ?|_at_| ?(?:艾特|圈a|小老鼠) ?| at | ?[(\[]a[)\]] ?)"
    rf"(?P<domain>{_LABEL}(?:{_DOT}{_LABEL}){{0,3}}(?:{_DOT}){_TLD})(?![a-z0-9\-])"
)
_WORDS: Final = frozenset(
    [
        "me",
        "us",
        "them",
        "it",
        "is",
        "look",
        "visit",
        "found",
        "find",
        "meet",
        "see",
        "available",
        "apply",
        "online",
        "now",
        "open",
        "sign",
        "here",
        "shop",
        "call",
        "email",
        "mail",
        "contact",
    ]
)
_MAIL_LABEL: Final = re.compile(r"(?:mail|邮箱|邮件|电邮|邮址|contact|信箱)[^。;]{0,24}$")
# Local parts that belong to a role, not to a person.
_ROLE: Final = re.compile(
    r"(?:service|services|info|information|support|help|helpdesk|contact|contactus|fraud|complaints?|"
    r"xiaobao|kefu|kf|cs|admin|"
    r"no-?reply|donotreply|hr|press|media|ir|investor(?:s|relations)?|marketing|sales|compliance|privacy|"
    r"dpo|enquir(?:y|ies)|"
    r"inquir(?:y|ies)|hello|feedback|tousu|webmaster|postmaster|security|abuse|customer[._\-]?(?:service|"
    r"support|care|services)|"
    r"customers?|client[._\-]?services?|jobs|careers|recruit(?:ment)?|legal|billing|report|reports|"
    r"phishing|alerts?|notifications?|"
    r"mail|email|office|team|cards?|loans?|mortgages?|banking|ebank|wealth|claims?|underwriting|disputes?|"
    r"jubao|xf|zhaopin|zixun|"
    r"phish|spoof|scams?|business|lending|pensions?|savings|isas?|invest(?:ments?|ing)?|insurance|commercial|corporate|"
    r"treasury|payments?|branch|appointments?|members?|membership|bereavement|probate|estates?|hardship|arrears|"
    r"collections?|recover(?:y|ies)|renewals?|policies|quotes?|"
    r"public|pr|news|newsletter|subscribe|unsubscribe|ombudsman|whistleblow(?:er|ing)?|consumer|"
    r"cards?ervices?|care|12378|9[56][0-9]{3})"
    r"(?:[._\-+0-9].*)?"
)
_OFFICIAL: Final = re.compile(
    r"(?:官方|客服|投诉|举报|咨询|消保|维权|服务|公司|我行|本行|对公|official|complaints?|support|"
    r"customer service|fraud|helpdesk|our)"
    r"(?:电子)?(?:邮箱|邮件|电邮|信箱|e?-?mail)[^。;]{0,10}$"
)


class Emails(Recognizer):
    """Mail addresses of persons."""

    ENTITIES = ("email",)

    def may_find(self, reading: Reading) -> bool:
        """It takes a sign or a word for it."""
        return reading.has_letters and reading.mentions(_SIGNS)

    def find(self, reading: Reading) -> Iterator[Found]:
        """Plain addresses first; disguised ones only where something hints at them."""
        if not _HINT.search(reading.text):
            return
        if "@" in reading.text:
            for match in _PLAIN.finditer(reading.text):
                if _is_personal(reading, match, match.group().split("@")[0]):
                    yield Found("email", *match.span(), 0.95, "shape", "mail address")
        if not reading.mentions(_DISGUISES):
            return
        for match in _DISGUISED.finditer(reading.text):
            if match["at"] == " at " and not _is_spelled(reading, match):
                continue
            if _is_personal(reading, match, match["local"]):
                yield Found("email", *match.span(), 0.9, "shape", "disguised mail address")


def _is_spelled(reading: Reading, match: re.Match[str]) -> bool:
    """True when ``x at y`` is meant as an address, and not as English."""
    if match["local"].split(" ")[0] in _WORDS and " dot " not in match["local"]:
        return False
    return " dot " in match.group() or _MAIL_LABEL.search(reading.before(match.start(), 30)) is not None


def _is_personal(reading: Reading, match: re.Match[str], local: str) -> bool:
    if _ROLE.fullmatch(local) or is_example(reading, *match.span()):
        return False
    return _OFFICIAL.search(reading.before(match.start(), 24)) is None
