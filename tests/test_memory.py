"""Reviews leave nothing behind: the memory of a process that judges and logs stays flat.

``SHENYAN_TEST_REVIEWS`` is how many are measured (1,500; the long form is 1,000,000).
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.rule_files import write_rule_files

ROOT = Path(__file__).resolve().parent.parent
REVIEWS = int(os.environ.get("SHENYAN_TEST_REVIEWS", "1500"))

PROCESS = """
import gc, sys
from pathlib import Path
from app.intake import TODAY, Intake
from app.metrics import Metrics
from app.model.message import Message, Part
from app.model.principal import Principal
from app.publishing.active import load_active
from app.settings import load_settings
from app.store.opening import open_log

rules, lexicons, state, count = sys.argv[1:]
settings = load_settings(
    Path(state, "no.env"), rules_dir=Path(rules), lexicons_dir=Path(lexicons), state_dir=Path(state),
    database_url=f"sqlite:///{state}/log.db", log_level="error",
)
log = open_log(settings)
intake = Intake(load_active(settings), log, Metrics.new(), settings)

def resident():
    gc.collect()
    return int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0])

def review(number):
    text = f"本产品保本保息，第{number}期，详询{13800000000 + number}。" + "您好。" * (number % 50)
    intake.submit(Message("", (Part("body", text),), TODAY), Principal("tests"), f"key-{number}")

for number in range(1000):
    review(number)
before = resident()
for number in range(1000, 1000 + int(count)):
    review(number)
print(before, resident())
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_memory_stays_flat(tmp_path: Path) -> None:
    rules, lexicons = write_rule_files(tmp_path / "rule-set")
    done = subprocess.run(
        [sys.executable, "-c", PROCESS, str(rules), str(lexicons), str(tmp_path), str(REVIEWS)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    before, after = map(int, done.stdout.split()[-2:])

    assert after <= before * 1.05, f"{before} kB, then {after} kB"
