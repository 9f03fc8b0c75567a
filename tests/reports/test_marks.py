"""One mark a place: what an editor would mark, of what rules quote."""

import pytest

from app.reports.marks import Marked, editors_marks

READINGS = frozenset({"reads-misleading"})


def marks(text: str, *found: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    """The marked words for (words, family, rule)."""
    placed = [Marked(text.index(words), text.index(words) + len(words), kind, rule) for words, kind, rule in found]
    return [(text[mark.start : mark.end], mark.kind, mark.source) for mark in editors_marks(text, placed, READINGS)]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        pytest.param(
            "放心，这款稳赚不赔，年化8%！",
            [("稳赚", "misleading", "a"), ("赚不赔", "misleading", "b")],
            [("这款稳赚不赔", "misleading", "a")],
            id="overlapping words of one family, grown to the clause",
        ),
        pytest.param(
            "放心，这款稳赚不赔，快来！",
            [("稳赚不赔", "misleading", "a"), ("放心，这款稳赚不赔，快来！", "misleading", "reads-misleading")],
            [("这款稳赚不赔", "misleading", "a")],
            id="a reading gives way to words",
        ),
        pytest.param(
            "跟上就有好日子。明天见。",
            [("跟上就有好日子。", "misleading", "reads-misleading")],
            [("跟上就有好日子", "misleading", "reads-misleading")],
            id="a reading alone keeps its sentence",
        ),
        pytest.param(
            "你有病吧，稳赚",
            [("有病", "tone", "t"), ("稳赚", "misleading", "a"), ("你有病吧，稳赚", "misleading", "reads-misleading")],
            [("你有病吧", "tone", "t"), ("稳赚", "misleading", "a")],
            id="families apart",
        ),
        pytest.param(
            "请打13700000000找王先生",
            [("13700000000", "pii", "p"), ("王先生", "pii", "p")],
            [("13700000000", "pii", "p"), ("王先生", "pii", "p")],
            id="personal data as found",
        ),
        pytest.param(
            "这是一个很长很长很长很长很长很长很长的句子里面有保本两个字",
            [("保本", "misleading", "a")],
            [("保本", "misleading", "a")],
            id="a long clause is not marked whole",
        ),
        pytest.param(
            "Earn 1,000.50 a day - risk-free.",
            [("risk-free", "misleading", "a"), ("1,000", "misleading", "b")],
            [("Earn 1,000.50 a day", "misleading", "b"), ("risk-free", "misleading", "a")],
            id="figures are not cut",
        ),
    ],
)
def test_marks(text: str, found: list[tuple[str, str, str]], expected: list[tuple[str, str, str]]) -> None:
    assert marks(text, *found) == expected
