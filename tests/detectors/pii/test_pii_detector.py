import socket
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app.detectors.base import Resources
from app.detectors.pii import ENTITIES, Pii, analysis, analyze
from app.detectors.pii.engine import Engine, Found, Recognizer
from app.detectors.pii.reading import read
from app.model.message import Recipient
from tests.detectors.pii.support import cn_id, document_of, hits_of, mobile

NOTHING = Resources(lexicons={}, disclosures={})
TEXT = "客户刘建国（身份证310104197707032475，手机13910481904）名下存款236.5万元"


def detect(text: str, **probes: dict[str, object]) -> list[tuple[str, str, str]]:
    document = document_of(text)
    detector = Pii({key: Pii.Parameters(**values) for key, values in probes.items()}, NOTHING)  # type: ignore[arg-type]
    return [(d.probe, d.tag, document.parts[d.part].quote(d.span)) for d in detector.detect(document)]


def test_each_probe_gets_what_it_wants() -> None:
    found = detect(TEXT, ids={"entities": ["cn_resident_id"]}, contact={"entities": ["cn_mobile", "email"]})
    assert found == [
        ("ids", "cn_resident_id", "310104197707032475"),
        ("contact", "cn_mobile", "13910481904"),
    ]


def test_the_owner_filters() -> None:
    assert detect(TEXT, mine={"entities": ["cn_mobile"], "owner": "recipient"}) == []
    assert detect(TEXT, other={"entities": ["cn_mobile"], "owner": ["third-party", "staff"]}) != []


def test_data_hold_no_text() -> None:
    document = document_of(TEXT)
    detector = Pii({"all": Pii.Parameters(entities=tuple(ENTITIES))}, NOTHING)
    for detection in detector.detect(document):
        values = dict(detection.data)
        assert set(values) == {"owner", "valid"}
        quote = document.parts[0].quote(detection.span)
        assert quote not in detection.explanation
        assert 0 < detection.score <= 1


@pytest.mark.parametrize(
    "bad",
    [
        {"entities": []},
        {"entities": ["shoe_size"]},
        {"entities": ["email"], "owner": "me"},
        {"entities": ["email"], "x": 1},
    ],
)
def test_parameters_are_validated(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Pii.Parameters(**bad)  # type: ignore[arg-type]


def test_the_recipient_is_recognised() -> None:
    recipient = Recipient(name="刘建国", phone="+86 139 1048 1904", document_number="310104197707032475")
    owners = {hit.entity: hit.owner.value for _, hit in hits_of(TEXT, recipient)}
    assert owners["person_name"] == owners["cn_mobile"] == owners["cn_resident_id"] == "recipient"


def test_another_number_than_the_recipients_is_not_theirs() -> None:
    recipient = Recipient(phone="13800456219")
    owners = {hit.entity: hit.owner.value for _, hit in hits_of("他的手机13910481904", recipient)}
    assert owners == {"cn_mobile": "third-party"}


def test_what_a_recognizer_raises_reaches_the_caller() -> None:
    class Broken(Recognizer):
        ENTITIES = ("email",)

        def find(self, reading: object) -> list[Found]:
            raise TimeoutError("took too long")

    with pytest.raises(TimeoutError):
        Engine([Broken()], lambda _, found: found).find(read("a"))


def test_every_entity_has_a_recognizer_and_every_recognizer_knows_its_entities() -> None:
    supported = {entity for recognizer in analysis.RECOGNIZERS for entity in recognizer.ENTITIES}
    assert supported == set(ENTITIES)


def test_nothing_reaches_for_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass
    class RefusedError(Exception):
        reason: str = "network"

    def refuse(*_: object, **__: object) -> None:
        raise RefusedError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert analyze(document_of(TEXT + " li.hua@example.com +44 7700 900855"))


def test_the_order_is_always_the_same() -> None:
    document = document_of(TEXT * 3)
    assert analyze(document) == analyze(document)


@given(st.text("0123456789 -.()+x*/年月日元卡号", max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_digits_are_read_without_an_error(text: str) -> None:
    analyze(document_of(text))


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    document = document_of(text.encode("utf-8", "ignore").decode())
    for hit in analyze(document):
        assert document.parts[0].quote(hit.span)


@given(
    st.randoms(use_true_random=False),
    st.sampled_from(["", "客户", "请核对", "。", " ", "号"]),
    st.sampled_from(["", "的", "，", " ", "已登记", "。"]),
)
@settings(max_examples=150, deadline=None)
def test_valid_numbers_are_found_beside_han_text_as_well_as_apart(source: object, before: str, after: str) -> None:
    number, phone = cn_id(source), mobile(source)  # type: ignore[arg-type]
    assert [quote for quote, hit in hits_of(f"{before}{number}{after}") if hit.entity == "cn_resident_id"] == [number]
    assert [quote for quote, hit in hits_of(f"{before}{phone}{after}") if hit.entity == "cn_mobile"] == [phone]


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "a@", "客户王", "a.", "路1号", "John ", "dot at ", "密码", "+86", "6222 ", "A1(", "微信a"]
)
def test_the_time_grows_with_the_text_only(unit: str) -> None:
    import time

    def seconds(count: int) -> float:
        document = document_of(unit * (count // len(unit)))
        begun = time.process_time()
        analyze(document)
        return time.process_time() - begun

    seconds(1000)
    assert seconds(40_000) < 4 + 40 * seconds(4_000)
