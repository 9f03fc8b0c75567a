"""A verdict as a person likes to read it: the answer, the words it is about, why, and what would pass."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text

from app.cli.screen import Screen
from app.cli.underline import HIDDEN, Mark, show_character, show_text, underline
from app.model.finding import Edit, Evidence, Exemption, Finding, Suggestion
from app.model.message import Message
from app.model.verdict import Verdict
from app.model.vocabulary import Applicability, Decision, Severity

if TYPE_CHECKING:  # the rules bring all detectors with them, and a verdict needs none to be shown
    from app.ruleset.rule import Reference

_SIGNS: Final = {Decision.PASS: "✓", Decision.REVISE: "!", Decision.BLOCK: "✗"}
DECISION_COLOURS: Final = {Decision.PASS: "green", Decision.REVISE: "yellow", Decision.BLOCK: "red"}
SEVERITY_COLOURS: Final = {Severity.ADVISE: "cyan", Severity.REVISE: "yellow", Severity.BLOCK: "red"}
_QUOTES_SHOWN: Final = 6
_SAID_ALREADY: Final = frozenset({"finding", "clean", "failure", "unread"})  # by the headline and the lines below


@dataclass(frozen=True, slots=True)
class Rewriting:
    """The message's text with the suggested edits, and what a second review says of it."""

    text: str
    decision: Decision
    still_firing: frozenset[str]


def show_verdict(
    screen: Screen,
    message: Message,
    verdict: Verdict,
    references: Mapping[str, "Reference"],
    rewriting: Rewriting | None = None,
) -> None:
    """Prints the whole answer."""
    screen.print(_headline(screen, verdict))
    screen.print()
    _show_parts(screen, message, _numbered(verdict))
    _show_numbered(screen, verdict, references)
    if rewriting is not None:
        screen.print()
        colour = DECISION_COLOURS[rewriting.decision]
        decision = screen.say(f"decision.{rewriting.decision}")
        left = [str(number) for number, finding in _numbered(verdict) if finding.rule_id in rewriting.still_firing]
        still = screen.say("verdict.still", numbers=", ".join(left)) if left else ""
        screen.print(Text(screen.say("verdict.rewritten", decision=decision, still=still), style=colour))
        for row in underline(rewriting.text, (), screen.width - 4, screen.skipped):
            screen.print(Text.assemble(("  │ ", colour), row))


def show_findings(screen: Screen, verdict: Verdict, references: Mapping[str, "Reference"]) -> None:
    """Prints what can be said without the message."""
    screen.print(_headline(screen, verdict))
    _show_numbered(screen, verdict, references)


def show_foot(screen: Screen, verdict: Verdict, review_id: str | None) -> None:
    """Prints by which rules it was judged, and where it is logged."""
    logged = screen.say("verdict.logged", review_id=review_id) if review_id else screen.say("verdict.not-logged")
    revision = screen.say("verdict.foot", revision=verdict.rule_set_revision[:12], version=verdict.app_version)
    screen.print()
    screen.print(f"{revision} · {logged}", style="dim")


def _numbered(verdict: Verdict) -> list[tuple[int, Finding]]:
    """Findings that count before those that do not, the severe ones first, each kind in the verdict's order."""
    ordered = sorted(verdict.findings, key=lambda finding: (not finding.counts, -finding.severity.rank))
    return list(enumerate(ordered, start=1))


def _show_numbered(screen: Screen, verdict: Verdict, references: Mapping[str, "Reference"]) -> None:
    for number, finding in _numbered(verdict):
        screen.print()
        for line in _finding_lines(screen, number, finding, references):
            screen.print(line)
    for line in _outside_findings(screen, verdict):
        screen.print(line)


def _headline(screen: Screen, verdict: Verdict) -> Text:
    counts = Counter(finding.severity for finding in verdict.findings if finding.counts)
    total = sum(counts.values())
    about = screen.say("verdict.count", count=total) if total else screen.say("verdict.clean")
    if len(counts) > 1:
        kinds = (severity for severity in reversed(Severity) if counts[severity])
        listed = ", ".join(f"{screen.say(f'severity.{kind}')} {counts[kind]}" for kind in kinds)
        about = screen.say("verdict.counts", count=total, listed=listed)
    decision = verdict.decision
    head = f"{_SIGNS[decision]} {screen.say(f'decision.{decision}')}"
    return Text.assemble((head, f"bold {DECISION_COLOURS[decision]}"), f"  {about}")


def _show_parts(screen: Screen, message: Message, numbered: Sequence[tuple[int, Finding]]) -> None:
    hidden: Counter[str] = Counter()
    for part in message.parts:
        if len(message.parts) > 1:
            screen.print(f"  {part.name}", style="dim")
        marks = [
            Mark(evidence.span, str(number), SEVERITY_COLOURS[finding.severity] if finding.counts else "dim")
            for number, finding in numbered
            for evidence in finding.evidence
            if evidence.part == part.name
        ]
        for row in underline(part.text, marks, screen.width - 4, screen.skipped):
            screen.print(Text.assemble(("  │ ", "dim"), row))
        hidden.update(character for character in set(part.text) if show_character(character, "x") == HIDDEN)
    if hidden:
        listed = ", ".join(
            f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip() for character in sorted(hidden)
        )
        screen.print(f"  {screen.say('verdict.hidden', listed=listed)}", style="dim")


def _finding_lines(
    screen: Screen, number: int, finding: Finding, references: Mapping[str, "Reference"]
) -> Iterator[Text]:
    colour = SEVERITY_COLOURS[finding.severity] if finding.counts else "dim"
    head = Text.assemble(
        (f"{number} {screen.say(f'severity.{finding.severity}')}", f"bold {colour}"),
        "  ",
        (screen.pick(finding.title), "bold"),
        f"  {screen.say(f'family.{finding.family}')} · {finding.rule_id}",
    )
    if finding.shadow:
        head.append(f"  {screen.say('verdict.shadow')}", style="dim")
    yield head
    yield from show_field(screen, "", show_text(screen.pick(finding.message)))
    if finding.exemption is not None:
        yield from show_field(screen, screen.say("verdict.exempt"), _exemption(screen, finding.exemption))
    yield from show_field(screen, screen.say("verdict.quote"), _quotes(screen, finding.evidence))
    for reference in finding.references:
        known = references.get(reference)
        title = f"{screen.pick(known.title)} [{reference}]" if known else reference
        text = f": {screen.pick(known.text)}" if known and known.text else ""
        yield from show_field(screen, screen.say("verdict.article"), title + text)
    for suggestion in finding.suggestions:
        yield from show_field(screen, screen.say("verdict.fix"), _fix(screen, suggestion, finding.evidence))


def _exemption(screen: Screen, exemption: Exemption) -> str:
    kind = screen.say(f"exemption.{exemption.kind}", id=exemption.id)
    names = (("explain.owner", exemption.owner), ("verdict.approver", exemption.approver))
    people = "".join(f" · {screen.say(key)} {name}" for key, name in names if name)
    until = screen.say("verdict.until", day=exemption.until)
    return show_text(f"{kind}{people} · {until} · {screen.pick(exemption.reason)}")


def _quotes(screen: Screen, evidence: Sequence[Evidence]) -> str:
    quotes = list(dict.fromkeys(show_text(item.quote) for item in evidence if item.quote))
    if not quotes:
        return screen.say("verdict.whole")
    shown = " ".join(f"“{quote}”" for quote in quotes[:_QUOTES_SHOWN])
    return shown + (f" +{len(quotes) - _QUOTES_SHOWN}" if len(quotes) > _QUOTES_SHOWN else "")


def _fix(screen: Screen, suggestion: Suggestion, evidence: Sequence[Evidence]) -> str:
    quotes = {(item.part, item.span): item.quote for item in evidence}
    edits = "; ".join(
        dict.fromkeys(_edit(screen, edit, quotes.get((edit.part, edit.span), "…")) for edit in suggestion.edits)
    )
    if suggestion.applicability is Applicability.DISPLAY_ONLY or not edits:
        return screen.pick(suggestion.description)
    return screen.say("verdict.edits", edits=edits, how=screen.say(f"verdict.{suggestion.applicability}"))


def _edit(screen: Screen, edit: Edit, old: str) -> str:
    if not len(edit.span):
        return screen.say("verdict.insert", new=show_text(edit.replacement.strip()))
    if not edit.replacement:
        return screen.say("verdict.delete", old=show_text(old))
    return screen.say("verdict.replace", old=show_text(old), new=show_text(edit.replacement))


def _outside_findings(screen: Screen, verdict: Verdict) -> Iterator[Text]:
    """Reasons beside the findings themselves, failures, and what was not read."""
    lines = [
        f"{screen.say('verdict.reason')}  {screen.pick(reason.message)}"
        for reason in verdict.reasons
        if reason.code not in _SAID_ALREADY
    ]
    for failure in verdict.failures:
        key = "verdict.timed-out" if failure.timed_out else "verdict.failed"
        lines.append(screen.say(key, detector=failure.detector, why=failure.reason))
    lines += [
        screen.say("verdict.unread", part=unread.part, why=screen.pick(unread.message))
        for unread in verdict.coverage.unread
    ]
    if lines:
        yield Text()
    yield from map(Text, lines)


def show_field(screen: Screen, name: str, text: str) -> Iterator[Text]:
    """``name`` in a column of its own, ``text`` wrapped beside it; without a name, the whole width."""
    column = max(cell_len(screen.say(f"verdict.{key}")) for key in ("quote", "article", "fix")) + 2
    column = max(column, cell_len(name) + 2) if name else 0
    for i, row in enumerate(underline(text, (), screen.width - 2 - column)):
        shown = name if i == 0 else ""
        yield Text.assemble("  ", (shown, "dim"), " " * (column - cell_len(shown)), row)
