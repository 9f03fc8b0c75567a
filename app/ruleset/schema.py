"""The shape of the YAML files, as pydantic models: every field of `docs/writing-rules.md`."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from app.model.vocabulary import (
    PRODUCTS,
    Applicability,
    Audience,
    Channel,
    Decision,
    Family,
    Jurisdiction,
    Language,
    RuleStatus,
    Severity,
    Stage,
)
from app.ruleset.gaps import GapReason

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Label = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]


def _is_product(product: str) -> str:
    if product not in PRODUCTS:
        raise ValueError("product-unknown")
    return product


Product = Annotated[str, AfterValidator(_is_product)]


class FileModel(BaseModel):
    """Unknown keys are refused: a misspelt key must not be ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LocalizedText(FileModel):
    """One text in Chinese and in English."""

    zh: Text
    en: Text


class Effective(FileModel):
    """First and last day of force, both included."""

    from_: date | None = Field(default=None, alias="from")
    until: date | None = None


class ScopeFile(FileModel):
    """Properties of a message; a key that is left out, or ``any``, means any."""

    jurisdiction: tuple[Jurisdiction, ...] = ()
    product: tuple[Product, ...] = ()
    channel: tuple[Channel, ...] = ()
    stage: tuple[Stage, ...] = ()
    audience: tuple[Audience, ...] = ()
    language: tuple[Language, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _any_means_all(cls, data: Any) -> Any:
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if value != "any"}
        return data


class AppliesTo(ScopeFile):
    """A scope, with what is taken out of it again."""

    except_: ScopeFile = Field(default=ScopeFile(), alias="except")


class SuggestionFile(FileModel):
    """Exactly one of ``replace`` (with ``with``), ``delete``, ``mask``, ``insert`` and ``say``."""

    replace: Label | None = None
    with_: LocalizedText | None = Field(default=None, alias="with")
    delete: Label | None = None
    mask: Label | None = None
    insert: RuleId | None = None
    say: LocalizedText | None = None
    applicability: Applicability = Applicability.UNSAFE

    @model_validator(mode="after")
    def _one_kind(self) -> "SuggestionFile":
        kinds = [self.replace, self.delete, self.mask, self.insert, self.say]
        if sum(kind is not None for kind in kinds) != 1 or (self.replace is None) != (self.with_ is None):
            raise ValueError("suggestion-kind")
        return self


class RecipientFile(FileModel):
    """The person an example is addressed to."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    document_number: str | None = None
    account_number: str | None = None


class ExampleFile(FileModel):
    """A text, and what the caller would have said of it."""

    text: Text
    because: str = ""
    channel: Channel | None = None
    product: Product | None = None
    jurisdiction: Jurisdiction | None = None
    audience: Audience | None = None
    stage: Stage | None = None
    day: date | None = None
    recipient: RecipientFile | None = None


class ViolatingExample(ExampleFile):
    """``quotes`` are the exact original words of all evidence, in the order of the text."""

    quotes: tuple[str, ...]


class Examples(FileModel):
    """At least one of each."""

    violates: tuple[ViolatingExample, ...] = Field(min_length=1)
    complies: tuple[ExampleFile, ...] = Field(min_length=1)


class RuleFile(FileModel):
    """A rule; ``detect`` and ``when`` have their own readers."""

    id: RuleId
    title: LocalizedText
    family: Family
    severity: Severity
    status: RuleStatus = RuleStatus.ACTIVE
    effective: Effective = Effective()
    owner: Text
    references: tuple[str, ...] = ()
    waivable: bool = True
    why: LocalizedText
    applies_to: AppliesTo = AppliesTo()
    detect: dict[Label, dict[str, Any]] = Field(min_length=1)
    when: dict[str, Any]
    message: LocalizedText
    suggestion: tuple[SuggestionFile, ...] = ()
    examples: Examples

    @model_validator(mode="before")
    @classmethod
    def _one_suggestion_is_a_list(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("suggestion"), dict):
            return {**data, "suggestion": [data["suggestion"]]}
        return data


class TermFile(FileModel):
    """A term with its exceptions."""

    term: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    except_: tuple[Text, ...] = Field(default=(), alias="except")
    tag: str = ""
    effective: Effective = Effective()

    @model_validator(mode="before")
    @classmethod
    def _bare_text_is_a_term(cls, data: Any) -> Any:
        return {"term": data} if isinstance(data, str) else data


class LexiconFile(FileModel):
    """A list of terms."""

    id: RuleId
    title: LocalizedText
    owner: str = ""
    references: tuple[str, ...] = ()
    effective: Effective = Effective()
    terms: tuple[TermFile, ...] = Field(min_length=1, max_length=200_000)
    except_: tuple[Text, ...] = Field(default=(), alias="except")


class InsertedText(FileModel):
    """The wording to insert, by script and language."""

    zh_hans: Text | None = Field(default=None, alias="zh-Hans")
    zh_hant: Text | None = Field(default=None, alias="zh-Hant")
    en: Text | None = None


class DisclosureFile(FileModel):
    """A required wording."""

    id: RuleId
    title: LocalizedText
    owner: str = ""
    references: tuple[str, ...] = ()
    text: InsertedText
    accept: tuple[Text, ...] = ()
    elements: tuple[tuple[tuple[Text, ...], ...], ...] = ()
    within: int = Field(default=60, ge=1, le=2000)

    @model_validator(mode="after")
    def _says_something(self) -> "DisclosureFile":
        if not self.accept and not self.elements:
            raise ValueError("disclosure-empty")
        return self


class EscalationFile(FileModel):
    """One step of `policy.yaml`."""

    id: RuleId
    severity: Severity
    at_least: int = Field(ge=1)
    audience: tuple[Audience, ...] = ()
    to: Decision
    message: LocalizedText


class BlockReadingFile(FileModel):
    """Below which probabilities a blocking finding of ``rules`` is only advice: of the message, and of its sentence."""

    message: float = Field(gt=0, le=0.1)
    sentence: float = Field(gt=0, le=0.2)
    rules: tuple[RuleId, ...]


class SecondReadingFile(FileModel):
    """Which models read findings again, by family, and below which probability such a finding is only advice.

    The rules of ``keep`` do not weigh words, so their findings are not read again. Blocking findings are read again
    for the rules of ``blocks`` only.
    """

    models: dict[Family, RuleId]
    below: dict[Family, Annotated[float, Field(gt=0, le=0.4)]]
    keep: tuple[RuleId, ...] = ()
    blocks: BlockReadingFile | None = None


class PolicyFile(FileModel):
    """`policy.yaml`; a failure can never mean ``pass``."""

    failure: Literal["revise", "block"] = "block"
    unread: Literal["revise", "block"] = "revise"
    escalations: tuple[EscalationFile, ...] = ()
    second_reading: SecondReadingFile | None = None


class ReferenceFile(FileModel):
    """One obligation of `references.yaml`."""

    title: LocalizedText
    text: LocalizedText | None = None
    verified: Literal["read", "secondary", "memory"] = "memory"
    from_: date | None = Field(default=None, alias="from")


class ReferencesFile(FileModel):
    """`references.yaml`: obligation id -> what it is."""

    references: dict[str, ReferenceFile]


class GapFile(FileModel):
    """One line of `gaps.yaml`."""

    reason: GapReason
    text: LocalizedText


class GapsFile(FileModel):
    """`gaps.yaml`: obligation id -> what no rule shows of it, and why."""

    gaps: dict[str, GapFile]
