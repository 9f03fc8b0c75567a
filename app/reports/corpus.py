"""Rows of a labelled data set, in Shenyan's own terms. The one table of foreign words is here."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from app.model.message import Message, Part
from app.model.vocabulary import PRODUCTS, Audience, Channel, Jurisdiction, Language, Stage

# Words of a data set -> ours. Words that are already ours (with _ or -) need no line.
CHANNELS: Final[dict[str, Channel]] = {
    "press_ad": Channel.AD, "tv_ad": Channel.AD, "radio_ad": Channel.AD, "outdoor_ad": Channel.AD,
    "search_ad": Channel.AD, "display_ad": Channel.AD, "banner": Channel.AD, "advertisement": Channel.AD,
    "leaflet": Channel.POSTER, "flyer": Channel.POSTER, "brochure": Channel.POSTER, "billboard": Channel.POSTER,
    "web": Channel.WEB_PAGE, "website": Channel.WEB_PAGE, "webpage": Channel.WEB_PAGE, "landing_page": Channel.WEB_PAGE,
    "app_page": Channel.WEB_PAGE, "product_page": Channel.WEB_PAGE, "mini_program": Channel.WEB_PAGE,
    "social_post": Channel.SOCIAL, "social_media": Channel.SOCIAL, "wechat_moments": Channel.SOCIAL,
    "moments": Channel.SOCIAL, "weibo": Channel.SOCIAL, "xiaohongshu": Channel.SOCIAL, "short_video": Channel.SOCIAL,
    "video_script": Channel.SOCIAL, "douyin": Channel.SOCIAL, "twitter": Channel.SOCIAL, "facebook": Channel.SOCIAL,
    "linkedin": Channel.SOCIAL, "instagram": Channel.SOCIAL, "tiktok": Channel.SOCIAL, "youtube": Channel.SOCIAL,
    "wechat_article": Channel.ARTICLE, "wechat_official": Channel.ARTICLE, "official_account": Channel.ARTICLE,
    "blog": Channel.ARTICLE, "blog_post": Channel.ARTICLE, "press_release": Channel.ARTICLE, "news": Channel.ARTICLE,
    "livestream_script": Channel.LIVE, "livestream": Channel.LIVE, "live_stream": Channel.LIVE, "webinar": Channel.LIVE,
    "text_message": Channel.SMS, "mms": Channel.SMS, "rcs": Channel.SMS,
    "call_script": Channel.CALL, "phone": Channel.CALL, "phone_script": Channel.CALL, "telephone": Channel.CALL,
    "ivr": Channel.CALL, "outbound_call": Channel.CALL,
    "mail": Channel.EMAIL, "newsletter": Channel.EMAIL, "edm": Channel.EMAIL,
    "app_push": Channel.PUSH, "push_notification": Channel.PUSH, "in_app": Channel.PUSH, "in_app_message": Channel.PUSH,
    "agent_reply": Channel.CHAT, "wechat_chat": Channel.CHAT, "live_chat": Channel.CHAT, "webchat": Channel.CHAT,
    "chatbot": Channel.CHAT, "bot_reply": Channel.CHAT, "whatsapp": Channel.CHAT, "line": Channel.CHAT,
    "im": Channel.CHAT, "wecom": Channel.CHAT, "wechat": Channel.CHAT, "dm": Channel.CHAT,
    "wechat_group": Channel.GROUP_CHAT, "group": Channel.GROUP_CHAT, "community": Channel.GROUP_CHAT,
    "app_popup": Channel.POPUP, "pop_up": Channel.POPUP,
    "notice": Channel.LETTER, "post": Channel.LETTER, "statement": Channel.LETTER,
    "presentation": Channel.DOCUMENT, "ppt": Channel.DOCUMENT, "slides": Channel.DOCUMENT, "pdf": Channel.DOCUMENT,
    "factsheet": Channel.DOCUMENT, "prospectus": Channel.DOCUMENT, "report": Channel.DOCUMENT,
}  # fmt: skip

STAGES: Final[dict[str, Stage]] = {
    "agent_reply": Stage.REPLY, "wechat_chat": Stage.REPLY, "live_chat": Stage.REPLY, "webchat": Stage.REPLY,
    "whatsapp": Stage.REPLY, "line": Stage.REPLY, "wecom": Stage.REPLY, "im": Stage.REPLY, "dm": Stage.REPLY,
    "chat": Stage.REPLY, "chatbot": Stage.BOT, "bot_reply": Stage.BOT,
}  # fmt: skip

PRODUCT_WORDS: Final[dict[str, str]] = {
    "general_service": "service", "general": "service", "brand": "service", "service_notice": "service",
    "savings": "deposit", "deposits": "deposit", "time_deposit": "deposit", "cd": "deposit",
    "certificate_of_deposit": "deposit", "large_cd": "deposit", "structured_deposits": "structured-deposit",
    "other_investment": "investment", "investments": "investment", "wealth_mgmt": "wealth-management",
    "wm": "wealth-management", "wmp": "wealth-management", "wealth": "wealth-management",
    "mutual_fund": "fund", "public_fund": "fund", "funds": "fund", "etf": "fund", "unit_trust": "fund",
    "mmf": "money-market-fund", "money_fund": "money-market-fund", "money_market": "money-market-fund",
    "pe_fund": "private-fund", "hedge_fund": "private-fund", "trusts": "trust", "trust_product": "trust",
    "am": "asset-management", "asset_mgmt": "asset-management", "sec": "securities", "stock": "securities",
    "stocks": "securities", "equity": "securities", "equities": "securities", "brokerage": "securities",
    "stock_advice": "securities", "investment_advice": "securities", "margin": "securities", "options": "futures",
    "bonds": "bond", "government_bond": "bond", "treasury": "bond", "structured_note": "bond", "future": "futures",
    "derivatives": "futures", "cfd": "forex", "fx": "forex", "precious_metals": "gold", "precious_metal": "gold",
    "property": "real-estate", "reit": "real-estate", "pensions": "pension", "annuity": "pension",
    "retirement": "pension", "cryptocurrency": "crypto", "virtual_asset": "crypto", "digital_asset": "crypto",
    "stablecoin": "crypto", "insurance_general": "insurance", "insurance_travel": "insurance",
    "insurance_accident": "insurance", "insurance_property": "insurance", "insurance_car": "insurance",
    "insurance_motor": "insurance", "insurance_auto": "insurance", "insurance_home": "insurance",
    "insurance_pet": "insurance", "insurance_health": "health-insurance", "insurance_medical": "health-insurance",
    "insurance_critical_illness": "health-insurance", "insurance_life": "life-insurance",
    "insurance_term": "life-insurance", "insurance_whole_life": "life-insurance",
    "insurance_annuity": "life-insurance", "insurance_endowment": "life-insurance",
    "insurance_participating": "participating-insurance", "insurance_dividend": "participating-insurance",
    "insurance_universal": "universal-insurance", "insurance_unit_linked": "unit-linked-insurance",
    "insurance_ilas": "unit-linked-insurance", "lending": "loan", "loans": "loan", "loan_personal": "personal-loan",
    "loan_consumer": "personal-loan", "consumer_loan": "personal-loan", "loan_student": "personal-loan",
    "loan_payday": "personal-loan", "payday_loan": "personal-loan", "loan_car": "personal-loan",
    "loan_auto": "personal-loan", "bnpl": "personal-loan", "loan_business": "business-loan",
    "loan_sme": "business-loan", "loan_mortgage": "mortgage", "loan_home": "mortgage", "home_loan": "mortgage",
    "heloc": "mortgage", "card": "credit-card", "credit_cards": "credit-card", "credit_repair": "credit",
    "credit_report": "credit", "collections": "collection", "debt_collection": "collection", "payments": "payment",
    "wallet": "payment", "e_wallet": "payment", "debit_card": "payment", "remittance": "payment",
    "transfer": "payment", "account": "service", "customer_service": "service", "complaint": "service",
}  # fmt: skip

JURISDICTIONS: Final[dict[str, Jurisdiction]] = {"gb": Jurisdiction.UK, "usa": Jurisdiction.US, "prc": Jurisdiction.CN}

LANGUAGES: Final[dict[str, Language]] = {
    "zh": Language.ZH_HANS, "zh_cn": Language.ZH_HANS, "zh_sg": Language.ZH_HANS, "zh_tw": Language.ZH_HANT,
    "zh_hk": Language.ZH_HANT, "zh_mo": Language.ZH_HANT, "en_us": Language.EN, "en_gb": Language.EN,
    "en_uk": Language.EN,
}  # fmt: skip

# Audiences are free text: the first line with a word that occurs in it holds.
AUDIENCE_WORDS: Final[tuple[tuple[Audience, tuple[str, ...]], ...]] = (
    (Audience.STAFF, ("内部", "內部", "员工", "員工", "同事", "internal", "staff", "employee", "colleague")),
    (Audience.MINORS, ("未成年", "青少年", "儿童", "兒童", "minor", "child", "under 18", "teen")),
    (Audience.STUDENTS, ("学生", "學生", "校园", "校園", "student", "campus")),
    (Audience.ELDERLY, ("老年", "长者", "長者", "老人", "退休", "银发", "銀髮", "elder", "senior", "retire",
                        "pensioner")),
    (Audience.PROFESSIONAL, ("专业", "專業", "合格投资", "合資格", "机构", "機構", "professional", "institution",
                             "accredited", "qualified", "sophisticated")),
    (Audience.RETAIL, ("个人", "個人", "零售", "散户", "散戶", "客户", "客戶", "retail", "customer",
                       "client", "consumer")),
    (Audience.PUBLIC, ("公众", "公眾", "大众", "大眾", "不特定", "社会", "社會", "public", "general", "mass")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a data set. ``problem`` says why it could not be read; ``fields`` is then what could be."""

    line: int
    id: str
    fields: Mapping[str, Any]
    problem: str = ""

    @property
    def key(self) -> object:
        """The id as the data set has it; a result row carries the same."""
        return self.fields.get("id", self.id)


def read_rows(path: Path) -> Iterator[Row]:
    """Yields every non-empty line of a JSONL file; one that is no row becomes a row with a ``problem``."""
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, start=1):
            if raw.strip():
                yield _read_row(number, raw)


def _read_row(number: int, raw: bytes) -> Row:
    fallback = f"line-{number}"
    try:
        value = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
    except (ValueError, RecursionError) as error:
        return Row(number, fallback, {}, f"not JSON in UTF-8: {error}")
    if not isinstance(value, dict):
        return Row(number, fallback, {}, "not a JSON object")
    row_id = value.get("id", fallback)
    return Row(number, row_id if isinstance(row_id, str) else json.dumps(row_id), value)


def to_message(row: Row, day: date, unknown: Counter[str]) -> Message:
    """The row as a message. Words that are in no table count in ``unknown`` and are left unsaid.

    Raises ValueError for a row without a text.
    """
    if row.problem:
        raise ValueError(row.problem)
    text = row.fields.get("text")
    if not isinstance(text, str):
        raise ValueError("the row has no text")

    def look_up(key: str, table: Mapping[str, Any]) -> Any:
        value = row.fields.get(key)
        if value is None or value == "":
            return None
        found = table.get(_fold(value)) if isinstance(value, str) else None
        if found is None:
            unknown[f"{key}={value}"] += 1
        return found

    product = look_up("product_type", _ALL_PRODUCTS)
    return Message(
        id=row.id,
        parts=(Part("body", text),),
        day=day,
        channel=look_up("channel", _ALL_CHANNELS),
        audience=_to_audience(row.fields.get("audience"), unknown),
        jurisdiction=look_up("jurisdiction", _ALL_JURISDICTIONS),
        language=look_up("lang", _ALL_LANGUAGES),
        products=(product,) if product else (),
        stage=STAGES.get(_fold(str(row.fields.get("channel"))), Stage.DRAFT),
    )


def _to_audience(value: object, unknown: Counter[str]) -> Audience | None:
    if value is None or value == "":
        return None
    text = str(value).casefold()
    for audience, words in AUDIENCE_WORDS:
        if text == audience.value or any(word in text for word in words):
            return audience
    unknown[f"audience={value}"] += 1
    return None


def _fold(word: str) -> str:
    return word.strip().casefold().replace("-", "_").replace(" ", "_")


_ALL_CHANNELS: Final = {**{_fold(channel): channel for channel in Channel}, **CHANNELS}
_ALL_PRODUCTS: Final = {**{_fold(product): product for product in PRODUCTS}, **PRODUCT_WORDS}
_ALL_JURISDICTIONS: Final = {**{_fold(place): place for place in Jurisdiction}, **JURISDICTIONS}
_ALL_LANGUAGES: Final = {**{_fold(language): language for language in Language}, **LANGUAGES}
