"""JUnit: well-formed whatever the text, and never green for a message that may not be sent."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from app.model.finding import Evidence, Finding, Localized
from app.model.span import Span
from app.model.vocabulary import Decision, Family, Severity
from app.reports.junit import to_junit
from tests.reports.made import finding, verdict


def test_findings_are_failures_and_advice_is_not():
    made = verdict(
        finding("a", Severity.BLOCK, "保本保息"),
        finding("b", Severity.ADVISE, "先到先得"),
        finding("c", Severity.REVISE, "第一行", shadow=True),
        failed=True,
    )
    root = ElementTree.fromstring(to_junit("x<y>.txt", made, "zh", 0.0012))
    suite = root.find("testsuite")
    assert suite.get("name") == "x<y>.txt"
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("5", "2", "1")
    failure = suite.find("testcase[@name='a']/failure")
    assert failure.get("message") == "说明 <&>"
    assert "保本保息" in failure.text
    assert suite.find("testcase[@name='b']/failure") is None


def test_a_verdict_without_findings_can_still_fail():
    root = ElementTree.fromstring(to_junit("x", verdict(decision=Decision.REVISE), "en"))
    assert root.get("failures") == "1"
    assert ElementTree.fromstring(to_junit("x", verdict(decision=Decision.PASS), "en")).get("failures") == "0"


@given(st.text(max_size=40))
def test_any_text_is_well_formed(text):
    place = (Evidence("body", Span(0, len(text)), text, "x", 1.0),)
    odd = Finding("a", Family.PII, Severity.BLOCK, Localized("t", "t"), Localized(text, text), (), place)
    ElementTree.fromstring(to_junit(text, verdict(odd), "zh"))
