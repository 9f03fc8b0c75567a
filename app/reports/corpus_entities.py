"""Kinds of personal data, in the words of the labelled data set."""

from collections.abc import Mapping
from typing import Final

# Our entity -> the data set's type; "" for what it does not count as personal data. A name that is the same on both
# sides needs no line.
TYPES: Final[Mapping[str, str]] = {
    "cn_resident_id": "cn_id",
    "cn_foreign_permanent_resident_id": "foreign_pr_id",
    "residence_permit": "cn_id",
    "hk_macau_permit": "hm_permit",
    "taiwan_permit": "tw_permit",
    "mainland_travel_permit": "mtp",
    "driving_license": "driver_license",
    "social_security_no": "social_no",
    "us_ssn": "ssn",
    "cn_mobile": "mobile",
    "hk_mobile": "mobile",
    "mo_mobile": "mobile",
    "tw_mobile": "mobile",
    "cn_landline": "landline",
    "hk_landline": "landline",
    "mo_landline": "landline",
    "tw_landline": "landline",
    "card_cvv": "cvv",
    "wechat_id": "wechat",
    "line_id": "line",
    "person_name": "name",
    "date_of_birth": "dob",
    "uscc": "",
    "otp": "",
}
# Where the data set has another word for the same thing in an English message.
ENGLISH_TYPES: Final[Mapping[str, str]] = {"bank_card": "card", "cn_landline": "phone"}


def type_of(entity: str, *, english: bool) -> str:
    """The data set's type of ``entity``; "" for one that it does not count."""
    if english and entity in ENGLISH_TYPES:
        return ENGLISH_TYPES[entity]
    return TYPES.get(entity, entity)
