"""Quotations whose words the text itself turns down: warnings, corrections, training, complaint replies, notices.

A quotation counts as turned down when the words around it (never those inside it or inside another one) say so, or
when the text reports who said it and says that it was wrong. Quotation marks alone excuse nothing: a slogan in marks
stays a slogan, and where the text goes on to offer something of its own, a report does not excuse either. Crossed lines
of a list (🚫 …) are read like quotations that need a denouncing sentence behind them.
"""

import re
from collections.abc import Sequence
from typing import Final

from app.detectors.cues import compile_cues
from app.model.span import Span

_BEFORE: Final = 80
_AFTER: Final = 90
_HEAD: Final = 80

_CURLY: Final = compile_cues(r"“([^“”\n]{1,200})”")
_STRAIGHT: Final = compile_cues(r'"([^"\n]{1,200})"')

# Right before a quotation: do not say, delete, beware of …
_TURNS_DOWN_BEFORE: Final = compile_cues(
    r"(?:谨防|警惕|提防|慎防|严防|当心)(?!错过|踏空|后悔|手慢|没抢)|切勿|勿信|(?:不要|请勿|别|莫|勿)(?:轻易)?(?:相信|听信|轻信|理会|再?说|再?用|再?写|提|讲|使用|出现)|"
    r"(?:不要|别再|别往|不准|不许|严禁)再?(?:在|往|向|给|去)?[^,;。“”\"]{0,10}(?:群发|群里|圈|转)?(?:发|刷|转发|张贴)$|"
    r"(?:无需|不必|不用|无须|毋须)(?:委托|寻找|找|通过|理会|求助)|一个字也别说|别信|别被|莫信|不轻信|识破|抵制|举报|严禁|(?:识别|认清|远离|揭秘|揭露|曝光)(?=[^,;]*$)|禁止|禁用|杜绝|避免|"
    r"(?:不得|不应|不能|不可|不允许|不准|不许|不会|从不|绝不|决不)(?:再)?(?:使用|含有|出现|说|讲|用|写|以|宣传|承诺|称|作|有|向|对|"
    r"混淆|夸大|发布|标注|标榜)|不法分子|犯罪分子|诈骗分子|冒充|假冒|谎称|自称|标榜|鼓吹|所谓|删除|删去|删掉|去掉|改掉|"
    r"(?:违规|违法|非法|骗子|骗局|骗徒|陷阱|套路|诈骗|误导|误区|误解|谣言|负面清单|敏感词|禁用语|违禁词|话术)[^,;]{0,20}$|"
    r"\b(?:beware|warn(?:s|ed|ing)?|be (?:wary|cautious|suspicious) of|watch out|scam(?:s|mers?)?|fraud(?:ster|sters)?|"
    r"never (?:trust|say|use|write|promise|tell|claim|describe|advise)|avoid|steer clear|red flags?|must not|may not|"
    r"should not|no such thing as|no longer (?:call|say|use|describe|print)|"
    r"(?:ads?|adverts?|calls?|emails?|offers?|posts?|streams?|texts?|people|anyone|someone|strangers?)(?: \w+)? "
    r"(?:promising|claiming|offering|saying)|"
    r"(?:do not|don't|cannot|can't|won't|will not) (?:use|say|trust|believe|fall|write|describe|call|print|do|offer)|"
    r"prohibit(?:s|ed)?|banned|misleading|too good to be true|so-called|myth|misconception|stop saying|"
    r"listen (?:out )?for|a (?:stranger|scammer|fraudster|cold caller))\b|"
    r"\b(?:strike|delete|remove|drop|cut|replace|take out|change)"
    r"(?: the)?(?: words?| phrases?| claims?| lines?| wording)?(?: such as| like| including)?:?(?: ?[“\"]|$)"
)
# After a quotation, in its sentence or at the head of the next one.
_TURNS_DOWN_AFTER: Final = compile_cues(
    r"骗局|陷阱|诈骗|圈套|骗人|骗子|骗徒|套路|误导|误区|误解|误读|不可信|不能信|信不得|勿信|别信|切勿|不要相信|请勿|当心|警惕|提防|"
    r"不属实|与事实不符|不实|有误|不准确|不正确|不妥|不当|错误|是错|说法不对|不成立|不存在|没有这回事|子虚乌有|纯属虚假|"
    r"不合规|违规|违法|违反|不允许|不被允许|禁止|禁用|虚假|夸大|谎言|谣言|挂断|报警|举报|封锁|拉黑|醒醒|话术|字样|"
    r"等(?:宣传|表述|用语|词|说法|内容)|这(?:几|三|两|类|种)(?:句|个|条)?话|从未(?:说|承诺|宣传)|不会(?:说|这样|承诺|使用)|"
    r"删除|删去|删掉|改掉|去掉|改为|一律删|整改|处罚|罚款|更正|致歉|道歉|并不是|并非|不代表|不是(?:我|本|该|这)|"
    r"可疑|起手式|开场白|伎俩|并无依据|没有依据|伪概念|假概念|不是(?:答案|理由)|根本?查(?:不到|无)|假的(?![吗么])|(?:更名|改名)为\s?[“\"]|为什么(?:不能|不可以)(?:用|写|说)|谁(?:就)?有问题|肯定有问题|(?:就|都|必)有(?:猫腻|鬼|诈)|"
    r"踩(?:了|中|着)?(?:大|[一二三四五六七八九几两\d]+个)?(?:坑|雷)|都是坑|是个坑|犯法|接货|接盘|"
    r"没(?:有)?(?:谁|人|哪家|哪个人|任何人)(?:能|敢|可以)(?:给|说|讲|写)(?:出|得出)?(?:您|你|得起)?这(?:句|种|样)|"
    r"(?:得|要|赶紧|赶快|快点|转身就|抬腿就|马上就)(?:跑|走)(?=[,。!?;”\"\s)]|$|[人开远])|"
    r"\b(?:(?:is|are|was|were|'s) (?:a |an |the )?(?:(?!not\b|never\b|no\b)\w+ ){0,2}"
    r"(?:scams?|fraud|false|misleading|untrue|wrong|incorrect|lies?|"
    r"myths?|trick|prohibited|banned|promissory|red flags?)|not true|isn't true|(?:warning|red) (?:sign|flag)s?|scams?|"
    r"should never|should make you|report (?:it|them)|walk away|hang up|"
    r"(?:don't|doesn't|do not|does not) exist|(?:don't|do not) (?:rely|count|bank) on (?:that|it|this)|"
    r"(?:is|are) best ignored|\bstays? off\b|"
    r"\bis how (?:they|scammers|criminals|most of the)\b|\bbreaks? (?:federal |state |the )?(?:law|rules)\b|"
    r"\bonly as good as\b|raised eyebrow|\bbe (?:careful|wary|suspicious)\b|\b(?:is|are) (?:all )?fakes?\b|"
    r"\bit wasn't\b|\bwe (?:don't|do not) lend that way|\bhow one of our own\b|report (?:fraud|anyone)|"
    r"\bis (?:a |just a |only a )?term of art|^[?.!]?[\"”][?.!]? no[.,]|"
    r"\bfraud\b|no longer (?:use|say|describe)|don't believe|do not believe|no (?:genuine|"
    r"legitimate|real|honest) \w+|must be (?:removed|deleted)|false\b|neither)"
)
# These take a cue back: 不是骗局, not a scam, "others call it a scam".
_TAKEN_BACK: Final = compile_cues(
    r"(?:不是|并非|绝非|不属于|没有|无|零|不算|哪是|哪里是|怎么(?:会|可能)是|不怕|唔系|(?:别人|人家|有人|都|他们)(?:都)?说(?:这)?是)"
    r"[^,。!?;\n]{0,3}$|(?:不|唔|冇|没|别怕|不会|从不|像|像是|像个|谁说|谁说是|哪里|何曾)$|"
    r"(?:错过|不买|不跟|没买|不上车)(?:了|就|的|才)?(?:会|要|等着)?$|(?:别的|别家|别人家?|其他家?|外面的?|同行)(?:的)?(?:都|全|才)?(?:是)?$|[买选跟投]别$|"
    r"\bother(?:s| \w+)? $|"
    r"\b(?:sounds?|looks?|seems?|smells?) like(?: a| an)?\s*$|"
    r"\b(?:not|isn't|no|never|aren't|hardly|(?:say|said|call|called) (?:it|this)(?: is| was)?)(?: a| an)?\s*$"
)
# Behind such a word the text speaks of its own offer.
_OWN_OFFER: Final = compile_cues(
    r"(?:但|而|只有|不过|可是|可|唯有|惟有)(?:是)?(?:我|咱|本(?:行|司|产品|基金|平台|群)|这[款只个]|呢只)(?:们|行|司|家|公司)?"
    r"(?!.{0,2}(?:从|不|没|未|可以明确|要提醒|得提醒|必须|需要|已|会|高度|非常|认为))|我们(?:这|家|的产品|就是|真的|敢)|"
    r"咱(?:们)?(?:这|家)|我家|就选我|"
    r"(?<=[,;])(?:我|咱|本)(?:们|行|司|公司)的?(?:产品|理财|基金|保险|平台|存款)(?!.{0,2}(?:从|不|没|未))|"
    r"\b(?:but (?:we|our|this|with us|here)|ours|our (?:own|plan|fund|product|system|bot)|unlike|with us)\b"
)
# Words that make a quotation the text's own, whatever else is said around it: the right wording of a correction, a
# claim that it holds.
_STANDS_BY_BEFORE: Final = compile_cues(
    r"(?:改为|改成|改作|更正为|应为|应当?是|换成|换为|正确(?:的)?(?:说法|表述|写法|内容)?(?:是|为|应为)|其实是|"
    r"实际(?:上)?是|事实是|敢说|真正的?)"
    r"[:,]?\s?[“\"]$|"
    r"\b(?:should (?:read|have read|say|be)|corrected to|replaced? (?:it )?(?:with|by)|changed? (?:it )?to|"
    r"the truth is|in fact(?: it is)?)[:,]? ?[“\"]$"
)
_STANDS_BY_AFTER: Final = compile_cues(
    r"[”\"][,]?\s?(?:这)?(?:(?:句话)?(?:确实|完全|千真万确|句句|都|全部|也)?(?:属实|是真的|不假|没错|当真|有保障|可信)(?![吗么?])|千真万确|"
    r"说到做到|绝不食言|言出必行|以此为准|照此(?:办理|执行|兑付)?|就是我们|是(?:我们|本行|我行|本公司|本产品)的?(?:正式|郑重)?(?:承诺|保证))|"
    r"[”\"][.,]? (?:is (?:true|real|our promise|what we promise)|holds|and we mean it|we mean it)\b"
)
# Who said it: a report. It needs a word of regret, finding or refusal somewhere outside the quotations.
_REPORTS: Final = compile_cues(
    r"(?:称|说|讲|写|载|承诺|表示|宣传|告诉|告知|反映|投诉|提到|提及|听到|听说|印有|标有|写有|含有|出现|使用|发布|声明|"
    r"[说讲]过|来信|留言|所指)(?:的|过|了|着|有|是|您|你|我|他|她|为|到|这|只|产品|本金|收益|\s|:|,){0,6}$|"
    r"\b(?:said|says|told|tells|tell|claimed|claims|promised|promises|wrote|writes|stated|advertised|described|"
    r"called|quoted|asserted|offers?|offered|heard|saying|read|headed|headlined|titled|entitled|labell?ed)\b[^.;!?]{0,40}$"
)
_REGRETS: Final = compile_cues(
    r"违反|违规|不当|有误|不实|与事实不符|错误|不准确|不对|更正|勘误|整改|致歉|道歉|抱歉|歉意|核查|核实|调查|彻查|"
    r"已(?:对其|责令|停|处理)|处罚|罚款|责令|监督管理措施|警示函|误导|骗|并不是|并非|不是本|不代表|没有这|从未|"
    r"不(?:能|会|得|应|该|作|做|存在)(?:这样|如此|这么|此类|任何)?(?:说|讲|承诺|保证|宣传)|不保证|不承诺|不保本|"
    r"\b(?:wrong|untrue|false|not true|misle(?:d|ading)|apologi[sz]e|sorry|correction|corrected|retract|"
    r"penalt(?:y|ies)|fined|violat\w+|"
    r"review(?:ing|ed) the call|investigat\w+|should never|look into|not guaranteed|no such|"
    r"does not|do not|cannot|can't|isn't|is not|doesn't (?:follow|work|exist|hold)|don't (?:sell|offer))\b"
)
# At the head of a text that is about wording.
_ABOUT_WORDING: Final = compile_cues(
    r"(?:消费|风险|安全|防骗|反诈|投资|合规|防诈)(?:者)?(?:提示|提醒|警示|教育|培训|复盘|课堂|知识|自查|检查)|普法|以案说险|以案释法|"
    r"(?:法院|法官|检察[院官]?|警方|公安|民警|监管|金管局|积金局|证监会|消委会|消保委|金管会|银行公会|行业协会)[^,。“”\"]{0,4}(?:提示|提醒|忠告|说法|告诫)(?=[:,。\s“\"]|[您你]|大家|各位|消费者|市民|公众|群众)|"
    r"案例|投教|警示|辟谣|反诈|打非|315|3·15|(?:员工|新人|岗前|内部)?培训|复盘|学习笔记|内部(?:学习|通报)|"
    r"更正|勘误|澄清|自查|审稿|审校|审核意见|修改意见|监管函|监管意见|检查发现|处罚决定|判断(?:题|对错|正误)|辨析|小测|识别骗子|"
    r"骗案手法|诈骗手法|骗徒手法|"
    r"\b(?:training|compliance (?:note|reminder|tip|review)|scam (?:alert|watch)|fraud (?:alert|warning)|"
    r"security (?:tip|alert)|teach-in|readers' letters|note to our (?:creators|partners|affiliates|writers)|"
    r"final response|spot the (?:patter|pitch|scam)|"
    r"investor (?:alert|education)|correction|checklist|copy review|advertising review|marketing qa|qa notes|quiz|"
    r"true or false|myth|enforcement|the regulator found|"
    r"(?:words|phrases|sentences|lines|claims|expressions)(?: and \w+)?,? "
    r"(?:that (?:are|should|must|will|end)|to (?:avoid|watch|be careful)|which (?:are|must)|we (?:don't|do not|never)|"
    r"you (?:must|should|may|can)(?:n't| not| never)|not allowed|(?:pulled|taken) from)|"
    r"(?:spot|spotting|how to spot)(?: the| a)? (?:\w+ ){0,2}(?:scams?|frauds?|fakes?|claims|phish\w*)|"
    r"(?:phishing|fraud|scam) (?:drill|test|watch)|listen for|glossary|jargon buster|warning signs)\b"
)
_OFFERS: Final = compile_cues(
    r"扫码|加(?:我)?微信|加v|私信|私我|私聊|进群|限时|抢购|抢|手慢|上车|立即(?:认购|申购|购买|加入|投资|开户)|名额|欢迎(?:认购|申购|"
    r"购买|加入)|报名|就选|回复\d|加line|inbox|\b(?:dm|join (?:us|now|today)|sign up|act now|invest (?:now|today)|"
    r"whatsapp me|message me|limited (?:spots|places))\b"
)
# What a text says of quotations that stand further up: only words that leave no doubt.
_DENOUNCES: Final = compile_cues(
    r"都是坑|(?:都|全|才|就|统统|一律)是(?:骗|假|诈骗|陷阱|圈套)|是骗人的|--?>?\s?假的|→\s?假的|没(?:有)?然后了|血本无归|"
    r"(?:转身|抬腿)就?(?:走|跑)(?![赢着来])|(?:请|应|要)?(?:立即|马上|直接|尽快)(?:挂断|报警|举报|拉黑|封锁|远离)|长点心|犯法|"
    r"经查.{0,24}(?:境外|操纵|虚假|无牌|没有牌照|未取得|没有备案|查无)|根本(?:出|提|取|拿)不(?:出|了|到)|"
    r"没有合法的|只剩一纸|头像(?:变|就|都)?灰|人间蒸发|正规(?:机构|贷款|银行|平台)[^。!?]{0,8}(?:不收|不会|绝不|从不)|"
    r"再也(?:联系|提|打|找)不|"
    r"\b(?:report (?:it|them|this) (?:and|to|at)?|report it|don't (?:reply|respond|engage)|hang up|walk away|"
    r"(?:is|are|was|were) (?:a |all )?(?:scams?|fraud|fake)|(?:second|first|rest|conclusion) doesn't follow|"
    r"nobody who does is|put the phone down|no legitimate (?:firm|company|lender|bank)|"
    r"legitimate (?:firms|companies|lenders) (?:can't|cannot|won't|never)|tell action fraud|"
    r"we (?:don't|do not) (?:sell|offer) (?:these|this|them|any)|"
    r"lost (?:everything|the lot|it all))\b"
)
# Who sells does not denounce: wider than `_OFFERS`, because the denouncing words may be about somebody else.
_SELLS: Final = compile_cues(
    r"认准|给[您你]|别家|别人家|同行|错过|来就对|找我|联系我|来我|跟我|跟着|跟上|找对|选对|进对|我们?(?:群|不会|不骗|才|是真|靠|提供|给|带|保证|推出|这里|会员|平台)|"
    r"本(?:群|平台|团队|店|会所)|真正的|真的在|正规的?(?:在|就|渠道)|放心(?:买|投|做|跟|入)|认购|申购|下单|"
    r"\b(?:only (?:we|us|with)|come to us|trust us|choose us|with me|try (?:us|our|it)|"
    r"our (?:clients?|members?|investors?)|"
    r"(?:we|ours) (?:are|is|really|actually|do|deliver|pay|guarantee)|we're (?:different|real|not))\b"
)
# How somebody came to hear it is no offer to come along.
_LED_IN: Final = compile_cues(
    r"(?:拉|骗|哄|忽悠|让|叫)(?:了)?(?:我|他|她|人|老人|长辈|爸妈)(?:们)?(?:进|入|加)(?:了)?群"
)
# What many believe, and the years that show otherwise.
_BELIEF: Final = compile_cues(
    r"(?:很多|不少|好多|许多|总有|常有)(?:人|朋友|客户|投资者)[^。;!?“”\"]{0,14}[“\"]$|"
    r"\b(?:plenty of|many|most|some|lots of) (?:people|savers|investors|buyers)\b[^.;!?“”\"]{0,24}[“\"]$"
)
_BELIED: Final = compile_cues(
    r"[可但却]|事实上|实际上|\b(?:yet|but|in fact|although|though)\b",
)
_FALLS: Final = compile_cues(
    r"跌(?:到|了|咗|去|过|幅|超)|腰斩|亏(?:了|损|掉)|蚀咗|\b(?:fell|lost|dropped|crashed|halved|fallen)\b"
)
_CROSSED_LINE: Final = compile_cues(r"(?m:^[ \t]*(?:🚫|❌|⛔|✖|✗|✘|🙅)\ufe0f?\s*([^\n]{2,80})$)")
# A quiz names its right answer; every other lettered quotation is wrong.
_RIGHT_ANSWER: Final = compile_cues(
    r"(?:答案|正确答案|correct answer|answer)(?:只有|就是|应是|应该是|是|为|:| is|: ?)\s*([a-e])(?![a-z])"
)
_LETTER: Final = compile_cues(r"(?:^|[^a-z])([a-e])[.、:) ]{0,2}[“\"]$")
# How many complaints a quotation is the subject of: “…”9件.
_COUNTED: Final = compile_cues(
    r"[”\"](?:的|类|等|方面|问题|投诉|举报|工单|来电){0,3}[:,]?\s*(?:共|有|计)?(?:\d+|[一二三四五六七八九十百两]+)(?:件|宗|笔|起|单|例)(?=[,、。;()\s]|$)"
)
_COMPLAINTS: Final = compile_cues(r"投诉|举报|申诉|信访|纠纷|complaints?")
# The answer of a quiz: (×), (错), (False).
_MARKED_WRONG: Final = compile_cues(
    r"[^。!?;\n()]{0,24}[。!?.”\"']{0,3}\s*(?:\((?:×|x|✗|✘|✖|❌|错误?|f|false|否|不对)\)|(?:×|✗|✘|✖|❌|false[.!]|错[。!]))"
)
# Earlier quotations of the same list, blanked, and the mark that opens this one.
_LISTED: Final = compile_cues(r"(?:[“”\"\x00、和与及或 ]|(?<=[”\"]),| and | or )+$")


def quotations(text: str) -> tuple[Span, ...]:
    """The insides of the quotation marks of ``text``, in order; each pair within one line."""
    found = [Span(match.start(1), match.end(1)) for match in _CURLY.finditer(text)] if "“" in text else []
    if '"' in text:
        straight = [Span(match.start(1), match.end(1)) for match in _STRAIGHT.finditer(text)]
        found = sorted({*found, *straight}, key=lambda span: (span.start, span.end))
    return tuple(found)


def turned_down(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Those quotations and crossed lines of ``text`` that it reports as somebody's wrong words, in order."""
    quotes = quotations(text)
    crossed = _crossed_lines(text)
    if not quotes and not crossed:
        return ()
    outside = _without(text, quotes)
    answer = _RIGHT_ANSWER.search(outside)
    right = answer.group(1) if answer else None
    unlisted = _LED_IN.sub(lambda match: "\x00" * len(match.group()), _without(outside, crossed))
    offers = _OFFERS.search(unlisted) is not None or _OWN_OFFER.search(outside) is not None
    about_wording = not offers and right is None and _ABOUT_WORDING.search(outside[:_HEAD]) is not None
    regrets = not offers and _REGRETS.search(outside) is not None
    denounced = 0 if offers or _SELLS.search(outside) else _last_denouncement(unlisted)
    found = [
        quote
        for quote in quotes
        if (right is None or _letter(outside, quote) != right)
        and not _stands_by(outside, quote)
        and (
            about_wording
            or quote.end < denounced
            or _is_turned_down(outside, quote, sentences)
            or (regrets and _REPORTS.search(_before(outside, quote, sentences)))
            or is_marked_wrong(text, quote)
            or (right is not None and _letter(outside, quote) is not None)
            or _is_counted(outside, quote)
            or (not offers and _is_belied(outside, quote, sentences))
        )
    ]
    found += [line for line in crossed if line.end < denounced]
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def is_marked_wrong(text: str, span: Span) -> bool:
    """Whether the statement that ``span`` stands in carries the mark of a wrong answer."""
    return _MARKED_WRONG.match(text, span.end, span.end + 36) is not None


def leave_out(text: str, spans: Sequence[Span]) -> str:
    """``text`` without ``spans`` (in order)."""
    pieces = []
    start = 0
    for span in spans:
        if span.start >= start:
            pieces.append(text[start : span.start])
            start = span.end
    return "".join((*pieces, text[start:])) if pieces else text


def turns_down(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a cue of ``pattern`` stands in ``text`` and is not taken back (不是骗局)."""
    return any(not _TAKEN_BACK.search(text[max(0, cue.start() - 16) : cue.start()]) for cue in pattern.finditer(text))


def _crossed_lines(text: str) -> tuple[Span, ...]:
    """What stands on the lines of ``text`` that begin with a crossing-out sign."""
    return tuple(Span(match.start(1), match.end(1)) for match in _CROSSED_LINE.finditer(text))


def _last_denouncement(text: str) -> int:
    """Where the last cue that denounces what was quoted before it begins; 0 without one."""
    cues = [cue.start() for cue in _DENOUNCES.finditer(text)]
    return max((cue for cue in cues if not _TAKEN_BACK.search(text[max(0, cue - 16) : cue])), default=0)


def _is_belied(outside: str, quote: Span, sentences: Sequence[Span]) -> bool:
    """Whether ``quote`` is what many believe and its sentence tells of falls against it."""
    if _BELIEF.search(outside[max(0, quote.start - 40) : quote.start]) is None:
        return False
    end = next((sentence.end for sentence in sentences if sentence.end > quote.end), len(outside))
    turn = _BELIED.search(outside, quote.end, min(end, quote.end + 8))
    return turn is not None and _FALLS.search(outside, turn.end(), end) is not None


def _stands_by(outside: str, quote: Span) -> bool:
    """Whether the text says ``quote`` itself: as the right wording, or as what holds."""
    return (
        _STANDS_BY_BEFORE.search(outside[max(0, quote.start - 16) : quote.start]) is not None
        or _STANDS_BY_AFTER.match(outside, quote.end, quote.end + 24) is not None
    )


def _letter(outside: str, quote: Span) -> str | None:
    """The letter of the answer that ``quote`` is, if it is one of a quiz."""
    found = _LETTER.search(outside[max(0, quote.start - 6) : quote.start])
    return found.group(1) if found else None


def _is_counted(outside: str, quote: Span) -> bool:
    """Whether ``quote`` is what a number of complaints were about."""
    return _COUNTED.match(outside, quote.end, quote.end + 24) is not None and bool(_COMPLAINTS.search(outside))


def _is_turned_down(outside: str, quote: Span, sentences: Sequence[Span]) -> bool:
    before = _before(outside, quote, sentences)
    offer = max((match.end() for match in _OWN_OFFER.finditer(before)), default=0)
    if turns_down(before[offer:], _TURNS_DOWN_BEFORE):
        return True
    after = _after(outside, quote, sentences)
    own = _OWN_OFFER.search(after)
    return turns_down(after[: own.start()] if own else after, _TURNS_DOWN_AFTER)


def _before(outside: str, quote: Span, sentences: Sequence[Span]) -> str:
    start = next((sentence.start for sentence in reversed(sentences) if sentence.start < quote.start), 0)
    return _LISTED.sub("", outside[max(start, quote.start - _BEFORE) : quote.start])


def _after(outside: str, quote: Span, sentences: Sequence[Span]) -> str:
    """The rest of the sentence and the one after it."""
    ends = [sentence.end for sentence in sentences if sentence.end > quote.end][:2]
    return outside[quote.end : min(ends[-1] if ends else len(outside), quote.end + _AFTER)]


def _without(text: str, quotes: Sequence[Span]) -> str:
    """``text`` with the insides of quotations blanked, each character in its place."""
    characters = list(text)
    for quote in quotes:
        characters[quote.start : quote.end] = "\x00" * len(quote)
    return "".join(characters)
