"""Whether a message is made wholly of approved texts, and which of its words are variable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.model.span import Span
from app.ruleset.rule import ApprovedWording
from app.ruleset.scoping import Properties, fits, properties_of
from app.ruleset.templates import Match, Template
from app.text.document import Document

_LONGEST: Final = 20_000
"""Characters of a part; a longer one is judged as any other text."""
_STARTS: Final = 2


@dataclass(frozen=True, slots=True)
class Approved:
    """The approved wordings that a message is made of, by id; ``variables`` are (part, place in its original)."""

    wordings: tuple[ApprovedWording, ...]
    variables: Mapping[str, tuple[Span, ...]]


class ApprovedTexts:
    """All approved texts of a rule set, ready to match."""

    def __init__(self, wordings: Iterable[ApprovedWording]) -> None:
        self._by_start: dict[str, list[tuple[ApprovedWording, Template]]] = {}
        for wording in wordings:
            for text in wording.texts:
                template = Template(text)
                start = template.start if len(template.start) == _STARTS else ""
                self._by_start.setdefault(start, []).append((wording, template))

    def find(self, document: Document) -> Approved | None:
        """What the message is made of; None where any word of it is not approved, or something in it is hidden."""
        if not self._by_start or any(part.hidden or len(part.text) > _LONGEST for part in document.parts):
            return None
        properties = properties_of(document)
        wordings: dict[str, ApprovedWording] = {}
        variables: dict[str, tuple[Span, ...]] = {}
        for part in document.parts:
            cover = self._cover(part.text, properties)
            if cover is None:
                return None
            wordings.update((wording.id, wording) for wording, _ in cover)
            variables[part.name] = tuple(part.to_original(place) for _, match in cover for place in match.variables)
        return Approved(tuple(wordings[key] for key in sorted(wordings)), variables) if wordings else None

    def _cover(self, text: str, properties: Properties) -> list[tuple[ApprovedWording, Match]] | None:
        """Texts that follow one another from the beginning to the end, with nothing but white space between them."""
        end = len(text.rstrip())
        path: list[tuple[int, list[tuple[ApprovedWording, Match]]]] = []
        position = _skip_space(text, 0)
        dead: set[int] = set()
        chosen: list[tuple[ApprovedWording, Match]] = []
        while position < end:
            options = [] if position in dead else self._matches(text, position, properties)
            path.append((position, options))
            while path and not path[-1][1]:
                dead.add(path.pop()[0])
                if path:
                    chosen.pop()
            if not path:
                return None
            chosen.append(path[-1][1].pop())
            position = _skip_space(text, chosen[-1][1].end)
        return chosen

    def _matches(self, text: str, position: int, properties: Properties) -> list[tuple[ApprovedWording, Match]]:
        """The texts that stand at ``position``, the longest last."""
        candidates = [*self._by_start.get(text[position : position + _STARTS], ()), *self._by_start.get("", ())]
        found = [
            (wording, match)
            for wording, template in candidates
            if _is_in_force(wording, properties) and (match := template.match(text, position)) is not None
        ]
        return sorted(found, key=lambda item: item[1].end)


def _is_in_force(wording: ApprovedWording, properties: Properties) -> bool:
    if wording.effective_from is not None and properties.day < wording.effective_from:
        return False
    return (
        properties.day <= wording.effective_until
        and fits(wording.applies_to, properties)
        and not any(not getattr(properties, name).isdisjoint(wanted) for name, wanted in wording.excluded.named())
    )


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position
