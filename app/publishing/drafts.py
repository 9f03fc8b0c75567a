"""Drafts: begun, changed, submitted, approved, rebased. Each act is a record of the log, in the same commit.

Who may come here is the caller's to check; that author and approver are two persons is checked here, and again by the
database. An act names the edition that its caller saw: a draft that was changed since is not touched.
"""

import base64
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import RuleSetNotLoaded, VerdictLogUnavailable
from app.publishing import lifecycle
from app.publishing.case_writing import case_path, case_text
from app.publishing.changes import apply, check_path, conflicts, show, show_file, trimmed
from app.publishing.example_writing import NewExample, rule_path, with_example
from app.publishing.gate import TrialGate
from app.publishing.refusals import (
    DraftChanged,
    DraftEmpty,
    DraftOutdated,
    RebaseConflict,
    UnknownDraft,
    UnknownVersion,
)
from app.publishing.trial import Trial
from app.ruleset.case import Case
from app.ruleset.loader import revision_of
from app.store.events import Actor, Event, event_entry
from app.store.lifecycle_records import Activation, Changes, Draft, DraftState
from app.store.lifecycle_store import LifecycleStore, adding_draft
from app.store.rule_set_store import RuleSetStore
from app.store.verdict_log import VerdictLog


def microseconds() -> int:
    """Now."""
    return time.time_ns() // 1000


@dataclass(frozen=True, slots=True)
class Workshop:
    """What the acts on drafts and versions are done with: where they are kept, recorded and tried; and the time."""

    store: LifecycleStore
    rule_sets: RuleSetStore
    log: VerdictLog
    gate: TrialGate
    clock: Callable[[], int] = microseconds


class Drafts:
    """For authors and approvers. Everything raises VerdictLogUnavailable when the database cannot be used."""

    def __init__(self, workshop: Workshop) -> None:
        self._store = workshop.store
        self._rule_sets = workshop.rule_sets
        self._log = workshop.log
        self._gate = workshop.gate
        self._clock = workshop.clock

    def list(self, state: DraftState | None = None) -> tuple[Draft, ...]:
        """All drafts, or those of one state; the last changed first."""
        return self._store.drafts(state)

    def get(self, draft_id: str, edition: int | None = None) -> Draft:
        """The draft. Raises UnknownDraft; DraftChanged when it is not ``edition`` any more."""
        draft = self._store.draft(draft_id)
        if draft is None:
            raise UnknownDraft
        if edition is not None and draft.edition != edition:
            raise DraftChanged(draft.edition, draft.changed_by)
        return draft

    def editions(self, draft_id: str) -> tuple[Draft, ...]:
        """All its editions, oldest first. Raises UnknownDraft."""
        return self._store.editions(self.get(draft_id).id)

    def files(self, draft: Draft) -> dict[str, bytes]:
        """The whole rule set as the draft has it."""
        return apply(self.base_files(draft), draft.changes)

    def base_files(self, draft: Draft) -> dict[str, bytes]:
        """The rule set that the draft was built on."""
        version = self._store.version(draft.base_version)
        if version is None:
            raise UnknownVersion
        return self._rule_sets.load_revision(version.revision)

    def diff(self, draft: Draft) -> str:
        """What it changes, as a unified diff."""
        base = self.base_files(draft)
        return show(base, apply(base, draft.changes))

    def begin(self, note: str, changes: Changes, actor: Actor) -> Draft:
        """A draft on the active version. Raises InvalidPath or RuleSetNotLoaded."""
        active = self._active()
        base = self._rule_sets.load_revision(active.revision)
        draft_id = base64.b32encode(secrets.token_bytes(5)).decode().lower()
        who, now = actor.principal.id, self._clock()
        draft = lifecycle.begin(draft_id, note, who, now, (active.version, active.revision))
        if changes := _checked(base, changes):
            edited = lifecycle.edit(draft, (changes, revision_of(apply(base, changes))), who, now)
            draft = Draft(**{**_fields(edited), "edition": 1})
        return self._keep("draft-begun", None, draft, actor)

    def edit(self, draft_id: str, edition: int, changes: Changes, actor: Actor) -> Draft:
        """Change files of it (None: the file goes). It is a draft again, whatever was approved.

        Raises UnknownDraft, DraftChanged, WrongState or InvalidPath.
        """
        draft = self.get(draft_id, edition)
        base = self.base_files(draft)
        merged = _checked(base, {**draft.changes, **changes})
        edited = lifecycle.edit(draft, (merged, revision_of(apply(base, merged))), actor.principal.id, self._clock())
        return self._keep("draft-edited", draft, edited, actor)

    def add_example(self, draft_id: str, edition: int, rule_id: str, example: NewExample, actor: Actor) -> Draft:
        """Add an example to a rule of it. Raises UnknownDraft, DraftChanged, WrongState or UnknownExample."""
        files = self.files(self.get(draft_id, edition))
        path = rule_path(files, rule_id)
        return self.edit(draft_id, edition, {path: with_example(path, files[path], example)}, actor)

    def add_case(self, draft_id: str, edition: int, case: Case, actor: Actor) -> Draft:
        """Add a known case to its rule set, or put it in the place of the one of its id.

        Raises UnknownDraft, DraftChanged, WrongState or InvalidPath.
        """
        return self.edit(draft_id, edition, {case_path(case.id): case_text(case)}, actor)

    def examine(self, draft: Draft) -> Trial:
        """Its problems, advice and failing examples, all at once."""
        return self._gate.examine(self.files(draft))

    def submit(self, draft_id: str, edition: int, actor: Actor) -> Draft:
        """Ask for approval. Raises UnknownDraft, DraftChanged, WrongState, DraftEmpty, DraftOutdated, TrialFailed."""
        draft = self.get(draft_id, edition)
        submitted = lifecycle.submit(draft, actor.principal.id, self._clock())
        self.check_base(draft)
        self._gate.require(self.files(draft))
        return self._keep("draft-submitted", draft, submitted, actor)

    def approve(self, draft_id: str, edition: int, revision: str, actor: Actor) -> Draft:
        """Say yes to ``revision``. Raises UnknownDraft, DraftChanged, WrongState or OwnDraft."""
        draft = self.get(draft_id, edition)
        approved = lifecycle.approve(draft, revision, actor.principal.id, self._clock())
        return self._keep("draft-approved", draft, approved, actor)

    def send_back(self, draft_id: str, edition: int, reason: str, actor: Actor) -> Draft:
        """To its authors, with the reason. Raises UnknownDraft, DraftChanged or WrongState."""
        draft = self.get(draft_id, edition)
        returned = lifecycle.send_back(draft, reason, actor.principal.id, self._clock())
        return self._keep("draft-returned", draft, returned, actor)

    def withdraw(self, draft_id: str, edition: int, actor: Actor) -> Draft:
        """End it unpublished. Raises UnknownDraft, DraftChanged or WrongState."""
        draft = self.get(draft_id, edition)
        return self._keep("draft-withdrawn", draft, lifecycle.withdraw(draft, actor.principal.id, self._clock()), actor)

    def schedule(self, draft_id: str, edition: int, moment: int, actor: Actor) -> Draft:
        """Let it be published at ``moment``. Raises UnknownDraft, DraftChanged, WrongState, DraftOutdated."""
        draft = self.get(draft_id, edition)
        scheduled = lifecycle.schedule(draft, moment, actor.principal.id, self._clock())
        self.check_base(draft)
        return self._keep("draft-scheduled", draft, scheduled, actor)

    def rebase(self, draft_id: str, edition: int, resolved: Changes, actor: Actor) -> Draft:
        """Bring it onto the active version; ``resolved`` is the content of files that both changed.

        Raises UnknownDraft, DraftChanged, WrongState, InvalidPath; RebaseConflict with the files that are not resolved.
        """
        draft = self.get(draft_id, edition)
        active = self._active()
        if draft.base_version == active.version:
            return self.edit(draft_id, edition, resolved, actor) if resolved else draft
        ours, theirs = self.base_files(draft), self._rule_sets.load_revision(active.revision)
        open_ = [path for path in conflicts(ours, theirs, draft.changes) if path not in resolved]
        if open_:
            mine = apply(ours, draft.changes)
            raise RebaseConflict([(path, show_file(path, theirs.get(path), mine.get(path))) for path in open_])
        changes = _checked(theirs, {**draft.changes, **resolved})
        content = changes, revision_of(apply(theirs, changes))
        rebased = lifecycle.edit(draft, content, actor.principal.id, self._clock(), base=active.version)
        return self._keep("draft-rebased", draft, rebased, actor)

    def check_base(self, draft: Draft) -> Activation:
        """The active version, when the draft is built on it. Raises DraftOutdated or DraftEmpty."""
        active = self._active()
        if draft.base_version != active.version:
            raise DraftOutdated(draft.base_version, active.version)
        if not draft.changes:
            raise DraftEmpty
        return active

    def _active(self) -> Activation:
        active = self._store.active()
        if active is None:
            raise RuleSetNotLoaded
        return active

    def _keep(self, act: str, before: Draft | None, after: Draft, actor: Actor) -> Draft:
        event = Event(act, f"draft:{after.id}", before=described(before), after=described(after))
        try:
            self._log.append(event_entry(event, actor, adding_draft(after)))
        except VerdictLogUnavailable:
            self.get(after.id, after.edition - 1 if before is not None else None)  # raises DraftChanged when it was
            raise
        return after


def described(draft: Draft | None) -> dict[str, Any] | None:
    """What the log says of a draft: all but the files' contents, which the revision stands for."""
    if draft is None:
        return None
    fields = _fields(draft)
    return {**fields, "state": draft.state.value, "editors": list(draft.editors), "changes": list(draft.changes)}


def _fields(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in Draft.__slots__}


def _checked(base: Mapping[str, bytes], changes: Changes) -> dict[str, str | None]:
    return trimmed(base, {check_path(path): text for path, text in changes.items()})
