"""Few named metrics. Labels come from closed vocabularies, so their number is bounded and they hold no text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from app.model.verdict import Verdict
from app.model.vocabulary import Channel


@dataclass(frozen=True, slots=True)
class Metrics:
    """One registry with its metrics; each service (and each test) has its own."""

    registry: CollectorRegistry
    reviews: Counter
    review_seconds: Histogram
    append_seconds: Histogram
    detector_failures: Counter
    review_failures: Counter
    append_failures: Counter
    log_faults: Counter
    log_writable: Gauge
    clock_steps: Counter
    responses: Counter
    rule_set: Gauge
    log_pending: Gauge
    reviews_waiting: Gauge
    queue_items: Gauge
    queue_oldest_seconds: Gauge

    @classmethod
    def new(cls) -> Self:
        """Metrics at zero, in a registry of their own."""
        disable_created_metrics()  # type: ignore[no-untyped-call]  # twice the series for what nobody asks
        registry = CollectorRegistry()
        buckets = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1.0, 5.0)
        return cls(
            registry=registry,
            reviews=Counter(
                "shenyan_reviews", "Reviews given out, by decision and channel.", ("decision", "channel"),
                registry=registry,
            ),
            review_seconds=Histogram(
                "shenyan_review_seconds", "Time from message to verdict.", buckets=buckets, registry=registry
            ),
            append_seconds=Histogram(
                "shenyan_append_seconds", "Time from verdict to durable log record.", buckets=buckets,
                registry=registry,
            ),
            detector_failures=Counter(
                "shenyan_detector_failures", "Detectors that raised, timed out or could not load.", ("detector",),
                registry=registry,
            ),
            review_failures=Counter(
                "shenyan_review_failures", "Reviews that could not be completed; no verdict was given out.",
                registry=registry,
            ),
            append_failures=Counter(
                "shenyan_append_failures", "Verdicts withheld because they could not be logged.", registry=registry
            ),
            log_faults=Counter(
                "shenyan_log_faults", "The same, by what was wrong with the log.", ("fault",), registry=registry
            ),
            log_writable=Gauge(
                "shenyan_log_writable", "1: the last write to the verdict log succeeded; 0: it did not.",
                registry=registry,
            ),
            clock_steps=Counter(
                "shenyan_log_clock_steps", "Times that the clock was found set back; the record says how far.",
                registry=registry,
            ),
            responses=Counter("shenyan_responses", "HTTP answers, by status class.", ("status",), registry=registry),
            rule_set=Gauge(
                "shenyan_rule_set_rules", "Rules in the active rule set, by its revision.", ("revision",),
                registry=registry,
            ),
            log_pending=Gauge(
                "shenyan_log_pending", "Records waiting to be written to the verdict log.", registry=registry
            ),
            reviews_waiting=Gauge(
                "shenyan_reviews_waiting", "Requests for reviews in line; beyond `max_waiting_reviews` they get 503.",
                registry=registry,
            ),
            queue_items=Gauge(
                "shenyan_queue_items", "Held messages before a person, by where they stand.", ("state",),
                registry=registry,
            ),
            queue_oldest_seconds=Gauge(
                "shenyan_queue_oldest_seconds", "How long the oldest of them has been held.", registry=registry
            ),
        )  # fmt: skip

    def count_review(self, verdict: Verdict, channel: Channel | None, seconds: float) -> None:
        """Record a review that was logged; ``seconds`` from message to verdict."""
        self.reviews.labels(verdict.decision.value, "unstated" if channel is None else channel.value).inc()
        self.review_seconds.observe(seconds)
        for failure in verdict.failures:
            self.detector_failures.labels(failure.detector).inc()

    def count_withheld(self, fault: str) -> None:
        """A verdict could not be logged and is not given out; ``fault`` is a name of `app.store.faults`."""
        self.append_failures.inc()
        self.log_faults.labels(fault).inc()

    def show_log_writable(self, writable: bool) -> None:
        """Whether the last write to the log succeeded."""
        self.log_writable.set(int(writable))

    def count_clock_step(self, _seconds: float) -> None:
        """The clock was found set back."""
        self.clock_steps.inc()

    def show_rule_set(self, revision: str, rules: int) -> None:
        """Name the active rule set; the one before disappears."""
        self.rule_set.clear()
        self.rule_set.labels(revision).set(rules)

    def show_lines(self, pending: int, waiting: int) -> None:
        """How many records wait for the log, and how many requests for a review."""
        self.log_pending.set(pending)
        self.reviews_waiting.set(waiting)

    def show_queue(self, items: Mapping[str, int], oldest_seconds: float) -> None:
        """Held messages by state. Without a database to ask there are none to show: ``items`` is then empty, and the
        age not a number.
        """
        self.queue_items.clear()
        for state, count in items.items():
            self.queue_items.labels(state).set(count)
        self.queue_oldest_seconds.set(oldest_seconds)

    def render(self) -> bytes:
        """All metrics in the Prometheus text format."""
        return generate_latest(self.registry)
