"""Few named metrics. Labels come from closed vocabularies, so their number is bounded and they hold no text."""

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
    append_failures: Counter
    responses: Counter
    rule_set: Gauge

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
            append_failures=Counter(
                "shenyan_append_failures", "Verdicts withheld because they could not be logged.", registry=registry
            ),
            responses=Counter("shenyan_responses", "HTTP answers, by status class.", ("status",), registry=registry),
            rule_set=Gauge(
                "shenyan_rule_set_rules", "Rules in the active rule set, by its revision.", ("revision",),
                registry=registry,
            ),
        )  # fmt: skip

    def count_review(self, verdict: Verdict, channel: Channel | None, seconds: float) -> None:
        """Record a review that was logged; ``seconds`` from message to verdict."""
        self.reviews.labels(verdict.decision.value, "unstated" if channel is None else channel.value).inc()
        self.review_seconds.observe(seconds)
        for failure in verdict.failures:
            self.detector_failures.labels(failure.detector).inc()

    def show_rule_set(self, revision: str, rules: int) -> None:
        """Name the active rule set; the one before disappears."""
        self.rule_set.clear()
        self.rule_set.labels(revision).set(rules)

    def render(self) -> bytes:
        """All metrics in the Prometheus text format."""
        return generate_latest(self.registry)
