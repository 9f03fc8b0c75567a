"""Time grows with the text, not with its square: twice the text may not take four times as long."""

import time

import pytest

from app.model.message import Message, Part
from app.review import review
from tests.made import DAY
from tests.test_rules import compiled

MOST_GROWTH = 3.2
"""For twice the text; 2 is linear, 4 is quadratic."""


@pytest.mark.parametrize("piece", ["“保本”", "13912345678 ", "张三丰先生，", "guaranteed returns ", "保\n"])
def test_time_is_linear_in_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        message = Message("m", (Part("body", piece * times),), DAY)
        started = time.thread_time()
        review(message, compiled())
        return time.thread_time() - started

    seconds(100)

    assert min(seconds(2400) for _ in range(2)) <= MOST_GROWTH * max(min(seconds(1200) for _ in range(2)), 0.05)
