"""``shenyan check``: what it says, in which form, and with which exit code."""

import json
import re
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import DRAFT, GOLDEN


def _stable(text: str) -> str:
    """Without what differs from run to run and with every release."""
    text = re.sub(r"(规则集|rule set) [0-9a-f]{12} · (版本|version) \S+", r"\1 REVISION · \2 VERSION", text)
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "REVIEW-ID", text)
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_text_reads_as_it_should(shenyan, draft, tongue):
    result = shenyan("check", draft, "--product", "wealth-management", "--lang", tongue)
    assert result.exit_code == 2
    assert _stable(result.stdout) == (GOLDEN / f"check-{tongue}.txt").read_text(encoding="utf-8")
    assert result.stderr == ""


def test_the_trace_shows_every_step(shenyan, draft):
    result = shenyan("check", draft, "--trace", "--no-log", "--product", "loan")
    steps = result.stdout.partition("✗ 禁止发送")[0]
    for words in (
        "稳健理财保本保息,年化4.5%",  # as normalised
        "lexicon “保∅本保息” body[10:15] 1.00  guaranteed-return/promise",
        "出现“promise”（不计：",
        "finding  有不得发送的内容。 guaranteed-return",
        "不适用于本消息",
    ):
        assert words in steps


@pytest.mark.parametrize(
    ("text", "code"),
    [("欢迎来电咨询。", 0), ("尊享礼遇，先到先得。", 0), ("年化3%，欢迎购买。", 1), ("本产品保本保息。", 2)],
)
def test_the_exit_code_is_the_decision(shenyan, text, code):
    result = shenyan("check", "-", "--no-log", "--product", "wealth-management", given=text)
    assert result.exit_code == code


def test_carets_stand_under_the_words_whatever_their_width(shenyan):
    result = shenyan("check", "-", "--no-log", given="ABC理财，保本，ok先到先得")
    rows = result.stdout.splitlines()
    text, carets = rows[2], rows[3]
    cells = "".join(character + ("\0" if ord(character) > 0x2E00 else "") for character in text)
    assert cells[carets.index("^^^^ 1") :].startswith("保\0本\0")
    assert cells[carets.index("^^^^^^^^ 2") :].startswith("先\0到\0先\0得\0")


def test_json_is_the_http_answer(shenyan, draft):
    result = shenyan("check", draft, "--format", "json")
    answer = json.loads(result.stdout)
    assert answer["decision"] == "block"
    assert answer["record"]["sequence"] == 1
    evidence = answer["findings"][0]["evidence"][0]
    assert DRAFT[evidence["start"] : evidence["end"]] == evidence["quote"] == "保\u200b本保息"


def test_json_without_a_record_has_the_same_keys(shenyan, draft):
    logged = json.loads(shenyan("check", draft, "-f", "json").stdout)
    unlogged = json.loads(shenyan("check", draft, "-f", "json", "--no-log").stdout)
    assert unlogged.keys() == logged.keys()
    assert unlogged["review_id"] is None
    assert unlogged["message_digest"] == logged["message_digest"]


def test_sarif_places_are_lines_and_columns(shenyan, tmp_path):
    path = tmp_path / "two.txt"
    path.write_text("第一行\n𠮷本产品保本。\n", encoding="utf-8")
    result = shenyan("check", path, "--format", "sarif", "--no-log")
    assert result.exit_code == 2
    (finding,) = json.loads(result.stdout)["runs"][0]["results"]
    region = finding["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (2, 5, 7)


def test_junit_is_xml_with_a_failure(shenyan, draft):
    result = shenyan("check", draft, "--format", "junit", "--no-log")
    suites = ElementTree.fromstring(result.stdout)
    assert suites.get("failures") == "2"
    assert suites.find(".//testcase[@name='guaranteed-return']/failure").get("type") == "block"


def test_a_logged_review_can_be_shown_found_and_verified(shenyan, draft):
    review_id = json.loads(shenyan("check", draft, "-f", "json").stdout)["review_id"]
    shown = shenyan("log", "show", review_id)
    assert shown.exit_code == 0
    assert "guaranteed-return" in shown.stdout
    assert review_id in shenyan("log", "search", "--decision", "block", "--rule", "guaranteed-return").stdout
    assert review_id not in shenyan("log", "search", "--decision", "pass").stdout
    assert shenyan("log", "verify").exit_code == 0


@pytest.mark.parametrize(
    ("args", "given", "says"),
    [
        (["check", "nowhere.txt"], None, "找不到文件 nowhere.txt"),
        (["check", "-"], b"ab\n\xff\xfe", "第 2 行不是 UTF-8（第 1 字节）"),
        (["check", "-"], b"  \n", "是空的"),
        (["check", "-", "--channel", "smss"], b"x", "是不是 sms"),
        (["check", "-", "--product", "funds"], b"x", "是不是 fund"),
        (["check", "-", "--day", "31.1.2026"], b"x", "不是日期"),
        (["check", "-", "--format", "yaml"], b"x", "可选：text, json, sarif, junit"),
        (["check", "-", "--chanel", "sms"], b"x", "没有选项 --chanel"),
        (["check"], None, "缺少 FILE|-"),
        (["chek", "-"], None, "是不是 check"),
        (["check", "-", "--lang", "fr"], b"x", "--lang"),
        (["log", "show", "x"], None, "还没有结论日志"),
        (["explain", "guaranted-return"], None, "是不是 guaranteed-return"),
    ],
)
def test_bad_input_gets_a_clear_error_and_exit_code_3(shenyan, args, given, says):
    result = shenyan(*args, given=given)
    assert result.exit_code == 3
    assert says in result.stderr
    assert "Traceback" not in result.output


def test_no_verdict_without_a_log(shenyan, draft, monkeypatch):
    monkeypatch.setenv("SHENYAN_DATABASE_URL", "sqlite:////proc/nowhere/log.db")
    result = shenyan("check", draft)
    assert result.exit_code == 3
    assert result.stdout == ""


def test_control_characters_never_reach_the_terminal(shenyan):
    result = shenyan("check", "-", "--no-log", given="保本\x1b[31m\u202e保本\x07\n")
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "␛[31m" in result.stdout
