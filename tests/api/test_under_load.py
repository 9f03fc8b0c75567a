"""The service as a process: ready only when it can log, all that it took is answered when it stops, and too much is
refused at once.
"""

import asyncio
import json
import signal
import sqlite3
import statistics
import time
from pathlib import Path

from app.store.opening import open_log
from app.store.searching import Filters
from tests.api.conftest import MakeSettings
from tests.api.running import Answer, Service, running
from tests.databases import postgresql_url
from tests.store.raw import Raw

LONG = "本产品风险自担，欢迎咨询。" * 1500
MANY = 32
SHORT = "本产品保本保息，欢迎咨询。" * 50


def test_it_is_ready_only_while_the_log_can_be_written(make_settings: MakeSettings, tmp_path: Path) -> None:
    with running(make_settings()) as service:
        other = sqlite3.connect(tmp_path / "log.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        locked = service.get("/readyz")
        alive = service.get("/healthz")
        other.execute("ROLLBACK")
        other.close()
        free = service.get("/readyz")

    assert (locked.status_code, locked.json()["code"]) == (503, "verdict-log-unavailable")
    assert int(locked.headers["retry-after"]) > 0
    assert (alive.status_code, free.status_code) == (200, 200)


def test_what_was_taken_is_answered_when_it_is_told_to_stop(make_settings: MakeSettings) -> None:
    settings = make_settings()

    async def send(service: Service) -> tuple[list[Answer], int]:
        requests = [asyncio.create_task(service.review(LONG)) for _ in range(MANY)]
        await asyncio.wait(requests[MANY // 4 :], return_when=asyncio.FIRST_COMPLETED)  # by then all are taken
        waiting = sum(not request.done() for request in requests)
        service.process.send_signal(signal.SIGTERM)
        return await asyncio.gather(*requests), waiting

    with running(settings) as service:
        answers, waiting = asyncio.run(send(service))
        started = time.monotonic()
        exit_code = service.process.wait(30)
    log = open_log(settings)
    logged = {record.review_id for record in log.search(Filters(), limit=100).records}
    log.close()

    assert waiting > 0
    assert [answer.status for answer in answers] == [200] * MANY
    assert {json.loads(answer.body)["review_id"] for answer in answers} <= logged
    assert exit_code == -signal.SIGTERM  # uvicorn ends in order, then as it was told
    assert time.monotonic() - started < 30


def test_too_many_are_refused_at_once_and_the_others_wait_for_few(make_settings: MakeSettings) -> None:
    places = 2
    newest = 0
    waited_for: list[int] = []
    refused: list[Answer] = []

    async def client(service: Service, until: float) -> None:
        nonlocal newest
        while time.perf_counter() < until:
            before = newest
            answer = await service.review(SHORT)
            if answer.status == 200:
                sequence = json.loads(answer.body)["record"]["sequence"]
                newest = max(newest, sequence)
                waited_for.append(sequence - before)
            else:
                refused.append(answer)
                await asyncio.sleep(0.05)

    async def ten_times_too_many(service: Service) -> None:
        until = time.perf_counter() + 2
        await asyncio.gather(*(client(service, until) for _ in range(10 * places)))

    with running(make_settings(), max_waiting_reviews=places) as service:
        asyncio.run(ten_times_too_many(service))
        counted = service.get("/metrics").text

    assert len(waited_for) >= 20
    # Those in line when it was sent, those answered and not yet seen here, and itself; without a limit it is all 20.
    # The median: a client that the machine does not let run for a while has seen fewer answers than there were.
    assert statistics.median(waited_for) <= 3 * places
    assert len(refused) > 10
    assert {(answer.status, json.loads(answer.body)["code"]) for answer in refused} == {(503, "overloaded")}
    assert all(int(answer.headers["retry-after"]) > 0 for answer in refused)
    assert f'shenyan_responses_total{{status="5xx"}} {len(refused)}.0' in counted.splitlines()


def test_a_slow_database_makes_those_who_are_taken_wait_for_few_commits(make_settings: MakeSettings) -> None:
    places, slow = 8, 0.2
    taken: list[Answer] = []
    refused: list[Answer] = []

    async def client(service: Service, until: float) -> None:
        while time.perf_counter() < until:
            answer = await service.review("您好")
            (taken if answer.status == 200 else refused).append(answer)
            if answer.status != 200:
                await asyncio.sleep(0.1)

    async def alone(service: Service) -> float:
        return statistics.median([(await service.review("您好")).seconds for _ in range(5)])

    async def ten_times_too_many(service: Service) -> None:
        until = time.perf_counter() + 4
        await asyncio.gather(*(client(service, until) for _ in range(10 * places)))

    with (
        postgresql_url() as url,
        running(make_settings(database_url=url, busy_timeout_seconds=10), max_waiting_reviews=places) as service,
    ):
        raw = Raw(url)
        raw.execute(
            "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN PERFORM pg_sleep({slow}); RETURN NULL; END $$"
        )
        raw.execute("CREATE TRIGGER slow AFTER INSERT ON verdict_log FOR EACH STATEMENT EXECUTE FUNCTION slow()")
        raw.close()
        unloaded = asyncio.run(alone(service))
        asyncio.run(ten_times_too_many(service))
        ready = service.get("/readyz").status_code

    seconds = sorted(answer.seconds for answer in taken)
    assert unloaded >= slow
    assert len(seconds) >= 2 * places
    # In line, the rest of a commit that is under way, its own. The slowest have time for a machine with other work.
    assert statistics.median(seconds) <= 4 * unloaded
    assert seconds[len(seconds) * 99 // 100] <= 4 * unloaded + 2
    assert {(answer.status, json.loads(answer.body)["code"]) for answer in refused} == {(503, "overloaded")}
    assert statistics.median(answer.seconds for answer in refused) < slow
    assert ready == 200
