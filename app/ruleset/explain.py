"""A rule in words: what, why, law, when, examples, fix."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.model.finding import Localized
from app.ruleset.conditions import Absent, All, AnyOf, Apart, Condition, Detected, Filter, MessageIs, Near, Unit, Within
from app.ruleset.rule import Reference, Rule, RuleSet


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a person needs to know of a rule. ``condition`` has one line a condition, indented by nesting."""

    rule: Rule
    references: tuple[Reference, ...]
    detect: tuple[tuple[str, str], ...]
    condition: tuple[Localized, ...]


def explain(rule_set: RuleSet, rule_id: str) -> Explanation:
    """Raises KeyError for an unknown rule."""
    rule = rule_set.by_id[rule_id]
    return Explanation(
        rule=rule,
        references=tuple(_reference(rule_set.references, key) for key in rule.references),
        detect=tuple(
            (
                label,
                f"{detect.detector} {_parameters(detect.parameters.model_dump(mode='json', exclude_defaults=True))}",
            )
            for label, detect in rule.detect.items()
        ),
        condition=tuple(_lines(rule.when, 0)),
    )


def _reference(references: Mapping[str, Reference], key: str) -> Reference:
    return references.get(key, Reference(key, Localized(key, key)))


def _parameters(values: Mapping[str, object]) -> str:
    return ", ".join(f"{key}: {_flat(value)}" for key, value in values.items())


def _flat(value: object) -> str:
    return " | ".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _lines(condition: Condition, depth: int) -> list[Localized]:  # noqa: PLR0911 - one for each kind of condition
    indent = "  " * depth
    match condition:
        case All(items):
            lead = Localized(f"{indent}以下全部成立：", f"{indent}all of these hold:")
            return [lead, *(line for item in items for line in _lines(item, depth + 1))]
        case AnyOf(items):
            lead = Localized(f"{indent}以下至少一项成立：", f"{indent}at least one of these holds:")
            return [lead, *(line for item in items for line in _lines(item, depth + 1))]
        case Detected(label, chosen, at_least):
            zh, en = _filter(chosen)
            times = (f"至少 {at_least} 处", f"at least {at_least} times") if at_least > 1 else ("", "")
            return [
                Localized(
                    f"{indent}出现“{label}”{times[0]}{zh}", f"{indent}“{label}” is detected {times[1]}{en}".rstrip()
                )
            ]
        case Absent(label, chosen):
            zh, en = _filter(chosen)
            return [Localized(f"{indent}没有“{label}”{zh}", f"{indent}“{label}” is absent{en}")]
        case Near(first, second, within, chosen, ordered):
            zh, en = _filter(chosen)
            reach = _within(within)
            words = ("之后", "followed by") if ordered else ("附近", "near")
            return [
                Localized(
                    f"{indent}“{first}”{words[0]}（{reach.zh}）有“{second}”{zh}",
                    f"{indent}“{first}” {words[1]} “{second}” ({reach.en}){en}",
                )
            ]
        case Apart(first, second, within, chosen):
            zh, en = _filter(chosen)
            reach = _within(within)
            return [
                Localized(
                    f"{indent}“{first}”附近（{reach.zh}）没有“{second}”{zh}",
                    f"{indent}“{first}” without “{second}” ({reach.en}){en}",
                )
            ]
        case MessageIs(scope):
            names = ", ".join(
                f"{name}: {' | '.join(getattr(scope, name))}"
                for name in ("jurisdiction", "product", "channel", "stage", "audience", "language")
                if getattr(scope, name)
            )
            return [Localized(f"{indent}信息属于 {names}", f"{indent}the message is {names}")]


def _filter(chosen: Filter) -> tuple[str, str]:
    zh, en = "", ""
    if chosen.unless:
        zh += f"（不计：{'、'.join(chosen.unless)}）"
        en += f" (not counting {', '.join(chosen.unless)})"
    if chosen.only:
        zh += f"（只计：{'、'.join(chosen.only)}）"
        en += f" (only {', '.join(chosen.only)})"
    if chosen.min_score:
        zh += f"（分数不低于 {chosen.min_score}）"
        en += f" (score at least {chosen.min_score})"
    return zh, en


def _within(within: Within) -> Localized:
    match within.unit:
        case Unit.CHARACTERS:
            return Localized(f"相隔不超过 {within.characters} 字", f"at most {within.characters} characters apart")
        case Unit.CLAUSE:
            return Localized("同一分句", "same clause")
        case Unit.SENTENCE:
            return Localized("同一句", "same sentence")
        case Unit.PART:
            return Localized("同一部分", "same part")
