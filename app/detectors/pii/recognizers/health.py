"""Diagnoses: weak by themselves, the linker looks for the person."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

WEAK: Final = 0.3
_DISEASE: Final = (
    r"(?:[\u4e00-\u9fff]{0,5}?(?:癌症?|肿瘤|瘤|白血病|糖尿病|高血压|高血脂|心脏病|冠心病|心梗|"
    r"心肌梗[死塞]|脑梗(?:[死塞])?|中风|脑卒中|抑郁症?|焦虑症|躁郁症|双相(?:情感)?障碍|精神分裂症?|精神病|"
    r"精神疾病|艾滋病?|乙肝|丙肝|甲肝|肝硬化|肝炎|"
    r"肾衰竭?|尿毒症|肾病|肾炎|肺炎|肺结核|结核病?|哮喘|癫痫|帕金森(?:氏)?(?:病|症)?|阿尔茨海默(?:病|症)?|"
    r"老年痴呆症?|痴呆症?|失智症?|红斑狼疮|甲亢|甲减|结节|息肉|囊肿|梅毒|淋病|性病|不孕症?|骨折|瘫痪|"
    r"自闭症|孤独症|渐冻症|血友病|"
    r"贫血|痛风|类风湿(?:关节炎)?|关节炎|溃疡|心肌炎|心力?衰竭?|脑出血|动脉瘤|淋巴瘤|骨髓瘤|强直性脊柱炎|"
    r"多发性硬化症?|重症肌无力|恶性肿瘤|传染病|新冠(?:肺炎)?|hiv|hiv阳性|hpv|怀孕|流产|"
    r"残疾)(?:[早中晚末]期|[一二三四1-4ivx]{1,3}期|阳性|术后|后遗症|复发|携带者)?)"
)
_CHINESE: Final = re.compile(
    rf"(?:(?:19|20)[0-9]{{2}}年(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}[日号])?(?:被|已|曾|"
    rf"在[\u4e00-\u9fff]{{2,8}}医院)?)?(?:确诊(?:为|患有?|了|是)?|诊断(?:为|出|结果(?:为|是|:))?|诊断:|"
    rf"患有|罹患|患上了?|身患|患(?=[\u4e00-\u9fff]{{0,5}}[癌病症瘤炎])|"
    rf"查出|检出|检查出|得了|感染了?|病史(?:为|:|包括))(?:了|有)?{_DISEASE}(?:[、和及,](?:并|且|"
    rf"伴)?{_DISEASE})*(?:,?(?:正在|目前)?(?:接受)?(?:化疗|放疗|透析|住院治疗|手术|治疗)(?:中)?)?"
)
_NOUNS: Final = (
    r"(?:(?:stage (?:[1-4]|i{1,3}v?|iv) |terminal |advanced |early[- ]stage |chronic |severe |acute |"
    r"type [12] |metastatic |clinical |major )*"
    r"(?:(?:breast|lung|prostate|colon|colorectal|bowel|skin|ovarian|cervical|pancreatic|liver|kidney|"
    r"thyroid|brain|bladder|throat|stomach|bone|blood|testicular|oesophageal|esophageal|uterine|"
    r"rectal) (?:cancer|tumou?r)|"
    r"cancer|leuk(?:a)?emia|lymphoma|melanoma|tumou?r|diabetes|hiv(?:[- ]positive)?|aids|depression|"
    r"bipolar disorder|schizophrenia|anxiety disorder|ptsd|heart (?:attack|disease|failure|condition)|"
    r"stroke|hepatitis [abc]|cirrhosis|kidney (?:failure|disease)|"
    r"epilepsy|parkinson['’]?s(?: disease)?|alzheimer['’]?s(?: disease)?|dementia|multiple sclerosis|"
    r"asthma|copd|tuberculosis|miscarriage|motor neurone disease|lupus|arthritis|anorexia|eating disorder|"
    r"alcoholism|drug addiction|mental (?:illness|breakdown)|autism|adhd|infertility|syphilis|"
    r"crohn['’]?s(?: disease)?))"
)
_ENGLISH: Final = re.compile(
    rf"(?<![a-z]){_NOUNS}(?![a-z])(?:(?:,| and|-)? (?:and )?(?:is )?(?:currently |now |still )?(?:in|on|"
    rf"undergoing|receiving|having|under) (?:chemotherapy|chemo|dialysis|radiotherapy|radiation|treatment|"
    rf"remission|rehab|therapy|medication|surgery))?"
)
_HINT: Final = re.compile(
    r"cancer|emia|oma|tumou?r|diabet|hiv|aids|depress|bipolar|schizo|disorder|ptsd|heart|stroke|hepat|"
    r"cirrho|kidney|epilep|parkin|alzhe|dement|sclero|asthma|copd|tuberc|miscarr|disease|lupus|arthr|"
    r"anorex|alcoholism|addiction|mental|autism|adhd|infert|syphi|crohn"
)
_INSURED: Final = re.compile(
    r"如果|若|如(?!下|期|实)|一旦|万一|假如|假设|凡|首次|初次|第一次|保障|赔付|给付|即赔|等待期|免责|"
    r"保险责任|涵盖|覆盖|预防|筛查|科普|\bif\b|\bcovers?\b|\bcovered|coverage|critical illness|research|"
    r"charity|awareness|in the event|in case"
)


_CHINESE_HINTS: Final = ("诊", "患", "查出", "检出", "得了", "感染", "病史")


class Health(Recognizer):
    """Diseases that somebody has."""

    ENTITIES = ("health",)

    def find(self, reading: Reading) -> Iterator[Found]:
        """A verb with a disease in Chinese; a disease in English."""
        if reading.has_han:
            if not reading.mentions(_CHINESE_HINTS):
                return
            for match in _CHINESE.finditer(reading.text):
                yield from _unless_insured(reading, match)
        elif _HINT.search(reading.text):
            for match in _ENGLISH.finditer(reading.text):
                yield from _unless_insured(reading, match)


def _unless_insured(reading: Reading, match: re.Match[str]) -> Iterator[Found]:
    begin, end = reading.sentence(match.start())
    around = reading.text[begin : match.start()] + reading.text[match.end() : min(end, match.end() + 12)]
    if not _INSURED.search(around):
        yield Found("health", *match.span(), WEAK, "context", "diagnosis")
