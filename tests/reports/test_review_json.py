"""The command line and the HTTP service answer in one shape."""

from datetime import UTC, datetime

from app.api.answers import ReviewAnswer, submission_answer
from app.intake import Submission
from app.model.verdict import VerdictRecord
from app.model.vocabulary import Severity
from app.reports.review_json import submission_json, verdict_json
from app.store.verdict_body import describe
from tests.reports.made import ADDED, MESSAGE, REPLACED, finding, verdict

MADE = verdict(finding("a", Severity.BLOCK, "保本保息", suggestions=(REPLACED, ADDED)), failed=True)
RECORD = VerdictRecord(7, "id", "digest", MADE, "cli", datetime(2026, 1, 2, 3, 4, 5, 6, UTC), 1.25, "0" * 64, "1" * 64)


def test_a_logged_review_is_the_http_answer():
    submission = Submission(RECORD, describe(MESSAGE, MADE))
    answer = {**submission_json(submission), "release_token": None}  # only the service gives one
    assert answer == submission_answer(submission)
    ReviewAnswer.model_validate(answer)


def test_an_unlogged_one_has_the_same_keys_in_the_same_order():
    unlogged = verdict_json(MESSAGE, MADE, 1.0)
    assert list(unlogged) == list(submission_json(Submission(RECORD, describe(MESSAGE, MADE))))
    assert unlogged["record"] is None
