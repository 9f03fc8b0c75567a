"""``shenyan eval``: a result row for every row of the data set, whatever the row."""

import json

ROWS = [
    {"id": "a", "text": "本产品保本保息，年化4%欢迎购买。", "lang": "zh-Hans", "jurisdiction": "CN", "channel": "sms",
     "product_type": "wealth_mgmt",
     "expected": {"verdict": "block", "families": ["disclosure", "misleading"],
                  "spans": [[3, 7, "misleading", "principal_guarantee"]], "missing": ["wm_risk"]}},
    {"id": "b", "text": "先到先得。", "lang": "zh-Hans", "jurisdiction": "CN", "channel": "carrier_pigeon",
     "product_type": "general_service", "audience": "老年客户",
     "expected": {"verdict": "revise", "families": ["misleading"], "spans": [[0, 4, "misleading", "urgency"]]}},
    {"id": "c", "text": "尊享礼遇。", "expected": {"verdict": "pass", "families": [], "spans": []}},
    {"id": "d", "text": "坏\ud800字", "expected": {"verdict": "pass", "families": [], "spans": []}},
    {"id": "e", "expected": {"verdict": "pass", "families": [], "spans": []}},
]  # fmt: skip


def run(shenyan, tmp_path, *args, rows=ROWS, more=""):
    dataset, out = tmp_path / "data.jsonl", tmp_path / "results.jsonl"
    dataset.write_text("".join(json.dumps(row) + "\n" for row in rows) + more, encoding="utf-8")
    result = shenyan("eval", dataset, "--out", out, *args)
    assert result.exit_code == 0, result.stderr
    return result.stdout, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_every_row_has_a_result(shenyan, tmp_path):
    said, results = run(shenyan, tmp_path, more="broken\n[]\n")
    assert [row["id"] for row in results] == ["a", "b", "c", "d", "e", "line-6", "line-7"]
    assert results[0]["verdict"] == "block"
    assert results[0]["families"] == ["disclosure", "misleading"]
    assert [0, 7, "misleading", "guaranteed-return"] in results[0]["spans"]
    assert results[1] == {"id": "b", "verdict": "pass", "families": [], "spans": []}  # advice does not count
    assert results[2] == {"id": "c", "verdict": "pass", "families": [], "spans": []}  # nor what is in shadow
    assert all(row["verdict"] == "block" and row["error"] for row in results[3:])
    assert "其中 4 行出错" in said
    assert "channel=carrier_pigeon ×1" in said


def test_the_summary_counts_right(shenyan, tmp_path):
    said, _ = run(shenyan, tmp_path, "--lang", "en", rows=ROWS[:3])
    assert "Right verdicts 66.7% (2/3)" in said
    assert "False alarms on clean messages 0.0% (0/1)" in said
    assert "misleading:urgency 1/1" in said


def test_misses_show_text_labels_and_rules(shenyan, tmp_path):
    said, _ = run(shenyan, tmp_path, "--errors", "5", rows=ROWS[:3])
    for words in (
        "应为 revise  misleading",
        "得到 pass  -",
        "漏 misleading",
        "======== misleading:urgency",
        "列出 1/1 条",
    ):
        assert words in said


def test_a_rule_lists_right_rows_too(shenyan, tmp_path):
    said, _ = run(shenyan, tmp_path, "--rule", "guaranteed-return", rows=ROWS[:3])
    assert "列出 1/1 条" in said
    assert "^^^^^^^^ misleading:guaranteed-return" in said


def test_personal_data(shenyan, tmp_path):
    rows = [
        {
            "id": "p",
            "text": "客户手机13865858894。",
            "lang": "zh-Hans",
            "jurisdiction": "CN",
            "spans": [[4, 15, "mobile"]],
        }
    ]
    said, results = run(shenyan, tmp_path, "--pii", rows=rows)
    assert results == [{"id": "p", "spans": [[4, 15, "mobile", "cn_mobile"]]}]
    assert "100.0%" in said


def test_a_data_set_without_labels(shenyan, tmp_path):
    said, results = run(shenyan, tmp_path, rows=[{"id": 5, "text": "欢迎"}])
    assert results[0]["id"] == 5
    assert "没有标注" in said


def test_bad_arguments(shenyan, tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    assert shenyan("eval", tmp_path / "no.jsonl").exit_code == 3
    assert shenyan("eval", empty).exit_code == 3
    assert shenyan("eval", empty, "--rule", "nope").exit_code == 3
