"""Whose data it is: the recipient's own, a colleague's, or somebody else's."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Final, Self

from app.detectors.pii.cues import Cue
from app.detectors.pii.engine import Found
from app.detectors.pii.reading import Reading
from app.model.message import Recipient
from app.text.normalize import normalize


class Owner(StrEnum):
    """Who a datum belongs to."""

    THIRD_PARTY = "third-party"
    RECIPIENT = "recipient"
    STAFF = "staff"
    INSTITUTION = "institution"
    UNKNOWN = "unknown"


_STAFF: Final = Cue(
    r"经理(?<=[\u4e00-\u9fff]经理)|理专|理财师|顾问|"
    r"专员|业务员|柜员|代理人|经纪人|我的(?:私人|个人)?(?:电话|手机|微信|qq|line|号码|联系|邮箱)|"
    r"我(?:私人|个人)(?:电话|手机|微信)|"
    r"本人(?:电话|手机|微信|联系)|加我|联系我|找我|问我|私聊我|致电我|打我|私我|我手机|我微信|我电话|小编|"
    r"加(?:line|微信)|联[系络](?:line|微信)|欢迎加|扫码加",
    r"my (?:personal |private |direct |own )?(?:number|cell|mobile|phone|wechat|whatsapp|email|line|"
    r"details|contact)|call me|text me|reach me|contact me|message me|add me|whatsapp me|"
    r"relationship manager|account manager|branch manager|financial (?:adviser|advisor)|your (?:adviser|advisor|"
    r"banker|agent|broker)|rm\b",
)
_THIRD: Final = Cue(
    r"他|她|佢|其(?!他|中|它|余)|此人|这人|那人|客户(?<!尊敬的客户)(?<!亲爱的客户)(?!经理|服务|热线|端)|客人|"
    r"顾客|贵(?:司|公司|单位)员工|员工|雇员|同事|学员|患者|配偶|丈夫|妻子|老公|老婆|太太|父亲|母亲|爸爸|"
    r"妈妈|儿子|女儿|子女|哥哥|"
    r"弟弟|姐姐|妹妹|亲属|家属|家人|朋友|邻居|老板|债务人|欠款人|投诉人|中奖|获奖|名单|清单|公示|合作方|"
    r"共同借款人|担保人|借款人|申请人|投保人|被保险人|持卡人|收款人|房东|租客",
    r"his\b|him\b|her\b|their\b|them\b|he\b|she\b|applicant|borrower|client|"
    r"customer(?! service)|spouse|husband|wife|claimant|beneficiar|guarantor|patient|employee|tenant|"
    r"colleague|neighbou?r|roster|list\b|winners",
)
_RECIPIENT: Final = Cue(r"您|你(?<!迷你)(?!们)|阁下|贵客户|尊敬的|亲爱的", r"your?\b|yours\b|dear\b")
_KIN_AFTER: Final = re.compile(
    r"(?:的)?(?:配偶|丈夫|妻子|先生|太太|老公|老婆|父亲|母亲|爸|妈|儿子|女儿|同事|朋友|家人|邻居|说的|"
    r"提到的| (?:spouse|husband|wife|brother|sister|mother|father|son|daughter|colleague|friend|"
    r"neighbou?r))"
)
_PERSON_DATA: Final = frozenset({"cn_resident_id", "tw_id", "hkid", "us_ssn", "person_name", "cn_mobile"})
_CONTACT: Final = frozenset({"wechat_id", "qq", "line_id", "phone", "email"})


@dataclass(frozen=True, slots=True)
class Company:
    """What stands beside a datum in its part: the names, in order, and whether there are data of several persons."""

    names: tuple[Found, ...]
    several: bool

    @classmethod
    def of(cls, found: Sequence[Found], reading: Reading) -> Self:
        """That of all that was found in a part."""
        names = sorted((one for one in found if one.entity == "person_name"), key=lambda one: one.start)
        return cls(tuple(names), _persons(found, reading) > 1)


def owner_of(one: Found, company: Company, reading: Reading, recipient: Recipient | None) -> Owner:
    """The owner of one finding in the company of all of its part."""
    if one.entity == "uscc":
        return Owner.INSTITUTION
    if one.role == "addressee" or _is_recipients(one, reading, recipient):
        return Owner.RECIPIENT
    cue = _nearest_cue(one, company.names, reading)
    if one.entity == "person_name":
        return cue if cue is Owner.STAFF and one.role != "subject" else Owner.THIRD_PARTY
    if cue is Owner.STAFF and not _is_contact(one.entity):
        cue = Owner.UNKNOWN
    if cue is Owner.UNKNOWN and company.several:
        return Owner.THIRD_PARTY
    return cue


def _is_recipients(one: Found, reading: Reading, recipient: Recipient | None) -> bool:
    """True when the value is one that the caller gave for the recipient."""
    if recipient is None:
        return False
    known = _known_value(one.entity, recipient)
    if not known:
        return False
    ours, theirs = _plain(reading.digits[one.start : one.end]), _plain(normalize("recipient", known).text)
    if one.entity in ("person_name", "email"):
        return ours == theirs
    return min(len(ours), len(theirs)) >= 7 and (ours.endswith(theirs) or theirs.endswith(ours))


def _known_value(entity: str, recipient: Recipient) -> str | None:
    if entity == "person_name":
        return recipient.name
    if entity == "email":
        return recipient.email
    if entity == "phone" or entity.endswith(("_mobile", "_landline")):
        return recipient.phone
    if entity in ("bank_card", "bank_account", "iban"):
        return recipient.account_number
    return recipient.document_number


def _plain(value: str) -> str:
    return "".join(character for character in value if character.isalnum())


def _nearest_cue(one: Found, names: Sequence[Found], reading: Reading) -> Owner:
    """The owner that was spoken of last before the datum, within its sentence."""
    begin = max(reading.sentence(one.start)[0], one.start - 80)
    before = reading.text[begin : one.start]
    places = {
        Owner.STAFF: _STAFF.last(before),
        Owner.THIRD_PARTY: _THIRD.last(before),
        Owner.RECIPIENT: max((end for end in _RECIPIENT.ends(before) if not _KIN_AFTER.match(before, end)), default=-1),
    }
    for name in names[bisect_left(names, begin, key=attrgetter("start")) :]:
        if name.start > one.start:
            break
        if name.end <= one.start and name is not one:
            owner = Owner.RECIPIENT if name.role == "addressee" else Owner.THIRD_PARTY
            places[owner] = max(places[owner], name.end - begin)
    best = max(places, key=lambda owner: places[owner])
    if places[best] >= 0:
        return best
    return Owner.STAFF if _is_contact(one.entity) and _STAFF.last(reading.after(one.end, 10)) >= 0 else Owner.UNKNOWN


def _is_contact(entity: str) -> bool:
    return entity in _CONTACT or entity.endswith(("_mobile", "_landline"))


def _persons(found: Sequence[Found], reading: Reading) -> int:
    """The largest number of different values of one kind that each belong to one person."""
    kinds: dict[str, set[str]] = {}
    for one in found:
        if one.entity in _PERSON_DATA:
            kinds.setdefault(one.entity, set()).add(_plain(reading.digits[one.start : one.end]))
    return max((len(values) for values in kinds.values()), default=0)
