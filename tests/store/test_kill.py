"""A service that is killed at any moment: what it acknowledged is in the log exactly once, and the chain is whole.

``SHENYAN_TEST_KILLS`` is how often (3; the long form is 50).
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from app.store.verdict_log import VerdictLog, verify_database
from app.store.verifying_keys import read_verifying_keys
from tests.api.rule_files import write_rule_files
from tests.store.keys import KEYS, RING

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("SHENYAN_TEST_KILLS", "3"))

SERVICE = """
import sys, threading
from app.intake import TODAY, Intake
from app.metrics import Metrics
from app.model.message import Message, Part
from app.model.principal import Principal
from app.publishing.active import load_active
from app.settings import load_settings
from app.store.verdict_log import VerdictLog
from app.store.writer import LogOptions
from tests.store.keys import KEYS
from pathlib import Path

url, rules, lexicons, state, name = sys.argv[1:]
settings = load_settings(rules_dir=Path(rules), lexicons_dir=Path(lexicons), state_dir=Path(state))
log = VerdictLog.open(url, KEYS, LogOptions(busy_timeout_seconds=30))
intake = Intake(load_active(settings), log, Metrics.new(), settings)
printing = threading.Lock()

def send(sender):
    for number in range(1_000_000):
        key = f"{name}-{sender}-{number}"
        for _ in range(2):  # each request is sent twice, as by a client that saw no answer
            given = intake.submit(Message("", (Part("body", "保本"),), TODAY), Principal("tests"), key)
            with printing:
                print(key, given.record.review_id, flush=True)

for sender in range(4):
    threading.Thread(target=send, args=(sender,), daemon=True).start()
threading.Event().wait()
"""


def test_what_was_acknowledged_is_in_the_log_exactly_once(url: str, tmp_path: Path) -> None:
    rules, lexicons = write_rule_files(tmp_path / "rule-set")
    moments = random.Random(20261121)
    acknowledged: dict[str, set[str]] = {}
    for round_ in range(KILLS):
        words = [sys.executable, "-c", SERVICE, url, str(rules), str(lexicons), str(tmp_path / "state"), str(round_)]
        process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        time.sleep(moments.uniform(0, 0.3))
        os.kill(process.pid, signal.SIGKILL)
        lines += process.stdout.read().splitlines()
        process.wait()
        process.stdout.close()
        for key, review_id in (line.split() for line in lines if len(line.split()) == 2 and len(line.split()[1]) == 36):
            acknowledged.setdefault(key, set()).add(review_id)

    result = verify_database(url, read_verifying_keys(RING.secret_lines()))
    log = VerdictLog.open(url, KEYS)
    try:
        assert result.broken is None
        assert len(acknowledged) >= KILLS
        ids = {review_id for answers in acknowledged.values() for review_id in answers}
        assert len(ids) == len(acknowledged), "a request that was repeated got the same review"
        places = {log.get(review_id).sequence for review_id in ids}  # fails for what is missing or there twice
        assert len(places) == len(ids)
    finally:
        log.close()
