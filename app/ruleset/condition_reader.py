"""From the data of a `when:` to a condition, with every mistake at its place."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import ValidationError

from app.model.detection import Context
from app.model.finding import Localized
from app.model.problem import Problem
from app.ruleset.conditions import (
    Absent,
    All,
    AnyOf,
    Apart,
    Condition,
    Detected,
    Filter,
    MessageIs,
    Near,
    Scope,
    Unit,
    Within,
)
from app.ruleset.problems import problems_of
from app.ruleset.schema import ScopeFile
from app.ruleset.source import Path, Source

_FILTER_KEYS: Final = ("unless", "only", "min_score")
_PAIR_KEYS: Final = ("within", *_FILTER_KEYS)
# The key that says what a condition is -> the other keys it may have.
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "all": (),
    "any": (),
    "message": (),
    "detected": ("at_least", *_FILTER_KEYS),
    "given": ("at_least", *_FILTER_KEYS),
    "absent": _FILTER_KEYS,
    "near": _PAIR_KEYS,
    "before": _PAIR_KEYS,
    "apart": _PAIR_KEYS,
}
_KIND_HINT: Final = Localized(
    "条件是 all、any、detected、given、absent、near、before、apart、message 之一。",
    "A condition is one of all, any, detected, given, absent, near, before, apart, message.",
)


def scope_from(file: ScopeFile) -> Scope:
    """The scope that a file's `applies_to` (or `message`) describes."""
    return Scope(
        jurisdiction=tuple(sorted(file.jurisdiction)),
        product=tuple(sorted(file.product)),
        channel=tuple(sorted(file.channel)),
        stage=tuple(sorted(file.stage)),
        audience=tuple(sorted(file.audience)),
        language=tuple(sorted(file.language)),
    )


class ConditionReader:
    """Reads the condition of one rule; ``problems`` collects what is wrong."""

    def __init__(self, source: Source, labels: tuple[str, ...]) -> None:
        self._source = source
        self._labels = labels
        self.problems: list[Problem] = []

    def read(self, data: Any, path: Path) -> Condition | None:
        """The condition at ``path``, or None where it has a problem."""
        if not isinstance(data, dict) or not data:
            self._problem(path, "condition-expected", "这里应是一个条件。", "A condition is expected here.", _KIND_HINT)
            return None
        kinds = [key for key in data if key in _KINDS]
        if len(kinds) != 1:
            self._problem(
                path, "condition-kind", "一个条件只能有一种。", "A condition is of exactly one kind.", _KIND_HINT
            )
            return None
        kind = kinds[0]
        for key in data:
            if key != kind and key not in _KINDS[kind]:
                allowed = ", ".join(_KINDS[kind]) or "-"
                self._problem(
                    (*path, key),
                    "key-unknown",
                    f"条件 {kind} 没有“{key}”。",
                    f"The condition {kind} has no “{key}”.",
                    Localized(f"允许的键：{allowed}。", f"Allowed keys: {allowed}."),
                )
        readers: Mapping[str, Callable[[Mapping[str, Any], Path], Condition | None]] = {
            "all": lambda data, path: self._group(data, path, "all"),
            "any": lambda data, path: self._group(data, path, "any"),
            "message": self._message,
            "detected": lambda data, path: self._detected(data, path, "detected"),
            "given": lambda data, path: self._detected(data, path, "given"),
            "absent": self._absent,
            "near": lambda data, path: self._pair(data, path, "near"),
            "before": lambda data, path: self._pair(data, path, "before"),
            "apart": lambda data, path: self._pair(data, path, "apart"),
        }
        return readers[kind](data, path)

    def _group(self, data: Mapping[str, Any], path: Path, kind: str) -> Condition | None:
        items = data[kind]
        if not isinstance(items, list) or not items:
            self._problem(
                (*path, kind),
                "list-too-short",
                f"“{kind}”应为非空的条件列表。",
                f"“{kind}” must be a list of at least one condition.",
                Localized("每行一个“- {条件}”。", "Write one “- {condition}” a line."),
            )
            return None
        read = [self.read(item, (*path, kind, index)) for index, item in enumerate(items)]
        good = tuple(item for item in read if item is not None)
        if len(good) != len(read):
            return None
        return All(good) if kind == "all" else AnyOf(good)

    def _message(self, data: Mapping[str, Any], path: Path) -> Condition | None:
        try:
            return MessageIs(scope_from(ScopeFile.model_validate(data["message"])))
        except ValidationError as error:
            self.problems += problems_of(self._source, error, ScopeFile, (*path, "message"))
            return None

    def _detected(self, data: Mapping[str, Any], path: Path, kind: str) -> Condition | None:
        label = self._label(data[kind], (*path, kind))
        filter_ = self._filter(data, path)
        at_least = self._number(data.get("at_least", "1"), (*path, "at_least"), 1, 1000)
        if label is None or filter_ is None or at_least is None:
            return None
        return Detected(label, filter_, int(at_least), quoted=kind == "detected")

    def _absent(self, data: Mapping[str, Any], path: Path) -> Condition | None:
        label = self._label(data["absent"], (*path, "absent"))
        filter_ = self._filter(data, path)
        return None if label is None or filter_ is None else Absent(label, filter_)

    def _pair(self, data: Mapping[str, Any], path: Path, kind: str) -> Condition | None:
        pair = data[kind]
        if not isinstance(pair, list) or len(pair) != 2:
            self._problem(
                (*path, kind),
                "pair-expected",
                f"“{kind}”需要两个标签。",
                f"“{kind}” needs two labels.",
                Localized(f"写成 {kind}: [甲, 乙]。", f"Write {kind}: [a, b]."),
            )
            return None
        first, second = (self._label(label, (*path, kind, index)) for index, label in enumerate(pair))
        within = self._within(data.get("within", "part"), (*path, "within"))
        filter_ = self._filter(data, path)
        if first is None or second is None or within is None or filter_ is None:
            return None
        if kind == "apart":
            return Apart(first, second, within, filter_)
        return Near(first, second, within, filter_, ordered=kind == "before")

    def _label(self, label: Any, path: Path) -> str | None:
        if isinstance(label, str) and label in self._labels:
            return label
        known = ", ".join(self._labels)
        self._problem(
            path,
            "label-unknown",
            f"detect 里没有标签“{label}”。",
            f"`detect` has no label “{label}”.",
            Localized(f"已有标签：{known}。", f"Labels of this rule: {known}."),
        )
        return None

    def _within(self, value: Any, path: Path) -> Within | None:
        if value in ("clause", "sentence", "part"):
            return Within(Unit(value))
        number = self._number(value, path, 0, 100_000)
        return None if number is None else Within(Unit.CHARACTERS, int(number))

    def _filter(self, data: Mapping[str, Any], path: Path) -> Filter | None:
        unless = self._contexts(data.get("unless"), (*path, "unless"))
        only = self._contexts(data.get("only"), (*path, "only"))
        score = self._number(data.get("min_score", "0"), (*path, "min_score"), 0, 1)
        if unless is None or only is None or score is None:
            return None
        return Filter(unless, only, score)

    def _contexts(self, value: Any, path: Path) -> tuple[Context, ...] | None:
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        known = [context.value for context in Context]
        bad = False
        for index, item in enumerate(items):
            if item not in known:
                bad = True
                self._problem(
                    (*path, index),
                    "context-unknown",
                    f"没有语境“{item}”。",
                    f"There is no context “{item}”.",
                    Localized(f"语境有：{', '.join(known)}。", f"Contexts: {', '.join(known)}."),
                )
        return None if bad else tuple(sorted(Context(item) for item in items))

    def _number(self, value: Any, path: Path, low: float, high: float) -> float | None:
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = float("nan")
        if low <= number <= high:
            return number
        self._problem(
            path,
            "number-expected",
            f"这里应是 {low} 到 {high} 的数。",
            f"A number from {low} to {high} is expected here.",
            Localized("within 也可写 clause、sentence、part。", "`within` may also be clause, sentence or part."),
        )
        return None

    def _problem(self, path: Path, code: str, zh: str, en: str, hint: Localized) -> None:
        self.problems.append(self._source.problem(path, code, Localized(zh, en), hint))
