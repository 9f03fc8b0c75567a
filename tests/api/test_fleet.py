"""Service processes under load, killed and cut off from their database: no acknowledgement is lost, wrong or double.

``SHENYAN_TEST_KILLS`` is how often a process is killed (3; the long form is 50). 10,000 reviews, and a
restart of the server: `tests.benchmarks.load_benchmark`.
"""

import os
from collections.abc import Iterator

import pytest

from app.settings import Settings
from tests.api.conftest import MakeSettings
from tests.api.fleet import Load, cutting, fleet, held_against_the_log, killing
from tests.databases import POSTGRES, postgresql_url

KILLS = int(os.environ.get("SHENYAN_TEST_KILLS", "3"))
NAME = f"shenyan-fleet-{os.getpid()}"


@pytest.fixture
def postgresql(make_settings: MakeSettings) -> Iterator[Settings]:
    """Settings on PostgreSQL; its sessions have a name that no other test uses."""
    with postgresql_url() as url:
        yield make_settings(database_url=f"{url}&application_name={NAME}", busy_timeout_seconds=5)


def _all_is_well(load: Load) -> None:
    outcome = held_against_the_log(load)
    assert outcome.broken is None
    assert (outcome.lost, outcome.wrong, outcome.surplus) == ((), (), 0)
    assert len({told.review_id for told in load.told.values()}) == len(load.told)
    assert len({told.sequence for told in load.told.values()}) == len(load.told) >= load.reviews


def test_two_processes_on_one_log_answer_each_message_once(postgresql: Settings) -> None:
    with fleet(postgresql, 2) as services:
        load = Load(services, reviews=400, clients=32)
        load.run()

    _all_is_well(load)


def test_processes_that_lose_their_sessions_tell_nothing_wrong(postgresql: Settings) -> None:
    with fleet(postgresql, 2) as services:
        load = Load(services, reviews=200, clients=16)
        load.run(cutting(4, NAME, POSTGRES))

    _all_is_well(load)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_killed_process_has_logged_all_that_it_told(
    make_settings: MakeSettings, request: pytest.FixtureRequest, database: str
) -> None:
    settings = make_settings(busy_timeout_seconds=5)
    if database == "postgresql":
        settings = request.getfixturevalue("postgresql")
    with fleet(settings, 1 if database == "sqlite" else 2) as services:
        load = Load(services, reviews=100, clients=16)
        load.run(killing(KILLS))

    assert len(services.restarts) == KILLS
    assert load.unanswered > 0
    _all_is_well(load)
