"""Names of identity documents, and which of them a number is introduced with."""

import re
from typing import Final

from app.detectors.pii.reading import Reading

# Entity -> how the document is called. The order matters: longer names first where one contains another.
_NAMES: Final[tuple[tuple[str, str], ...]] = (
    (
        "home_return_permit",
        r"港澳居民来往内地通行证|来往内地通行证|回乡证|回乡卡|回乡咭|home[- ]return (?:permit|card)",
    ),
    ("mainland_travel_permit", r"台湾居民来往大陆通行证|来往大陆通行证|台胞证|台胞卡|\bmtp\b|taiwan compatriot permit"),
    ("residence_permit", r"(?:港澳)?(?:台湾?)?居民居住证|居住证|居留许可|居留证|residence permit"),
    (
        "hk_macau_permit",
        r"往来港澳(?:地区)?(?:特别行政区)?通行证|港澳通行证|港澳证|双程证|hk-?macau permit|exit-entry permit",
    ),
    ("taiwan_permit", r"往来台湾(?:地区)?通行证|赴台证|入台证|台湾通行证|大通证|taiwan (?:travel )?permit"),
    (
        "cn_foreign_permanent_resident_id",
        r"永久居留(?:身份)?(?:证|卡)?|永居(?:证|卡)|五星卡|(?:foreign )?permanent resident(?:ence)? (?:id|card|permit)|"
        r"green card|alien (?:registration )?(?:no|number)|a-number",
    ),
    (
        "military_id",
        r"军官证|士兵证|军人证|士官证|义务兵证|学员证|文职(?:人员|干部)?证|警官证|武警证|军人身份证|"
        r"军人保障卡|军官號|军官号|military id|"
        r"officer id|service number",
    ),
    (
        "driving_license",
        r"驾驶证|驾驶执照|驾照|驾驶本|驾证|driv(?:er|ing)['’]?s? ?(?:licen[cs]e|permit)|\bdl\b|"
        r"\blicen[cs]e(?=\s?$)",
    ),
    (
        "social_security_no",
        r"社保卡|社保号|社保个人|社保编|社保|社会保障(?:卡|号|证)?|社会保险(?:号|卡)?|医保卡|医保号|医保|"
        r"医疗保险(?:号|卡)|健保卡",
    ),
    ("us_ssn", r"\bssn\b|social security|\bsocial(?= (?:is|no|number|#)|:|[ #]*$)|\bitin\b|\btin\b|taxpayer id"),
    ("uk_nino", r"national insurance|\bni (?:no|number|num)\b|\bnino\b|\bni\b"),
    ("passport", r"护照|passport"),
    ("macau_id", r"澳门(?:居民|永久性?居民)?身[份分]证|macau (?:id|identity)"),
    ("hkid", r"香港(?:居民|永久性?居民)?身[份分]证|\bhk ?id\b|hong kong id"),
    (
        "identity",
        r"身[份分]证|身[份分]字号|证件号?|证号|身份号|\bid (?:card|no|number|num|#)|identity (?:card|no|"
        r"number)|\bid\b|national id|"
        r"通行证|统一编号",
    ),
)
_NAME: Final = re.compile(
    "(?:(?=[赴入港澳来往内地回台居双大永五军士义学文警武驾社医健护身证通统外香])|(?<![a-z])(?=[a-z]))(?:"
    + "|".join(f"(?P<{entity}>{words})" for entity, words in _NAMES)
    + ")",
    re.ASCII,  # a Chinese character is no letter: 客人hkid
)
# One of these is part of every name above.
HINTS: Final = (
    "证",
    "照",
    "社保",
    "医保",
    "健保",
    "社会",
    "保险",
    "回乡",
    "台胞",
    "台证",
    "双程",
    "永居",
    "五星卡",
    "居留",
    "居住",
    "军官",
    "身份",
    "证号",
    "统一编号",
    "驾驶本",
    "id",
    "ssn",
    "social",
    "tin",
    "ni",
    "passport",
    "licen",
    "permit",
    "mtp",
    "card",
    "number",
    "national",
    "dl",
    "officer",
)
# What may stand between the name of a document and its number.
_BETWEEN: Final = re.compile(
    r"(?:档案|[\s:：,、()\[\]\"'“”‘’《》#.\-|=/>*]|号|码|字|编|是|为|係|系|如下|上写|上的|显示|已过期|持有|"
    r"(?:新|旧)的?|no|number|num|"
    r"is|was|card|ending|id|证|卡|permit|document|holder|个人|电脑|完整|后|分别|和|及){0,12}"
)


def label_before(reading: Reading, start: int, width: int = 34) -> str | None:
    """The entity of the document named right before ``start``; ``identity`` for an unspecific name, or None."""
    before = reading.before(start, width)
    if not any(hint in before for hint in HINTS):
        return None
    found = None
    for match in _NAME.finditer(before):
        found = match
    if found is None or _BETWEEN.fullmatch(before, found.end()) is None:
        return None
    return found.lastgroup


def label_after(reading: Reading, end: int) -> str | None:
    """The entity of a document named in brackets right behind a number: ``E12345678(护照)``."""
    after = reading.after(end, 14)
    if after[:1] not in ("(", " ", "-", ":", "是", "的", "旧", "新", "这", "护"):
        return None
    found = _NAME.search(after)
    if found is None or after[: found.start()].strip(" (-:是的新旧版这本") != "":
        return None
    return found.lastgroup
