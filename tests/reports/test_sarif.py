"""SARIF: valid, places exact, fixes that can be applied."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from app.model.vocabulary import Decision, Severity
from app.reports.sarif import to_sarif
from tests.reports.made import ADDED, MESSAGE, REPLACED, SHOWN, TEXT, finding, verdict

SCHEMA = json.loads((Path(__file__).parent / "sarif_schema.json").read_text("utf-8"))

FULL = verdict(
    finding("a", Severity.BLOCK, "保本保息", suggestions=(REPLACED, ADDED, SHOWN)),
    finding("b", Severity.REVISE),
    finding("c", Severity.ADVISE, "先到", "先得"),
    finding("d", Severity.REVISE, "第一行", shadow=True),
    failed=True,
)


@pytest.mark.parametrize("made", [FULL, verdict(decision=Decision.PASS)])
@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_log_is_valid(made, tongue):
    log = json.loads(json.dumps(to_sarif("drafts/a.txt", MESSAGE, made, tongue)))
    jsonschema_rs.Draft7Validator(SCHEMA).validate(log)


def test_the_schema_would_object():
    log = to_sarif("a.txt", MESSAGE, FULL, "zh")
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not jsonschema_rs.Draft7Validator(SCHEMA).is_valid(log)


def test_levels_places_and_fixes():
    run = to_sarif("a.txt", MESSAGE, FULL, "en")["runs"][0]
    block, absent, advice, shadow = run["results"]
    assert [item["level"] for item in run["results"]] == ["error", "warning", "note", "none"]
    assert shadow["kind"] == "informational"
    region = block["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (2, 4, 2, 8)
    assert TEXT[region["charOffset"] :][: region["charLength"]] == "保本保息"
    assert "region" not in absent["locations"][0]["physicalLocation"]
    assert len(advice["relatedLocations"]) == 1
    assert len(block["fixes"]) == 2
    assert run["tool"]["driver"]["rules"][block["ruleIndex"]]["id"] == "a"
    assert run["invocations"][0]["executionSuccessful"] is False
