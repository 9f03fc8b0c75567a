"""The short form of `tests.fuzzing.run`."""

import pytest

from tests.fuzzing.run import attack
from tests.fuzzing.targets import TARGETS

CASES = {"yaml": 150, "json": 500, "text": 150, "api": 200, "export": 80}


@pytest.mark.parametrize("name", TARGETS)
def test_strange_input_ends_in_a_clear_answer(name: str) -> None:
    attack(name, CASES[name], 20261121)
