"""The file of an approved wording: texts that may be sent as they are, until when, and whose they are."""

from datetime import date

from pydantic import Field, field_validator, model_validator

from app.ruleset.condition_reader import scope_from
from app.ruleset.rule import ApprovedWording
from app.ruleset.rule_reader import example_of, localized
from app.ruleset.schema import AppliesTo, ExampleFile, FileModel, LocalizedText, RuleId, Text
from app.ruleset.templates import Template, TemplateError
from app.text.errors import TextError

MOST_TEXTS = 500


class ApprovedTerm(FileModel):
    """First and last day, both included; there is always a last one."""

    from_: date | None = Field(default=None, alias="from")
    until: date

    @model_validator(mode="after")
    def _in_order(self) -> "ApprovedTerm":
        if self.from_ is not None and self.from_ > self.until:
            raise ValueError("approved-term")
        return self


class ApprovedExamples(FileModel):
    """At least one message made of the texts, and one that is not."""

    approved: tuple[ExampleFile, ...] = Field(min_length=1)
    other: tuple[ExampleFile, ...] = Field(min_length=1)


class ApprovedFile(FileModel):
    """Approved texts; ``{name}``, ``{amount}`` ... in them are variables of `app.ruleset.templates.VARIABLES`."""

    id: RuleId
    title: LocalizedText
    owner: Text
    references: tuple[str, ...] = ()
    effective: ApprovedTerm
    applies_to: AppliesTo = AppliesTo()
    texts: tuple[Text, ...] = Field(min_length=1, max_length=MOST_TEXTS)
    examples: ApprovedExamples

    @field_validator("texts")
    @classmethod
    def _are_templates(cls, texts: tuple[str, ...]) -> tuple[str, ...]:
        for text in texts:
            try:
                Template(text)
            except TemplateError:
                raise
            except TextError:
                raise ValueError("approved-variable") from None
        return texts


def make_approved(file: ApprovedFile) -> ApprovedWording:
    """What the file says."""
    return ApprovedWording(
        id=file.id,
        title=localized(file.title),
        owner=file.owner,
        references=file.references,
        effective_from=file.effective.from_,
        effective_until=file.effective.until,
        applies_to=scope_from(file.applies_to),
        excluded=scope_from(file.applies_to.except_),
        texts=file.texts,
        approved=tuple(example_of(example) for example in file.examples.approved),
        other=tuple(example_of(example) for example in file.examples.other),
    )
