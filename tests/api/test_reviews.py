"""One message in, one explained and logged verdict out."""

import json
from pathlib import Path

import pytest

from app.api.answers import BatchAnswer, ReviewAnswer, ReviewPage
from app.api.rules import RuleAnswer, RuleList, RuleSetAnswer
from tests.api.callers import KEY_RECORDS, open_client
from tests.api.client import Client
from tests.api.conftest import MakeSettings

SMS = {"text": "本产品保本保息，详询13812345678。", "channel": "sms", "products": ["fund"]}


def test_a_review_is_answered_with_its_place_in_the_log(client: Client) -> None:
    answer = client.post("/v1/reviews", SMS)

    assert answer.status_code == 200
    review = ReviewAnswer.model_validate_json(answer.content)
    assert review.decision == "block"
    assert [finding.rule_id for finding in review.findings] == ["guaranteed-return", "phone-number"]
    assert review.record.sequence == KEY_RECORDS + 1
    assert review.record.previous_hash == client.get("/v1/events").json()["events"][0]["hash"]
    second = ReviewAnswer.model_validate_json(client.post("/v1/reviews", SMS).content)
    assert second.record.previous_hash == review.record.hash
    assert second.review_id > review.review_id


def test_offsets_count_code_points_and_utf16_units(client: Client) -> None:
    text = "😀𠀀请看：保本保息"
    evidence = client.post("/v1/reviews", {"text": text}).json()["findings"][0]["evidence"][0]

    assert text[evidence["start"] : evidence["end"]] == "保本保息"
    units = text.encode("utf-16-le")
    assert units[2 * evidence["utf16_start"] : 2 * evidence["utf16_end"]].decode("utf-16-le") == "保本保息"
    assert (evidence["start"], evidence["utf16_start"]) == (5, 7)


def test_parts_are_named_in_the_evidence(client: Client) -> None:
    parts = [{"name": "subject", "text": "notice"}, {"name": "正文", "text": "a guaranteed return"}]

    [finding] = client.post("/v1/reviews", {"parts": parts}).json()["findings"]

    assert [(item["part"], item["quote"]) for item in finding["evidence"]] == [("正文", "guaranteed return")]


def test_the_logged_review_masks_personal_data_and_the_answer_does_not(client: Client, tmp_path: Path) -> None:
    answer = client.post("/v1/reviews", SMS, headers={"Idempotency-Key": "k"})
    assert "13812345678" in answer.text

    logged = client.get(f"/v1/reviews/{answer.json()['review_id']}")

    assert ReviewAnswer.model_validate_json(logged.content).decision == "block"
    assert "13812345678" not in logged.text
    assert "保本保息" in logged.text
    for file in tmp_path.glob("log.db*"):
        content = file.read_bytes()
        assert b"13812345678" not in content, file
        assert "详询".encode() not in content, file


def test_full_storage_keeps_the_message(make_settings: MakeSettings, tmp_path: Path) -> None:
    with open_client(make_settings(store_text="full")) as client:
        review_id = client.post("/v1/reviews", SMS).json()["review_id"]
        log = client.app.state.gate.log

        message = log.message_of(log.get(review_id))

    assert message is not None
    assert message["parts"] == [{"name": "body", "text": SMS["text"]}]


def test_batch_answers_in_order(client: Client) -> None:
    texts = ["您好", "保本保息", "a guaranteed return"]

    answer = client.post("/v1/reviews/batch", {"messages": [{"text": text} for text in texts]})

    batch = BatchAnswer.model_validate_json(answer.content)
    assert [review.decision for review in batch.reviews] == ["pass", "block", "block"]
    assert [review.record.sequence for review in batch.reviews] == [KEY_RECORDS + 1, KEY_RECORDS + 2, KEY_RECORDS + 3]


def test_a_mistake_in_a_batch_is_told_with_its_place(client: Client) -> None:
    answer = client.post("/v1/reviews/batch", {"messages": [{"text": "a"}, {"text": "b", "channel": "pigeon"}]})

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/messages/1/channel"]
    assert client.get("/v1/reviews").json()["reviews"] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [5, 4, 3, 2, 1]),
        ("decision=block", [5, 3, 1]),
        ("channel=sms", [3]),
        ("rule=guaranteed-return", [5, 3, 1]),
        ("family=pii", [3]),
        ("family=tone", []),
        ("principal={me}&decision=pass", [4, 2]),
        ("principal=nobody", []),
        ("since=2020-01-01T00:00:00Z&limit=2", [5, 4]),
        ("until=2020-01-01T00:00:00%2B08:00", []),
    ],
)
def test_search(client: Client, query: str, found: list[int]) -> None:
    for body in ({"text": "保本保息"}, {"text": "a"}, SMS, {"text": "b"}, {"text": "保本保息"}):
        me = client.post("/v1/reviews", body).json()["principal"]

    page = ReviewPage.model_validate_json(client.get(f"/v1/reviews?{query.format(me=me)}").content)

    assert [review.record.sequence - KEY_RECORDS for review in page.reviews] == found


def test_pages_do_not_shift_when_reviews_arrive(client: Client) -> None:
    for _ in range(5):
        client.post("/v1/reviews", {"text": "a"})
    seen, cursor = [], ""
    while True:
        page = client.get(f"/v1/reviews?limit=2{cursor}").json()
        seen += [review["record"]["sequence"] - KEY_RECORDS for review in page["reviews"]]
        client.post("/v1/reviews", {"text": "later"})
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"

    assert seen == [5, 4, 3, 2, 1]


def test_rules_can_be_read(client: Client) -> None:
    listed = RuleList.model_validate_json(client.get("/v1/rules").content)
    rule = RuleAnswer.model_validate_json(client.get("/v1/rules/guaranteed-return").content)
    rule_set = RuleSetAnswer.model_validate_json(client.get("/v1/rule-set").content)

    assert [item.id for item in listed.rules] == ["guaranteed-return", "phone-number"]
    assert rule.references == ["CN-WM-27-4"]
    assert [example.quotes for example in rule.examples] == [["保本保息"], None]
    assert rule_set.revision == listed.rule_set_revision == client.post("/v1/reviews", SMS).json()["rule_set_revision"]


def test_metrics_count_by_decision_and_channel(client: Client) -> None:
    client.post("/v1/reviews", SMS)
    client.post("/v1/reviews", {"text": "a"})

    lines = client.get("/metrics").text.splitlines()

    assert 'shenyan_reviews_total{channel="sms",decision="block"} 1.0' in lines
    assert 'shenyan_reviews_total{channel="unstated",decision="pass"} 1.0' in lines
    assert "shenyan_append_failures_total 0.0" in lines


def test_metrics_show_what_waits(client: Client) -> None:
    client.post("/v1/reviews", SMS)

    lines = client.get("/metrics").text.splitlines()

    assert 'shenyan_queue_items{state="waiting"} 1.0' in lines
    assert 'shenyan_queue_items{state="claimed"} 0.0' in lines
    (oldest,) = (float(line.split()[1]) for line in lines if line.startswith("shenyan_queue_oldest_seconds "))
    assert 0 < oldest < 60
    assert "shenyan_log_pending 0.0" in lines
    assert "shenyan_reviews_waiting 0.0" in lines


def test_the_same_message_gives_the_same_verdict(client: Client) -> None:
    own = ("review_id", "created_at", "duration_ms", "record")
    verdicts = []
    for _ in range(2):
        answer = client.post("/v1/reviews", SMS).json()
        verdicts.append(json.dumps({key: value for key, value in answer.items() if key not in own}))

    assert verdicts[0] == verdicts[1]
