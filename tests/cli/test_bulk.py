"""``shenyan bulk``: order kept, no row lost or doubled, whatever happens on the way."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.conftest import PROJECT

REPOSITORY = PROJECT.parents[2]


def rows_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_input(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for i in range(count):
            text = f"{i} 本产品保本。" if i % 3 == 0 else f"{i} 欢迎来电。"
            file.write(json.dumps({"id": f"m{i}", "text": text, "channel": "sms"}, ensure_ascii=False) + "\n")


def test_jsonl_in_order_with_bad_rows_as_error_rows(shenyan, tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(
        '{"id": 1, "text": "本产品保本。"}\n'.encode()
        + b"not json\n\n"
        + b'{"id": 3, "text": "ok", "channel": "fax"}\n'
        + b'{"id": 4}\n'
        + b"\xff\xfe\n"
        + b'{"id": 6, "text": "\\ud800"}\n'
        + b'{"id": 7, "parts": [{"name": "subject", "text": "hello"}, {"name": "body", "text": "ok"}]}\n'
        + b'["a list"]\n'
    )
    result = shenyan("bulk", source, target, "--processes", "1")
    assert result.exit_code == 0, result.stderr
    rows = rows_of(target)
    assert [row["row"] for row in rows] == list(range(1, 9))
    assert [row.get("decision") or row["error"]["code"] for row in rows] == [
        "block", "not-json", "value-unknown", "text-missing", "not-utf8", "invalid-message", "pass", "not-an-object",
    ]  # fmt: skip
    assert rows[2]["id"] == 3
    assert rows[2]["error"]["field"] == "channel"
    assert "6 行无法审查" in result.stdout


def test_csv(shenyan, tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.jsonl"
    source.write_text('\ufeffid,text,channel,note\n1,"本产品\n保本。",sms,x\n2,欢迎,,\n3,,sms,\n', encoding="utf-8")
    assert shenyan("bulk", source, target, "--no-log", "-p", "1").exit_code == 0
    rows = rows_of(target)
    assert [row.get("decision") or row["error"]["code"] for row in rows] == ["block", "pass", "text-missing"]
    assert rows[0]["review_id"] is None


def test_a_second_run_does_nothing_and_another_input_is_refused(shenyan, tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    write_input(source, 5)
    assert shenyan("bulk", source, target, "-p", "1").exit_code == 0
    before = target.read_bytes()
    again = shenyan("bulk", source, target, "-p", "1")
    assert again.exit_code == 0
    assert "此前已有 5 行" in again.stdout
    assert target.read_bytes() == before
    source.write_text('{"text": "another"}\n', encoding="utf-8")
    refused = shenyan("bulk", source, target, "-p", "1")
    assert refused.exit_code == 3
    assert "来自另一份输入" in refused.stderr
    assert target.read_bytes() == before


def test_half_a_line_is_written_again(shenyan, tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    write_input(source, 4)
    assert shenyan("bulk", source, target, "-p", "1", "--no-log").exit_code == 0
    whole = target.read_bytes()
    target.write_bytes(whole[:-30])
    assert shenyan("bulk", source, target, "-p", "1", "--no-log").exit_code == 0
    assert [row["row"] for row in rows_of(target)] == [1, 2, 3, 4]


def test_killed_and_run_again_nothing_is_lost_or_doubled(environment, tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    write_input(source, 1500)
    command = [sys.executable, "-m", "app.cli", "bulk", str(source), str(target), "--processes", "2"]
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if target.exists() and target.stat().st_size > 50_000:
            process.send_signal(signal.SIGKILL)
            break
        time.sleep(0.005)
    process.wait(60)
    written = target.read_bytes().count(b"\n")
    assert written > 0

    finished = subprocess.run(command, env=env, capture_output=True, check=False)
    assert finished.returncode == 0, finished.stderr.decode()
    rows = rows_of(target)
    assert [row["row"] for row in rows] == list(range(1, 1501))
    assert [row["id"] for row in rows] == [f"m{i}" for i in range(1500)]
    assert all(row["decision"] == ("block" if i % 3 == 0 else "pass") for i, row in enumerate(rows))
    assert len({row["review_id"] for row in rows}) == 1500

    verified = subprocess.run(
        [sys.executable, "-m", "app.cli", "log", "verify"], env=env, capture_output=True, check=False
    )
    assert verified.returncode == 0
    assert "1500 条记录完整".encode() in verified.stdout


def test_bad_arguments(shenyan, tmp_path):
    source = tmp_path / "in.jsonl"
    write_input(source, 1)
    assert shenyan("bulk", tmp_path / "no.jsonl", tmp_path / "out").exit_code == 3
    assert shenyan("bulk", source, source).exit_code == 3
    assert shenyan("bulk", tmp_path / "in.xlsx", tmp_path / "out").exit_code == 3
