"""From a rule file to a `Rule`."""

import re
from typing import Any, Final

from pydantic import ValidationError

from app.detectors import DETECTORS
from app.model.finding import Localized
from app.model.message import Recipient
from app.model.problem import Problem
from app.ruleset import conditions
from app.ruleset.condition_reader import ConditionReader, scope_from
from app.ruleset.problems import problems_of
from app.ruleset.rule import Detect, Example, Rule, SuggestionTemplate
from app.ruleset.schema import ExampleFile, LocalizedText, RuleFile, SuggestionFile, ViolatingExample
from app.ruleset.source import Path, Source

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


def localized(text: LocalizedText) -> Localized:
    """The model's two-language text."""
    return Localized(text.zh, text.en)


def read_rule(source: Source) -> tuple[Rule | None, list[Problem]]:
    """The rule of one file, or None, and everything that is wrong with it by itself."""
    try:
        file = RuleFile.model_validate(source.data)
    except ValidationError as error:
        problems = problems_of(source, error, RuleFile)
        return None, problems + _inner_problems(source)
    detect, problems = _read_detect(source, file.detect)
    reader = ConditionReader(source, tuple(file.detect))
    when = reader.read(file.when, ("when",))
    problems += reader.problems
    problems += _check_id(source, file.id)
    problems += _check_texts(source, file)
    if when is not None:
        problems += _check_condition(source, file, when)
    if problems or when is None:
        return None, problems
    return _rule(source, file, detect, when), []


def _inner_problems(source: Source) -> list[Problem]:
    """What is wrong in `detect` and `when`, shown at once with a broken outer shape."""
    data = source.data
    if not isinstance(data, dict) or not isinstance(data.get("detect"), dict):
        return []
    detect = {label: value for label, value in data["detect"].items() if isinstance(value, dict)}
    problems = _read_detect(source, detect)[1]
    if "when" in data:
        reader = ConditionReader(source, tuple(data["detect"]))
        reader.read(data["when"], ("when",))
        problems += reader.problems
    return problems


def _read_detect(source: Source, raw: dict[str, dict[str, Any]]) -> tuple[dict[str, Detect], list[Problem]]:
    detect: dict[str, Detect] = {}
    problems: list[Problem] = []
    for label, value in raw.items():
        path: Path = ("detect", label)
        name = value.get("detector")
        if name not in DETECTORS:
            known = ", ".join(DETECTORS)
            problems.append(
                source.problem(
                    (*path, "detector"),
                    "detector-unknown",
                    Localized(f"没有检测器“{name}”。", f"There is no detector “{name}”."),
                    Localized(f"检测器有：{known}。", f"Detectors: {known}."),
                )
            )
            continue
        model = DETECTORS[name].Parameters
        try:
            parameters = model.model_validate({key: item for key, item in value.items() if key != "detector"})
        except ValidationError as error:
            problems += problems_of(source, error, model, path)
            continue
        detect[label] = Detect(name, parameters)
    return detect, problems


def _check_id(source: Source, rule_id: str) -> list[Problem]:
    stem = source.path.rsplit("/", 1)[-1].removesuffix(".yaml")
    if stem == rule_id:
        return []
    return [
        source.problem(
            ("id",),
            "id-not-file-name",
            Localized(
                f"id“{rule_id}”与文件名“{stem}.yaml”不同。",
                f"The id “{rule_id}” differs from the file name “{stem}.yaml”.",
            ),
            Localized("两者必须相同。", "They must be equal."),
        )
    ]


def _check_texts(source: Source, file: RuleFile) -> list[Problem]:
    problems: list[Problem] = []
    known = ", ".join(file.detect)
    for language, text in (("zh", file.message.zh), ("en", file.message.en)):
        for label in _PLACEHOLDER.findall(text):
            if label not in file.detect:
                problems.append(
                    source.problem(
                        ("message", language),
                        "label-unknown",
                        Localized(
                            f"message 用了不存在的标签“{label}”。", f"`message` uses an unknown label “{label}”."
                        ),
                        Localized(f"已有标签：{known}。", f"Labels of this rule: {known}."),
                    )
                )
    for index, suggestion in enumerate(file.suggestion):
        if suggestion.mask in file.detect and file.detect[suggestion.mask].get("detector") != "pii":
            problems.append(
                source.problem(
                    ("suggestion", index, "mask"),
                    "mask-not-personal",
                    Localized(
                        f"mask 只能用于 pii 检测器的标签，“{suggestion.mask}”不是。",
                        f"`mask` is for labels of the detector pii; “{suggestion.mask}” is not one.",
                    ),
                    Localized("请改用 delete 或 replace。", "Use `delete` or `replace`."),
                )
            )
        target = suggestion.replace or suggestion.delete or suggestion.mask
        if target is not None and target not in file.detect:
            problems.append(
                source.problem(
                    ("suggestion", index),
                    "label-unknown",
                    Localized(
                        f"suggestion 用了不存在的标签“{target}”。", f"`suggestion` uses an unknown label “{target}”."
                    ),
                    Localized(f"已有标签：{known}。", f"Labels of this rule: {known}."),
                )
            )
    return problems


def _check_condition(source: Source, file: RuleFile, when: conditions.Condition) -> list[Problem]:
    problems: list[Problem] = []
    try:
        conditions.conjunctions(when)
    except conditions.TooManyConjunctions:
        problems.append(
            source.problem(
                ("when",),
                "condition-too-wide",
                Localized(
                    f"条件展开后超过 {conditions.MAX_CONJUNCTIONS} 种组合。",
                    f"The condition multiplies out to more than {conditions.MAX_CONJUNCTIONS} combinations.",
                ),
                Localized("请拆成几条规则。", "Split it into several rules."),
            )
        )
    used = set(conditions.labels(when)) | set(_PLACEHOLDER.findall(file.message.zh + file.message.en))
    for label in file.detect:
        if label not in used:
            problems.append(
                source.problem(
                    ("detect", label),
                    "label-unused",
                    Localized(f"标签“{label}”没有被 when 用到。", f"The label “{label}” is not used by `when`."),
                    Localized("请删除，或在 when 里使用。", "Remove it, or use it in `when`."),
                )
            )
    return problems


def _rule(source: Source, file: RuleFile, detect: dict[str, Detect], when: conditions.Condition) -> Rule:
    return Rule(
        id=file.id,
        title=localized(file.title),
        family=file.family,
        severity=file.severity,
        status=file.status,
        effective_from=file.effective.from_,
        effective_until=file.effective.until,
        owner=file.owner,
        references=file.references,
        why=localized(file.why),
        applies_to=scope_from(file.applies_to),
        excluded=scope_from(file.applies_to.except_),
        detect=detect,
        when=when,
        message=localized(file.message),
        suggestions=tuple(_suggestion(suggestion) for suggestion in file.suggestion),
        examples=tuple(example_of(example) for example in (*file.examples.violates, *file.examples.complies)),
        path=source.path,
        may_be_waived=file.waivable,
    )


def _suggestion(file: SuggestionFile) -> SuggestionTemplate:
    if file.replace is not None and file.with_ is not None:
        return SuggestionTemplate("replace", file.replace, localized(file.with_), file.applicability)
    if file.say is not None:
        return SuggestionTemplate("say", "", localized(file.say), file.applicability)
    for kind, target in (("delete", file.delete), ("mask", file.mask), ("insert", file.insert)):
        if target is not None:
            return SuggestionTemplate(kind, target, None, file.applicability)
    raise AssertionError("the schema lets no other suggestion through")


def example_of(file: ExampleFile) -> Example:
    """The example of a file."""
    recipient = file.recipient
    return Example(
        text=file.text,
        quotes=file.quotes if isinstance(file, ViolatingExample) else None,
        because=file.because,
        channel=file.channel,
        product=file.product,
        jurisdiction=file.jurisdiction,
        audience=file.audience,
        stage=file.stage,
        day=file.day,
        recipient=Recipient(**recipient.model_dump()) if recipient is not None else None,
    )
