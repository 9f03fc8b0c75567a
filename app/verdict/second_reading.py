"""A second reader on findings that weigh words against their surroundings.

A finding of severity revise is about how a text reads; where the trained model of its family is sure that the message
as a whole does not read so, the finding is kept as advice: shown, logged, and not counted. A block stands whatever
else a text says, unless `rules/policy.yaml` names its rule: then it becomes advice where the whole message, the
sentences around the finding and its own sentence all read harmless, so that harmless words added elsewhere cannot
bring it about. Disguised words, and words that go on from another text, are never read again for a block.

`rules/policy.yaml` turns this on, sets how sure is sure, and names the rules that do not weigh words but look for a
figure and its note.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from app.detectors.classifier import Reader, facts_of, own_words, words_between
from app.detectors.classifier.features import Buckets, buckets_of
from app.detectors.reported import turned_down
from app.model.finding import Evidence, Finding, Localized
from app.model.span import Span
from app.model.vocabulary import Severity
from app.ruleset.rule import BlockReading, SecondReading
from app.text.document import Document
from app.text.normalize import NormalizedText

_NOTE: Final = Localized("（通读全文无碍，降为提示。）", " (Read as a whole the text is harmless: advice only.)")
_CERTAIN: Final = 1.0
"""The score of words that stand as they are: neither disguised nor continued from another text."""


def read_again(
    document: Document, findings: Sequence[Finding], readers: Mapping[str, Reader], policy: SecondReading | None
) -> tuple[Finding, ...]:
    """The same findings; those that the model of their family sees nothing in become advice."""
    if policy is None:
        return tuple(findings)
    reading = _Reading(document, readers, policy)
    return tuple(_softened(finding) if reading.is_harmless(finding) else finding for finding in findings)


class _Reading:
    """One message, read by the models as far as somebody asks."""

    def __init__(self, document: Document, readers: Mapping[str, Reader], policy: SecondReading) -> None:
        self._document = document
        self._readers = readers
        self._policy = policy
        self._texts: list[Buckets] | None = None
        self._highest: dict[str, float] = {}

    def is_harmless(self, finding: Finding) -> bool:
        name = self._policy.models.get(finding.family.value)
        if name is None:
            return False
        if finding.severity is Severity.REVISE:
            below = self._policy.below.get(finding.family.value, 0.0)
            return finding.rule_id not in self._policy.keep and self._of_message(name) < below
        blocks = self._policy.blocks
        if finding.severity is not Severity.BLOCK or blocks is None or finding.rule_id not in blocks.rules:
            return False
        return self._of_message(name) < blocks.message and self._is_harmless_there(finding.evidence, name, blocks)

    def _of_message(self, name: str) -> float:
        """The probability of the part that reads worst."""
        if name not in self._highest:
            if self._texts is None:
                facts = facts_of(self._document)
                parts = (part for part in self._document.parts if part.text.strip())
                self._texts = [buckets_of(own_words(part), facts) for part in parts]
            reader = self._readers[name]
            self._highest[name] = max(map(reader.probability, self._texts), default=0.0)
        return self._highest[name]

    def _is_harmless_there(self, evidence: Sequence[Evidence], name: str, blocks: BlockReading) -> bool:
        if not evidence or any(item.score < _CERTAIN for item in evidence):
            return False
        read = self._readers[name].probability
        return all(
            read(around) < blocks.message and read(sentence) < blocks.sentence
            for part in self._document.parts
            for sentence, around in _readings(part, [item.span for item in evidence if item.part == part.name])
        )


def _readings(part: NormalizedText, places: Iterable[Span]) -> Iterator[tuple[Buckets, Buckets]]:
    """For each place of the original its sentences, and these with one more on either side."""
    touched = sorted({_sentences(part, place) for place in places})
    if not touched:
        return
    rejected = turned_down(part.text, part.sentences)
    for first, last in touched:
        before, behind = max(0, first - 1), min(len(part.sentences) - 1, last + 1)
        yield (
            buckets_of(words_between(part, part.sentences[first].start, part.sentences[last].end, rejected)),
            buckets_of(words_between(part, part.sentences[before].start, part.sentences[behind].end, rejected)),
        )


def _sentences(part: NormalizedText, original: Span) -> tuple[int, int]:
    """The numbers of the first and the last sentence that a span of the original touches."""
    place = part.offsets.from_original(original)
    touched = [
        number for number, item in enumerate(part.sentences) if item.start < place.end and place.start < item.end
    ]
    return (touched[0], touched[-1]) if touched else (0, len(part.sentences) - 1)


def _softened(finding: Finding) -> Finding:
    message = Localized(finding.message.zh + _NOTE.zh, finding.message.en + _NOTE.en)
    return replace(finding, severity=Severity.ADVISE, message=message)
