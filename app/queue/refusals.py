# ruff: noqa: N818 - the names read as what happened, and their codes are made from them
"""Why an act on a held review is not done."""

from app.errors import ShenyanError
from app.model.finding import Localized


class NotHeld(ShenyanError):
    """The review is not before a person."""

    code = "not-held"
    title = Localized("该消息不在复核队列中", "The message is not in the queue")


class NothingToAppeal(ShenyanError):
    """The message passed: it may be sent."""

    code = "nothing-to-appeal"
    title = Localized("该消息已通过，无需申诉", "The message passed; there is nothing to appeal")


class AlreadyAppealed(ShenyanError):
    """The sender has said its word, and nobody has asked back since."""

    code = "already-appealed"
    title = Localized("已提交申诉，请等待复核", "The appeal is there already; wait for the reviewer")


class NotTheSender(ShenyanError):
    """Only who sent a message appeals, and fetches its release."""

    code = "not-the-sender"
    title = Localized("只有送审人可以这样做", "Only who sent the message may do this")


class OwnMessage(ShenyanError):
    """Nobody decides on a message of their own."""

    code = "own-message"
    title = Localized("不能复核自己送审的消息", "Nobody reviews a message of their own")


class QueueClosed(ShenyanError):
    """A person has decided; that stands."""

    code = "queue-closed"
    title = Localized("该消息已有复核结论", "A reviewer has decided on the message already")


class ClaimedByOther(ShenyanError):
    """Another reviewer has it."""

    code = "claimed-by-other"
    title = Localized("该消息已由他人领取", "Another reviewer has claimed the message")


class NotClaimed(ShenyanError):
    """Who decides claims first."""

    code = "not-claimed"
    title = Localized("请先领取再处理", "Claim the message first")


class WaitsForSender(ShenyanError):
    """A reviewer asked back; the sender has not answered yet."""

    code = "waits-for-sender"
    title = Localized("已退问，等待送审人答复", "The sender was asked and has not answered yet")


class SecondPersonNeeded(ShenyanError):
    """A block is released by two persons."""

    code = "second-person-needed"
    title = Localized("禁止类消息须由另一人再次放行", "Another person must release a block too")


class ApproverNeeded(ShenyanError):
    """The message waited past the second limit."""

    code = "approver-needed"
    title = Localized("该消息已升级，须由审批人处理", "The message was escalated: only an approver decides now")
