"""The one table of foreign words."""

import json
from collections import Counter
from datetime import date

import pytest

from app.detectors.pii.entities import ENTITIES
from app.model.vocabulary import PRODUCTS, Audience, Channel, Jurisdiction, Language, Stage
from app.reports.corpus import PRODUCT_WORDS, Row, read_rows, to_message
from app.reports.corpus_entities import ENGLISH_TYPES, TYPES

DAY = date(2026, 1, 1)


def message_of(**fields):
    unknown: Counter[str] = Counter()
    return to_message(Row(1, "x", {"text": "t", **fields}), DAY, unknown), unknown


@pytest.mark.parametrize(
    ("fields", "attribute", "value"),
    [
        ({"channel": "wechat_moments"}, "channel", Channel.SOCIAL),
        ({"channel": "agent_reply"}, "stage", Stage.REPLY),
        ({"channel": "web-page"}, "channel", Channel.WEB_PAGE),
        ({"channel": "SMS"}, "channel", Channel.SMS),
        ({"product_type": "wealth_mgmt"}, "products", ("wealth-management",)),
        ({"product_type": "structured_deposit"}, "products", ("structured-deposit",)),
        ({"product_type": "insurance_unit_linked"}, "products", ("unit-linked-insurance",)),
        ({"product_type": "insurance_travel"}, "products", ("insurance",)),
        ({"product_type": "mmf"}, "products", ("money-market-fund",)),
        ({"lang": "zh-TW"}, "language", Language.ZH_HANT),
        ({"jurisdiction": "GB"}, "jurisdiction", Jurisdiction.UK),
        ({"audience": "老年客户"}, "audience", Audience.ELDERLY),
        ({"audience": "内部员工"}, "audience", Audience.STAFF),
        ({"audience": "professional investors"}, "audience", Audience.PROFESSIONAL),
        ({"audience": "public"}, "audience", Audience.PUBLIC),
    ],
)
def test_known_words(fields, attribute, value):
    message, unknown = message_of(**fields)
    assert getattr(message, attribute) == value
    assert not unknown


def test_unknown_words_are_left_unsaid_and_counted():
    message, unknown = message_of(channel="pigeon", product_type=7, lang=["x"], jurisdiction="XX", audience="?")
    assert (message.channel, message.products, message.language, message.audience) == (None, (), None, None)
    assert sum(unknown.values()) == 5


def test_nothing_said_is_nothing_unknown():
    message, unknown = message_of(channel=None, audience="")
    assert message.channel is None
    assert not unknown


def test_the_tables_only_name_what_exists():
    assert set(PRODUCT_WORDS.values()) <= set(PRODUCTS)
    assert set(TYPES) | set(ENGLISH_TYPES) <= set(ENTITIES)


def test_lines_that_are_no_rows_become_rows_with_a_problem(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "a", "text": "x"}\n\n{\n[1]\n\xff\n' + b"[" * 100_000 + b"\n")
    rows = list(read_rows(path))
    assert [row.id for row in rows] == ["a", "line-3", "line-4", "line-5", "line-6"]
    assert [bool(row.problem) for row in rows] == [False, True, True, True, True]
    json.dumps([row.problem for row in rows])
