"""Whether a message promotes a product that it names."""

import re
from typing import Final

from app.detectors.context import contexts_of
from app.detectors.product_facts.mentions import Mention
from app.detectors.product_facts.reading import PartReading
from app.model.detection import Context
from app.model.span import Span

_CUE: Final = re.compile(
    r"认购(?![期费金价日份协确])|申购(?![期费金价日份协确])|购买(?![日价记金份协])|抢购|选购|热销|热卖|热售|发售|在售|开售|正在销售|预约|抢占|"
    r"推荐|首选|优选|欢迎|诚邀|邀请|立即|马上|赶紧|速来|名额|额度有限|限量|限时|上新|新发|重磅|火热|配置|入手|"
    r"买入|存入|转入|办理|申请|申办|(?<!再)投资(?!者|人|有风险|须|需|风险|范围|经理|标的|性质|期|方向|周期|于|损失|收益)|"
    r"适合|面向|专属|专为|为您准备|"
    r"\b(?:buy|purchase|invest(?= )|subscribe|apply|available now|on sale|now open|don't miss|get yours|grab|"
    r"recommend(?:ed)?|suitable for|designed for|hurry|limited)\b"
)
# The customer has bought already, or can no longer.
_DONE: Final = re.compile(
    r"(?:您|你|已|已经|所|曾|此前|之前|前期)(?:经|在我行)?(?:购买|认购|申购|投资|持有|办理|申请|买入)|(?:购买|认购|申购|持有)的(?:产品|理财|“)?|"
    r"停售|停止(?:销售|认购|申购|发售)|(?:已|已经)(?:售罄|结束|截止|下架|到期|终止|停止|不再)|不再(?:销售|发售|接受|办理|受理)|"
    r"\b(?:you (?:bought|purchased|hold|own)|your holding|sold out|closed|no longer|discontinued|has ended|matured)\b"
)
_LATER: Final = re.compile(r"将于|即将|拟于|敬请期待|\b(?:will (?:be|open|start|launch)|coming soon|from \d)\b")
_DENIED: Final = (Context.NEGATED, Context.QUOTED_AS_WARNING, Context.CUSTOMER_WORDS, Context.QUESTION)


def is_promoted(part: PartReading, mention: Mention) -> bool:
    """True when the mention's sentence, or a sentence that names no product, asks the reader to take the product."""
    return _asks(part, mention, _DONE)


def is_promoted_now(part: PartReading, mention: Mention) -> bool:
    """As `is_promoted`, but an announcement of a sale to come does not count."""
    return _asks(part, mention, _DONE) and not _LATER.search(_words(part, part.sentence(mention.span)))


def _asks(part: PartReading, mention: Mention, excuse: re.Pattern[str]) -> bool:
    own = part.sentence(mention.span)
    if excuse.search(_words(part, own)):
        return False
    sentences = [own]
    if len(part.sheets) == 1:
        sentences += [sentence for sentence in part.part.sentences if sentence != own]
    return any(_has_cue(part, sentence, excuse) for sentence in sentences)


def _has_cue(part: PartReading, sentence: Span, excuse: re.Pattern[str]) -> bool:
    words = _words(part, sentence)
    if excuse.search(words):
        return False
    for match in _CUE.finditer(words):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        contexts = contexts_of(part.part, span)
        if not any(context in contexts for context in _DENIED):
            return True
    return False


def _words(part: PartReading, sentence: Span) -> str:
    """The sentence with products' names blanked: a name may hold any word."""
    text = list(part.part.text[sentence.start : sentence.end])
    for mention in part.mentions:
        for index in range(max(mention.span.start, sentence.start), min(mention.span.end, sentence.end)):
            text[index - sentence.start] = "\x00"
    return "".join(text)
