"""Erasing destroys the data key and says so in the chain; what a legal hold names stays."""

import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.auth.access import ON_THE_MACHINE
from app.errors import UnknownReview
from app.model.principal import EVERYTHING, View
from app.store.content_erasure import ContentOnHold, Erased, Erasure, as_ranges
from app.store.events import event_body
from app.store.holds import Hold, HoldReleased, Holds, NewHold, UnknownHold
from app.store.records import to_datetime
from app.store.searching import Filters
from app.store.verdict_log import VerdictLog, verify_database
from app.store.verifying_keys import read_verifying_keys
from tests.store.entries import kept_entry
from tests.store.keys import CONTENT_KEYS, RING
from tests.store.raw import Raw

RETAIL = View(tenant="retail")


@pytest.fixture
def review_ids(log: VerdictLog) -> list[str]:
    """Six kept messages: every other to the person "ann", the last two of another business unit."""
    ids = []
    for number in range(6):
        tenant = "retail" if number < 4 else "wealth"
        given = kept_entry(number, subject="ann" if number % 2 == 0 else "bob", tenant=tenant)
        log.append(given)
        ids.append(given.review_id)
    return ids


def _readable(log: VerdictLog, review_ids: list[str]) -> list[int]:
    return [place for place, review_id in enumerate(review_ids) if log.message_of(log.get(review_id)) is not None]


def _events(log: VerdictLog) -> list[dict[str, object]]:
    return [event_body(record) for record in reversed(log.search(Filters(kind="event")).records)]


def test_one_review_is_erased(log: VerdictLog, review_ids: list[str]) -> None:
    erasure = Erasure(log)

    assert erasure.erase_review(review_ids[2], "customer asked", ON_THE_MACHINE, EVERYTHING) == Erased(1, True)
    assert erasure.erase_review(review_ids[2], "customer asked", ON_THE_MACHINE, EVERYTHING) == Erased(0, True)

    assert _readable(log, review_ids) == [0, 1, 3, 4, 5]
    assert log.get(review_ids[2]).decision == "block"
    assert [(event["act"], event["subject"], event["after"]) for event in _events(log)] == [
        ("content-erased", f"review:{review_ids[2]}", {"reason": "customer asked", "count": 1, "records": [[3, 3]]})
    ]
    assert log.verify(read_verifying_keys(RING.secret_lines())).broken is None


def test_all_messages_to_a_person_are_erased(log: VerdictLog, review_ids: list[str]) -> None:
    erased = Erasure(log).erase_subject("ann", "customer asked", ON_THE_MACHINE, EVERYTHING)

    assert (erased.count, _readable(log, review_ids)) == (3, [1, 3, 5])
    (event,) = _events(log)
    assert event["subject"] == f"subject:{log.contents.tag('ann')}"
    assert "ann" not in str(event["after"])
    assert log.verify().broken is None
    assert Erasure(log).erase_subject("nobody", "x", ON_THE_MACHINE, EVERYTHING).count == 0


def test_another_business_units_messages_are_out_of_reach(log: VerdictLog, review_ids: list[str]) -> None:
    with pytest.raises(UnknownReview):
        Erasure(log).erase_review(review_ids[5], "x", ON_THE_MACHINE, RETAIL)
    with pytest.raises(UnknownReview):
        Holds(log).place(NewHold("x", review_id=review_ids[5]), ON_THE_MACHINE, RETAIL)

    assert Erasure(log).erase_subject("ann", "x", ON_THE_MACHINE, RETAIL).count == 2
    hold = Holds(log).place(NewHold("x", subject="bob"), ON_THE_MACHINE, RETAIL)
    assert Erasure(log).erase_review(review_ids[5], "x", ON_THE_MACHINE, EVERYTHING).count == 1
    with pytest.raises(UnknownHold):
        Holds(log).release(hold.id, "x", ON_THE_MACHINE, View(tenant="wealth"))
    assert Holds(log).list(View(tenant="wealth")) == ()


@pytest.mark.parametrize(
    ("wanted", "stays"),
    [
        ({"review": 2}, {2}),
        ({"subject": "ann"}, {0, 2, 4}),
        ({"since": 3}, {3, 4, 5}),
        ({"until": 3}, {0, 1, 2}),
        ({"since": 1, "until": 5, "subject": "bob"}, {1, 3}),
    ],
)
def test_a_hold_names_what_stays(
    log: VerdictLog, review_ids: list[str], wanted: dict[str, int | str], stays: set[int]
) -> None:
    moment = {key: to_datetime(1_790_000_000_000_000 + int(wanted[key])) for key in ("since", "until") if key in wanted}
    named = {"review_id": review_ids[int(wanted["review"])]} if "review" in wanted else {}
    subject = {"subject": str(wanted["subject"])} if "subject" in wanted else {}
    hold = Holds(log).place(NewHold("case 7", **named, **subject, **moment), ON_THE_MACHINE, EVERYTHING)
    erasure = Erasure(log)

    for place, review_id in enumerate(review_ids):
        if place in stays:
            with pytest.raises(ContentOnHold):
                erasure.erase_review(review_id, "x", ON_THE_MACHINE, EVERYTHING)
    assert _readable(log, review_ids) == list(range(6))

    Holds(log).release(hold.id, "settled", ON_THE_MACHINE, EVERYTHING)
    with pytest.raises(HoldReleased):
        Holds(log).release(hold.id, "settled", ON_THE_MACHINE, EVERYTHING)
    for review_id in review_ids:
        assert erasure.erase_review(review_id, "x", ON_THE_MACHINE, EVERYTHING).count == 1
    assert [event["act"] for event in _events(log)][:2] == ["hold-placed", "hold-released"]
    assert log.verify().broken is None


def test_holds_come_back_as_they_were_placed(log: VerdictLog, review_ids: list[str]) -> None:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    placed = Holds(log).place(NewHold("诉讼", subject="ann", since=since), ON_THE_MACHINE, RETAIL)

    assert Holds(log).list(EVERYTHING) == (placed,)
    assert placed == Hold(
        placed.id, "retail", "", log.contents.tag("ann"), since, None, "诉讼", placed.placed_at, "cli", None
    )
    assert abs(placed.placed_at - datetime.now(UTC)) < timedelta(minutes=1)
    released = Holds(log).release(placed.id, "x", ON_THE_MACHINE, RETAIL)
    assert released.released_at is not None


def test_a_hold_on_any_message_of_a_person_keeps_all(log: VerdictLog, review_ids: list[str]) -> None:
    Holds(log).place(NewHold("x", review_id=review_ids[4]), ON_THE_MACHINE, EVERYTHING)

    with pytest.raises(ContentOnHold):
        Erasure(log).erase_subject("ann", "x", ON_THE_MACHINE, EVERYTHING)
    assert _readable(log, review_ids) == list(range(6))


def test_bringing_back_what_was_erased_is_no_damage_and_taking_more_is(
    log: VerdictLog, review_ids: list[str], url: str
) -> None:
    with closing(Raw(url)) as raw:
        raw.execute("CREATE TABLE copied AS SELECT * FROM content_key")
        Erasure(log).erase_review(review_ids[1], "x", ON_THE_MACHINE, EVERYTHING)
        raw.execute("DELETE FROM content_key WHERE sequence = 4")
        broken = verify_database(url, content_keys=CONTENT_KEYS).broken
        assert broken is not None
        assert (broken.sequence, broken.damage) == (4, "content-missing")
        raw.execute("INSERT INTO content_key SELECT * FROM copied WHERE sequence IN (2, 4)")
        assert verify_database(url, content_keys=CONTENT_KEYS).broken is None
        assert _readable(log, review_ids) == [0, 2, 3, 4, 5]


def test_nothing_of_an_erased_message_is_left_in_the_files(
    sqlite_log: VerdictLog, sqlite_url: str, path: Path, tmp_path: Path
) -> None:
    log = sqlite_log
    given = [kept_entry(number, subject="ann") for number in range(50)]
    for each in given:
        log.append(each)
    with closing(Raw(sqlite_url)) as raw:
        secret = [
            bytes(value)
            for row in raw.execute(
                "SELECT wrapped, ciphertext FROM content_key JOIN sealed_content USING (sequence)"
            ).fetchall()
            for value in row
        ]
    assert len(secret) == 100
    log.contents.database.purge()
    assert all(piece in path.read_bytes() for piece in secret)

    erased = Erasure(log).erase_subject("ann", "customer asked", ON_THE_MACHINE, EVERYTHING)

    assert erased == Erased(50, True)
    for file in tmp_path.glob("log.db*"):
        content = file.read_bytes()
        assert [piece for piece in secret if piece in content] == [], file
    assert subprocess.run(["grep", "-c", "message 7", *tmp_path.glob("log.db*")], check=False).returncode == 1
    assert log.verify().broken is None


def test_with_a_reader_in_the_way_it_is_said_that_copies_are_left(sqlite_log: VerdictLog, sqlite_url: str) -> None:
    given = kept_entry(1)
    sqlite_log.append(given)
    with closing(Raw(sqlite_url)) as raw:
        raw.execute("BEGIN")
        raw.execute("SELECT * FROM content_key").fetchall()
        erased = Erasure(sqlite_log).erase_review(given.review_id, "x", ON_THE_MACHINE, EVERYTHING)
        raw.execute("COMMIT")

    assert erased == Erased(1, False)
    assert sqlite_log.message_of(sqlite_log.get(given.review_id)) is None
    assert sqlite_log.contents.database.purge()


@pytest.mark.parametrize(
    ("given", "ranges"), [([], []), ([4], [[4, 4]]), ([1, 2, 3, 5, 7, 8], [[1, 3], [5, 5], [7, 8]])]
)
def test_ranges(given: list[int], ranges: list[list[int]]) -> None:
    assert as_ranges(given) == ranges
