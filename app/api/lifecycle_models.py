"""What callers send and get where rules are changed."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from app.api.field_errors import Texts
from app.api.moments import Moment
from app.model.finding import Localized
from app.model.problem import Problem
from app.model.vocabulary import Decision
from app.publishing.trial import FailedExample, Trial
from app.store.lifecycle_records import Activation, ActivationKind, Draft, DraftState, Version
from app.store.records import to_datetime

_RULE_PATH: Final = "rules/CN/misleading/steady-profit.yaml"

Note = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00]+$")]
RulePath = Annotated[str, Field(max_length=200)]
FileText = Annotated[str, Field(max_length=1_048_576)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DraftRequest(_Model):
    """A draft to begin, on the active version."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"note": "2026 年新规：稳赚类用语", "files": {}}]})

    note: Note = Field(description="What it is for.")
    files: dict[RulePath, FileText | None] = Field(
        default={}, max_length=2000, description="Path to whole text, as below `rules/` and `lexicons/`; null removes."
    )


class FilesRequest(_Model):
    """Files to change in a draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"files": {_RULE_PATH: "id: steady-profit\n"}}]})

    files: dict[RulePath, FileText | None] = Field(max_length=2000, description="Path to whole text; null removes.")


class ApprovalRequest(_Model):
    """An approval."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"revision": "0" * 64}]})

    revision: str = Field(
        pattern=r"^[0-9a-f]{64}$", description="What is approved: the draft's `revision` as the approver saw it."
    )


class ReasonRequest(_Model):
    """Why."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "示例不够：请补上英文例子。"}]})

    reason: Note


class ScheduleRequest(_Model):
    """When to publish."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"at": "2026-12-01T00:00:00+08:00"}]})

    at: Moment = Field(description="RFC 3339 with a time zone.")


class RollbackRequest(_Model):
    """Which version to go back to, and why."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "误报", "to": None}]})

    reason: Note
    to: int | None = Field(default=None, ge=1, strict=True, description="The version before the active one if null.")


class ExampleRequest(_Model):
    """A logged review to add as an example to a rule of the draft."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "review_id": "019d3f6e-2a44-7c1f-9b7e-52b6a1c0de31",
                    "rule_id": "steady-profit",
                    "quotes": None,
                    "because": "说的是天气",
                }
            ]
        }
    )

    review_id: str = Field(max_length=64)
    rule_id: str = Field(max_length=64)
    quotes: list[str] | None = Field(
        default=None, max_length=50, description="The words that violate the rule; null for a false alarm."
    )
    text: str | None = Field(default=None, max_length=100_000, description="The message, where the log keeps no text.")
    because: str = Field(default="", max_length=500, description="Why it complies.")


class DraftAnswer(_Model):
    """A draft. Send its `edition` as `If-Match` with each change."""

    id: str
    edition: int
    state: DraftState
    note: str
    author: str
    editors: list[str] = Field(description="All who had a hand in it: none of them can approve it.")
    base_version: int
    revision: str = Field(description="Of the whole rule set with the changes.")
    files: dict[str, str | None] = Field(description="What it changes; null for a file that goes.")
    changed_at: datetime
    changed_by: str
    approver: str | None
    publish_at: datetime | None
    reason: str
    version: int | None = Field(description="Which it was published as.")


class DraftList(_Model):
    """Drafts, the last changed first."""

    drafts: list[DraftAnswer]


class ProblemAnswer(_Model):
    """A mistake in a file, with its place and its cure."""

    path: str
    line: int
    column: int
    code: str
    message: Texts
    hint: Texts


class FailedExampleAnswer(_Model):
    """An example that does not hold. Quotes are null where the rule does (or should) not fire."""

    rule_id: str
    path: str
    number: int
    text: str
    because: str
    expected: list[str] | None
    actual: list[str] | None


class RuleDifferenceAnswer(_Model):
    """A rule that does not do what a case says. Quotes are null where it does (or should) not fire."""

    rule_id: str
    expected: list[str] | None
    actual: list[str] | None


class FailedCaseAnswer(_Model):
    """A known case that is judged otherwise now: the rules are wrong, or the case is changed with them."""

    case_id: str
    path: str
    because: str
    expected: Decision
    actual: Decision
    differences: list[RuleDifferenceAnswer]


class TrialAnswer(_Model):
    """Everything that keeps a draft back, at once; `advice` does not."""

    holds: bool
    revision: str
    examples: int
    problems: list[ProblemAnswer]
    advice: list[ProblemAnswer]
    failed: list[FailedExampleAnswer]
    cases: int
    failed_cases: list[FailedCaseAnswer]
    refused: Texts | None


class DiffAnswer(_Model):
    """A unified diff."""

    diff: str


class VersionAnswer(_Model):
    """A published rule set."""

    number: int
    revision: str
    note: str
    author: str
    approver: str | None = Field(description="Null for the first version and in an emergency.")
    draft: str | None
    published_at: datetime
    published_by: str
    emergency: str = Field(description="Why nobody else approved it; empty when somebody did.")
    active: bool


class VersionList(_Model):
    """All versions, newest first."""

    versions: list[VersionAnswer]


class ActivationAnswer(_Model):
    """A version began to judge."""

    version: int
    revision: str
    kind: ActivationKind
    activated_at: datetime
    activated_by: str
    reason: str


class FilesAnswer(_Model):
    """All files of a version."""

    number: int
    revision: str
    files: dict[str, str]


def draft_answer(draft: Draft) -> dict[str, Any]:
    """The same as a model's content."""
    return {
        "id": draft.id,
        "edition": draft.edition,
        "state": draft.state.value,
        "note": draft.note,
        "author": draft.author,
        "editors": list(draft.editors),
        "base_version": draft.base_version,
        "revision": draft.revision,
        "files": dict(draft.changes),
        "changed_at": _moment(draft.changed_at),
        "changed_by": draft.changed_by,
        "approver": draft.approver,
        "publish_at": _moment(draft.publish_at),
        "reason": draft.reason,
        "version": draft.version,
    }


def trial_answer(trial: Trial) -> dict[str, Any]:
    """The same as a model's content."""
    return {
        "holds": trial.holds,
        "revision": trial.revision,
        "examples": trial.examples,
        "problems": [_problem(item) for item in trial.problems],
        "advice": [_problem(item) for item in trial.advice],
        "failed": [_failed(item) for item in trial.failed],
        "cases": trial.cases,
        "failed_cases": [asdict(item) for item in trial.failed_cases],
        "refused": None if trial.refused is None else _texts(trial.refused),
    }


def version_answer(version: Version, active: int) -> dict[str, Any]:
    """The same as a model's content."""
    return {
        "number": version.number,
        "revision": version.revision,
        "note": version.note,
        "author": version.author,
        "approver": version.approver,
        "draft": version.draft,
        "published_at": _moment(version.published_at),
        "published_by": version.published_by,
        "emergency": version.emergency,
        "active": version.number == active,
    }


def activation_answer(entry: Activation) -> dict[str, Any]:
    """The same as a model's content."""
    return {
        "version": entry.version,
        "revision": entry.revision,
        "kind": entry.kind.value,
        "activated_at": _moment(entry.activated_at),
        "activated_by": entry.activated_by,
        "reason": entry.reason,
    }


def _problem(item: Problem) -> dict[str, Any]:
    return {
        "path": item.path,
        "line": item.line,
        "column": item.column,
        "code": item.code,
        "message": _texts(item.message),
        "hint": _texts(item.hint),
    }


def _failed(item: FailedExample) -> dict[str, Any]:
    return {name: getattr(item, name) for name in FailedExampleAnswer.model_fields}


def _texts(text: Localized) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _moment(microseconds: int | None) -> str | None:
    if microseconds is None:
        return None
    return to_datetime(microseconds).isoformat(timespec="microseconds").replace("+00:00", "Z")


MODELS: Final = (
    DraftRequest,
    FilesRequest,
    ApprovalRequest,
    ReasonRequest,
    ScheduleRequest,
    RollbackRequest,
    ExampleRequest,
)
