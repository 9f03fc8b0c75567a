"""The coverage map: each obligation with the rules that enforce it, or the reason why none can."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.model.finding import Localized
from app.model.vocabulary import RuleStatus, Severity
from app.reports.rule_pages import DO_NOT_EDIT, anchor_of, inline
from app.ruleset.gaps import GAP_REASONS, Gap
from app.ruleset.rule import Reference, Rule, RuleSet

PAGE: Final = "coverage.md"

# Prefix of an obligation's id -> whose law or norm it is.
GROUPS: Final[Mapping[str, Localized]] = {
    "CN": Localized("中国内地", "Mainland China"),
    "HK": Localized("香港", "Hong Kong"),
    "TW": Localized("台湾", "Taiwan"),
    "US": Localized("美国", "United States"),
    "UK": Localized("英国", "United Kingdom"),
    "EU": Localized("欧盟", "European Union"),
    "SV": Localized("服务用语", "Service language"),
    "PD": Localized("个人信息", "Personal data"),
}


@dataclass(frozen=True, slots=True)
class Covered:
    """An obligation with the rules that cite it (those in force first) and what no rule shows of it."""

    reference: Reference
    rules: tuple[Rule, ...]
    gap: Gap | None

    @property
    def group(self) -> str:
        """The key in `GROUPS`."""
        return self.reference.id.partition("-")[0]

    @property
    def enforced(self) -> bool:
        """True when a rule that counts cites it."""
        return any(rule.status is RuleStatus.ACTIVE for rule in self.rules)

    @property
    def only_advice(self) -> bool:
        """True when the rules that count only advise."""
        counting = [rule for rule in self.rules if rule.status is RuleStatus.ACTIVE]
        return bool(counting) and all(rule.severity is Severity.ADVISE for rule in counting)

    @property
    def accounted_for(self) -> bool:
        """True when a rule enforces it, or a reason says why none does."""
        return self.enforced or self.gap is not None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many obligations of a group are enforced whole, in part, a gap, and neither; ``advice``: only by advice."""

    obligations: int
    whole: int
    part: int
    gap: int
    open: int
    advice: int


def map_coverage(rule_set: RuleSet) -> tuple[Covered, ...]:
    """All obligations of `references.yaml`, in its order."""
    citing: dict[str, list[Rule]] = {}
    for rule in rule_set.rules:
        for key in dict.fromkeys(rule.references):
            citing.setdefault(key, []).append(rule)
    return tuple(
        Covered(
            reference,
            tuple(sorted(citing.get(key, ()), key=lambda rule: (rule.status is not RuleStatus.ACTIVE, rule.id))),
            rule_set.gaps.get(key),
        )
        for key, reference in rule_set.references.items()
    )


def count(rows: Iterable[Covered]) -> Counts:
    """The figures of the summary."""
    items = tuple(rows)
    kinds = Counter(_kind(row) for row in items)
    advice = sum(row.only_advice for row in items)
    return Counts(len(items), kinds["whole"], kinds["part"], kinds["gap"], kinds["open"], advice)


def _kind(row: Covered) -> str:
    if row.enforced:
        return "part" if row.gap is not None else "whole"
    return "gap" if row.gap is not None else "open"


def coverage_page(rule_set: RuleSet) -> str:
    """`docs/coverage.md`: depends on the rule set alone."""
    rows = map_coverage(rule_set)
    groups = {key: [row for row in rows if row.group == key] for key in GROUPS}
    others = [row for row in rows if row.group not in GROUPS]
    sections = [(f"{name.zh} · {name.en}", groups[key]) for key, name in GROUPS.items()]
    sections += [("其他 · Other", others)] if others else []
    lines = [
        "# 法规覆盖 · Coverage",
        "",
        DO_NOT_EDIT.format(command="shenyan rules coverage --write"),
        "",
        "每项义务由哪些规则检查，或为什么文字检查不了。义务编号见 `rules/references.yaml`，检查不了的部分见 "
        "`rules/gaps.yaml`；只有启用（active）的规则算数，只提示（advise）的规则不改变结论。",
        "",
        "Which rules check each obligation, or why a text cannot show it. Obligations are in `rules/references.yaml`, "
        "what rules cannot show is in `rules/gaps.yaml`; only active rules count, and advice changes no decision.",
        "",
        *_summary(sections, rows),
        "",
        *_reasons(rows),
    ]
    for title, items in sections:
        lines += ["", f"## {title}", "", *_table(items)]
    return "\n".join(lines) + "\n"


def _summary(sections: Sequence[tuple[str, Sequence[Covered]]], rows: Sequence[Covered]) -> Iterator[str]:
    yield (
        "| | 义务 obligations | 有规则 enforced | 部分有规则 in part | 其中只提示 of these advice only "
        "| 无规则，有原因 gap | 未说明 open | 规则 rules | 例子 examples |"
    )
    yield f"|---|{'---:|' * 8}"
    for title, items in (*sections, ("**合计 · Total**", rows)):
        counts = count(items)
        rules = {rule.id: rule for row in items for rule in row.rules}
        examples = sum(len(rule.examples) for rule in rules.values())
        yield (
            f"| {title} | {counts.obligations} | {counts.whole} | {counts.part} | {counts.advice} "
            f"| {counts.gap} | {counts.open} | {len(rules)} | {examples} |"
        )


def _reasons(rows: Sequence[Covered]) -> Iterator[str]:
    whole = Counter(row.gap.reason for row in rows if row.gap is not None and not row.enforced)
    part = Counter(row.gap.reason for row in rows if row.gap is not None and row.enforced)
    yield "| 原因 reason | 无规则 no rule | 部分 in part |"
    yield "|---|---:|---:|"
    for reason, name in GAP_REASONS.items():
        yield f"| {name.zh} · {name.en} | {whole[reason]} | {part[reason]} |"


def _table(rows: Sequence[Covered]) -> Iterator[str]:
    yield "| 义务 obligation | 依据 instrument | 规则 rules | ✗ | ✓ | 检查不了的 what is left |"
    yield "|---|---|---|---:|---:|---|"
    for row in rows:
        violating = sum(example.violates for rule in row.rules for example in rule.examples)
        complying = sum(len(rule.examples) for rule in row.rules) - violating
        yield (
            f"| **{row.reference.id}** | {_instrument(row.reference)} | {'<br>'.join(map(_rule, row.rules)) or '—'} "
            f"| {violating} | {complying} | {_left(row)} |"
        )


def _instrument(reference: Reference) -> str:
    since = (
        f"<br>自 {reference.effective_from} 起 · from {reference.effective_from}" if reference.effective_from else ""
    )
    doubt = "<br>凭记忆，待核实 · from memory, to be checked" if reference.verified == "memory" else ""
    return f"{inline(reference.title.zh)}<br>{inline(reference.title.en)}{since}{doubt}"


def _rule(rule: Rule) -> str:
    status = "" if rule.status is RuleStatus.ACTIVE else f", {rule.status}"
    return f"[{rule.id}](rules/{anchor_of(rule)}) ({rule.severity}{status})"


def _left(row: Covered) -> str:
    if row.gap is None:
        return "" if row.enforced else "**未说明 · open**"
    reason = GAP_REASONS[row.gap.reason]
    return f"{reason.zh}：{inline(row.gap.text.zh)}<br>{reason.en}: {inline(row.gap.text.en)}"
