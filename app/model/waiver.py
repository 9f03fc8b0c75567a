"""Waivers: exemptions from a rule for a time, each asked for by one person and approved by another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a waiver is narrowed to; all that is given must be true of a message, and an empty one is for any message.

    ``wording`` is normalised text in which all words of the finding lie; ``text_digest`` is
    `app.text.wording.text_digest` of the whole message. Every product of the message must be one of ``products``, or
    below one. ``campaign`` is what the message's metadata say under that name.
    """

    wording: str = ""
    text_digest: str = ""
    products: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """An approved exemption from the rule ``rule_id``, from the day ``since`` to the day ``until``, both included."""

    id: str
    rule_id: str
    narrowing: Narrowing
    reason: str
    owner: str
    approver: str
    since: date
    until: date


@dataclass(frozen=True)
class WaiverSet:
    """The waivers that a review is given, by id. ``revision`` is the SHA-256 of them, or empty where there is none."""

    waivers: tuple[Waiver, ...] = ()
    revision: str = ""

    @cached_property
    def by_rule(self) -> Mapping[str, tuple[Waiver, ...]]:
        """Rule id -> its waivers."""
        found: dict[str, tuple[Waiver, ...]] = {}
        for waiver in self.waivers:
            found[waiver.rule_id] = (*found.get(waiver.rule_id, ()), waiver)
        return MappingProxyType(found)


NO_WAIVERS = WaiverSet()
