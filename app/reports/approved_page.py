"""The page of approved wordings: which texts, for which messages, until when, whose."""

from collections.abc import Iterator
from typing import Final

from app.reports.rule_pages import DO_NOT_EDIT, inline
from app.ruleset.conditions import Scope
from app.ruleset.rule import ApprovedWording, RuleSet

APPROVED_PAGE: Final = "approved-wording.md"


def approved_page(rule_set: RuleSet) -> str:
    """The page; depends on the rule set alone."""
    lines = [
        "# 已批准用语 · Approved wording",
        "",
        DO_NOT_EDIT.format(command="shenyan rules docs --write"),
        "",
        "全文由以下文字组成的消息即可通过，只审查其可变部分；怎样写，见 [writing-rules.md](../writing-rules.md)。",
        "",
        "A message made wholly of these texts passes; only its variable parts are judged. How to write one: "
        "[writing-rules.md](../writing-rules.md).",
    ]
    for wording in rule_set.approved.values():
        lines += ["", f"## {wording.id}", "", *_wording(wording)]
    return "\n".join(lines) + "\n"


def _wording(wording: ApprovedWording) -> Iterator[str]:
    yield f"**{inline(wording.title.zh)} · {inline(wording.title.en)}**"
    yield ""
    yield f"- 负责 owner: {inline(wording.owner)}"
    yield f"- 有效 in force: {wording.effective_from or '…'} – {wording.effective_until}"
    yield f"- 适用 for: {_scope(wording.applies_to) or '全部 all'}"
    if excluded := _scope(wording.excluded):
        yield f"- 除外 except: {excluded}"
    for text in wording.texts:
        yield f"- “{inline(text)}”"


def _scope(scope: Scope) -> str:
    return "; ".join(f"{name} {', '.join(values)}" for name, values in scope.named())
