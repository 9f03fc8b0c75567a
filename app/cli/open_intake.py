"""The intake that a command submits to."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.cli.verdict_log import open_settings_log
from app.intake import Intake
from app.metrics import Metrics
from app.publishing.active import ActiveRuleSet, keep_rule_set
from app.publishing.active_waivers import load_waivers
from app.review import CompiledRuleSet
from app.settings import load_settings


@contextmanager
def open_intake(compiled: CompiledRuleSet) -> Iterator[Intake]:
    """An intake that judges by ``compiled`` and appends to the log of the settings.

    Raises DatabaseUnusable or VerdictLogUnavailable.
    """
    settings = load_settings()
    metrics = Metrics.new()
    with open_settings_log(settings) as log:
        keep_rule_set(settings, compiled)
        yield Intake(ActiveRuleSet(compiled, load_waivers(settings)), log, metrics, settings)
