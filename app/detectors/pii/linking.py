"""What the findings of all recognizers say together."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Final

from app.detectors.pii.cues import Cue
from app.detectors.pii.engine import Found
from app.detectors.pii.reading import Reading
from app.detectors.pii.recognizers.birth_dates import PAST_DATE
from app.detectors.pii.recognizers.finances import SUM
from app.detectors.pii.recognizers.health import STATED

THRESHOLD: Final = 0.5
_NEAR: Final = 14
_IDENTIFIERS: Final = frozenset({"person_name", "hkid", "macau_id", "cn_resident_id", "tw_id", "email"})
_KINDRED: Final = "配偶 丈夫 妻子 老公 老婆 父亲 母亲 儿子 女儿 同事 朋友 家人 爸 妈 太太".split()  # noqa: SIM905 - easier to read
_OWNED: Final = r"(?:的|名下|账|户|在|还|欠|存|确|患|得|查)"
_THIRD: Final = Cue(
    r"他|她|佢|客户(?=说|讲|话|手头|手上|账户|帐户|户口|名下|卡里|有|还有|欠|在我行)|该客户|这位客户|那位客户|那个客户|此人|这人|隔壁|老[\u4e00-\u9fff](?=的|名下|账|户|存|欠|余|贷|在)|"
    r"其(?=账户|名下|余额|存款|资产|欠)|"
    + "|".join(f"{kin}{_OWNED}" for kin in _KINDRED)
    + "|"
    + "|".join(
        rf"{title}(?<=[\u4e00-\u9fff]{title})(?=的|名下|账|户|存|欠|余|贷|在我|在本|被?确诊|患|因)"
        for title in ["先生", "女士", "小姐", "总", "经理"]
    ),
    r"his\b|her\b|he\b|she\b|their\b|spouse['’]s|husband['’]s|wife['’]s|brother['’]s|sister['’]s|mother['’]s|"
    r"father['’]s|son['’]s|daughter['’]s|colleague['’]s|neighbou?r['’]s|friend['’]s",
)
_SECOND: Final = Cue(r"您|你(?!们)|阁下", r"your?\b")
_PATIENT: Final = re.compile(
    r"您|你(?!们)|他|她|阁下|客户|患者|病人|先生|女士|小姐|配偶|员工|投保人|被保险人|妻子|丈夫|父亲|母亲|"
    r"\bhis\b|\bher\b|\byour?\b|\bhe\b|\bshe\b|patient|claimant|diagnos|customer|client|applicant|"
    r"policyholder|\bwe(?:['’]ve)? (?:note|noted|logged|recorded)\b"
)
# Who must be spoken of before an illness that no doctor is mentioned with.
_SICK: Final = re.compile(
    r"(?<!其)他(?!们|人|的钱)|她|佢|(?:客户|这位|那位|隔壁|投保人|借款人)[^,。;]{0,6}$|老公|老婆|丈夫|妻子|太太|先生|女士|小姐|"
    r"[母父]亲|[爸妈]妈?|儿子|女儿|孩子|配偶"
)
# A claim of the one who is greeted has been settled.
_GREETED: Final = re.compile(r"[^a-z]{0,4}(?:hi|hiya|hello|dear|hey|good (?:morning|afternoon|evening)) [a-z]")
_PAID: Final = re.compile(
    r"claim['’]?s?(?: is| was| has| been| now)* (?:paid|approved|settled|through|went)|income protection will|"
    r"(?:they['’]ve|they have) put it down as"
)
_ILLUSTRATION: Final = re.compile(r"案例|示例|例如|假设|举例|假如|如果|例:|example|for instance|illustrat|suppose")
# What may stand between a person and their sum or date: further cells of a row, or a short verb.
_GAP: Final = (
    r"(?:[ \t|,:()/0-9x*+\-]{0,40}?|,?(?: (?:and|who|is|has|had|for|owes|owed|paid|sent|earns|earned|wired|got|makes|"
    r"made|still|now|just|only|at|with|about|over|borrowed|deposited|withdrew|transferred))+ )"
)
_SUM_BEHIND: Final = re.compile(rf"{_GAP}(?<![0-9.,])(?P<value>{SUM})")
_DATE_BEHIND: Final = re.compile(rf"(?:, ?| ?\(|[ |\t])(?P<value>{PAST_DATE})(?![0-9])")
_KIN: Final = re.compile(
    r"^(?:的)?(?:配偶|丈夫|妻子|先生|太太|老公|老婆|父亲|母亲|爸|妈|儿子|女儿|同事|朋友|家人|哥|弟|姐|妹)"
)


def link_persons(reading: Reading, found: Sequence[Found]) -> Sequence[Found]:
    """Raises what is only personal beside a person, and lets the better one of two overlapping findings stand."""
    raised = [_raise(reading, one, found) if one.score < THRESHOLD else one for one in found]
    if reading.numbers or reading.has_han:
        raised += _behind_persons(reading, found)
    places = [one for one in raised if one.entity == "address" and one.score >= THRESHOLD]
    kept = _settle(one for one in raised if one.score >= THRESHOLD and not _is_inside(one, places))
    return kept + _repeated(reading, kept)


def _raise(reading: Reading, one: Found, found: Sequence[Found]) -> Found:
    if one.entity == "balance":
        return replace(one, score=0.88) if _is_third(reading, one, found) else one
    if one.entity == "health":
        return replace(one, score=0.88) if _has_patient(reading, one, found) else one
    near = any(
        other.entity in _IDENTIFIERS
        and other.score >= THRESHOLD
        and max(one.start - other.end, other.start - one.end) in range(_NEAR)
        for other in found
    )
    return replace(one, score=0.75) if near else one


def _behind_persons(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """Sums and dates of birth with next to nothing between them and a person's name or number."""
    more = []
    for one in found:
        if one.entity not in _IDENTIFIERS or one.score < THRESHOLD:
            continue
        money = _SUM_BEHIND.match(reading.text, one.end)
        if money is not None:
            more.append(Found("balance", *money.span("value"), 0.7, "context", "sum behind a name"))
        born = _DATE_BEHIND.match(reading.text, one.end)
        if born is not None:
            more.append(Found("date_of_birth", *born.span("value"), 0.7, "context", "date behind a name"))
    return more


def _is_third(reading: Reading, one: Found, found: Sequence[Found]) -> bool:
    """True when the person named last before the sum is somebody else than the reader."""
    begin = max(reading.sentence(one.start)[0], one.start - 70)
    before = reading.text[begin : one.start]
    if _ILLUSTRATION.search(before) or _ILLUSTRATION.search(reading.after(one.end, 8)):
        return False
    third = _THIRD.last(before)
    names = [
        n.end - begin
        for n in found
        if n.entity == "person_name"
        and n.score >= THRESHOLD
        and n.role != "addressee"
        and begin <= n.start
        and n.end <= one.start
    ]
    second = max((end for end in _SECOND.ends(before) if not _KIN.match(before, end)), default=-1)
    return max(third, *names, -1) > second


def _has_patient(reading: Reading, one: Found, found: Sequence[Found]) -> bool:
    begin, end = reading.sentence(one.start)
    if any(n.entity == "person_name" and n.score >= THRESHOLD and begin <= n.start < end for n in found):
        return True
    if one.valid == STATED:
        return _SICK.search(reading.text, begin, one.start) is not None
    if _PATIENT.search(reading.text, begin, one.start) is not None:
        return True
    around = reading.text[max(0, one.start - 90) : one.start] + reading.after(one.end, 60)
    return _PAID.search(around) is not None and _GREETED.match(reading.text) is not None


def _is_inside(name: Found, places: Sequence[Found]) -> bool:
    """True for a name in the middle of an address: 张杨路 in 浦东新区张杨路1515弄."""
    return name.entity == "person_name" and any(p.start <= name.start and name.end <= p.end for p in places)


def _settle(found: Iterable[Found]) -> list[Found]:
    """Best score first, then the longer: what overlaps a better one falls."""
    kept: list[Found] = []
    in_text: list[Found] = []  # the same in the order of the text: only its neighbours can overlap one
    for one in sorted(found, key=lambda f: (-round(f.score, 3), f.start - f.end, f.start, f.entity)):
        place = bisect_left(in_text, one.start, key=attrgetter("start"))
        if not any(one.overlaps(other) for other in in_text[max(0, place - 1) : place + 1]):
            kept.append(one)
            in_text.insert(place, one)
    return kept


def _repeated(reading: Reading, kept: Sequence[Found]) -> list[Found]:
    """Further places of a name that is known from elsewhere in the part."""
    more: list[Found] = []
    known: set[str] = set()
    for name in kept:
        words = reading.text[name.start : name.end]
        if name.entity != "person_name" or len(words) < 3 or words in known:
            continue
        known.add(words)
        position = reading.text.find(words)
        while position >= 0:
            again = replace(
                name, start=position, end=position + len(words), explanation="name that stands elsewhere too"
            )
            if not any(again.overlaps(other) for other in (*kept, *more)):
                more.append(again)
            position = reading.text.find(words, position + len(words))
    return more
