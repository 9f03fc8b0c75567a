"""Sentences that stand at the end of any message and say nothing of what else is in it.

"If you meet with a fraud, call the police" makes no text one that warns of fraud, and "investing involves risk" takes
no promise back: a word of such a sentence excuses nothing elsewhere (context ``stock-sentence``). A sentence with a
quotation in it is never one.
"""

from typing import Final

from app.detectors.cues import compile_cues

LONGEST: Final = 110
"""Characters, normalised; Latin twice as many."""

_STOCK: Final = compile_cues(
    r"\s*(?:"
    # fraud and secrets
    r"(?:如|若|如果|一旦)(?:您|你)?(?:遇到?|发现|收到|接到|怀疑)[^,。;“”]{0,14}(?:诈骗|骗局|可疑|欺诈|冒充|陌生)[^,。;“”]{0,12},?"
    r"[^。“”]{0,30}(?:报警|举报|拨打|联系|挂断|110|96110|核实)[^。“”]{0,20}|"
    r"(?:请|敬请|温馨提示:?)?(?:您)?(?:谨防|警惕|提防|慎防|严防|当心|注意防范|防范)(?:电信|网络|各类|新型|非法|金融|投资|网上|假冒)*"
    r"(?:诈骗|骗局|欺诈|陷阱|集资|骗子|骗徒)[^。“”,]{0,8}|"
    r"(?:我行|本行|我们|我司|本公司|银行|客服|工作人员|任何银行)(?:及工作人员)?(?:绝|决|从)?(?:不会|不)(?:以任何(?:方式|理由|形式))?"
    r"(?:向您|主动|向客户)?(?:索要|索取|询问|要求|收取)[^。“”]{0,24}(?:密码|验证码|费用)[^。“”]{0,14}|"
    r"(?:请勿|切勿|不要|勿|请不要)(?:向(?:任何人|他人|陌生人)|轻易|随意)?(?:透露|泄露|告知|提供|点击|转发)[^。“”]{0,24}"
    r"(?:密码|验证码|链接|信息)[^。“”]{0,12}|"
    # risk and reading
    r"(?:温馨提示:?|风险提示:?)?(?:投资|理财|市场|基金|股市|产品|期货|交易)?有风险,?(?:入市|投资|理财|购买|选择|交易|决策)?(?:需|须|请)?"
    r"(?:谨慎|审慎)[^。“”,]{0,12}|"
    r"(?:请|敬请|建议|提醒)?(?:您|投资者|客户)?(?:务必)?(?:在?[^,。“”]{0,8}前)?(?:仔细|认真|详细)?阅读[^。“”]{0,30}"
    r"(?:说明书|合同|条款|揭示书|文件|资料)[^。“”]{0,60}|"
    r"(?:具体|详情|最终)?[^,。;“”]{0,20}(?:以|请见|详见)[^,。;“”]{0,14}(?:公告|公示|网点|官网|合同|条款)(?:为准)?|"
    # manners
    r"(?:再次)?(?:感谢|谢谢|多谢|祝|顺祝)[^。“”]{0,70}|"
    r"(?:如有|若有|如您有|如果您有)(?:任何|其他)?(?:疑问|问题|需要|需求)[^。“”]{0,60}|"
    r"(?:对于?|因此|由此)?[^,。;“”]{0,24}(?:不便|困扰)[^,。;“”]{0,10}(?:歉意|抱歉|致歉|谅解)[^。“”]{0,50}|"
    r"(?:我行|本行|网点|营业厅|本公司)?(?:的)?(?:营业|服务|办公)时间[^。“”]{0,60}|"
    # the same in English
    r"if you (?:suspect|think|believe|receive|get|spot)[^.“”\"]{0,40}(?:scam|fraud|phishing|suspicious)[^.“”\"]{0,60}|"
    r"(?:please )?(?:beware of|be alert to|watch out for|stay alert to) (?:\w+ ){0,2}"
    r"(?:scams?|fraud|fraudsters|phishing)|"
    r"we(?:'ll| will)? never ask (?:you )?(?:for|to)[^.“”\"]{0,60}|never share your[^.“”\"]{0,60}|"
    r"(?:all )?(?:investments?|investing|trading)(?: \w+){0,3} (?:risks?|can go down[^.“”\"]{0,30})|"
    r"please (?:take time to )?read[^.“”\"]{0,120}|"
    r"(?:thank you|thanks|best wishes|kind regards)[^.“”\"]{0,80}|"
    r"(?:if|should) (?:you have|there is|there's|you need)[^.“”\"]{0,90}"
    r"(?:let us know|contact|call|ask|touch|help)[^.“”\"]{0,40}|"
    r"(?:we are|we're|i am|i'm)? ?(?:very |so )?sorry for (?:the|any)[^.“”\"]{0,110}|"
    r"(?:our )?(?:branches|lines|offices) (?:are )?open[^.“”\"]{0,90}"
    r")[。.!;]?\s*"
)


def is_stock(sentence: str) -> bool:
    """Whether the whole ``sentence`` (normalised) is one that goes with anything."""
    longest = 2 * LONGEST if sentence.isascii() else LONGEST
    return len(sentence) <= longest and _STOCK.fullmatch(sentence) is not None
