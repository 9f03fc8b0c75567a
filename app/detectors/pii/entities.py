"""The kinds of personal data that Shenyan knows: one row an entity."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.model.finding import Localized


class Sensitivity(StrEnum):
    """``secret`` is never written in clear, ``sensitive`` not even to its owner; ``public`` is no personal data."""

    SECRET = "secret"  # noqa: S105 - a level, not a password
    SENSITIVE = "sensitive"
    PERSONAL = "personal"
    PUBLIC = "public"


class MaskStyle(StrEnum):
    """How a value is written when it must be shown: see `masking`."""

    ALL = "all"
    ID = "id"
    CARD = "card"
    PHONE = "phone"
    TAIL = "tail"
    NAME = "name"
    EMAIL = "email"
    HANDLE = "handle"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of personal data."""

    name: str
    title: Localized
    sensitivity: Sensitivity
    mask: MaskStyle


_SECRET, _SENSITIVE = Sensitivity.SECRET, Sensitivity.SENSITIVE
_PERSONAL, _PUBLIC = Sensitivity.PERSONAL, Sensitivity.PUBLIC

_ROWS: Final[tuple[tuple[str, str, str, Sensitivity, MaskStyle], ...]] = (
    ("cn_resident_id", "居民身份证号", "Mainland resident ID number", _SENSITIVE, MaskStyle.ID),
    (
        "cn_foreign_permanent_resident_id",
        "外国人永久居留身份证号",
        "Foreign permanent resident ID number",
        _SENSITIVE,
        MaskStyle.ID,
    ),
    ("residence_permit", "港澳台居民居住证号", "Residence permit number", _SENSITIVE, MaskStyle.ID),
    ("passport", "护照号", "Passport number", _SENSITIVE, MaskStyle.TAIL),
    ("hk_macau_permit", "往来港澳通行证号", "Permit to Hong Kong and Macau", _SENSITIVE, MaskStyle.TAIL),
    ("taiwan_permit", "往来台湾通行证号", "Permit to Taiwan", _SENSITIVE, MaskStyle.TAIL),
    ("home_return_permit", "港澳居民来往内地通行证号", "Home return permit number", _SENSITIVE, MaskStyle.TAIL),
    ("mainland_travel_permit", "台湾居民来往大陆通行证号", "Mainland travel permit number", _SENSITIVE, MaskStyle.TAIL),
    ("military_id", "军人证件号", "Military ID number", _SENSITIVE, MaskStyle.TAIL),
    ("driving_license", "驾驶证号", "Driving licence number", _SENSITIVE, MaskStyle.ID),
    ("social_security_no", "社会保障号", "Social security card number", _SENSITIVE, MaskStyle.TAIL),
    ("hkid", "香港身份证号", "Hong Kong identity card number", _SENSITIVE, MaskStyle.TAIL),
    ("macau_id", "澳门身份证号", "Macau identity card number", _SENSITIVE, MaskStyle.TAIL),
    ("tw_id", "台湾身份证号", "Taiwan identity number", _SENSITIVE, MaskStyle.TAIL),
    ("us_ssn", "美国社会安全号", "US Social Security number", _SENSITIVE, MaskStyle.TAIL),
    ("uk_nino", "英国国民保险号", "UK National Insurance number", _SENSITIVE, MaskStyle.TAIL),
    ("uscc", "统一社会信用代码", "Unified social credit code", _PUBLIC, MaskStyle.TAIL),
    ("cn_mobile", "内地手机号", "Mainland mobile number", _PERSONAL, MaskStyle.PHONE),
    ("cn_landline", "内地固定电话", "Mainland landline number", _PERSONAL, MaskStyle.PHONE),
    ("hk_mobile", "香港手机号", "Hong Kong mobile number", _PERSONAL, MaskStyle.PHONE),
    ("hk_landline", "香港固定电话", "Hong Kong landline number", _PERSONAL, MaskStyle.PHONE),
    ("mo_mobile", "澳门手机号", "Macau mobile number", _PERSONAL, MaskStyle.PHONE),
    ("mo_landline", "澳门固定电话", "Macau landline number", _PERSONAL, MaskStyle.PHONE),
    ("tw_mobile", "台湾手机号", "Taiwan mobile number", _PERSONAL, MaskStyle.PHONE),
    ("tw_landline", "台湾固定电话", "Taiwan landline number", _PERSONAL, MaskStyle.PHONE),
    ("phone", "电话号码", "Telephone number", _PERSONAL, MaskStyle.PHONE),
    ("bank_card", "银行卡号", "Payment card number", _SENSITIVE, MaskStyle.CARD),
    ("bank_account", "银行账号", "Bank account number", _SENSITIVE, MaskStyle.TAIL),
    ("iban", "国际银行账号", "IBAN", _SENSITIVE, MaskStyle.CARD),
    ("card_cvv", "卡安全码", "Card security code", _SECRET, MaskStyle.ALL),
    ("card_expiry", "卡有效期", "Card expiry date", _SECRET, MaskStyle.ALL),
    ("credential", "密码", "Password", _SECRET, MaskStyle.ALL),
    ("otp", "一次性验证码", "One-time code", _SECRET, MaskStyle.ALL),
    ("plate", "车牌号", "Number plate", _PERSONAL, MaskStyle.TAIL),
    ("email", "电子邮箱", "E-mail address", _PERSONAL, MaskStyle.EMAIL),
    ("wechat_id", "微信号", "WeChat ID", _PERSONAL, MaskStyle.HANDLE),
    ("qq", "QQ 号", "QQ number", _PERSONAL, MaskStyle.HANDLE),
    ("line_id", "LINE ID", "LINE ID", _PERSONAL, MaskStyle.HANDLE),
    ("address", "住址", "Street address", _PERSONAL, MaskStyle.ADDRESS),
    ("person_name", "姓名", "Name of a person", _PERSONAL, MaskStyle.NAME),
    ("date_of_birth", "出生日期", "Date of birth", _PERSONAL, MaskStyle.ALL),
    ("balance", "个人账户金额", "Amount of a person's account", _SENSITIVE, MaskStyle.ALL),
    ("health", "健康状况", "Health condition", _SENSITIVE, MaskStyle.ALL),
)

ENTITIES: Final[Mapping[str, Entity]] = MappingProxyType(
    {name: Entity(name, Localized(zh, en), level, mask) for name, zh, en, level, mask in _ROWS}
)
