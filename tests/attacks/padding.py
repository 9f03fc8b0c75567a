"""Innocent sentences put beside an offence: what they say is true and polite, and excuses nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from app.model.message import Message
from app.model.verdict import Verdict
from app.model.vocabulary import Decision, Language, RuleStatus, Severity
from app.publishing.examples import example_message
from app.review import review
from tests.test_rules import bundled, compiled

HAN_PADS = {
    "fraud": "如遇诈骗请立即报警。",
    "risk": "投资有风险，入市需谨慎。",
    "polite": "感谢您一直以来的支持与信任，祝您生活愉快、工作顺利，如有任何疑问欢迎随时拨打客服热线咨询。",
    "education": "请您仔细阅读产品说明书，了解产品特点，根据自身风险承受能力审慎决定。",
    "complaint": "对于给您带来的不便我们深表歉意，我们会认真核实您反映的问题并在十五日内答复。",
    "notice": "我行营业时间为周一至周五九点至十七点，节假日安排请以网点公告为准。",
    "denial": "我行不会向您索要密码和验证码。",
}
LATIN_PADS = {
    "fraud": "If you suspect a scam, report it to us at once.",
    "risk": "Investments can go down as well as up.",
    "polite": "Thank you for being a customer. If there is anything else we can help you with, please let us know.",
    "education": "Please read the key documents and think about whether this is right for your circumstances.",
    "complaint": "We are sorry for the inconvenience and will look into what you told us within fifteen days.",
    "notice": "Our branches are open Monday to Friday from nine to five, except on public holidays.",
    "denial": "We never ask for your password or passcode.",
}


@dataclass(frozen=True, slots=True)
class Padded:
    """A message that is blocked when it stands alone, and what was put beside it."""

    rule_id: str
    kind: str
    message: Message

    @property
    def verdict(self) -> Verdict:
        return review(self.message, compiled())


@cache
def blocked() -> tuple[tuple[str, Message], ...]:
    """Examples of blocking rules, of one part, that are blocked by themselves."""
    made = [
        (rule.id, example_message(rule, example))
        for rule in bundled().rules
        if rule.severity is Severity.BLOCK and rule.status is RuleStatus.ACTIVE
        for example in rule.examples
        if example.violates
    ]
    return tuple(
        (rule_id, message)
        for rule_id, message in made
        if len(message.parts) == 1 and review(message, compiled()).decision is Decision.BLOCK
    )


def padded(every: int = 1) -> Iterator[Padded]:
    """Each ``every``-th blocked message with each padding before it, behind it, and all of them around it."""
    for rule_id, message in blocked()[::every]:
        text = message.parts[0].text
        latin = message.language is Language.EN or text.isascii()
        pads = LATIN_PADS if latin else HAN_PADS
        gap = " " if latin else ""
        everything = gap.join(pads.values())
        texts = {f"{kind} before": f"{pad}{gap}{text}" for kind, pad in pads.items()}
        texts |= {f"{kind} behind": f"{text}{gap}{pad}" for kind, pad in pads.items()}
        texts["all around"] = f"{everything}{gap}{text}{gap}{everything}"
        for kind, padded_text in texts.items():
            part = replace(message.parts[0], text=padded_text)
            yield Padded(rule_id, kind, replace(message, parts=(part,)))
