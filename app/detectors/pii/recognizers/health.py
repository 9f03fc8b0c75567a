"""Diagnoses: weak by themselves, the linker looks for the person."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

WEAK: Final = 0.3
STATED: Final = "stated"  # `valid` of an illness that only a named person or a relative makes a datum
_DISEASE: Final = (
    r"(?:[\u4e00-\u9fff]{0,5}?(?:癌症?|肿瘤|瘤|白血病|糖尿病|高血压|高血脂|心脏病|冠心病|心梗|"
    r"心肌梗[死塞]|脑梗(?:[死塞])?|中风|脑卒中|抑郁症?|忧郁症|焦虑症|躁郁症|思觉失调|强迫症|红斑性狼疮|甲状腺[癌病]|双相(?:情感)?障碍|精神分裂症?|精神病|"
    r"精神疾病|艾滋病?|乙肝|丙肝|甲肝|肝硬化|肝炎|"
    r"肾衰竭?|尿毒症|肾病|肾炎|肺炎|肺结核|结核病?|哮喘|癫痫|帕金森(?:氏)?(?:病|症)?|阿尔茨海默(?:病|症)?|"
    r"老年痴呆症?|痴呆症?|失智症?|红斑狼疮|甲亢|甲减|结节|息肉|囊肿|梅毒|淋病|性病|不孕症?|骨折|瘫痪|"
    r"自闭症|孤独症|渐冻症|血友病|"
    r"贫血|痛风|类风湿(?:关节炎)?|关节炎|溃疡|心肌炎|心力?衰竭?|脑出血|动脉瘤|淋巴瘤|骨髓瘤|强直性脊柱炎|"
    r"多发性硬化症?|重症肌无力|恶性肿瘤|传染病|新冠(?:肺炎)?|hiv|hiv阳性|hpv|怀孕|流产|"
    r"残疾)(?:[早中晚末]期|第?[一二三四1-4ivx]{1,3}期|阳性|术后|后遗症|复发|携带者)?)"
)
_CHINESE: Final = re.compile(
    rf"(?:(?:19|20)[0-9]{{2}}年(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}[日号])?(?:被|已|曾|"
    rf"在[\u4e00-\u9fff]{{2,8}}医院)?)?(?:确诊(?:为|患有?|了|是)?|诊断(?:为|出|结果(?:为|是|:))?|诊断:|"
    rf"患有|罹患|患上了?|身患|患(?=[\u4e00-\u9fff]{{0,7}}[癌病症瘤炎疮])|"
    rf"查出|检出|检查出|得了|感染了?|病史(?:为|:|包括)|"
    rf"(?:提交的|申请的|报案的)(?={_DISEASE}[\u4e00-\u9fff]{{0,6}}(?:理赔|赔案|报销))|"
    rf"有(?={_DISEASE}(?:的)?(?:病史|史|纪录|记录|症状)))(?:了|有)?{_DISEASE}(?:[、和及,](?:并|且|"
    rf"伴)?{_DISEASE})*(?:,?(?:正在|目前)?(?:接受)?(?:化疗|放疗|透析|住院治疗|手术|治疗)(?:中)?)?"
)
# What a document of the reader's or of a named person says: 体检单提示抑郁发作, 因您病历记载hiv阳性, 诊断是“...”.
_CLINICAL: Final = (
    r"(?:[\u4e00-\u9fff]{0,6}?(?:大三阳|小三阳|肝炎带菌|带菌|抑郁(?:发作|状态)|焦虑状态|衰竭|"
    r"(?:导管|细胞|浸润性?|腺)[\u4e00-\u9fff]{0,4}癌|(?:淋巴|骨髓|胶质|黑色素)瘤|抗体阳性|早搏|房颤|心律失常|"
    rf"(?:癌|瘤|甲状腺|乳腺|子宫|胃|肺|肾|肝)[\u4e00-\u9fff]{{0,2}}切除)|{_DISEASE})"
)
_RECORDED: Final = re.compile(
    rf"(?:报告|体检单?|病历|病史|附件|材料|化验单?|诊断书|检查单|复检|住院资料|记录)[^,。;!?]{{0,8}}"
    rf"(?:显示|提示|写着|写明|记载|注明|载明|反映|载有)(?:了|有|您|为|是|在|曾|末期|重度|中度|轻度|早期|晚期|长期|[“\"])*"
    rf"(?P<recorded>{_CLINICAL})|"
    rf"(?:诊断|确诊|结论)(?:结果)?(?:是|为|:)[“\"「]?[左右双]?(?:弥漫[性大]?[a-z]?)?(?P<diagnosed>{_CLINICAL})|"
    rf"(?:您|你)?(?:[0-9]{{4}}年)?(?:做过|曾做|接受过|做了)(?P<operated>{_CLINICAL}(?:切除|手术|术)?)|"
    rf"(?:验出|验到|检出)(?P<tested>[\u4e00-\u9fff]{{0,2}}{_CLINICAL})|"
    rf"(?:因|由于|鉴于)您?(?:患|的|有)?(?P<because>{_CLINICAL})(?=[^。;!?]{{0,30}}(?:加费|延期|拒保|除外|不予|不赔|不能赔|拒赔))|"
    r"(?:由于|因|因为)?您(?P<pregnant>(?:怀)?孕[0-9]{1,2}周)"
)
# Said of somebody without a verb of diagnosis; it takes a person in the sentence.
_LIVES_WITH: Final = re.compile(
    rf"(?:有|得过?|得的是|是|因|因为|由于)(?:轻度|中度|重度|严重的?|先天性|遗传性?|家族性)?(?={_DISEASE})(?P<value>{_DISEASE})"
    r"(?!的?(?:客户|人群|人士|患者|朋友|投保人|可以|也可|能))|"
    r"(?:正?在|刚|一直|长期|每周|每天|还)?(?P<treated>(?:做|接受|吃|服用?|打)(?:过|着|了|完)?[^,。;0-9]{0,3}?(?:化疗|放疗|透析|血透|"
    r"搭桥(?:手术)?|支架(?:手术)?|(?:切除|移植)手术|抗抑郁药?|安眠药|胰岛素|靶向药|抗癌药|精神类药物?|戒毒|试管婴儿)|"
    r"住(?:过|进|在|了)?(?:精神病院|精神科|戒毒所|icu|重症监护室?)|"
    r"怀孕[0-9一二三四五六七八九]*(?:个多?月)?|怀了[^,。;]{0,4}[胎孕]|流产(?:过|了)?|截肢|失明|瘫痪(?:在床)?|植物人)"
)
_NOUNS: Final = (
    r"(?:(?:stage (?:[1-4]|i{1,3}v?|iv|one|two|three|four) |terminal |advanced |early[- ]stage |chronic |severe |"
    r"acute |"
    r"type [12] |metastatic |clinical |major )*"
    r"(?:(?:breast|lung|prostate|colon|colorectal|bowel|skin|ovarian|cervical|pancreatic|liver|kidney|"
    r"thyroid|brain|bladder|throat|stomach|bone|blood|testicular|oesophageal|esophageal|uterine|"
    r"rectal) (?:cancer|tumou?r)|"
    r"cancer|leuk(?:a)?emia|lymphoma|melanoma|tumou?r|diabetes|hiv(?:[- ]positive)?|aids|depression|"
    r"bipolar(?: disorder| type [12])?|(?:post-?natal |post-?partum )?psychosis|"
    r"(?:(?:in|out)patient )(?:detox|rehab|psychiatric)(?: (?:program(?:me)?|stay|unit))?|rehab stay|"
    r"(?:suboxone|methadone|olanzapine|clozapine|antipsychotic|antidepressant)s?(?: (?:script|prescription|dose))?|"
    r"schizophrenia|anxiety disorder|ptsd|heart (?:attack|disease|failure|condition)|"
    r"stroke|hepatitis [abc]|cirrhosis|kidney (?:failure|disease)|"
    r"epilepsy|parkinson['’]?s(?: disease)?|alzheimer['’]?s(?: disease)?|dementia|multiple sclerosis|"
    r"asthma|copd|tuberculosis|miscarriage|motor neurone disease|lupus|arthritis|anorexia|eating disorder|"
    r"alcoholism|alcohol dependency|(?:insulin-dependent )?diabetes|psychiatric admissions?|"
    r"fertility (?:clinic|treatment)|"
    r"(?:two |three |several )?seizures|antidepressants|naltrexone|drug addiction|"
    r"mental (?:illness|breakdown)|autism|adhd|infertility|syphilis|"
    r"crohn['’]?s(?: disease)?|chemo(?:therapy)?|dialysis|rehab|(?<!you['’]re )(?<!you are )pregnant|ivf|overdose|"
    r"suicide attempt|"
    r"panic attacks?|(?:kidney|liver|heart|marrow) transplant|mastectomy|hysterectomy|(?:heart )?bypass surgery|"
    r"abortion|angina|"
    r"fibromyalgia|endometriosis|glaucoma|colitis|obesity|gambling addiction|drinking problem|"
    r"(?:heart|back|bowel|brain|hip|knee) (?:surgery|operation)))"
)
_ENGLISH: Final = re.compile(
    rf"(?<![a-z]){_NOUNS}(?![a-z])(?:(?:,| and|-)? (?:and )?(?:is )?(?:currently |now |still )?(?:in|on|"
    rf"undergoing|receiving|having|under) (?:chemotherapy|chemo|dialysis|radiotherapy|radiation|treatment|"
    rf"remission|rehab|therapy|medication|surgery))?"
)
_HINT: Final = re.compile(
    r"cancer|emia|oma|tumou?r|diabet|hiv|aids|depress|bipolar|schizo|disorder|ptsd|heart|stroke|hepat|"
    r"cirrho|kidney|epilep|parkin|alzhe|dement|sclero|asthma|copd|tuberc|miscarr|disease|lupus|arthr|"
    r"alcohol|psychiatric|fertil|seizure|naltrex|anorex|chemo|dialys|rehab|pregnan|ivf|overdose|suicide|panic|transplant|ectomy|bypass|abortion|angina|"
    r"fibromy|endomet|glauc|colitis|obesity|drinking|surgery|operation|psychosis|patient (?:detox|rehab|psych)|"
    r"rehab stay|suboxone|methadone|apine|antipsy|antidep|"
    r"alcoholism|addiction|mental|autism|adhd|infert|syphi|crohn"
)
_INSURED: Final = re.compile(
    r"如果|若|如(?!下|期|实)|一旦|万一|假如|假设|凡|首次|初次|第一次|保障|赔付|给付|即赔|等待期|免责|"
    r"保险责任|涵盖|覆盖|预防|筛查|科普|\bif\b|\bworried\b|\bcovers?\b|\bcovered|coverage|critical illness|research|"
    r"charity|awareness|in the event|in case"
)


_CHINESE_HINTS: Final = (
    "是",
    "搭桥",
    "支架",
    "戒毒",
    "试管",
    "植物人",
    "赔案",
    "报销",
    "诊",
    "显示",
    "提示",
    "写着",
    "记载",
    "注明",
    "验",
    "做过",
    "由于",
    "切除",
    "患",
    "查出",
    "检出",
    "得了",
    "感染",
    "病史",
    "纪录",
    "记录",
    "症状",
    "炎史",
    "症史",
    "理赔",
    "有",
    "因",
    "得",
    "疗",
    "透",
    "药",
    "孕",
    "流产",
    "手术",
    "住",
    "截肢",
    "失明",
    "瘫痪",
    "胰岛素",
)


class Health(Recognizer):
    """Diseases that somebody has."""

    ENTITIES = ("health",)

    def may_find(self, reading: Reading) -> bool:
        """It takes a word of the diagnosis."""
        return reading.mentions(_CHINESE_HINTS) if reading.has_han else _HINT.search(reading.text) is not None

    def find(self, reading: Reading) -> Iterator[Found]:
        """A verb with a disease in Chinese; a disease in English."""
        if reading.has_han:
            for match in _CHINESE.finditer(reading.text):
                yield from _unless_insured(reading, match, match.span())
            yield from _recorded(reading)
            yield from _lives_with(reading)
        else:
            for match in _ENGLISH.finditer(reading.text):
                yield from _unless_insured(reading, match, match.span())


def _recorded(reading: Reading) -> Iterator[Found]:
    for match in _RECORDED.finditer(reading.text):
        group = next(name for name, value in match.groupdict().items() if value is not None)
        yield from _unless_insured(reading, match, match.span(group))


def _lives_with(reading: Reading) -> Iterator[Found]:
    for match in _LIVES_WITH.finditer(reading.text):
        span = match.span("value" if match["value"] else "treated")
        yield from _unless_insured(reading, match, span, STATED)


def _unless_insured(
    reading: Reading, match: re.Match[str], span: tuple[int, int], valid: str = "context"
) -> Iterator[Found]:
    begin, end = reading.sentence(match.start())
    around = reading.text[begin : match.start()] + reading.text[match.end() : min(end, match.end() + 12)]
    if not _INSURED.search(around):
        yield Found("health", *span, WEAK, valid, "diagnosis")
