"""The life of a draft, as pure functions: a draft and an act in, the next edition out, or a refusal.

No way leads to `published` without two persons but the emergency, which is called so. An approval is for one revision:
whatever changes the content takes it away.
"""

from dataclasses import replace
from typing import Final

from app.publishing.refusals import DraftChanged, DraftEmpty, OwnDraft, WrongState
from app.store.lifecycle_records import Changes, Draft, DraftState

_OPEN: Final = (DraftState.DRAFT, DraftState.SUBMITTED, DraftState.APPROVED, DraftState.SCHEDULED)
_DECIDED: Final = (DraftState.SUBMITTED, DraftState.APPROVED, DraftState.SCHEDULED)


def begin(draft_id: str, note: str, who: str, now: int, base: tuple[int, str]) -> Draft:
    """A new draft without changes; ``base`` is the number and revision of the active version."""
    return Draft(draft_id, 1, DraftState.DRAFT, note, who, (who,), base[0], base[1], {}, now, who)


def edit(draft: Draft, content: tuple[Changes, str], who: str, now: int, *, base: int | None = None) -> Draft:
    """``content`` are all its changes from now on, and the revision; ``base`` is its new base when it is rebased."""
    _check(draft, "edit", _OPEN)
    editors = draft.editors if who in draft.editors else (*draft.editors, who)
    changes, revision = content
    return replace(
        _unapproved(_next(draft, DraftState.DRAFT, who, now)),
        changes=changes,
        revision=revision,
        editors=editors,
        base_version=draft.base_version if base is None else base,
    )


def submit(draft: Draft, who: str, now: int) -> Draft:
    """Ask for approval."""
    _check(draft, "submit", (DraftState.DRAFT,))
    if not draft.changes:
        raise DraftEmpty
    return _next(draft, DraftState.SUBMITTED, who, now)


def approve(draft: Draft, revision: str, who: str, now: int) -> Draft:
    """Say yes to ``revision``, which must be what the draft still is. Raises OwnDraft for one of its editors."""
    _check(draft, "approve", (DraftState.SUBMITTED,))
    if who in draft.editors:
        raise OwnDraft
    if revision != draft.revision:
        raise DraftChanged(draft.edition, draft.changed_by)
    return replace(_next(draft, DraftState.APPROVED, who, now), approver=who, approved_revision=revision)


def send_back(draft: Draft, reason: str, who: str, now: int) -> Draft:
    """Back to its authors, with the reason; an approval is void."""
    _check(draft, "return", _DECIDED)
    return replace(_unapproved(_next(draft, DraftState.DRAFT, who, now)), reason=reason)


def withdraw(draft: Draft, who: str, now: int) -> Draft:
    """End it unpublished."""
    _check(draft, "withdraw", _OPEN)
    return _unapproved(_next(draft, DraftState.WITHDRAWN, who, now))


def schedule(draft: Draft, moment: int, who: str, now: int) -> Draft:
    """To be published at ``moment``, in microseconds since 1970."""
    _check(draft, "schedule", (DraftState.APPROVED, DraftState.SCHEDULED))
    return replace(_next(draft, DraftState.SCHEDULED, who, now), publish_at=moment)


def publish(draft: Draft, version: int, who: str, now: int) -> Draft:
    """It has become ``version``, after an approval of what it is."""
    _check(draft, "publish", (DraftState.APPROVED, DraftState.SCHEDULED))
    if draft.approver is None or draft.approver in draft.editors:
        raise OwnDraft
    if draft.approved_revision != draft.revision:
        raise DraftChanged(draft.edition, draft.changed_by)
    return replace(_next(draft, DraftState.PUBLISHED, who, now), version=version)


def publish_in_emergency(draft: Draft, version: int, reason: str, who: str, now: int) -> Draft:
    """It has become ``version`` on the word of ``who`` alone."""
    _check(draft, "emergency", _OPEN)
    if not draft.changes:
        raise DraftEmpty
    return replace(_unapproved(_next(draft, DraftState.PUBLISHED, who, now)), reason=reason, version=version)


def _unapproved(draft: Draft) -> Draft:
    return replace(draft, approver=None, approved_revision=None, publish_at=None)


def _next(draft: Draft, state: DraftState, who: str, now: int) -> Draft:
    return replace(draft, edition=draft.edition + 1, state=state, changed_by=who, changed_at=now, reason="")


def _check(draft: Draft, act: str, allowed: tuple[DraftState, ...]) -> None:
    if draft.state not in allowed:
        raise WrongState(act, draft.state, allowed)
