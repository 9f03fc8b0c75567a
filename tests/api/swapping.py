"""Versions swapped under load: clients that send all the time, and each answer held against the revision it names."""

import asyncio
import itertools
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from app.model.message import Message, Part
from app.publishing.active import compile_files
from app.review import review
from app.settings import Settings
from app.store.rule_set_store import RuleSetStore
from app.store.verdict_body import describe
from tests.api.callers import bearer, make_key
from tests.api.fleet import Fleet

TEXTS = (
    "本产品保本保息，欢迎咨询。",
    "您好，您的账单已生成，请登录手机银行查看。",
    "Our fund has a guaranteed return.",
)
_PATIENCE_SECONDS = 300.0
_HOLD_SECONDS = 0.2
_BETWEEN_LOOKS_SECONDS = 0.05

_RULE = """\
id: swapped-{number}
title: {{zh: 第 {number} 版, en: Version {number}}}
family: misleading
severity: {severity}
status: active
owner: marketing-compliance
references: []
why: {{zh: 试换版本。, en: To tell the versions apart.}}
detect:
  words: {{detector: pattern, pattern: {words}}}
when: {{detected: words}}
message: {{zh: "“{{words}}”。", en: "“{{words}}”."}}
examples:
  violates:
    - {{text: {words}。, quotes: [{words}]}}
  complies:
    - {{text: 理财有风险。}}
"""
_WORDS = ("账单", "保本", "手机银行", "欢迎")
_SEVERITIES = ("block", "revise", "advise")


def rule_of_version(number: int) -> str:
    """A rule that no other version has, so that each version judges `TEXTS` in its own way."""
    return _RULE.format(
        number=number, words=_WORDS[number % len(_WORDS)], severity=_SEVERITIES[number % len(_SEVERITIES)]
    )


@dataclass(slots=True)
class Swaps:
    """``versions`` of the services' rule set are published, then swapped ``swaps`` times under ``clients`` clients.

    ``seconds`` has, for each process, how long after the answer to the publisher each swap was seen there; ``memory``
    its resident kilobytes after each. ``statuses`` counts answers by status, ``judged`` by revision; ``wrong`` are
    answers that are not what the revision they name gives for their text.
    """

    fleet: Fleet
    versions: int
    swaps: int
    clients: int
    seconds: list[list[float]] = field(default_factory=list)
    memory: list[list[int]] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    judged: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    elapsed: float = 0.0
    _expected: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)

    def run(self) -> None:
        """Publish, swap and judge."""
        settings = self.fleet.settings
        publisher = bearer(make_key(settings, ["author", "approver"]))
        self.seconds = [[] for _ in self.fleet.ports]
        self.memory = [[] for _ in self.fleet.ports]
        with httpx.Client(base_url=self._url(0), headers=publisher, timeout=_PATIENCE_SECONDS, trust_env=False) as http:
            revisions = [http.get("/v1/rule-set").json()["revision"], *self._publish(http)]
            self._expected = _expected(settings, revisions)
            self._wait(http, revisions[-1], time.monotonic())
            started = time.perf_counter()
            asyncio.run(self._run(http, revisions, make_key(settings)))
            self.elapsed = time.perf_counter() - started

    def _publish(self, http: httpx.Client) -> list[str]:
        revisions = []
        for number in range(2, self.versions + 1):
            files: dict[str, str | None] = {f"rules/swapped-{number}.yaml": rule_of_version(number)}
            if number > 2:
                files[f"rules/swapped-{number - 1}.yaml"] = None
            draft = http.post("/v1/drafts", json={"note": f"version {number}", "files": files}).json()
            path = f"/v1/drafts/{draft['id']}/publish-in-emergency"
            answer = http.post(path, json={"reason": "test"}, headers={"If-Match": "1"})
            assert answer.status_code == 200, answer.text
            revisions.append(draft["revision"])
        return revisions

    async def _run(self, http: httpx.Client, revisions: Sequence[str], key: str) -> None:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for number in range(self.clients):
                group.create_task(self._client(number, key, stop))
            await asyncio.to_thread(self._swap, http, revisions)
            stop.set()

    def _swap(self, http: httpx.Client, revisions: Sequence[str]) -> None:
        for number in range(self.swaps):
            to = number % len(revisions)
            answer = http.post("/v1/versions/rollback", json={"to": to + 1, "reason": f"swap {number + 1}"})
            assert answer.status_code == 200, answer.text
            seen = self._wait(http, revisions[to], time.monotonic())
            time.sleep(_HOLD_SECONDS)
            for place, process in enumerate(self.fleet.processes):
                self.seconds[place].append(seen[place])
                self.memory[place].append(_resident(process.pid))

    def _wait(self, http: httpx.Client, revision: str, started: float) -> list[float]:
        """Seconds after ``started`` at which each process was seen to judge by ``revision``."""
        seen: dict[int, float] = {}
        while len(seen) < len(self.fleet.ports):
            assert time.monotonic() - started < _PATIENCE_SECONDS, "a process did not follow"
            for place in range(len(self.fleet.ports)):
                if place not in seen and http.get(f"{self._url(place)}/v1/rule-set").json()["revision"] == revision:
                    seen[place] = time.monotonic() - started
            time.sleep(_BETWEEN_LOOKS_SECONDS)
        return [seen[place] for place in range(len(self.fleet.ports))]

    async def _client(self, number: int, key: str, stop: asyncio.Event) -> None:
        url = self._url(number % len(self.fleet.ports))
        headers = bearer(key)
        async with httpx.AsyncClient(base_url=url, headers=headers, timeout=60, trust_env=False) as http:
            for text in itertools.islice(itertools.cycle(TEXTS), number % len(TEXTS), None):
                if stop.is_set():
                    return
                answer = await http.post("/v1/reviews", json={"text": text})
                self.statuses[answer.status_code] = self.statuses.get(answer.status_code, 0) + 1
                if answer.status_code == 200:
                    self._hold(text, answer.json())

    def _hold(self, text: str, body: dict[str, object]) -> None:
        revision = str(body["rule_set_revision"])
        self.judged[revision] = self.judged.get(revision, 0) + 1
        expected = self._expected[revision, text]
        if any(body.get(name) != value for name, value in expected.items()):
            self.wrong.append(str(body["review_id"]))

    def _url(self, place: int) -> str:
        return f"http://127.0.0.1:{self.fleet.ports[place]}"


def _expected(settings: Settings, revisions: Sequence[str]) -> dict[tuple[str, str], dict[str, object]]:
    """What each revision, judged by here and alone, gives for each text."""
    day = (datetime.now(UTC) + timedelta(hours=settings.day_utc_offset_hours)).date()
    store = RuleSetStore.open(settings.database_url, settings.busy_timeout_seconds)
    expected: dict[tuple[str, str], dict[str, object]] = {}
    for revision in revisions:
        rule_set = compile_files(store.load_revision(revision))
        for text in TEXTS:
            message = Message("expected", (Part("body", text),), day)
            expected[revision, text] = json.loads(json.dumps(describe(message, review(message, rule_set))))
    store.close()
    return expected


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1].split()[0])
