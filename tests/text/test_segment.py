"""Sentences and clauses."""

import pytest

from app.text.normalize import normalize


@pytest.mark.parametrize(
    ("original", "sentences"),
    [
        ("本产品保本！年化4.5%。“好的。”他说", ["本产品保本!", "年化4.5%。", "“好的。”", "他说"]),
        ("一；二？！三\n\n四  ", ["一;", "二?!", "三\n\n", "四  "]),
        (
            "Mr. Smith paid $4.5. Rate is 3.5% p.a. on average. Ok",
            ["mr. smith paid $4.5. ", "rate is 3.5% p.a. on average. ", "ok"],
        ),
        ("Invest in the U.S. market. No. 1 fund", ["invest in the u.s. market. ", "no. 1 fund"]),
        ("1. First item. 2. Second", ["1. first item. ", "2. second"]),
        ("See v1.2 and x.com. Done.", ["see v1.2 and x.com. ", "done."]),
        ('He said "no." Then (yes.) left', ['he said "no." ', "then (yes.) ", "left"]),
        ("保.本", ["保.本"]),
        ("", []),
        ("\n", ["\n"]),
    ],
)
def test_sentences(original: str, sentences: list[str]) -> None:
    part = normalize("body", original)

    assert [part.text[span.start : span.end] for span in part.sentences] == sentences


@pytest.mark.parametrize(
    ("original", "clauses"),
    [
        ("理财非存款、产品有风险，投资须谨慎。好", ["理财非存款、产品有风险,", "投资须谨慎。", "好"]),
        ("1,000元，10:30到账：详见https://x.com/a, 谢谢", ["1,000元,", "10:30到账:", "详见https://x.com/a, ", "谢谢"]),
        ("不承诺（包括保本）——真的……好", ["不承诺(包括保本)--", "真的......", "好"]),
        ("“保本，”他说", ["“保本,”", "他说"]),
    ],
)
def test_clauses(original: str, clauses: list[str]) -> None:
    part = normalize("body", original)

    assert [part.text[span.start : span.end] for span in part.clauses] == clauses
