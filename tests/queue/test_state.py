"""What may be done with a held review, by whom, and where that leads."""

import pytest

from app.errors import ShenyanError
from app.model.principal import Principal, Role
from app.model.vocabulary import Decision
from app.queue.holding import is_sampled
from app.queue.rules import check
from app.queue.state import Act, ActKind, Cause, Item, State, derive

PEOPLE = {
    "anna": Principal("anna", (Role.REVIEWER,)),
    "ben": Principal("ben", (Role.REVIEWER,)),
    "chief": Principal("chief", (Role.APPROVER,)),
    "sender": Principal("sender", (Role.SENDER, Role.REVIEWER)),
    "system": Principal("system", ()),
    "cli:root": Principal("cli:root", (Role.REVIEWER,)),
}


def play(decision: Decision, cause: Cause | None, *steps: str, sender: str = "sender") -> tuple[Item, str]:
    """Do ``steps`` ("who kind"); the item, and the code of the refusal that ended it."""
    first = item = Item("r", "", sender, decision, cause, held_at=0)
    acts: list[Act] = []
    for number, step in enumerate(steps, start=1):
        who, kind = step.split()
        try:
            check(item, acts, ActKind(kind), PEOPLE[who])
        except ShenyanError as refusal:
            return item, refusal.code
        acts.append(Act(ActKind(kind), who, number))
        item = item.after(acts[-1])
    assert derive(first, acts) == item
    assert item.acts == len(steps)
    return item, ""


BLOCK, REVISE, PASS = Decision.BLOCK, Decision.REVISE, Decision.PASS
A_RELEASES = ("anna claimed", "anna released")


@pytest.mark.parametrize(
    ("decision", "cause", "steps", "state", "refusal"),
    [
        (BLOCK, Cause.BLOCK, (), State.WAITING, ""),
        (BLOCK, Cause.BLOCK, ("anna claimed",), State.CLAIMED, ""),
        (BLOCK, Cause.BLOCK, ("anna claimed", "anna claimed"), State.CLAIMED, ""),
        (BLOCK, Cause.BLOCK, ("anna claimed", "ben claimed"), State.CLAIMED, "claimed-by-other"),
        (BLOCK, Cause.BLOCK, ("anna claimed", "ben released"), State.CLAIMED, "claimed-by-other"),
        (BLOCK, Cause.BLOCK, ("anna released",), State.WAITING, "not-claimed"),
        (BLOCK, Cause.BLOCK, ("sender claimed",), State.WAITING, "own-message"),
        (BLOCK, Cause.BLOCK, A_RELEASES, State.WAITING, ""),
        (BLOCK, Cause.BLOCK, (*A_RELEASES, "anna claimed"), State.WAITING, "second-person-needed"),
        (BLOCK, Cause.BLOCK, (*A_RELEASES, "ben released"), State.WAITING, "not-claimed"),
        (BLOCK, Cause.BLOCK, (*A_RELEASES, "ben claimed", "ben released"), State.RELEASED, ""),
        (BLOCK, Cause.BLOCK, (*A_RELEASES, "ben claimed", "ben refused"), State.REFUSED, ""),
        (BLOCK, Cause.BLOCK, (*A_RELEASES, "ben claimed", "ben asked-back", "sender appeal", "anna claimed",
                              "anna released"), State.WAITING, ""),
        (BLOCK, Cause.BLOCK, ("anna claimed", "anna refused", "ben claimed"), State.REFUSED, "queue-closed"),
        (BLOCK, Cause.BLOCK, ("anna claimed", "anna refused", "sender appeal"), State.REFUSED, "queue-closed"),
        (BLOCK, Cause.BLOCK, ("anna claimed", "anna asked-back", "anna claimed"), State.ASKED_BACK, "waits-for-sender"),
        (BLOCK, Cause.BLOCK, ("sender appeal", "sender appeal"), State.WAITING, "already-appealed"),
        (BLOCK, Cause.BLOCK, ("anna appeal",), State.WAITING, "not-the-sender"),
        (REVISE, None, ("anna claimed",), State.WAITING, "not-held"),
        (REVISE, None, ("sender appeal", *A_RELEASES), State.RELEASED, ""),
        (REVISE, Cause.FAILURE, A_RELEASES, State.RELEASED, ""),
        (PASS, None, ("sender appeal",), State.WAITING, "nothing-to-appeal"),
        (PASS, Cause.SAMPLE, A_RELEASES, State.RELEASED, ""),
        (PASS, Cause.SAMPLE, ("anna claimed", "anna refused"), State.REFUSED, ""),
        (BLOCK, Cause.BLOCK, ("anna claimed", "system escalated", "ben claimed"), State.CLAIMED, ""),
        (BLOCK, Cause.BLOCK, ("anna claimed", "system escalated", "anna released"), State.WAITING, "not-claimed"),
        (BLOCK, Cause.BLOCK, ("system escalated", "system escalated", "anna claimed"), State.WAITING,
         "approver-needed"),
        (BLOCK, Cause.BLOCK, (*A_RELEASES, "system escalated", "system escalated", "chief claimed", "chief released"),
         State.RELEASED, ""),
    ],
)  # fmt: skip
def test_acts_and_where_they_lead(
    decision: Decision, cause: Cause | None, steps: tuple[str, ...], state: State, refusal: str
) -> None:
    item, code = play(decision, cause, *steps)

    assert (item.state, code) == (state, refusal)


def test_who_is_at_the_machine_cannot_release_what_came_from_it() -> None:
    assert play(BLOCK, Cause.BLOCK, "cli:root claimed", sender="cli")[1] == "own-message"
    assert play(BLOCK, Cause.BLOCK, "cli:root claimed")[1] == ""


@pytest.mark.parametrize("share", [0.0, 0.01, 0.2, 1.0])
def test_a_sample_is_of_its_share_and_always_the_same(share: float) -> None:
    ids = [f"review-{number}" for number in range(20_000)]
    drawn = [review_id for review_id in ids if is_sampled(review_id, share)]

    assert abs(len(drawn) / len(ids) - share) < 0.01
    assert drawn == [review_id for review_id in ids if is_sampled(review_id, share)]
    assert share == 1.0 or set(drawn) <= {review_id for review_id in ids if is_sampled(review_id, share + 0.1)}
