"""Waivers as they are kept: every step of one is a row that never changes, and so is every set that judged."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.model.waiver import NO_WAIVERS, Narrowing, Waiver, WaiverSet
from app.store.canonical import canonical_json, digest


class WaiverState(StrEnum):
    """Where a waiver is on its way. It counts while it is approved, from its first to its last day."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class WaiverEdition:
    """One step of a waiver. ``changed_at`` is UTC, in microseconds since 1970; ``since`` is None until the approval.

    ``owner`` answers for it; ``note`` says why it was refused, or ended before its time.
    """

    id: str
    edition: int
    state: WaiverState
    rule_id: str
    narrowing: Narrowing
    reason: str
    owner: str
    requested_by: str
    until: date
    changed_at: int
    changed_by: str
    approver: str | None = None
    since: date | None = None
    note: str = ""

    def waiver(self) -> Waiver | None:
        """What a review is given of it; None for one that is not approved."""
        if self.state is not WaiverState.APPROVED or self.approver is None or self.since is None:
            return None
        return Waiver(
            self.id, self.rule_id, self.narrowing, self.reason, self.owner, self.approver, self.since, self.until
        )


def waiver_set(editions: Iterable[WaiverEdition]) -> WaiverSet:
    """The set of those that are approved."""
    waivers = tuple(sorted((item for edition in editions if (item := edition.waiver())), key=lambda item: item.id))
    return WaiverSet(waivers, digest(waivers_json(waivers))) if waivers else NO_WAIVERS


def waivers_json(waivers: Iterable[Waiver]) -> str:
    """``waivers`` as canonical JSON, of which a set's revision is the digest."""
    return canonical_json(
        [{**asdict(item), "since": item.since.isoformat(), "until": item.until.isoformat()} for item in waivers]
    )


def waivers_of(text: str) -> tuple[Waiver, ...]:
    """What `waivers_json` was given. Raises KeyError, TypeError or ValueError for anything else."""
    return tuple(
        Waiver(
            **{
                **item,
                "narrowing": narrowing_of(item["narrowing"]),
                "since": date.fromisoformat(item["since"]),
                "until": date.fromisoformat(item["until"]),
            }
        )
        for item in json.loads(text)
    )


def narrowing_of(values: Mapping[str, Any]) -> Narrowing:
    """A narrowing from its plain form."""
    return Narrowing(
        **{**values, "products": tuple(values["products"]), "channels": tuple(values["channels"])},
    )
