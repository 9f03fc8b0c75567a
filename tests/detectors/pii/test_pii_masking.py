import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.detectors.pii import ENTITIES, mask

TABLE = [
    ("cn_mobile", "13812341234", "138****1234"),
    ("cn_mobile", "+86 150-8090-1507", "+86 150****1507"),
    ("bank_card", "6222 6218 2633 0435", "6222 **** **** 0435"),
    ("cn_resident_id", "310104197707032475", "310***********2475"),
    ("person_name", "刘建国", "刘**"),
    ("person_name", "Patrick Nwosu", "P*** N***"),
    ("email", "alice@example.com", "a***@example.com"),
    ("email", "li dot hua at example dot com", "****@****"),
    ("credential", "Xl@8842kq", "****"),
    ("card_cvv", "361", "****"),
    ("address", "北京市朝阳区望京西园三区306号楼1208室", "北京市******"),
    ("hkid", "V552483(0)", "V****830"),
    ("wechat_id", "q.zhao23", "q******3"),
]


@pytest.mark.parametrize(("entity", "text", "masked"), TABLE)
def test_masks_look_as_usual(entity: str, text: str, masked: str) -> None:
    assert mask(entity, text) == masked


@given(st.sampled_from(sorted(ENTITIES)), st.text(max_size=40))
def test_a_mask_is_never_the_original(entity: str, text: str) -> None:
    assert mask(entity, text) != text


@given(st.sampled_from(sorted(ENTITIES)), st.text("0123456789abcdefXYZ张伟@.-() ", min_size=6, max_size=40))
def test_a_mask_hides_at_least_four_characters(entity: str, text: str) -> None:
    masked = mask(entity, text)
    assert "*" in masked
    assert text.strip() == "" or text.strip() not in masked


def test_an_unknown_entity_is_an_error() -> None:
    with pytest.raises(KeyError):
        mask("shoe_size", "42")
