"""A second reader on findings that weigh words against their surroundings.

A flat ban (severity block) stands whatever else a text says. A finding of severity revise is about how a text reads;
where the trained model of its family is sure that the message as a whole does not read so, the finding is kept as
advice: shown, logged, and not counted. `rules/policy.yaml` turns this on and sets how sure is sure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from app.detectors.classifier import Reader, facts_of
from app.detectors.classifier.features import buckets_of
from app.model.finding import Finding, Localized
from app.model.vocabulary import Severity
from app.ruleset.rule import SecondReading
from app.text.document import Document

_NOTE: Final = Localized("（通读全文无碍，降为提示。）", " (Read as a whole the text is harmless: advice only.)")


def read_again(
    document: Document, findings: Sequence[Finding], readers: Mapping[str, Reader], policy: SecondReading | None
) -> tuple[Finding, ...]:
    """The same findings; those of severity revise that the model of their family sees nothing in become advice."""
    asked = {finding.family.value for finding in findings if finding.severity is Severity.REVISE}
    if policy is None or not asked.intersection(policy.models):
        return tuple(findings)
    facts = facts_of(document)
    texts = [buckets_of(part.joined.text, facts) for part in document.parts if part.text.strip()]
    harmless = {
        family
        for family in asked.intersection(policy.models)
        if all(readers[policy.models[family]].probability(text) < policy.below for text in texts)
    }
    return tuple(
        _softened(finding) if finding.severity is Severity.REVISE and finding.family.value in harmless else finding
        for finding in findings
    )


def _softened(finding: Finding) -> Finding:
    message = Localized(finding.message.zh + _NOTE.zh, finding.message.en + _NOTE.en)
    return replace(finding, severity=Severity.ADVISE, message=message)
