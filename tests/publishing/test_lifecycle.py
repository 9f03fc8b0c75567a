"""No path leads to published without two persons, whatever anybody does in whatever order."""

from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.publishing import lifecycle
from app.publishing.refusals import Refusal
from app.store.lifecycle_records import Draft, DraftState

PERSONS = st.sampled_from(["li", "wang", "zhao"])
CONTENT = st.sampled_from(["a", "b", "c"])


@dataclass
class Facts:
    """What really happened, kept beside the code under test."""

    wrote: set[str] = field(default_factory=lambda: {"li"})
    content: str = "0"
    said_yes: tuple[str, str] | None = None
    emergency: bool = False


class DraftLife(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.draft: Draft = lifecycle.begin("d", "note", "li", 1, (1, "0"))
        self.facts = Facts()
        self.editions = [self.draft]

    def do(self, act, *values) -> bool:
        try:
            self.draft = act(self.draft, *values)
        except Refusal:
            return False
        self.editions.append(self.draft)
        return True

    @rule(who=PERSONS, content=CONTENT)
    def edit(self, who: str, content: str) -> None:
        if self.do(lifecycle.edit, ({"rules/x.yaml": content}, content), who, 2):
            self.facts.wrote.add(who)
            self.facts.content = content
            self.facts.said_yes = None

    @rule(who=PERSONS)
    def submit(self, who: str) -> None:
        self.do(lifecycle.submit, who, 2)

    @rule(who=PERSONS, seen=CONTENT | st.just("0"))
    def approve(self, who: str, seen: str) -> None:
        if self.do(lifecycle.approve, seen, who, 2):
            self.facts.said_yes = (who, seen)

    @rule(who=PERSONS)
    def send_back(self, who: str) -> None:
        if self.do(lifecycle.send_back, "why", who, 2):
            self.facts.said_yes = None

    @rule(who=PERSONS)
    def schedule(self, who: str) -> None:
        self.do(lifecycle.schedule, 9, who, 2)

    @rule(who=PERSONS)
    def publish(self, who: str) -> None:
        self.do(lifecycle.publish, 2, who, 2)

    @precondition(lambda self: len(self.editions) > 8)
    @rule(who=PERSONS)
    def publish_in_emergency(self, who: str) -> None:
        self.facts.emergency |= self.do(lifecycle.publish_in_emergency, 2, "storm", who, 2)

    @precondition(lambda self: len(self.editions) > 12)
    @rule(who=PERSONS)
    def withdraw(self, who: str) -> None:
        self.do(lifecycle.withdraw, who, 2)

    @invariant()
    def published_means_two_persons_or_an_emergency(self) -> None:
        if self.draft.state is not DraftState.PUBLISHED:
            return
        if self.facts.emergency:
            assert (self.draft.approver, self.draft.reason) == (None, "storm")
            return
        assert self.facts.said_yes is not None
        who, seen = self.facts.said_yes
        assert who not in self.facts.wrote
        assert seen == self.facts.content == self.draft.revision

    @invariant()
    def an_approval_is_for_what_the_draft_is(self) -> None:
        if self.draft.approver is not None:
            assert self.draft.approved_revision == self.draft.revision

    @invariant()
    def what_ended_stays_ended_and_editions_count_up(self) -> None:
        assert [edition.edition for edition in self.editions] == list(range(1, len(self.editions) + 1))
        ended = [e.state for e in self.editions if e.state in (DraftState.PUBLISHED, DraftState.WITHDRAWN)]
        assert len(ended) <= 1


TestDraftLife = DraftLife.TestCase
TestDraftLife.settings = settings(max_examples=150, stateful_step_count=30, deadline=None, derandomize=True)
