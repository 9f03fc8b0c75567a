"""A verdict as a JUnit report: each rule that counts is a failed test case, each failed detector an error."""

import re
from collections.abc import Sequence
from typing import Final, Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from app.model.finding import Finding, Localized
from app.model.verdict import Verdict
from app.model.vocabulary import Decision, Severity

# What XML 1.0 cannot hold, in whatever form it is escaped.
_NOT_XML: Final = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def to_junit(name: str, verdict: Verdict, tongue: Literal["zh", "en"], seconds: float = 0.0) -> bytes:
    """The report of one review, as UTF-8 XML. A ``revise`` or ``block`` never comes without a failed case."""
    root = Element("testsuites")
    suite = SubElement(root, "testsuite", name=_clean(name))
    counting = [f for f in verdict.findings if f.counts and f.severity is not Severity.ADVISE]
    for finding in verdict.findings:
        case = SubElement(suite, "testcase", classname=finding.family.value, name=finding.rule_id)
        if finding in counting:
            _fail(case, finding.severity.value, _pick(finding.message, tongue), _quotes(finding))
        else:
            SubElement(case, "system-out").text = _clean(_pick(finding.message, tongue))
    for failure in verdict.failures:
        case = SubElement(suite, "testcase", classname="detector", name=_clean(failure.detector))
        kind = "timed-out" if failure.timed_out else "failed"
        SubElement(case, "error", type=kind, message=_clean(failure.reason))
    decision = SubElement(suite, "testcase", classname="shenyan", name="decision")
    if verdict.decision is not Decision.PASS:
        reasons = "; ".join(_pick(reason.message, tongue) for reason in verdict.reasons)
        _fail(decision, verdict.decision.value, reasons or verdict.decision.value, ())
    cases = suite.findall("testcase")
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
        "time": f"{seconds:.3f}",
    }
    for element in (suite, root):
        for key, value in counts.items():
            element.set(key, value)
    suite.set("skipped", "0")
    indent(root)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _fail(case: Element, kind: str, message: str, quotes: Sequence[str]) -> None:
    failure = SubElement(case, "failure", type=kind, message=_clean(message))
    failure.text = _clean("\n".join(quotes))


def _quotes(finding: Finding) -> list[str]:
    return [
        f"{evidence.part}[{evidence.span.start}:{evidence.span.end}] {evidence.quote}" for evidence in finding.evidence
    ]


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _pick(text: Localized, tongue: Literal["zh", "en"]) -> str:
    return text.zh if tongue == "zh" else text.en
