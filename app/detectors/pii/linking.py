"""What the findings of all recognizers say together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from app.detectors.pii.engine import Found
from app.detectors.pii.reading import Reading

THRESHOLD: Final = 0.5
_NEAR: Final = 14
_IDENTIFIERS: Final = frozenset({"person_name", "hkid", "macau_id", "cn_resident_id", "tw_id", "email"})
_THIRD: Final = re.compile(
    r"他|她|该客户|这位客户|那位客户|那个客户|此人|这人|其(?=账户|名下|余额|存款|资产|欠)|(?:配偶|丈夫|"
    r"妻子|老公|老婆|父亲|母亲|儿子|女儿|同事|朋友|家人|爸|妈|太太)(?:的|名下|账|户|在|还|欠|存|确|患|得|"
    r"查)|"
    r"[\u4e00-\u9fff](?:先生|女士|小姐|总|经理)(?=的|名下|账|户|存|欠|余|贷|在我|在本|被?确诊|患|因)|"
    r"\bhis\b|\bher\b|\bhe\b|\bshe\b|\btheir\b|(?:spouse|husband|wife|brother|sister|mother|father|son|"
    r"daughter|colleague|neighbou?r|friend)['’]s"
)
_SECOND: Final = re.compile(r"您|你(?!们)|阁下|\byour?\b")
_PATIENT: Final = re.compile(
    r"您|你(?!们)|他|她|阁下|客户|患者|病人|先生|女士|小姐|配偶|员工|投保人|被保险人|妻子|丈夫|父亲|母亲|"
    r"\bhis\b|\bher\b|\byour?\b|\bhe\b|\bshe\b|patient|claimant|diagnos|customer|client|applicant|"
    r"policyholder"
)
_ILLUSTRATION: Final = re.compile(r"案例|示例|例如|假设|举例|假如|如果|例:|example|for instance|illustrat|suppose")
_KIN: Final = re.compile(
    r"^(?:的)?(?:配偶|丈夫|妻子|先生|太太|老公|老婆|父亲|母亲|爸|妈|儿子|女儿|同事|朋友|家人|哥|弟|姐|妹)"
)


def link_persons(reading: Reading, found: Sequence[Found]) -> Sequence[Found]:
    """Raises what is only personal beside a person, and lets the better one of two overlapping findings stand."""
    raised = [_raise(reading, one, found) if one.score < THRESHOLD else one for one in found]
    kept = _settle(one for one in raised if one.score >= THRESHOLD)
    return kept + _repeated(reading, kept)


def _raise(reading: Reading, one: Found, found: Sequence[Found]) -> Found:
    if one.role == "beside":
        return replace(one, score=0.7) if _follows_person(reading, one, found) else one
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


def _follows_person(reading: Reading, one: Found, found: Sequence[Found]) -> bool:
    """True when nothing but a space or a bracket stands between a person's name or number and the sum."""
    return any(
        other.entity in _IDENTIFIERS
        and other.score >= THRESHOLD
        and other.end <= one.start
        and reading.text[other.end : one.start] in ("", " ", ")", ") ", ": ", ":")
        for other in found
    )


def _is_third(reading: Reading, one: Found, found: Sequence[Found]) -> bool:
    """True when the person named last before the sum is somebody else than the reader."""
    begin = max(reading.sentence(one.start)[0], one.start - 70)
    before = reading.text[begin : one.start]
    if _ILLUSTRATION.search(before) or _ILLUSTRATION.search(reading.after(one.end, 8)):
        return False
    third = max((match.end() for match in _THIRD.finditer(before)), default=-1)
    names = [
        n.end - begin
        for n in found
        if n.entity == "person_name"
        and n.score >= THRESHOLD
        and n.role != "addressee"
        and begin <= n.start
        and n.end <= one.start
    ]
    second = max((match.end() for match in _SECOND.finditer(before) if not _KIN.match(before, match.end())), default=-1)
    return max(third, *names, -1) > second


def _has_patient(reading: Reading, one: Found, found: Sequence[Found]) -> bool:
    begin, end = reading.sentence(one.start)
    if any(n.entity == "person_name" and n.score >= THRESHOLD and begin <= n.start < end for n in found):
        return True
    return _PATIENT.search(reading.text, begin, one.start) is not None


def _settle(found: Iterable[Found]) -> list[Found]:
    """Best score first, then the longer: what overlaps a better one falls."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-round(f.score, 3), f.start - f.end, f.start, f.entity)):
        if not any(one.overlaps(other) for other in kept):
            kept.append(one)
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
