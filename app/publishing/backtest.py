"""What a draft would have changed: messages judged by the active version and by the draft, side by side.

The outcome of each message is a line of a file, so that what was interrupted goes on where it stopped. No line has
words of a message.
"""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Final

from app.model.message import Message
from app.model.vocabulary import Decision
from app.publishing.spread import spread
from app.review import CompiledRuleSet, review
from app.store.message_body import message_json

_CHUNK: Final = 500


class Effect(StrEnum):
    """What becomes of a message."""

    SAME = "same"
    NEWLY_BLOCKED = "newly-blocked"
    NEWLY_REVISE = "newly-revise"
    NEWLY_PASSING = "newly-passing"
    CHANGED_REASON = "changed-reason"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One message under both rule sets. ``number`` counts from 1; ``appeared`` and ``gone`` are ids of rules.

    ``review_id`` and ``tenant`` are those of a logged message; the times are what judging took, in microseconds.
    """

    number: int
    channel: str
    before: str
    after: str
    appeared: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    review_id: str = ""
    tenant: str = ""
    before_us: int = 0
    after_us: int = 0

    @property
    def effect(self) -> Effect:
        """What becomes of the message."""
        if self.before == self.after:
            return Effect.CHANGED_REASON if self.appeared or self.gone else Effect.SAME
        by_decision = {Decision.BLOCK: Effect.NEWLY_BLOCKED, Decision.PASS: Effect.NEWLY_PASSING}
        return by_decision.get(Decision(self.after), Effect.NEWLY_REVISE)


@dataclass(slots=True)
class Report:
    """Counts over all messages. ``samples`` are the first of each effect that is a change.

    ``by_rule``, ``channels`` and ``tenants`` count changes; a message is counted for each rule that came or went.
    The times are what judging all of them took on one core, in microseconds.
    """

    total: int = 0
    effects: Counter[Effect] = field(default_factory=Counter)
    appeared: Counter[str] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)
    by_rule: Counter[tuple[str, Effect]] = field(default_factory=Counter)
    channels: Counter[tuple[str, Effect]] = field(default_factory=Counter)
    tenants: Counter[tuple[str, Effect]] = field(default_factory=Counter)
    before_us: int = 0
    after_us: int = 0
    samples: dict[Effect, list[Outcome]] = field(default_factory=dict)


def compare(  # noqa: PLR0913 - what is told of an outcome beside the message
    message: Message,
    number: int,
    before: CompiledRuleSet,
    after: CompiledRuleSet,
    *,
    review_id: str = "",
    tenant: str = "",
) -> Outcome:
    """One message under both. Raises as `review`."""
    started = time.perf_counter_ns()
    old = review(message, before)
    between = time.perf_counter_ns()
    new = review(message, after)
    ended = time.perf_counter_ns()
    old_rules, new_rules = ({finding.rule_id for finding in verdict.findings} for verdict in (old, new))
    return Outcome(
        number,
        "" if message.channel is None else message.channel.value,
        old.decision.value,
        new.decision.value,
        tuple(sorted(new_rules - old_rules)),
        tuple(sorted(old_rules - new_rules)),
        review_id,
        tenant,
        (between - started) // 1000,
        (ended - between) // 1000,
    )


def digest_of(messages: Iterable[Message], before: CompiledRuleSet, after: CompiledRuleSet) -> str:
    """The name of a backtest: equal for the same messages and rule sets."""
    whole = hashlib.sha256(f"{before.revision} {after.revision}\n".encode())
    for message in messages:
        whole.update(message_json(message).encode() + b"\n")
    return whole.hexdigest()[:32]


def replay(
    messages: Iterable[Message],
    before: CompiledRuleSet,
    after: CompiledRuleSet,
    file: Path,
    goes_on: Callable[[int], bool],
) -> bool:
    """Judge ``messages`` on all cores and add their outcomes to ``file``, after those that are there.

    ``goes_on`` is told after each part how many are done, and stops it by False. True when all are done. Only one part
    of the messages is in memory at a time.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    done = _whole_lines(file)
    left = islice(messages, done, None)
    with file.open("a", encoding="utf-8") as out:
        while goes_on(done):
            part = list(enumerate(islice(left, _CHUNK), start=done + 1))
            if not part:
                return True
            for outcome in spread(lambda item: compare(item[1], item[0], before, after), part):
                out.write(json.dumps(asdict(outcome)) + "\n")
            out.flush()
            done += len(part)
    return False


def outcomes(file: Path) -> Iterator[Outcome]:
    """Those of ``file`` so far, in order."""
    if not file.is_file():
        return
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            values = json.loads(line)
            yield Outcome(**{**values, "appeared": tuple(values["appeared"]), "gone": tuple(values["gone"])})


def report(found: Iterator[Outcome], samples: int) -> Report:
    """``found`` counted, with up to ``samples`` of each change."""
    result = Report()
    for outcome in found:
        effect = outcome.effect
        result.total += 1
        result.effects[effect] += 1
        result.appeared.update(outcome.appeared)
        result.gone.update(outcome.gone)
        result.before_us += outcome.before_us
        result.after_us += outcome.after_us
        if effect is not Effect.SAME:
            result.channels[outcome.channel, effect] += 1
            result.tenants[outcome.tenant, effect] += 1
            result.by_rule.update((rule, effect) for rule in (*outcome.appeared, *outcome.gone))
            chosen = result.samples.setdefault(effect, [])
            if len(chosen) < samples:
                chosen.append(outcome)
    return result


def _whole_lines(file: Path) -> int:
    """How many outcomes the file has; a line that was cut off by a crash is taken away."""
    if not file.is_file():
        return 0
    content = file.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if whole != content:
        file.write_bytes(whole)
    return whole.count(b"\n")
