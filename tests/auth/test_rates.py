"""How fast one caller may be."""

import pytest

from app.auth.rates import Rates
from app.errors import RateLimited
from app.model.principal import Principal

CALLER = Principal("a")


class Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _let_through(rates: Rates, caller: Principal, tries: int, count: int = 1) -> int:
    through = 0
    for _ in range(tries):
        try:
            rates.take(caller, count)
        except RateLimited:
            continue
        through += 1
    return through


def test_a_minutes_worth_at_once_then_steadily(clock: Clock) -> None:
    rates = Rates(60, clock)

    assert _let_through(rates, CALLER, 100) == 60
    for seconds, more in ((0.5, 0), (0.5, 1), (3, 3), (600, 60)):
        clock.now += seconds
        assert _let_through(rates, CALLER, 100) == more


def test_how_long_to_wait_is_long_enough_and_no_longer(clock: Clock) -> None:
    rates = Rates(6, clock)
    _let_through(rates, CALLER, 6)

    with pytest.raises(RateLimited) as caught:
        rates.take(CALLER)

    assert caught.value.retry_after == 10
    clock.now += 9.9
    assert _let_through(rates, CALLER, 1) == 0
    clock.now += 0.1
    assert _let_through(rates, CALLER, 2) == 1


def test_callers_do_not_share_and_may_have_rates_of_their_own(clock: Clock) -> None:
    rates = Rates(3, clock)

    assert _let_through(rates, CALLER, 10) == 3
    assert _let_through(rates, Principal("b"), 10) == 3
    assert _let_through(rates, Principal("c", per_minute=8), 10) == 8


def test_what_is_refused_costs_nothing(clock: Clock) -> None:
    rates = Rates(60, clock)
    _let_through(rates, CALLER, 5000)

    clock.now += 1
    assert _let_through(rates, CALLER, 5) == 1


def test_more_than_a_minutes_worth_goes_when_nothing_went_before_and_is_paid_for(clock: Clock) -> None:
    rates = Rates(10, clock)

    assert _let_through(rates, CALLER, 2, count=100) == 1
    clock.now += 540
    assert _let_through(rates, CALLER, 1) == 0
    clock.now += 6
    assert _let_through(rates, CALLER, 1) == 1


def test_many_callers_do_not_fill_the_memory(clock: Clock) -> None:
    rates = Rates(60, clock)
    for number in range(30_000):
        clock.now += 0.01
        rates.take(Principal(f"p{number}"))

    assert len(rates._full_at) <= 10_001
