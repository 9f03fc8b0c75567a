"""The message with its suggestions carried out."""

from dataclasses import replace

from app.model.finding import Edit, Localized, Suggestion
from app.model.vocabulary import Applicability, Severity
from app.reports.rewriting import rewrite
from tests.reports.made import ADDED, MESSAGE, REPLACED, SHOWN, TEXT, evidence, finding


def text_of(*findings) -> str | None:
    rewritten = rewrite(MESSAGE, findings)
    return None if rewritten is None else rewritten.parts[0].text


def test_edits_of_all_findings():
    one = finding("a", Severity.BLOCK, "保本保息", suggestions=(SHOWN, REPLACED))
    other = finding("b", Severity.REVISE, suggestions=(ADDED,))
    assert text_of(one, other) == TEXT.replace("保本保息", "力争稳健") + "有风险。"


def test_the_first_of_two_edits_in_one_place():
    crossing = Suggestion(Applicability.SAFE, Localized("删", "delete"), (Edit("body", evidence("本保息😀").span, ""),))
    one = finding("a", Severity.BLOCK, suggestions=(REPLACED,))
    other = finding("b", Severity.BLOCK, suggestions=(crossing,))
    assert text_of(one, other) == TEXT.replace("保本保息", "力争稳健")
    assert text_of(other, one) == TEXT.replace("本保息😀", "")


def test_the_same_insertion_is_made_once():
    twice = (finding("a", Severity.REVISE, suggestions=(ADDED,)), finding("b", Severity.REVISE, suggestions=(ADDED,)))
    assert text_of(*twice) == TEXT + "有风险。"


def test_nothing_to_do():
    assert text_of(finding("a", Severity.BLOCK, suggestions=(SHOWN,))) is None
    assert text_of(replace(finding("a", Severity.BLOCK, suggestions=(ADDED,)), shadow=True)) is None
