"""What verification finds: a log that is whole, or the first bad record and what happened to it."""

from dataclasses import dataclass
from enum import StrEnum

from app.model.finding import Localized


class Damage(StrEnum):
    """What happened to a record."""

    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    REWRITTEN = "rewritten"
    UNSIGNED = "unsigned"
    CONTENT_ALTERED = "content-altered"
    CONTENT_MISSING = "content-missing"
    INDEX_ALTERED = "index-altered"


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """The first bad record. ``review_id`` is "" when the record itself is gone."""

    sequence: int
    review_id: str
    damage: Damage
    message: Localized


@dataclass(frozen=True, slots=True)
class Verification:
    """``records`` were found whole, up to ``head_hash``; ``broken`` is the first that was not, if any.

    ``covered`` of them are under a signed checkpoint, ``authenticated`` says whether the key of each was checked too
    (which takes the secret half), ``clock_steps`` counts records before which the clock was set back.
    """

    records: int
    head_hash: str
    broken: BrokenRecord | None
    covered: int = 0
    authenticated: bool = False
    clock_steps: int = 0


def altered(sequence: int, review_id: str = "") -> BrokenRecord:
    """The record is not as it was appended."""
    text = Localized(f"记录 {sequence} 已被改动", f"Record {sequence} was altered")
    return BrokenRecord(sequence, review_id, Damage.ALTERED, text)


def inserted(sequence: int, review_id: str) -> BrokenRecord:
    """The record was never appended by the service."""
    text = Localized(f"记录 {sequence} 是插入的", f"Record {sequence} was inserted or written by someone else")
    return BrokenRecord(sequence, review_id, Damage.INSERTED, text)


def removed(first: int, last: int) -> BrokenRecord:
    """Records that were appended are not there."""
    which = f"{first}" if first == last else f"{first}-{last}"
    text = Localized(f"记录 {which} 已被删除", f"Record {which} was removed")
    return BrokenRecord(first, "", Damage.REMOVED, text)


def reordered(sequence: int, place: int, rightful: int, review_id: str) -> BrokenRecord:
    """What stands at ``sequence`` was appended as ``place``."""
    text = Localized(
        f"记录 {sequence} 处是原来的记录 {place}，原记录 {sequence} 移到了 {rightful}",
        f"Record {sequence} is what was record {place}; what was record {sequence} stands at {rightful}",
    )
    return BrokenRecord(sequence, review_id, Damage.REORDERED, text)


def misplaced(sequence: int, review_id: str) -> BrokenRecord:
    """The record is there, but not where it belongs."""
    text = Localized(f"记录 {sequence} 不在应在的位置", f"Record {sequence} stands in the wrong place")
    return BrokenRecord(sequence, review_id, Damage.REORDERED, text)


def rewritten(first: int, last: int) -> BrokenRecord:
    """The chain agrees with itself, but not with the checkpoint signed at ``last``."""
    text = Localized(
        f"记录 {first}-{last} 与第 {last} 条处的签名检查点不符：其中有记录被改动，其后的链被重算",
        f"Records {first}-{last} are not those signed at checkpoint {last}: one was altered and the chain redone",
    )
    return BrokenRecord(first, "", Damage.REWRITTEN, text)


def unsigned(sequence: int) -> BrokenRecord:
    """The checkpoint's signature is not by a known key."""
    text = Localized(
        f"第 {sequence} 条处的检查点签名无效", f"The checkpoint at record {sequence} bears no valid signature"
    )
    return BrokenRecord(sequence, "", Damage.UNSIGNED, text)


def content_altered(sequence: int, review_id: str) -> BrokenRecord:
    """The kept message does not have the record's digest."""
    text = Localized(
        f"记录 {sequence} 所存的消息与摘要不符", f"The message kept for record {sequence} is not the one reviewed"
    )
    return BrokenRecord(sequence, review_id, Damage.CONTENT_ALTERED, text)


def content_missing(sequence: int, review_id: str) -> BrokenRecord:
    """The message was kept, and is gone, or its key is, and no record tells of an erasure."""
    text = Localized(
        f"记录 {sequence} 所存的消息或其密钥不见了，而日志中没有删除记录",
        f"The message kept for record {sequence}, or its key, is gone, and no record tells of an erasure",
    )
    return BrokenRecord(sequence, review_id, Damage.CONTENT_MISSING, text)


def index_altered(sequence: int, review_id: str) -> BrokenRecord:
    """The search index tells other rules than the record."""
    text = Localized(f"记录 {sequence} 的检索索引与记录不符", f"The search index of record {sequence} differs from it")
    return BrokenRecord(sequence, review_id, Damage.INDEX_ALTERED, text)


def head_missing() -> BrokenRecord:
    """The row that names the end of the chain is gone."""
    text = Localized("记录链的末端标记已被删除", "The head of the chain was removed")
    return BrokenRecord(0, "", Damage.REMOVED, text)
