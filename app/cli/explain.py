"""``shenyan explain``: a rule in words."""

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.text import Text

from app.cli.rule_files import find_rule, rule_files
from app.cli.screen import Screen
from app.cli.show_verdict import SEVERITY_COLOURS, show_field
from app.cli.underline import show_text
from app.ruleset.conditions import Scope
from app.ruleset.explain import Explanation, explain
from app.ruleset.rule import ApprovedWording, Rule, SuggestionTemplate

_SCOPE_KEYS = ("jurisdiction", "product", "channel", "stage", "audience", "language")


def explain_rule(
    ctx: typer.Context,
    *,
    rule_id: Annotated[str, typer.Argument(help="explain.rule", metavar="RULE", show_default=False)],
) -> None:
    """Prints what the rule forbids, why, by which law, when it fires, and what to say instead."""
    screen: Screen = ctx.obj
    files = rule_files()
    rule_set = files.load()
    if rule_id in rule_set.approved:
        _explain_approved(screen, rule_set.approved[rule_id])
        return
    rule = find_rule(rule_set, rule_id)
    explanation = explain(rule_set, rule.id)
    colour = SEVERITY_COLOURS[rule.severity]
    screen.print(
        Text.assemble(
            (screen.say(f"severity.{rule.severity}"), f"bold {colour}"),
            "  ",
            (screen.pick(rule.title), "bold"),
            f"  {screen.say(f'family.{rule.family}')} · {rule.id} · {rule.status}",
        )
    )
    for key, text in _fields(screen, explanation):
        for line in show_field(screen, screen.say(key), text):
            screen.print(line)
    screen.print(Text(f"  {screen.say('explain.when')}", style="dim"))
    for condition in explanation.condition:
        screen.print(f"    {screen.pick(condition)}")
    screen.print(Text(f"  {screen.say('explain.detect')}", style="dim"))
    for label, detector in explanation.detect:
        screen.print(f"    {label}: {show_text(detector)}")
    _show_examples(screen, rule)
    screen.print(Text(f"  {files.real_path(rule.path)}", style="dim"))


def _explain_approved(screen: Screen, wording: ApprovedWording) -> None:
    screen.print(Text.assemble((screen.pick(wording.title), "bold"), f"  {wording.id}"))
    fields = [
        ("explain.scope", _scope(screen, wording.applies_to) or screen.say("explain.any")),
        ("explain.effective", f"{wording.effective_from or '…'} – {wording.effective_until}"),
        ("explain.owner", wording.owner),
    ]
    for key, text in fields:
        for line in show_field(screen, screen.say(key), text):
            screen.print(line)
    screen.print(Text(f"  {screen.say('explain.texts')}", style="dim"))
    for text in wording.texts:
        screen.print(f"    {show_text(text)}")


def _fields(screen: Screen, explanation: Explanation) -> Iterator[tuple[str, str]]:
    rule = explanation.rule
    yield "verdict.why", screen.pick(rule.why)
    for reference in explanation.references:
        text = f": {screen.pick(reference.text)}" if reference.text is not None else ""
        title = screen.pick(reference.title)
        yield "verdict.article", (title if title == reference.id else f"{title} [{reference.id}]") + text
    yield "explain.scope", _scope(screen, rule.applies_to) or screen.say("explain.any")
    if excluded := _scope(screen, rule.excluded):
        yield "explain.except", excluded
    if rule.effective_from or rule.effective_until:
        yield "explain.effective", f"{rule.effective_from or '…'} – {rule.effective_until or '…'}"
    yield "explain.owner", rule.owner
    for suggestion in rule.suggestions:
        yield "verdict.fix", _suggestion(screen, suggestion)


def _scope(screen: Screen, scope: Scope) -> str:
    parts = ((key, getattr(scope, key)) for key in _SCOPE_KEYS)
    return "; ".join(f"{screen.say(f'scope.{key}')} {' | '.join(values)}" for key, values in parts if values)


def _suggestion(screen: Screen, suggestion: SuggestionTemplate) -> str:
    text = screen.pick(suggestion.text) if suggestion.text is not None else ""
    return screen.say(f"suggestion.{suggestion.kind}", target=suggestion.target, text=text)


def _show_examples(screen: Screen, rule: Rule) -> None:
    screen.print(Text(f"  {screen.say('explain.examples')}", style="dim"))
    for example in rule.examples:
        sign, colour = ("✗", "red") if example.violates else ("✓", "green")
        about = "".join(f" “{show_text(quote)}”" for quote in example.quotes or ()) or (
            f" {example.because}" if example.because else ""
        )
        screen.print(
            Text.assemble((f"    {sign} ", colour), show_text(example.text), (f" —{about}" if about else "", "dim"))
        )
