"""The closed vocabularies of a message and of a rule: one place, so that no synonym can creep in."""

from enum import StrEnum
from typing import Final


class Family(StrEnum):
    """What kind of trouble a rule looks for."""

    MISLEADING = "misleading"
    DISCLOSURE = "disclosure"
    PII = "pii"
    TONE = "tone"


class Severity(StrEnum):
    """What a fired rule asks for. ``advise`` is shown and does not change the decision."""

    ADVISE = "advise"
    REVISE = "revise"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        """0 for ``advise``, 1 for ``revise``, 2 for ``block``: higher is worse."""
        return (Severity.ADVISE, Severity.REVISE, Severity.BLOCK).index(self)


class Decision(StrEnum):
    """``pass`` may be sent, ``revise`` the sender must change it, ``block`` only compliance can release it."""

    PASS = "pass"  # noqa: S105 - a decision, not a password
    REVISE = "revise"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        """0 for ``pass``, 1 for ``revise``, 2 for ``block``: higher is stricter."""
        return (Decision.PASS, Decision.REVISE, Decision.BLOCK).index(self)


class RuleStatus(StrEnum):
    """Life of a rule: ``shadow`` is evaluated and logged but does not count."""

    DRAFT = "draft"
    SHADOW = "shadow"
    ACTIVE = "active"
    RETIRED = "retired"


class Applicability(StrEnum):
    """How a suggestion may be used: applied unseen, applied after a look, or only shown."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY_ONLY = "display-only"


class Stage(StrEnum):
    """Where in its life the message is."""

    DRAFT = "draft"
    REPLY = "reply"
    TYPING = "typing"
    BOT = "bot"


class Channel(StrEnum):
    """How the message leaves the institution."""

    AD = "ad"
    POSTER = "poster"
    WEB_PAGE = "web-page"
    SOCIAL = "social"
    ARTICLE = "article"
    LIVE = "live"
    SMS = "sms"
    CALL = "call"
    EMAIL = "email"
    PUSH = "push"
    CHAT = "chat"
    GROUP_CHAT = "group-chat"
    POPUP = "popup"
    LETTER = "letter"
    DOCUMENT = "document"


class Audience(StrEnum):
    """Who reads the message."""

    PUBLIC = "public"
    RETAIL = "retail"
    PROFESSIONAL = "professional"
    ELDERLY = "elderly"
    STUDENTS = "students"
    MINORS = "minors"
    STAFF = "staff"


class Jurisdiction(StrEnum):
    """Whose law the message is judged by."""

    CN = "CN"
    HK = "HK"
    MO = "MO"
    TW = "TW"
    US = "US"
    UK = "UK"
    EU = "EU"


class Language(StrEnum):
    """Languages with a pack, as BCP 47 tags."""

    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    EN = "en"


# Product -> its parent. A rule that applies to a parent applies to all below it.
PRODUCTS: Final[dict[str, str | None]] = {
    "deposit": None,
    "structured-deposit": None,
    "investment": None,
    "wealth-management": "investment",
    "fund": "investment",
    "money-market-fund": "fund",
    "private-fund": "investment",
    "trust": "investment",
    "asset-management": "investment",
    "securities": "investment",
    "bond": "investment",
    "futures": "investment",
    "forex": "investment",
    "gold": "investment",
    "real-estate": "investment",
    "pension": "investment",
    "crypto": "investment",
    "insurance": None,
    "health-insurance": "insurance",
    "life-insurance": "insurance",
    "participating-insurance": "life-insurance",
    "universal-insurance": "life-insurance",
    "unit-linked-insurance": "life-insurance",
    "credit": None,
    "loan": "credit",
    "personal-loan": "loan",
    "business-loan": "loan",
    "mortgage": "loan",
    "credit-card": "credit",
    "collection": None,
    "payment": None,
    "service": None,
}


def product_and_ancestors(product: str) -> tuple[str, ...]:
    """``product`` followed by its parents, nearest first. Raises KeyError for an unknown product."""
    chain = [product]
    while (parent := PRODUCTS[chain[-1]]) is not None:
        chain.append(parent)
    return tuple(chain)
