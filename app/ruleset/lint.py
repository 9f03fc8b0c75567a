"""What is allowed and still probably not meant: shown by `shenyan rules lint` beside the problems."""

from collections.abc import Iterator

from app.model.finding import Localized
from app.model.problem import Problem
from app.model.vocabulary import RuleStatus
from app.ruleset.compiled import DISGUISED, PRODUCT_CUES
from app.ruleset.loader import APPROVED_PREFIX, DISCLOSURES_PREFIX, TERMS_PREFIX
from app.ruleset.rule import Rule, RuleSet
from app.ruleset.source import Path, Source, read_source
from app.text.normalize import normalize

# Used by the pipeline itself, not by a rule.
_BUILT_IN = (PRODUCT_CUES, DISGUISED)


def lint(rule_set: RuleSet) -> tuple[Problem, ...]:
    """All advice on a rule set that loads, sorted by place."""
    sources = {path: read_source(path, raw)[0] for path, raw in rule_set.files.items()}
    known = {path: source for path, source in sources.items() if source is not None}
    found = [
        *_unused(rule_set, known),
        *_repeated_terms(rule_set, known),
        *_repeated_texts(rule_set, known),
        *(problem for rule in rule_set.rules for problem in _unnormal_patterns(rule, known[rule.path])),
    ]
    return tuple(sorted(found))


def _unused(rule_set: RuleSet, sources: dict[str, Source]) -> Iterator[Problem]:
    used = {"lexicon": set(_BUILT_IN), "disclosure": set[str]()}
    for rule in rule_set.rules:
        if rule.status is RuleStatus.RETIRED:
            continue
        for detect in rule.detect.values():
            for kind, names in used.items():
                names.update(getattr(detect.parameters, kind, ()))
        used["disclosure"] |= {suggestion.target for suggestion in rule.suggestions if suggestion.kind == "insert"}
    for path, source in sources.items():
        for kind, prefix in (("lexicon", TERMS_PREFIX), ("disclosure", DISCLOSURES_PREFIX)):
            item_id = path.rsplit("/", 1)[-1].removesuffix(".yaml")
            if path.startswith(prefix) and item_id not in used[kind]:
                yield source.problem(
                    ("id",),
                    f"{kind}-unused",
                    Localized(f"没有规则使用“{item_id}”。", f"No rule uses “{item_id}”."),
                    Localized("请在规则里使用，或删除。", "Use it in a rule, or remove it."),
                )


def _repeated_terms(rule_set: RuleSet, sources: dict[str, Source]) -> Iterator[Problem]:
    by_id = {path.rsplit("/", 1)[-1].removesuffix(".yaml"): source for path, source in sources.items()}
    for lexicon in rule_set.lexicons.values():
        seen: dict[tuple[str, str], int] = {}
        for index, term in enumerate(lexicon.terms):
            key = (normalize("term", term.text).text.strip(), term.tag)
            if key in seen:
                yield by_id[lexicon.id].problem(
                    ("terms", index),
                    "term-repeated",
                    Localized(
                        f"词条“{term.text}”与第 {seen[key] + 1} 条相同。",
                        f"The term “{term.text}” equals term {seen[key] + 1}.",
                    ),
                    Localized(
                        "请删除一条；繁体、大小写、全角写法不必另列。",
                        "Remove one; other scripts, cases and widths are the same.",
                    ),
                )
            seen.setdefault(key, index)


def _repeated_texts(rule_set: RuleSet, sources: dict[str, Source]) -> Iterator[Problem]:
    """Approved texts that say the same: which of them expires, and whose it is, would be hidden by the other."""
    by_id = {path.rsplit("/", 1)[-1].removesuffix(".yaml"): source for path, source in sources.items()
             if path.startswith(APPROVED_PREFIX)}  # fmt: skip
    seen: dict[str, str] = {}
    for wording in rule_set.approved.values():
        for index, text in enumerate(wording.texts):
            key = "".join(normalize("approved", text).text.split())
            if key in seen:
                yield by_id[wording.id].problem(
                    ("texts", index),
                    "approved-repeated",
                    Localized(f"“{seen[key]}”已有同样的文字。", f"“{seen[key]}” has the same text."),
                    Localized("请只留一处。", "Keep it in one place."),
                )
            seen.setdefault(key, wording.id)


def _unnormal_patterns(rule: Rule, source: Source) -> Iterator[Problem]:
    for label, detect in rule.detect.items():
        if detect.detector != "pattern":
            continue
        for index, pattern in enumerate(getattr(detect.parameters, "pattern", ())):
            odd = sorted({character for character in pattern if _never_occurs(character)})
            if odd:
                path: Path = ("detect", label, "pattern", index)
                yield source.problem(
                    path,
                    "pattern-not-normalised",
                    Localized(
                        f"模式里的“{''.join(odd)}”在规范化文本中不会出现。",
                        f"“{''.join(odd)}” in the pattern never occurs in normalised text.",
                    ),
                    Localized("请写简体、小写、半角。", "Write Simplified characters, lower-case and half-width."),
                )


def _never_occurs(character: str) -> bool:
    """Han and punctuation that the normaliser turns into something else. Capitals may be RE2 classes such as \\S."""
    if character.isascii():
        return False
    return normalize("pattern", character).text != character
