"""A version goes live everywhere without a restart: no request fails, no review is judged by a mixture.

``SHENYAN_TEST_SWAPS`` is how often versions are swapped (6; the long form is 50: `tests.benchmarks.swap_benchmark`).
"""

import gc
import os
import time
from pathlib import Path

import pytest

from app.review import CompiledRuleSet
from tests.api.callers import open_client
from tests.api.conftest import MakeSettings
from tests.api.fleet import fleet
from tests.api.rule_files import write_rule_files
from tests.api.swapping import Swaps
from tests.databases import postgresql_url

SWAPS = int(os.environ.get("SHENYAN_TEST_SWAPS", "6"))
LONG = 20
"""Swaps from which on memory is held to be flat: the first ones fill what is built on first use."""
CLIENTS, VERSIONS = 16, 4
OLD, NEW = "guaranteed-return", "guaranteed-again"


def renamed(folder: Path) -> dict[str, str | None]:
    """The changes after which another rule finds what the first one found."""
    rules, _ = write_rule_files(folder)
    text = (rules / f"{OLD}.yaml").read_text("utf-8").replace(f"id: {OLD}", f"id: {NEW}")
    return {f"rules/{OLD}.yaml": None, f"rules/{NEW}.yaml": text}


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_swaps_under_load_on_two_replicas(make_settings: MakeSettings, tmp_path: Path, database: str) -> None:
    if database == "sqlite":
        done = _swapped(make_settings, f"sqlite:///{tmp_path}/log.db")
    else:
        with postgresql_url() as url:
            done = _swapped(make_settings, url)

    assert set(done.statuses) == {200}
    assert done.wrong == []
    assert len(done.judged) == VERSIONS
    assert [len(of_one) for of_one in done.seconds] == [SWAPS, SWAPS]
    assert max(max(of_one) for of_one in done.seconds) < 5
    if SWAPS >= LONG:
        for of_one in done.memory:
            assert max(of_one[-5:]) <= max(of_one[LONG // 2 - 5 : LONG // 2]) * 1.05, of_one


def _swapped(make_settings: MakeSettings, url: str) -> Swaps:
    with fleet(make_settings(database_url=url, busy_timeout_seconds=10), 2) as services:
        swaps = Swaps(services, VERSIONS, SWAPS, CLIENTS)
        swaps.run()
    return swaps


def test_the_version_before_is_let_go(make_settings: MakeSettings, tmp_path: Path) -> None:
    settings = make_settings()
    with open_client(settings, ["author", "approver", "sender"]) as client:
        old = client.get("/v1/rule-set").json()["revision"]
        draft = client.post("/v1/drafts", {"note": "renamed", "files": renamed(tmp_path / "renamed")}).json()
        path = f"/v1/drafts/{draft['id']}/publish-in-emergency"
        assert client.post(path, {"reason": "test"}, headers={"If-Match": "1"}).status_code == 200
        deadline = time.monotonic() + 5
        while client.get("/v1/rule-set").json()["revision"] == old and time.monotonic() < deadline:
            time.sleep(0.05)
        answer = client.post("/v1/reviews", {"text": "本产品保本保息"}).json()
        time.sleep(0.5)
        alive = [item.revision for item in gc.get_objects() if isinstance(item, CompiledRuleSet)]

    assert (answer["rule_set_revision"], answer["findings"][0]["rule_id"]) == (draft["revision"], NEW)
    assert old not in alive
