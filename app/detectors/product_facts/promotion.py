"""Whether a sentence promotes a product."""

import re
from typing import Final

from app.detectors.context import contexts_of
from app.model.detection import Context
from app.model.span import Span
from app.text.normalize import NormalizedText

_CUE: Final = re.compile(
    r"认购(?![期费金价日份协确])|申购(?![期费金价日份协确])|购买(?![日价记金份协]|[^,。;!?\n]{0,24}前)|抢购|选购|热销|热卖|热售|发售|在售|开售|正在销售|预约|抢占|"
    r"推荐|首选|优选|欢迎|诚邀|邀请|立即|马上|赶紧|速来|名额|额度有限|限量|限时|上新|新发|重磅|火热|配置|入手|"
    r"买入|存入|转入|办理|申请|申办|(?<!再)投资(?!者|人|有风险|须|需|风险|范围|经理|标的|性质|期|方向|周期|于|损失|收益|组合|债|资产|管理|运作|、|策略|比例)|"
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


def is_done(words: str, sentence: Span) -> bool:
    """True for a sentence about a product that the reader has already, or can no longer get."""
    return _DONE.search(words, sentence.start, sentence.end) is not None


def is_to_come(words: str, sentence: Span) -> bool:
    """True for a sentence that announces a sale to come."""
    return _LATER.search(words, sentence.start, sentence.end) is not None


def asks(part: NormalizedText, words: str, sentence: Span) -> bool:
    """True when the sentence asks the reader to take a product. ``words`` is the text with names blanked."""
    if is_done(words, sentence):
        return False
    for match in _CUE.finditer(words, sentence.start, sentence.end):
        contexts = contexts_of(part, Span(*match.span()))
        if not any(context in contexts for context in _DENIED):
            return True
    return False
