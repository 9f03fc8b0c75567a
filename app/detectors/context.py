"""How the words around a detection change what it says.

Nothing here searches for violations; each function looks at the clause or sentence around a span that a detector
found. Cues are our own reading of the exceptions X-01 to X-03 of the regulations page; each list errs towards *not*
excusing, because an excuse that is wrong lets a promise through.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Final

from app.detectors.cues import compile_cues
from app.detectors.reported import is_marked_wrong, turned_down, turns_down
from app.detectors.stock import is_stock
from app.model.detection import Context, Detection
from app.model.span import Span
from app.text.document import Document
from app.text.normalize import NormalizedText

# A negator of this kind governs the rest of its clause.
_STRONG: Final = compile_cues(
    r"并非|并不|决不|绝不|从不|从未|从来不|从来没|不得|不可|不能|不应|不宜|不许|不准|不要|不会|不再|不存在|"
    r"不承诺|不保证|不构成|不等于|不等同|不等如|不代表|不表明|不表示|不说明|不意味|不是说|"
    r"不属于|不具|不作|未以|未向(?=[您你客投])|≠|不对|不以|不提供|不是|不含|不设|不支持|不涉及|不接受|不向|不做|不参与|不办理|不受理|"
    r"告别|打破|摒弃|不把|不替|不拿(?!白)|未取得|未获|尚未|并未|不具备|"
    r"没有|没法|无法|无权|未曾|未经|未能|未承诺|未作|未对|禁止|严禁|杜绝|避免|拒绝|难以|谈不上|称不上|算不上|"
    r"非(?=[保固承一普银存实])|别(?=[信被让把把相])|勿|唔(?=[保係系会可])|唔等于|唔代表|可能得不到|未必(?=[有能会可得])|不一定(?=[有能会可得])|毋|莫|冇|"
    r"\b(?:not|never|cannot|can't|don't|doesn't|didn't|isn't|aren't|wasn't|won't|wouldn't|shouldn't|couldn't|"
    r"neither|nor|nobody|nothing|no (?:one|advis[eo]r|broker|bank|firm|fund|investment|lender|insurer|"
    r"legitimate \w+) (?:can|may|should|will)|without|no longer|rather than|instead of|refuse[sd]? to|"
    r"unable to|ain't|no guarantee)\b"
)
# These look like negators and are not, or turn into praise.
_NOT_NEGATION: Final = compile_cues(
    r"不仅|不但|不光|不止|不只|不单|不论|不管|不断|不少|不错|不过|不愧|不妨|不如|不由|不同|不必担心|不用担心|"
    r"不要错过|不要犹豫|不容错过|"
    r"不能错过|不可错过|不得不|不能不|不可不|不会再有|没有不|无不|无论|无需担心|没有门槛|没有比|没有什么比|"
    r"没有哪(?!.{0,6}(?:能|可以|敢|会)(?:够)?(?:保证|承诺|$))|"
    r"不要等|不会后悔|不要怕|别担心|不要担心|"
    r"\b(?:not only|not just|not merely|not here|"
    r"no doubt|no matter|why not|not to mention|don't miss|don't wait|don't worry|"
    r"can't lose|cannot lose|can't miss|can't go wrong|not to be missed|never lost|nothing to lose|never lose|"
    r"without delay|without fail)\b"
)
# These only govern what follows at once.
_WEAK: Final = compile_cues(
    r"(?:(?:不|无|未|非|没|沒)(?:任何|所谓(?:的)?|什么|半点|丝毫)?|no|no such thing as(?: an?)?|no [a-z]+ or|"
    r"non-?|not|un|false|zero)[\s“\"'《]{0,2}$"
)
_DOUBLE: Final = compile_cues(
    r"(?:不可能|不会|没有|绝不|从不|并非|不是|从未|never|not|won't|cannot|can't)[^,;:。!?\n]{0,6}"
    r"(?:不|没|无|未|never|not|fail|lose)(?:会|能|是|有|曾|to)?$"
)
# Where a second negation begins that does not undo the first: 不保本也不保息, is not a deposit and is not insured.
_COORDINATED: Final = compile_cues(
    r"(?:[也亦且或]|以及)(?=[并决绝从]?[不未无没非])|"
    r"(?=\bnor\b)|\band\b(?= (?:carry|carries|have|has|offers?|comes? with|gets?) no\b)|"
    r"\b(?:and|or|but)\b(?= (?:(?:is|are|was|were|does|do|will|can) )?(?:not|never|cannot|no)\b| "
    r"(?:isn't|aren't|doesn't|don't|won't|can't))|"
    r"\b(?:and|but)\b(?= (?:is|are|will|pays?|comes?|has|have|you|we|it|they|your|our)\b)"
)
_SCOPE: Final = 40
_REACH: Final = 400
"""Characters on either side; a longer sentence has no end that anybody would see."""

_WARNING_BEFORE: Final = compile_cues(
    r"谨防|警惕|提防|慎防|严防|当心|小心|防范|切勿|勿信|不要(?:轻易)?(?:相信|听信|轻信|理会)|请勿|别信|别被|"
    r"莫信|不轻信|不信|识破|识别|识清|认清|远离|抵制|拒绝|举报|打击|揭秘|揭露|曝光|查处|整治|严禁|禁止|禁用|"
    r"不得|不应|不能|不可|不允许|不准|避免|杜绝|违规|违法|非法|不法|骗子|骗局|陷阱|套路|诈骗|欺诈|误导|误区|"
    r"误解|虚假|谣言|伪造|冒充|假冒|声称|宣称|号称|自称|谎称|"
    r"负面清单|敏感词|禁用语|话术|案例|处罚|罚款|通报|投诉称|所谓|"
    r"\b(?:beware|warn(?:s|ed|ing)?|be (?:wary|cautious|suspicious) of|watch out|scam(?:s|mers)?|"
    r"fraud(?:ster|sters|ulent)?|never trust|"
    r"avoid|steer clear|red flags?|must not|may not|do not (?:use|say|trust|believe)|don't (?:use|say|trust|"
    r"believe|fall)|"
    r"should not|prohibit(?:s|ed)?|banned|misleading|anyone (?:who )?(?:promis|offer|claim|guarantee)\w*|"
    r"if (?:someone|anyone|it|somebody) |too good to be true|claims? (?:that|to|of)|so-called|fined|enforcement)\b"
)
_WARNING_AFTER: Final = compile_cues(
    r"骗局|陷阱|诈骗|圈套|骗人|骗子|套路|误导|误区|不可信|不可轻信|切勿|不要相信|请勿|不属实|不实|是错|错误的|"
    r"说法有误|不存在|不成立|不合规|违规|违法|不允许|不被允许|禁止|"
    r"虚假|夸大|均属|均为|等话术|等宣传|等表述|等字样|等用语|等词|之类|式宣传|的说法|的谎言|请举报|应警惕|"
    r"提高警惕|须警惕|需警惕|请警惕|要警惕|敬请留意|处罚|罚款|"
    r"\b(?:is|are|was|were|'s) (?:a |an )?(?:scam|false|fraud|misleading|not true|untrue|prohibited|banned|red flag)|"
    r"(?:warning|red) (?:sign|flag)s?|scams?\b|should (?:make you|be) |report (?:it|them)|walk away|hang up"
)
_EDUCATION_HEAD: Final = compile_cues(
    r"(?:消费|风险|安全|防骗|反诈|投资|合规|温馨)(?:者)?(?:提示|提醒|警示|教育|培训|复盘|课堂|知识|宣传)|普法|"
    r"以案说险|以案释法|案例|投教|警示|辟谣|反诈|打非|"
    r"315|3·15|培训(?:要点|材料|资料|课件)|复盘|学习笔记|内部(?:培训|学习|通报)|"
    r"\b(?:training|compliance (?:note|reminder|tip)|scam alert|fraud alert|security (?:tip|alert)|"
    r"investor (?:alert|education))\b"
)

_CUSTOMER_CUE: Final = compile_cues(
    r"(?:您|你|客户|客人|阁下|用户|投资者|消费者|来电|网友|小明|张女士|先生|女士|小姐)?(?:刚才|之前|此前|方才|"
    r"来信|来电|留言|所|在网上|在群里|网上|听人|听别人|听朋友)*"
    r"(?:问|询问|查询|提到|提及|反映|反馈|表示|说|讲|提出|咨询|看到|听到|听说|担心|想知道|关于|关于您|转述|"
    r"所指|所讲|所问|所说|话)"
    r"(?:的|到|有人|网上|别人|朋友|群里|有|讲|说|问|是否|能否|可否|否|[:,，\s]|您|你|我们|我行|这个|那个|该|客户|经理|"
    r"销售|员工){0,12}[:,]?\s*$|"
    r"\b(?:re|you (?:asked|said|wrote|mentioned)|your (?:question|message|email|comment)(?: about)?|"
    r"customer (?:wrote|asked|said|says)|client (?:wrote|asked|said|says)|a reader (?:asks|writes|wrote)|"
    r"regarding|about)[^\"“]{0,30}$"
)
# A question in indirect speech: the words after it are asked about, not said.
_REPORTED_QUESTION: Final = compile_cues(
    r"(?:您|你|阁下|客户)(?:所|刚才)?(?:问|询问|咨询|查询|想了解|想知道|关心)(?:的|到)?[^,;。!?]{0,14}(?:是否|"
    r"能否|会否|可否|会不会|是不是|能不能|有没有)[^,;。!?]*$|"
    r"\b(?:you|customers?|clients?) (?:asked|wondered|wanted to know|enquired|inquired) (?:whether|if|"
    r"about)\b[^.;!?]*$"
)
_CUSTOMER_LINE: Final = compile_cues(
    r"^(?:客户|客人|用户|问|q|customer|client)(?:问|说|留言|提问|asks?|wrote|said)?\s*[:：]"
)
_QUESTION_END: Final = compile_cues(r"(?:吗|么|呢|嘛|麼|没有|不)?\s*\?[”'\"]?\s*$|(?:吗|么|咩)[”'\"]?[。\s]*$")
_BAIT: Final = compile_cues(
    r"^[“\"'\s【\[]*(?:还在|想|要不要|有没有兴趣|是不是还|还不|怎么还|何不|为何不|为什么不|急需|急用|缺钱|厌倦|"
    r"谁不想|担心|怕|"
    r"want|need|looking|why (?:not|wait|settle)|tired|ready|fancy|worried|struggling|still|ever|"
    r"what are you waiting|how about|short (?:on|of))"
)
# Questions that expect no answer, but a purchase.
_RHETORICAL: Final = compile_cues(
    r"还怕什么|还等什么|怕什么|等什么|犹豫什么|担心什么|何乐而不为|不香吗|不好吗|不心动吗|心动吗|心动了吗|动心吗|"
    r"给您留|给你留|留多少|要不要来|要不要买|要不要上车|来一份|多少份|哪里找|去哪找|上哪找|谁能拒绝|岂不|难道|凭什么不|"
    r"\bwhat(?:'s| is) not to (?:like|love)|what have you got to lose|why wouldn't you|"
    r"who wouldn't|sound good|interested"
)
# Words that make their clause a question, whatever its punctuation.
_ASKING: Final = compile_cues(
    r"是否|能否|会否|可否|是不是|会不会|能不能|有没有|可不可以|\b(?:whether|if it|does it|is it|is this|are these)\b"
)
_HYPOTHETICAL: Final = compile_cues(
    r"如果|若|假如|假设|倘若|万一|一旦|要是|\b(?:if|suppose|assuming|should you|in case|unless)\b"
)


def annotate(
    document: Document, detections: Sequence[Detection], probes: Container[str] | None = None
) -> tuple[Detection, ...]:
    """The same detections; those of ``probes`` (default: all) with their contexts."""
    known: dict[tuple[int, Span], tuple[Context, ...]] = {}
    rejected: dict[int, tuple[Span, ...]] = {}
    annotated = []
    for detection in detections:
        if probes is not None and detection.probe not in probes:
            annotated.append(detection)
            continue
        place = (detection.part, detection.span)
        if place not in known:
            part = document.parts[detection.part]
            if detection.part not in rejected:
                rejected[detection.part] = turned_down(part.text, part.sentences)
            known[place] = contexts_of(part, detection.span, rejected[detection.part])
        contexts = known[place]
        annotated.append(replace(detection, contexts=contexts) if contexts else detection)
    return tuple(annotated)


def contexts_of(part: NormalizedText, span: Span, rejected: Sequence[Span] | None = None) -> tuple[Context, ...]:
    """Sorted contexts of ``span`` (normalised coordinates) in ``part``. ``rejected`` is `turned_down`, if known."""
    if rejected is None:
        rejected = turned_down(part.text, part.sentences)
    clause = _within_reach(_around(part.clauses, span), span)
    sentence = _within_reach(_around(part.sentences, span), span)
    quote = _quotation(part.text, span, sentence)
    found = []
    if _is_negated(part.text[clause.start : span.start]):
        found.append(Context.NEGATED)
    if any(_reaches_into(span, words) for words in rejected) or _is_warning(part.text, span, sentence):
        found.append(Context.QUOTED_AS_WARNING)
    if _is_customer(part.text, span, sentence, quote):
        found.append(Context.CUSTOMER_WORDS)
    if _is_question(part.text, span, clause, sentence):
        found.append(Context.QUESTION)
    if _HYPOTHETICAL.search(part.text[clause.start : span.start]):
        found.append(Context.HYPOTHETICAL)
    if quote is not None:
        found.append(Context.QUOTED)
    if _in_title(part.text, span):
        found.append(Context.TITLE)
    if is_stock(part.text[sentence.start : sentence.end]):
        found.append(Context.STOCK_SENTENCE)
    return tuple(sorted(found))


def is_taken_back(part: NormalizedText, span: Span) -> bool:
    """True for words that ask or that are the customer's: two of the contexts, for a quarter of the price of all."""
    clause, sentence = _around(part.clauses, span), _around(part.sentences, span)
    return _is_question(part.text, span, clause, sentence) or _is_customer(
        part.text, span, sentence, _quotation(part.text, span, sentence)
    )


def is_denied(text: str, span: Span) -> bool:
    """True when the words right before ``span`` deny it: 没有/零/无/no/cannot … Used for disclosures."""
    return _DENIAL.search(text[max(0, span.start - 24) : span.start]) is not None


_DENIAL: Final = compile_cues(
    r"(?:没有?|無|无|零|毫无|并无|不存在|不会有|不用承担|无须承担|0|zero|no|without|free of|risk-)(?:任何|一点|"
    r"丝毫|any)?\s*$|"
    r"\b(?:cannot|can't|can not|never|won't|will not|couldn't|not possible to|impossible to|not going to|"
    r"do not|don't) (?:ever |possibly )?$"
)


def _around(spans: Sequence[Span], span: Span) -> Span:
    """From the start of the first of ``spans`` (in order, not overlapping) that touches ``span`` to the last's end."""
    first = bisect_right(spans, span.start, key=lambda other: other.start) - 1
    last = bisect_left(spans, span.end, key=lambda other: other.start) - 1
    if first < 0 or last < first:
        return span
    if first == last and spans[first].contains(span):
        return spans[first]
    return Span(min(spans[first].start, span.start), max(spans[last].end, span.end))


def _within_reach(stretch: Span, span: Span) -> Span:
    """What of a clause or sentence is near enough to say anything of ``span``; also, time stays linear in the text."""
    return Span(max(stretch.start, span.start - _REACH), min(stretch.end, span.end + _REACH))


def _reaches_into(span: Span, words: Span) -> bool:
    """A pattern may begin at the verb before a quotation, or reach from one quotation into the next."""
    return words.start <= span.start < words.end or words.start < span.end <= words.end


def _is_negated(before: str) -> bool:
    """An odd number of negations governs what follows ``before``, the clause up to the span."""
    before = before[-_SCOPE:]
    coordinated = list(_COORDINATED.finditer(before))
    before = before[coordinated[-1].end() :] if coordinated else before
    if _DOUBLE.search(before):
        return False
    cleaned = _NOT_NEGATION.sub(lambda match: "\x00" * len(match.group()), before)
    strong = len(_STRONG.findall(cleaned))
    weak = 0 if _ends_in_strong(cleaned) else bool(_WEAK.search(cleaned))
    return (strong + weak) % 2 == 1


def _ends_in_strong(text: str) -> bool:
    ends = [match.end() for match in _STRONG.finditer(text)]
    return bool(ends) and len(text.rstrip(" “\"'《")) <= ends[-1]


def _quotation(text: str, span: Span, sentence: Span) -> Span | None:
    """What stands inside the quotation marks around ``span``, within one line; None where there are none."""
    if "“" not in text and '"' not in text:
        return None
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - 200)
    left = text.rfind("“", start, span.start + 1)
    if left >= 0 and text.rfind("”", left, span.start) < 0:
        right = text.find("”", span.end - 1, span.end + 200)
        if right >= 0:
            return Span(left + 1, max(left + 1, right))
    marks = [start + offset for offset, mark in enumerate(text[start : sentence.end]) if mark == '"']
    for left, right in zip(marks[::2], marks[1::2], strict=False):
        if left < span.start and span.end <= right:
            return Span(left + 1, right)
    return None


def _is_warning(text: str, span: Span, sentence: Span) -> bool:
    """Told without quotation marks, and turned down."""
    before = text[sentence.start : span.start]
    after = text[span.end : sentence.end]
    if _STRICT_BEFORE.search(before) or turns_down(after, _STRICT_AFTER) or is_marked_wrong(text, span):
        return True
    if _ASKED_TO_SAY.search(before) and _REFUSES.match(text, sentence.end, sentence.end + 80):
        return True
    if _EDUCATION_HEAD.search(text[: min(40, span.start)]) is None:
        return False
    return bool(_WARNING_BEFORE.search(before)) or turns_down(after, _WARNING_AFTER)


# Without quotation marks only cues that leave no doubt count.
_STRICT_BEFORE: Final = compile_cues(
    r"(?:谨防|警惕|提防|慎防)(?!错过|踏空)|切勿(?:轻信|相信|听信|被|参与)|不要(?:轻易)?(?:相信|听信|轻信|参与)|请勿(?:轻信|相信|"
    r"听信|参与|向|将|把|点击|告|透露|提供)|识破|(?:识别|远离|抵制)(?=[^,;]*$)|"
    r"不得(?:使用|含有|出现|进行|有|以|作|存在|违规|承诺|宣传|虚假|预测|采取|夸大|向|对|将|诱导|混淆)|严禁|"
    r"禁止|以.{0,12}为(?:诱饵|名|噱头|幌子)|打着|冒充|假冒|谎称|不法分子|诈骗分子|犯罪分子|虚假宣传|"
    r"误导(?:消费者|投资者|客户)|(?:易|使|令|让)(?:使|令|让)?(?:人|客户|投资者|消费者|您|大家)?误(?:认|以|信|解)[^,。;!?]{0,6}$|"
    r"\b(?:some|any)(?:one|body)(?: who| online)?(?: has| ever)? (?:promise[sd]?|offer(?:s|ed)|claim(?:s|ed)|"
    r"guarantee[sd]?|tells you|told you)\b(?:(?!\b(?:but|our|ours|we)\b)[^.!?]){0,30}$|"
    r"会(?:以|用|打着)|话术(?:包括|有|如|:)|常见(?:套路|手法|话术)|"
    r"\b(?:beware of|be (?:wary|cautious|suspicious) of|watch out for|scammers?|fraudsters?|never trust|"
    r"never (?:open|click|tap|follow)|(?:texts|calls|emails|messages) (?:that|which) (?:say|claim)|"
    r"must not|do not (?:use|say|trust|believe|share|give|send|reply)|"
    r"don't (?:use|say|trust|believe|fall for|share|give)|prohibits?|we will never|we'll never|will never ask|"
    r"never ask)\b"
)
# What somebody wants to hear, and a next sentence that declines; "I can't put it in writing, but …" does not decline.
_ASKED_TO_SAY: Final = compile_cues(
    r"(?:让|要|叫|请|希望|想要?)(?:我|我们|本行|我行|我司|本公司)[^,。;!?]{0,12}(?:说|写|讲|保证|承诺|答应|确认|担保)[^。;!?]{0,8}$|"
    r"\b(?:ask(?:ed|ing)?|want(?:ed)?|would like|need) (?:me|us) to "
    r"(?:say|promise|confirm|write|guarantee|put|state)\b[^.;!?]*$"
)
_REFUSES: Final = compile_cues(
    r"\s*(?:对不起|抱歉|很抱歉|不好意思|对唔住)?,?(?:这(?:句话|个|一点)?|呢句|我|我们)?[^。,;!?但私]{0,4}"
    r"(?:不能|做不到|没法|无法|办不到|恕难|写不了|说不了|给不了|写唔到|讲唔到|应承唔到)"
    r"(?![^。!?]{0,40}(?:但|不过|私下|其实|放心|写下来|落在纸))|"
    r"\s*(?:sorry,? |i'm sorry,? )?(?:but )?(?:i|we) (?:can't|cannot|won't|will not)\b"
    r"(?![^.!?]{0,60}\b(?:but|between|officially|in writing|honestly|however)\b)"
)
_STRICT_AFTER: Final = compile_cues(
    r"(?:的|等|之类的?|这类|此类|都是|均是|就是|属于|皆为|均为|均属|构成|涉嫌).{0,10}(?:骗局|陷阱|诈骗|圈套|"
    r"骗人|误导|虚假宣传|违规|违法|话术|谎言|误区)|"
    r"不可信|不可轻信|不属实|的说法(?:是错|不|有误|已)|(?:说法|表述|宣传)(?:是)?(?:错误|不实|不准确|违规)|"
    r"\b(?:is|are) (?:a |an )?(?:scam|fraud|misleading|prohibited|red flag|warning sign)"
)


def _is_customer(text: str, span: Span, sentence: Span, quote: Span | None) -> bool:
    line_start = text.rfind("\n", 0, span.start) + 1
    if _CUSTOMER_LINE.match(text[line_start : span.start]):
        return True
    if _REPORTED_QUESTION.search(text[sentence.start : span.start]):
        return True
    if quote is None:
        return False
    return bool(_CUSTOMER_CUE.search(text[max(line_start, quote.start - 41) : quote.start - 1]))


def _is_question(text: str, span: Span, clause: Span, sentence: Span) -> bool:
    """The span's own clause asks: a question at the end of a sentence does not excuse a promise at its start."""
    if _BAIT.match(text[sentence.start : sentence.end]) or _RHETORICAL.search(text[clause.start : sentence.end]):
        return False
    if _ASKING.search(text[clause.start : span.end]):
        return True
    is_last = not text[clause.end : sentence.end].strip()
    return bool(_QUESTION_END.search(text[span.end : sentence.end if is_last else clause.end]))


def _in_title(text: str, span: Span) -> bool:
    if "《" not in text:
        return False
    left = text.rfind("《", max(0, span.start - 60), span.start)
    return left >= 0 and text.find("》", left, span.start) < 0 and text.find("》", span.end, span.end + 60) >= 0
