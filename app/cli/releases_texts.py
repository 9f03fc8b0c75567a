"""What ``shenyan releases`` says, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

from app.model.finding import Localized

RELEASES_HELP: Final[Mapping[str, Localized]] = {
    "releases": Localized("放行令牌：公钥、轮换密钥。", "Release tokens: their public keys, a new key."),
    "releases.public-keys": Localized(
        "显示公钥（JWKS），交给离线验证的网关。", "Print the public keys (JWKS), for gateways that check offline."
    ),
    "releases.rotate-key": Localized(
        "换用新的签名密钥；旧公钥保留到其令牌过期。",
        "Sign with a new key; the old public key stays until its tokens have expired.",
    ),
}

RELEASES_TEXTS: Final[Mapping[str, Localized]] = {
    "releases.rotated": Localized(
        "新密钥 {new} 即刻生效，{old} 不再签名；日志留有记录",
        "Key {new} signs from now on and {old} no more; the log records it",
    ),
    "error.no-release-keys": Localized("还没有放行密钥：{path}。", "There are no release keys yet: {path}."),
    "error.no-release-keys.cure": Localized("先启动一次服务。", "Start the service once."),
}
