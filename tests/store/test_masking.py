"""What of a message's words the log keeps."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.model.finding import Evidence, Finding, Localized, Suggestion
from app.model.message import Message, Part
from app.model.span import Span
from app.model.verdict import Coverage, Verdict
from app.model.vocabulary import Applicability, Decision, Family, Severity
from app.store.first_answer import with_words, without_words
from app.store.masking import masked
from app.store.verdict_body import describe, verdict_of

TEXT = "张三的手机13812345678保证收益" + "好" * 100


def _finding(family: Family, start: int, end: int, tag: str = "") -> Finding:
    quote = TEXT[start:end]
    said = Localized(f"“{quote}”不妥", f"“{quote}” is wrong")
    return Finding(
        "rule", family, Severity.REVISE, said, said, (),
        (Evidence("body", Span(start, end), quote, "label", 0.8, "why", tag),),
        (Suggestion(Applicability.UNSAFE, said),),
    )  # fmt: skip


def _verdict(*findings: Finding) -> Verdict:
    return Verdict(Decision.REVISE, (), findings, (), Coverage(("lexicon",)), "a" * 64, "0.1.0")


MESSAGE = Message("id", (Part("body", TEXT),), date(2026, 11, 1))


def _masked_quotes(*findings: Finding) -> list[str]:
    body = masked(describe(MESSAGE, _verdict(*findings)))
    for finding in body["findings"]:
        for text in (finding["message"]["zh"], finding["suggestions"][0]["description"]["en"]):
            assert "13812345678" not in text
    return [finding["evidence"][0]["quote"] for finding in body["findings"]]


def test_personal_data_is_masked_by_its_kind() -> None:
    assert _masked_quotes(_finding(Family.PII, 5, 16, "cn_mobile")) == ["138****5678"]


def test_personal_data_of_unknown_kind_shows_its_ends_only() -> None:
    assert _masked_quotes(_finding(Family.PII, 5, 16)) == ["1*********8"]
    assert _masked_quotes(_finding(Family.PII, 0, 2)) == ["张*"]


def test_a_quote_that_overlaps_personal_data_is_masked_there() -> None:
    quotes = _masked_quotes(_finding(Family.MISLEADING, 3, 20), _finding(Family.PII, 5, 16))

    assert quotes == ["手机1*********8保证收益", "1*********8"]


def test_other_quotes_are_kept_short() -> None:
    [kept] = _masked_quotes(_finding(Family.MISLEADING, 16, 120))

    assert kept.startswith("保证收益")
    assert len(kept) == 80


def test_a_verdict_survives_its_plain_form() -> None:
    verdict = _verdict(_finding(Family.PII, 5, 16), _finding(Family.TONE, 0, 2))

    assert verdict_of(describe(MESSAGE, verdict)) == verdict


@given(st.data())
def test_an_answer_is_kept_without_words_and_comes_back_exactly(data: st.DataObject) -> None:
    alphabet = st.sampled_from(list('ab1:{}",\\[]\x01\x02\x00\n保😀'))
    text = data.draw(st.text(alphabet, min_size=1, max_size=30))
    message = replace(MESSAGE, parts=(Part("body", text), Part("other", text[::-1])))
    findings = []
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        part = data.draw(st.sampled_from(message.parts))
        quote = part.text[start:end]
        said = Localized(f"“{quote}”", f"{quote}{text}")
        findings.append(
            Finding(
                "rule", Family.PII, Severity.BLOCK, said, said, (),
                (Evidence(part.name, Span(start, end), quote, "a", 1.0),),
            )
        )  # fmt: skip
    body = describe(message, _verdict(*findings))

    assert with_words(message, without_words(message, body)) == body


def test_no_quote_is_left_in_a_kept_answer() -> None:
    kept = without_words(MESSAGE, describe(MESSAGE, _verdict(_finding(Family.PII, 5, 16))))

    assert "13812345678" not in kept
