# ruff: noqa: N818 - the names read as what happened, and their codes are made from them
"""Errors that callers can meet: each has a stable code and says what to do, in Chinese and English.

None of them carries message text, in any field: errors end up in logs and answers.
"""

from collections.abc import Sequence
from typing import ClassVar

from app.model.finding import Localized


class ShenyanError(Exception):
    """Root of the tree. ``code`` never changes meaning; ``detail`` is for people."""

    code: ClassVar[str] = "internal-error"
    title: ClassVar[Localized] = Localized("内部错误", "Internal error")

    def __init__(self, detail: Localized | None = None) -> None:
        self.detail = self.title if detail is None else detail
        super().__init__(self.detail.en)


class InvalidSettings(ShenyanError):
    """A setting is missing or wrong; the service does not start."""

    code = "invalid-settings"
    title = Localized("配置有误", "Invalid settings")

    def __init__(self, wrong: Sequence[tuple[str, str]]) -> None:
        self.wrong = tuple(wrong)
        listed = "; ".join(f"{name}: {why}" for name, why in self.wrong)
        super().__init__(Localized(f"配置有误：{listed}", f"Invalid settings: {listed}"))


class MalformedRequest(ShenyanError):
    """The request is not UTF-8 JSON of the strict kind."""

    code = "malformed-request"
    title = Localized("请求不是合法的 JSON", "The request is not valid JSON")


class UnsupportedContentType(ShenyanError):
    """The body is not declared as JSON in UTF-8."""

    code = "unsupported-content-type"
    title = Localized("请以 application/json（UTF-8）提交", "Send application/json in UTF-8")


class BodyTooLarge(ShenyanError):
    """The body is over the limit; it was not read to its end."""

    code = "body-too-large"
    title = Localized("请求体过大", "The request body is too large")

    def __init__(self, limit: int) -> None:
        super().__init__(
            Localized(f"请求体不得超过 {limit} 字节", f"The request body must not exceed {limit} bytes"),
        )


class InvalidMessage(ShenyanError):
    """The message cannot be reviewed as it is. ``pointer`` is a JSON pointer to the place."""

    code = "invalid-message"
    title = Localized("消息无法审查", "The message cannot be reviewed")

    def __init__(self, detail: Localized, pointer: str = "") -> None:
        self.pointer = pointer
        super().__init__(detail)


class MessageTooLong(ShenyanError):
    """The texts of the message are over the limit."""

    code = "message-too-long"
    title = Localized("消息过长", "The message is too long")

    def __init__(self, limit: int) -> None:
        super().__init__(
            Localized(f"消息文字合计不得超过 {limit} 字", f"The texts of a message must not exceed {limit} characters")
        )


class RuleSetRejected(ShenyanError):
    """The rule files are in order, but their examples do not hold or the engine refuses: it never goes live."""

    code = "rule-set-rejected"
    title = Localized("规则集未通过检验，不予启用", "The rule set did not pass its trial and is not activated")


class InvalidIdempotencyKey(ShenyanError):
    """An Idempotency-Key is 1 to 255 visible ASCII characters."""

    code = "invalid-idempotency-key"
    title = Localized(
        "Idempotency-Key 须为 1 至 255 个可见 ASCII 字符", "Idempotency-Key must be 1 to 255 visible ASCII characters"
    )


class InvalidCursor(ShenyanError):
    """A cursor that this service did not give out."""

    code = "invalid-cursor"
    title = Localized("分页游标无效", "The cursor is not valid")


class IdempotencyMismatch(ShenyanError):
    """The same Idempotency-Key came with another request."""

    code = "idempotency-mismatch"
    title = Localized(
        "同一 Idempotency-Key 已用于另一请求", "This Idempotency-Key was already used for a different request"
    )


class IdempotencyInFlight(ShenyanError):
    """The first request with this Idempotency-Key has not been answered yet."""

    code = "idempotency-in-flight"
    title = Localized(
        "同一 Idempotency-Key 的请求尚在处理", "A request with this Idempotency-Key is still being processed"
    )


class Unauthenticated(ShenyanError):
    """No key or token, or a wrong one. Which of the two is not said."""

    code = "unauthenticated"
    title = Localized("需要有效的 API 密钥或登录令牌", "A valid API key or bearer token is needed")


class Forbidden(ShenyanError):
    """The caller is known, but its roles or scopes do not allow this. ``permission`` is what it lacks."""

    code = "forbidden"
    title = Localized("没有这项权限", "Not allowed")

    def __init__(self, permission: str) -> None:
        super().__init__(Localized(f"没有权限 {permission}", f"The permission {permission} is needed"))


class RateLimited(ShenyanError):
    """The caller sends faster than it may. ``retry_after`` is in whole seconds."""

    code = "rate-limited"
    title = Localized("请求过于频繁，请稍后重试", "Too many requests; retry later")

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__()


class UnknownKey(ShenyanError):
    """No API key has this id, or it is another business unit's."""

    code = "unknown-key"
    title = Localized("没有这个 API 密钥", "There is no such API key")


class KeyEnded(ShenyanError):
    """The API key is revoked, expired or replaced: it cannot be rotated."""

    code = "key-ended"
    title = Localized("该 API 密钥已失效或已轮换", "The API key has ended or was replaced already")


class PepperLost(ShenyanError):
    """The API keys were made under another pepper, so none of them would be recognised; the service does not start."""

    code = "pepper-lost"
    title = Localized(
        "状态目录中的 key-pepper（或 SHENYAN_KEY_PEPPER）不是生成现有 API 密钥时所用的：请恢复它，"
        "或用 shenyan keys create 生成新密钥",
        "The key-pepper of the state directory (or SHENYAN_KEY_PEPPER) is not the one that the API keys were made "
        "under: restore it, or make a new key with: shenyan keys create",
    )


class UnknownReview(ShenyanError):
    """No review has this id."""

    code = "unknown-review"
    title = Localized("没有这条审查记录", "There is no such review")


class EvidenceTooLarge(ShenyanError):
    """More records than one pack of the service holds."""

    code = "evidence-too-large"
    title = Localized("证据包过大", "The evidence pack would be too large")

    def __init__(self, limit: int) -> None:
        super().__init__(
            Localized(
                f"超过 {limit} 条记录：请缩短时段，或用 shenyan log pack",
                f"More than {limit} records: ask for a shorter period, or use shenyan log pack",
            )
        )


class UnknownRule(ShenyanError):
    """The active rule set has no rule with this id."""

    code = "unknown-rule"
    title = Localized("当前规则集中没有这条规则", "The active rule set has no such rule")


class Unavailable(ShenyanError):
    """Not now, perhaps later: no verdict is given out. ``retry_after`` is in seconds."""

    code = "unavailable"
    title = Localized("服务暂不可用，未给出结论", "Temporarily unavailable; no verdict was given")
    retry_after: ClassVar[int] = 2


class VerdictLogUnavailable(Unavailable):
    """The verdict could not be logged, so it is not given out."""

    code = "verdict-log-unavailable"
    title = Localized("结论无法留痕，因此未给出结论", "The verdict could not be logged, so none is given")


class Overloaded(Unavailable):
    """More requests wait for their turn, or more verdicts for the log, than allowed."""

    code = "overloaded"
    title = Localized("请求过多，请稍后重试", "Too many requests in progress; retry later")


class ReviewFailed(ShenyanError):
    """The rules could not be evaluated, so nothing is known about the message. ``retry_after`` is in seconds."""

    code = "review-failed"
    title = Localized("审查未能完成，因此未给出结论", "The review could not be completed, so no verdict is given")
    retry_after: ClassVar[int] = 10


class RuleSetNotLoaded(Unavailable):
    """No rule set is active."""

    code = "rule-set-not-loaded"
    title = Localized("规则集尚未加载", "No rule set is active")


class IdentityUnavailable(Unavailable):
    """The identity provider cannot be asked, so nobody can be recognised by a token."""

    code = "identity-unavailable"
    title = Localized("身份提供方暂不可用，无法验证令牌", "The identity provider cannot be reached to check the token")


class DatabaseUnusable(ShenyanError):
    """The database cannot be used safely; the service does not start."""

    code = "database-unusable"
    title = Localized("数据库不可用", "The database cannot be used")
