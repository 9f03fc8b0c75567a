"""A known case as the text of its file."""

from collections.abc import Iterator
from typing import Any

from app.model.message import Message
from app.ruleset.case import Case
from app.ruleset.case_file import CASES_PREFIX
from app.ruleset.yaml_text import quoted


def case_path(case_id: str) -> str:
    """Where its file is in the rule set."""
    return f"{CASES_PREFIX}{case_id}.yaml"


def case_text(case: Case) -> str:
    """The whole file. What the case leaves unsaid is left out."""
    return "".join(f"{line}\n" for line in _lines(case))


def _lines(case: Case) -> Iterator[str]:
    yield f"id: {case.id}"
    for name, value in (("because", case.because), ("review", case.review)):
        if value:
            yield f"{name}: {quoted(value)}"
    yield "message:"
    yield "  parts:"
    for part in case.message.parts:
        yield f"    - {_flow({'name': part.name, 'text': part.text})}"
    yield from (f"  {name}: {quoted(value)}" for name, value in _said(case.message))
    if case.message.conversation:
        yield "  conversation:"
        for turn in case.message.conversation:
            yield f"    - {_flow({'author': turn.author, 'text': turn.text})}"
    yield f"decision: {case.decision.value}"
    if case.findings:
        yield "findings:"
        for item in case.findings:
            said: dict[str, Any] = {"rule": item.rule_id}
            if item.quotes is not None:
                said["quotes"] = list(item.quotes)
            yield f"  - {_flow(said)}"
    if case.silent:
        yield f"silent: {quoted(list(case.silent))}"


def _said(message: Message) -> Iterator[tuple[str, Any]]:
    yield "day", message.day.isoformat()
    for name in ("channel", "audience", "jurisdiction", "language"):
        value = getattr(message, name)
        if value is not None:
            yield name, value.value
    if message.products:
        yield "products", list(message.products)
    yield "stage", message.stage.value
    if message.sender:
        yield "sender", message.sender
    if message.recipient is not None:
        fields = ("name", "phone", "email", "document_number", "account_number")
        yield "recipient", {name: value for name in fields if (value := getattr(message.recipient, name)) is not None}
    if message.metadata:
        yield "metadata", dict(message.metadata)


def _flow(fields: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{name}: {quoted(value)}" for name, value in fields.items()) + "}"
