"""Lexicons as tables and backtests over the log, over HTTP."""

import time
from collections.abc import Iterator

import pytest

from app.api.backtest_models import BacktestAnswer, BacktestList, SamplePage
from app.api.lexicon_models import AddedTerm, LexiconList, TableAnswer
from app.api.problems import Problem
from app.ruleset.product_table import MAX_BYTES
from tests.api.callers import open_client
from tests.api.client import Client
from tests.api.conftest import MakeSettings

CSV = {"Content-Type": "text/csv"}
LEXICON = "lexicons/terms/guarantee.yaml"


@pytest.fixture
def officer(make_settings: MakeSettings) -> Iterator[Client]:
    with open_client(make_settings(store_text="full"), ["author", "reviewer", "auditor"]) as client:
        yield client


def draft_of(client: Client, files: dict[str, str] | None = None) -> str:
    draft_id: str = client.post("/v1/drafts", {"note": "x", "files": files or {}}).json()["id"]
    return draft_id


def send(client: Client, path: str, raw: bytes, edition: int = 1, **headers: str) -> object:
    return client.request("POST", path, content=raw, headers={**CSV, "If-Match": str(edition), **headers})


def test_a_lexicon_there_and_back(officer: Client) -> None:
    listed = LexiconList.model_validate_json(officer.get("/v1/lexicons").content)
    (lexicon,) = listed.lexicons
    assert (lexicon.id, lexicon.terms, [use.rule_id for use in lexicon.used_by]) == (
        "guarantee", 2, ["guaranteed-return"],
    )  # fmt: skip
    (where,) = LexiconList.model_validate_json(officer.get("/v1/lexicons?term=保本保息").content).lexicons
    assert [term.term for term in where.matched] == ["保本保息"]
    assert officer.get("/v1/lexicons?term=nowhere").json()["lexicons"] == []

    table = officer.get("/v1/lexicons/guarantee/table")
    assert table.headers["content-type"].startswith("application/vnd.openxmlformats")
    csv = officer.get("/v1/lexicons/guarantee/table?format=csv").content
    draft = draft_of(officer)
    path = f"/v1/drafts/{draft}/lexicons/guarantee/table"
    changed = csv.replace("保本保息".encode(), "稳赚".encode())

    preview = TableAnswer.model_validate_json(send(officer, path, changed).content)
    assert ([term.term for term in preview.added], [term.term for term in preview.removed]) == (["稳赚"], ["保本保息"])
    assert preview.draft is None
    assert officer.get(f"/v1/drafts/{draft}").json()["files"] == {}

    applied = TableAnswer.model_validate_json(send(officer, f"{path}?apply=true", changed).content)
    assert applied.draft is not None
    assert "  - 稳赚\n" in (applied.draft.files[LEXICON] or "")
    assert "稳赚".encode() in officer.get(f"/v1/drafts/{draft}/lexicons/guarantee/table?format=csv").content
    stale = send(officer, f"{path}?apply=true", csv, edition=1)
    assert (stale.status_code, stale.json()["code"]) == (412, "draft-changed")


def test_bad_tables_are_answered_with_their_cells(officer: Client) -> None:
    draft = draft_of(officer)
    path = f"/v1/drafts/{draft}/lexicons/guarantee/table?apply=true"

    wrong = send(officer, path, "词条,生效日\n=1,x\n".encode())
    problem = Problem.model_validate_json(wrong.content)
    assert (wrong.status_code, problem.code) == (422, "table-refused")
    assert [(item.pointer, item.code) for item in problem.errors] == [
        ("/table.csv/2/1", "cell-formula"),
        ("/table.csv/2/2", "cell-day"),
    ]
    large = send(officer, path, b"x" * (MAX_BYTES + 1))
    assert (large.status_code, large.json()["code"]) == (413, "body-too-large")
    many = send(officer, path, "词条\n".encode() + b"abcdef\n" * 60_000)
    assert (many.status_code, many.json()["errors"][0]["code"]) == (422, "table-too-long")
    for headers in ({"Content-Type": "application/json"}, {"Content-Encoding": "gzip"}):
        assert send(officer, path, b"x", **headers).status_code == 415
    assert send(officer, f"/v1/drafts/{draft}/lexicons/UPPER/table", "词条\na\n".encode()).status_code == 404
    assert officer.get("/v1/lexicons/no-such/table").json()["code"] == "unknown-lexicon"
    assert officer.get(f"/v1/drafts/{draft}").json()["edition"] == 1


def test_a_term_of_a_review_is_added_and_the_read_recorded(officer: Client) -> None:
    review = officer.post("/v1/reviews", {"text": "本产品包赚不赔！", "channel": "sms"}).json()["review_id"]
    draft = draft_of(officer)
    path, seen = f"/v1/drafts/{draft}/lexicons/guarantee/terms", {"If-Match": "1"}

    other = officer.post(path, {"term": "稳赢", "review_id": review}, headers=seen)
    assert (other.status_code, other.json()["code"]) == (422, "term-refused")
    known = officer.post(path, {"term": "保夲保息".replace("夲", "本")}, headers=seen)
    assert (known.status_code, known.json()["code"]) == (422, "term-refused")
    added = AddedTerm.model_validate_json(
        officer.post(path, {"term": "包赚", "review_id": review}, headers=seen).content
    )

    assert "  - 包赚\n" in (added.draft.files[LEXICON] or "")
    assert ("包賺", True) in [(variant.text, variant.found) for variant in added.variants]
    acts = [(event["act"], event["subject"]) for event in officer.get("/v1/events").json()["events"][:3]]
    assert acts.count(("review-read", f"review:{review}")) == 2


def test_any_logged_review_becomes_a_regression_example_that_the_gate_runs(officer: Client) -> None:
    alarm, miss = (
        officer.post("/v1/reviews", {"parts": parts, "channel": "sms"}).json()["review_id"]
        for parts in (
            [{"name": "subject", "text": "提醒\U000e0041"}, {"name": "body", "text": "谨防“保本保息”：骗局, 勿信"}],
            [{"name": "body", "text": "本产品稳赚不赔"}],
        )
    )
    draft = draft_of(officer)
    path = f"/v1/drafts/{draft}/examples"
    for edition, wanted in enumerate(
        ({"review_id": alarm, "because": "warned of"}, {"review_id": miss, "quotes": ["稳赚不赔"]})
    ):
        said = {"rule_id": "guaranteed-return", **wanted}
        added = officer.post(path, said, headers={"If-Match": str(edition + 1)})
        assert added.status_code == 200, added.text

    trial = officer.post(f"/v1/drafts/{draft}/check", {}).json()
    failed = [(item["text"], item["expected"], item["actual"]) for item in trial["failed"]]
    assert failed == [
        ("本产品稳赚不赔", ["稳赚不赔"], None),
        ("提醒\U000e0041\n谨防“保本保息”：骗局, 勿信", None, ["保本保息"]),
    ]
    refused = officer.post(f"/v1/drafts/{draft}/submit", {}, headers={"If-Match": "3"})
    assert (refused.status_code, refused.json()["code"]) == (422, "trial-failed")
    reads = [event["subject"] for event in officer.get("/v1/events").json()["events"] if event["act"] == "review-read"]
    assert reads == [f"review:{miss}", f"review:{alarm}"]


def test_personal_data_does_not_get_into_versions(officer: Client) -> None:
    text = "保本保息，请联系13812345678。"
    review = officer.post("/v1/reviews", {"text": text}).json()["review_id"]
    draft = draft_of(officer)
    said = {"review_id": review, "rule_id": "guaranteed-return", "quotes": ["保本保息"]}
    path, seen = f"/v1/drafts/{draft}/examples", {"If-Match": "1"}

    refused = officer.post(path, said, headers=seen)
    assert (refused.status_code, refused.json()["code"]) == (422, "no-example")
    assert "personal data" in refused.json()["detail"]
    assert officer.post(path, {**said, "text": text.replace("13812345678", "客服")}, headers=seen).status_code == 200


def test_a_backtest_in_the_background(officer: Client) -> None:
    blocked = officer.post("/v1/reviews", {"text": "本产品包赚不赔！", "channel": "sms"}).json()["review_id"]
    for text in ("您的账单已生成。", "本产品保本保息。"):
        officer.post("/v1/reviews", {"text": text, "channel": "email"})
    csv = officer.get("/v1/lexicons/guarantee/table?format=csv").content
    draft = draft_of(officer)
    table = f"/v1/drafts/{draft}/lexicons/guarantee/table?apply=true&keep=true"
    assert send(officer, table, csv + "包赚\r\n".encode()).status_code == 200
    path = f"/v1/drafts/{draft}/backtests"

    begun = officer.post(path, {"since": "2020-01-01T00:00:00Z"})
    assert begun.status_code == 200
    here = begun.headers["location"]
    found = _ended(officer, here)

    assert (found.state, found.total, found.looked_at, found.not_kept) == ("done", 3, 3, 0)
    assert found.result is not None
    assert [(sample.review_id, sample.effect, sample.appeared) for sample in found.result.samples] == [
        (blocked, "newly-blocked", ["guaranteed-return"])
    ]
    assert [(count.name, count.count) for count in found.result.by_channel] == [("sms", 1)]
    samples = SamplePage.model_validate_json(officer.get(f"{here}/samples").content).samples
    assert [sample.texts for sample in samples] == [{"body": "本产品包赚不赔！"}]
    event = officer.get("/v1/events").json()["events"][0]
    assert (event["act"], event["subject"]) == ("review-read", f"review:{blocked}")

    listed = BacktestList.model_validate_json(officer.get(path).content).backtests
    assert [item.id for item in listed] == [found.id]
    assert officer.post(f"{here}/cancel", {}).json()["code"] == "backtest-ended"
    assert officer.get(f"{path}/nosuch").json()["code"] == "unknown-backtest"
    assert officer.post(path, {"since": "yesterday"}).status_code == 422


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("backtests", {"until": 0}),
        ("backtests", {"since": "2026-01-01"}),
        ("lexicons/guarantee/terms", {"term": "包赚", "effective_from": 0}),
        ("lexicons/guarantee/terms", {"term": "包赚", "effective_until": "1893456000"}),
    ],
)
def test_moments_and_days_are_written_out(officer: Client, path: str, body: dict[str, object]) -> None:
    answer = officer.post(f"/v1/drafts/{draft_of(officer)}/{path}", body, headers={"If-Match": "1"})

    assert answer.status_code == 422
    assert [mistake["code"] for mistake in answer.json()["errors"]] == ["wrong-form"]


def _ended(client: Client, path: str) -> BacktestAnswer:
    deadline = time.monotonic() + 90
    while True:
        found = BacktestAnswer.model_validate_json(client.get(path).content)
        if found.state != "running" or time.monotonic() > deadline:
            return found
        time.sleep(0.2)
