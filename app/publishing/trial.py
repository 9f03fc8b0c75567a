"""The gate before a version: a rule set is read, compiled and proved by its examples, in a process of its own.

The service goes on judging meanwhile, and neither a crash nor the memory of the trial is its own.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from app.engine.errors import CompileError
from app.engine.guard import check_compiles
from app.model.finding import Localized
from app.model.problem import Problem
from app.publishing.approved_examples import run_approved_examples
from app.publishing.cases import RuleDifference, run_cases
from app.publishing.examples import run_examples
from app.publishing.refusals import TrialFailed
from app.publishing.spread import CopyCrashed
from app.review import compile_prepared
from app.ruleset.compiled import prepare
from app.ruleset.lint import lint
from app.ruleset.loader import RuleSetProblems, load_rule_set, revision_of

_ROOT: Final = Path(__file__).resolve().parents[2]
_LONGEST_SECONDS: Final = 600
_WORKER: Final = (sys.executable, "-m", "app.publishing.trial")


@dataclass(frozen=True, slots=True)
class FailedExample:
    """An example that does not hold. None for quotes: the rule does (or did) not fire. ``number`` counts from 1."""

    rule_id: str
    path: str
    number: int
    text: str
    because: str
    expected: tuple[str, ...] | None
    actual: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class FailedCase:
    """A known case that is judged otherwise now. ``expected`` and ``actual`` are decisions."""

    case_id: str
    path: str
    because: str
    expected: str
    actual: str
    differences: tuple[RuleDifference, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found, all at once. ``advice`` does not keep a rule set back; ``refused`` is the engine's word."""

    revision: str
    problems: tuple[Problem, ...] = ()
    advice: tuple[Problem, ...] = ()
    failed: tuple[FailedExample, ...] = ()
    examples: int = 0
    failed_cases: tuple[FailedCase, ...] = ()
    cases: int = 0
    refused: Localized | None = None

    @property
    def holds(self) -> bool:
        """True when the rule set may go live."""
        return not (self.problems or self.failed or self.failed_cases or self.refused)

    def require(self) -> None:
        """Raises TrialFailed unless it holds."""
        found = [
            *((f"{item.path}:{item.line}:{item.column}", item.code, item.message) for item in self.problems),
            *((f"{item.path}#{item.number}", "example-fails", _why(item)) for item in self.failed),
        ]
        found += [(item.path, "case-changed", _how(item)) for item in self.failed_cases]
        if self.refused is not None:
            found.append(("rules", "does-not-compile", self.refused))
        if found:
            raise TrialFailed(found)


def try_files(files: Mapping[str, bytes]) -> Trial:
    """Try a rule set in a child process."""
    document = json.dumps({path: content.decode("latin-1") for path, content in files.items()}).encode()
    try:
        child = subprocess.run(  # noqa: S603 - the command is a constant; the files go through standard input
            _WORKER, input=document, capture_output=True, timeout=_LONGEST_SECONDS, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired:
        return _refused(files, f"检验超过 {_LONGEST_SECONDS} 秒", f"the trial took longer than {_LONGEST_SECONDS} s")
    if child.returncode != 0:
        return _refused(files, f"检验进程异常结束（{child.returncode}）", f"the trial ended with {child.returncode}")
    return _read(json.loads(child.stdout))


def judge(files: Mapping[str, bytes]) -> Trial:
    """Try a rule set here."""
    revision = revision_of(files)
    try:
        rule_set = load_rule_set(files)
        prepared = prepare(rule_set)
        check_compiles(prepared.conjunctions)
        compiled = compile_prepared(prepared)
        results = run_examples(compiled)
        cases = run_cases(compiled)
    except RuleSetProblems as found:
        return Trial(revision, problems=found.problems)
    except CompileError as error:
        return Trial(revision, refused=Localized(f"规则集无法编译：{error}", f"the rule set does not compile: {error}"))
    except CopyCrashed as crash:
        return Trial(revision, refused=Localized(f"示例试运行时崩溃（{crash}）", f"the examples crashed ({crash})"))
    failed = tuple(
        FailedExample(
            item.rule_id,
            rule_set.by_id[item.rule_id].path,
            item.index + 1,
            item.example.text,
            item.example.because,
            item.expected,
            item.actual,
        )
        for item in results
        if not item.holds
    )
    approved = run_approved_examples(compiled)
    failed += tuple(
        FailedExample(
            item.wording_id,
            item.path,
            item.number,
            item.example.text,
            item.example.because,
            item.expected,
            item.actual,
        )
        for item in approved
        if not item.holds
    )
    failed_cases = tuple(
        FailedCase(
            item.case.id,
            item.path,
            item.case.because,
            item.case.decision.value,
            item.decision.value,
            item.differences,
        )
        for item in cases
        if not item.holds
    )
    return Trial(
        revision,
        advice=lint(rule_set),
        failed=failed,
        examples=len(results) + len(approved),
        failed_cases=failed_cases,
        cases=len(cases),
    )


def _how(item: FailedCase) -> Localized:
    zh, en = f"应为 {item.expected}，实为 {item.actual}", f"expected {item.expected}, got {item.actual}"
    if item.differences:
        listed = ", ".join(difference.rule_id for difference in item.differences)
        zh, en = f"{zh}；不符的规则：{listed}", f"{en}; rules that differ: {listed}"
    return Localized(f"{zh}。改规则，或连同案例一起改", f"{en}. Change the rule, or the case with it")


def _why(item: FailedExample) -> Localized:
    zh, en = (
        [none if quotes is None else "、".join(quotes) or empty for quotes in (item.expected, item.actual)]
        for none, empty in (("不触发", "触发（无引文）"), ("silence", "a finding without quotes"))
    )
    return Localized(f"应为 {zh[0]}，实为 {zh[1]}", f"expected {en[0]}, got {en[1]}")


def _refused(files: Mapping[str, bytes], zh: str, en: str) -> Trial:
    return Trial(revision_of(files), refused=Localized(zh, en))


def _read(answer: dict[str, Any]) -> Trial:
    def problem(item: dict[str, Any]) -> Problem:
        return Problem(**{**item, "message": Localized(**item["message"]), "hint": Localized(**item["hint"])})

    def quotes(value: list[str] | None) -> tuple[str, ...] | None:
        return None if value is None else tuple(value)

    return Trial(
        revision=answer["revision"],
        problems=tuple(problem(item) for item in answer["problems"]),
        advice=tuple(problem(item) for item in answer["advice"]),
        failed=tuple(
            FailedExample(**{**item, "expected": quotes(item["expected"]), "actual": quotes(item["actual"])})
            for item in answer["failed"]
        ),
        examples=answer["examples"],
        failed_cases=tuple(
            FailedCase(
                **{
                    **item,
                    "differences": tuple(
                        RuleDifference(one["rule_id"], quotes(one["expected"]), quotes(one["actual"]))
                        for one in item["differences"]
                    ),
                }
            )
            for item in answer["failed_cases"]
        ),
        cases=answer["cases"],
        refused=None if answer["refused"] is None else Localized(**answer["refused"]),
    )


def main() -> None:
    """The child: files as JSON on standard input, the trial as JSON on standard output."""
    files = {path: content.encode("latin-1") for path, content in json.load(sys.stdin).items()}
    sys.stdout.write(json.dumps(asdict(judge(files))))


if __name__ == "__main__":
    main()
