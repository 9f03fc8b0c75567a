"""Who may do what with a held review, and when."""

from collections.abc import Sequence
from typing import Final

from app.model.principal import Principal, Role
from app.model.vocabulary import Decision
from app.queue.refusals import (
    AlreadyAppealed,
    ApproverNeeded,
    ClaimedByOther,
    NotClaimed,
    NotHeld,
    NothingToAppeal,
    NotTheSender,
    OwnMessage,
    QueueClosed,
    SecondPersonNeeded,
    WaitsForSender,
)
from app.queue.state import OPEN, Act, ActKind, Item, State

APPROVERS_ONLY: Final = 2
"""From this level of escalation on only an approver decides."""
_MACHINE: Final = "cli"
"""Who submits with a command on the machine, and the beginning of who reviews with one."""


def check(item: Item, acts: Sequence[Act], kind: ActKind, principal: Principal) -> None:
    """Raises one of `app.queue.refusals` when ``principal`` may not do ``kind`` with ``item``, after ``acts``."""
    if kind is ActKind.APPEAL:
        _check_appeal(item, acts, principal)
    elif kind is not ActKind.ESCALATED:
        _check_reviewer(item, kind, principal)


def _check_appeal(item: Item, acts: Sequence[Act], principal: Principal) -> None:
    if principal.id != item.sender:
        raise NotTheSender
    if item.decision is Decision.PASS:
        raise NothingToAppeal
    if item.state not in OPEN:
        raise QueueClosed
    since = [act.kind for act in acts if act.kind in (ActKind.APPEAL, ActKind.ASKED_BACK)]
    if since and since[-1] is ActKind.APPEAL:
        raise AlreadyAppealed


def _check_reviewer(item: Item, kind: ActKind, principal: Principal) -> None:
    if item.cause is None:
        raise NotHeld
    if is_same_person(principal.id, item.sender):
        raise OwnMessage
    if item.state not in OPEN:
        raise QueueClosed
    if item.state is State.ASKED_BACK:
        raise WaitsForSender
    if item.escalation >= APPROVERS_ONLY and Role.APPROVER not in principal.roles:
        raise ApproverNeeded
    if principal.id in item.releasers and kind in (ActKind.CLAIMED, ActKind.RELEASED):
        raise SecondPersonNeeded
    if item.holder is not None and item.holder != principal.id:
        raise ClaimedByOther
    if item.holder is None and kind is not ActKind.CLAIMED:
        raise NotClaimed


def is_same_person(reviewer: str, sender: str) -> bool:
    """True also where it cannot be told: whoever submits by a command is anybody on the machine."""
    return reviewer == sender or (sender == _MACHINE and reviewer.startswith(f"{_MACHINE}:"))
