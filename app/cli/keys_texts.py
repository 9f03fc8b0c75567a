"""What ``shenyan keys`` says, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

from app.model.finding import Localized

KEYS_HELP: Final[Mapping[str, Localized]] = {
    "keys": Localized("API 密钥：生成、列出、轮换、吊销。", "API keys: make, list, rotate, revoke."),
    "keys.create": Localized(
        "生成一个密钥；全文只显示这一次，日志留有记录。", "Make a key; it is shown this once, and the log records it."
    ),
    "keys.list": Localized("列出密钥（不含密文）。", "List the keys, without their secrets."),
    "keys.rotate": Localized(
        "换一个新密钥；旧的在重叠期内仍有效。", "Replace a key; the old one stays valid for the overlap."
    ),
    "keys.revoke": Localized("立即吊销一个密钥。", "End a key now."),
    "keys.name": Localized("用途，如系统或人名；默认为角色名。", "What it is for; default its roles."),
    "keys.role": Localized("角色，可重复给出。", "Role; may be repeated."),
    "keys.tenant": Localized("业务单位；不写则属全机构。", "Business unit; the whole house if not given."),
    "keys.scope": Localized(
        "只保留这项权限，可重复给出；不写则为角色的全部权限。",
        "Keep this permission only, may be repeated; all that the roles allow if not given.",
    ),
    "keys.days": Localized("有效天数；不写则不过期。", "Days until it expires; never if not given."),
    "keys.per-minute": Localized(
        "每分钟请求上限；不写则用服务的设置。", "Requests a minute; the service's setting if not given."
    ),
    "keys.id": Localized(
        "密钥编号（shy_ 后的一段，或密钥全文）。", "The key's id: what follows shy_, or the whole key."
    ),
    "keys.overlap": Localized("旧密钥还有效多少小时。", "Hours for which the old key stays valid."),
    "keys.format": Localized("输出格式。", "Output format."),
}

KEYS_TEXTS: Final[Mapping[str, Localized]] = {
    "keys.made": Localized("密钥 {id}（{name}）：只显示这一次", "Key {id} ({name}), shown this once:"),
    "keys.rotated": Localized(
        "密钥 {old} 由 {id} 接替，旧密钥到 {until} 为止：新密钥只显示这一次",
        "Key {old} is replaced by {id} and ends at {until}; the new key, shown this once:",
    ),
    "keys.revoked": Localized("密钥 {id} 已吊销。", "Key {id} is revoked."),
    "keys.count": Localized("{count} 个密钥", "{count} key(s)"),
    "keys.house": Localized("全机构", "whole house"),
    "keys.valid": Localized("有效", "valid"),
    "keys.until": Localized("到 {until}", "until {until}"),
    "keys.revoked-at": Localized("已吊销 {at}", "revoked {at}"),
    "keys.expired": Localized("已过期 {at}", "expired {at}"),
    "keys.used": Localized("上次使用 {at}", "used {at}"),
    "keys.unused": Localized("未曾使用", "never used"),
    "keys.pepper": Localized(
        "已生成 {path}（密钥以它为盐保存；请备份，丢失后所有密钥失效）。",
        "Made {path}: keys are stored under it. Keep a copy; without it no key is recognised.",
    ),
    "error.key-tenant": Localized(
        "业务单位“{value}”不合规定。", "The business unit “{value}” is not written as it must be."
    ),
    "error.key-tenant.cure": Localized(
        "用字母、数字、点、连字符，如 retail-bank。", "Letters, digits, dots and hyphens, like retail-bank."
    ),
    "error.key-name": Localized("用途须为 1 至 200 个可见字符。", "The name has 1 to 200 visible characters."),
    "serve.first-key": Localized(
        "首个管理员密钥，只显示这一次（另可用 shenyan keys create 生成）：",
        "The first administrator's key, shown this once (shenyan keys create makes more):",
    ),
    "serve.try": Localized("试一试：", "Try it:"),
}
