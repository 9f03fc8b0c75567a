"""``shenyan eval --report``, ``--docs`` and floors."""

import json

from tests.cli.test_eval import ROWS

PERSONAL = {"id": "p", "text": "客户手机13865858894。", "lang": "zh-Hans", "spans": [[4, 15, "mobile"]]}


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_messages_and_personal_data_in_one_report(shenyan, tmp_path):
    messages, personal = write(tmp_path / "m.jsonl", ROWS), write(tmp_path / "p.jsonl", [PERSONAL])
    result = shenyan("eval", messages, personal, "--report", tmp_path / "r", "--docs", tmp_path / "evaluation.md")
    assert result.exit_code == 0, result.output
    html = (tmp_path / "r" / "report.html").read_text(encoding="utf-8")
    assert "m.jsonl" in html
    assert "cn_mobile" not in html
    figures = json.loads((tmp_path / "r" / "figures.json").read_text(encoding="utf-8"))
    assert figures["p.jsonl"]["recall"] == 1
    assert "保本保息" not in (tmp_path / "evaluation.md").read_text(encoding="utf-8")  # judged rightly: not a mistake


def test_a_figure_below_its_floor_ends_with_one(shenyan, tmp_path):
    data, floors = write(tmp_path / "m.jsonl", ROWS[:3]), tmp_path / "floors.json"
    assert shenyan("eval", data, "--record-floors", floors).exit_code == 0
    assert shenyan("eval", data, "--floors", floors).exit_code == 0
    known = json.loads(floors.read_text(encoding="utf-8"))
    known["sets"]["m.jsonl"]["figures"]["right"] = 1.0
    floors.write_text(json.dumps(known), encoding="utf-8")
    result = shenyan("eval", data, "--floors", floors)
    assert result.exit_code == 1
    assert "低于下限：m.jsonl right 0.6666 < 1.0000" in result.stdout


def test_a_folder_that_cannot_be_made(shenyan, tmp_path):
    data = write(tmp_path / "m.jsonl", ROWS[:1])
    assert shenyan("eval", data, "--report", data / "below").exit_code == 3
