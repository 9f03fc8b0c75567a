"""Why a message may not leave, for people."""

from collections.abc import Mapping
from typing import Final

from app.gateway.release_verifier import Refusal
from app.model.finding import Localized

REFUSALS: Final[Mapping[Refusal, Localized]] = {
    Refusal.MALFORMED: Localized("这不是放行令牌", "This is no release token"),
    Refusal.UNKNOWN_KEY: Localized(
        "签名密钥未知或已停用", "The key that signed the token is not known here, or no more"
    ),
    Refusal.BAD_SIGNATURE: Localized("令牌的签名无效", "The token's signature is not valid"),
    Refusal.EXPIRED: Localized("令牌已过期，请重新送审", "The token has expired; have the message reviewed again"),
    Refusal.TEXT_CHANGED: Localized(
        "文字与放行时不同，请重新送审", "The text is not the one that was released; have it reviewed again"
    ),
    Refusal.OTHER_CHANNEL: Localized("渠道与放行时不同", "The message was released for another channel"),
    Refusal.OTHER_TENANT: Localized("令牌属于另一业务单元", "The token belongs to another business unit"),
    Refusal.ONE_TIME: Localized("一次性令牌须由服务核销", "The token is good once, which only the service can count"),
    Refusal.ALREADY_USED: Localized("一次性令牌已经用过", "The token is good once and was used"),
    Refusal.WITHDRAWN: Localized("放行已被复核人员撤回", "A reviewer withdrew the release"),
    Refusal.NO_RECORD: Localized("日志中没有与令牌相符的记录", "The log has no record that agrees with the token"),
    Refusal.RULE_SET_RETIRED: Localized(
        "放行所依据的规则集已被替换，请重新送审", "The rule set behind the release was replaced; have it reviewed again"
    ),
}
