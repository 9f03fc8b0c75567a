"""A reviewed message becomes an example of a rule: one line in the rule's file, from then on part of every trial."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from app.model.finding import Localized
from app.publishing.refusals import UnknownExample
from app.ruleset.loader import is_rule_path
from app.ruleset.source import read_source
from app.ruleset.yaml_text import quoted

_SCOPE: Final = ("channel", "jurisdiction", "audience", "stage", "day")


@dataclass(frozen=True, slots=True)
class NewExample:
    """What an example says. ``quotes`` is None for a text that complies; ``scope`` is what was known of the message."""

    text: str
    quotes: Sequence[str] | None
    because: str = ""
    scope: Mapping[str, str] = field(default_factory=dict)


def example_of(message: Mapping[str, Any], quotes: Sequence[str] | None, because: str) -> NewExample:
    """The example that a kept message makes; several parts become one text."""
    scope = {name: message[name] for name in _SCOPE if message.get(name)}
    if message.get("products"):
        scope["product"] = message["products"][0]
    return NewExample("\n".join(part["text"] for part in message["parts"]), quotes, because, scope)


def rule_path(files: Mapping[str, bytes], rule_id: str) -> str:
    """The file of a rule. Raises UnknownExample when there is none."""
    for path in files:
        if is_rule_path(path) and path.rsplit("/", 1)[-1] == f"{rule_id}.yaml":
            return path
    raise UnknownExample(Localized(f"草案中没有规则 {rule_id}", f"The draft has no rule {rule_id}"))


def with_example(path: str, raw: bytes, example: NewExample) -> str:
    """The rule file with ``example`` before the others of its kind; all else stays as it is.

    Raises UnknownExample for a file whose examples cannot be found.
    """
    kind = "complies" if example.quotes is None else "violates"
    source, _ = read_source(path, raw)
    place = None if source is None else source.places.get(("examples", kind, 0))
    if place is None:
        raise UnknownExample(Localized(f"{path} 里没有 examples/{kind}", f"{path} has no examples/{kind} to add to"))
    lines = raw.decode("utf-8-sig").splitlines(keepends=True)
    line, column = place[0] - 1, place[1] - 1
    before, after = lines[line][:column], lines[line][column:]
    item = _flow(example)
    if before.strip() == "-":
        lines[line] = f"{before}{item}\n{before}{after}"
    else:
        lines[line] = f"{before}{item}, {after}"
    return "".join(lines)


def _flow(example: NewExample) -> str:
    fields: dict[str, Any] = {"text": example.text}
    if example.quotes is not None:
        fields["quotes"] = list(example.quotes)
    if example.because:
        fields["because"] = example.because
    fields |= example.scope
    return "{" + ", ".join(f"{name}: {quoted(value)}" for name, value in fields.items()) + "}"
