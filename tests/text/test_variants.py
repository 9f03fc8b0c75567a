"""The joined variant, its gaps, and the digits variant."""

import pytest

from app.model.span import Span
from app.text.normalize import NormalizedText, normalize


def find(part: NormalizedText, words: str) -> Span:
    start = part.joined.text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("original", "words", "quoted"),
    [
        ("一直是刚 性 兑 付的", "刚性兑付", "刚 性 兑 付"),
        ("一直是刚·性·兑·付的", "刚性兑付", "刚·性·兑·付"),
        ("一直是刚🔥性💰兑付的", "刚性兑付", "刚🔥性💰兑付"),
        ("保*本，保-息", "保本,保息", "保*本，保-息"),
        ("保👨\u200d👩\u200d👧本", "保本", "保👨\u200d👩\u200d👧本"),
        ("保~^|+#.=_/本", "保~^|+#.=_/本", "保~^|+#.=_/本"),  # too long for a disguise
        ("零 F 险", "零f险", "零 F 险"),
        ("0 风 险", "0风险", "0 风 险"),
        ("征 xin，征*xin", "征xin,征xin", "征 xin，征*xin"),
        ("内幕(nei·mu)", "neimu", "nei·mu"),
        ("g u a r a n t e e d   a p p r o v a l, 18+", "guaranteed approval", "g u a r a n t e e d   a p p r o v a l"),
        ("g*u*a*r*a*n*t*e*e*d* *a*p*p*r*o*v*a*l", "guaranteed approval", "g*u*a*r*a*n*t*e*e*d* *a*p*p*r*o*v*a*l"),
        ("get c-a-s-h now", "cash now", "c-a-s-h now"),
        ("n.o.-r.i.s.k.", "no risk", "n.o.-r.i.s.k"),
        ("g u @ r 4 n t e e d", "guaranteed", "g u @ r 4 n t e e d"),
        ("r🔥i🔥s🔥k free", "risk free", "r🔥i🔥s🔥k free"),
        ("guar*anteed", "guaranteed", "guar*anteed"),
        ("guaranteed appr0val", "guaranteed approval", "guaranteed appr0val"),
        ("guar@nteed", "guaranteed", "guar@nteed"),
        ("$afe", "safe", "$afe"),
        ("no r1sk", "no risk", "no r1sk"),
    ],
)
def test_joined(original: str, words: str, quoted: str) -> None:
    part = normalize("body", original)

    assert part.quote(part.joined.offsets.to_original(find(part, words))) == quoted


@pytest.mark.parametrize(
    "original",
    [
        "保本，息。收；益：一、二！三？四",
        "保\n本",
        "“保”本 《保》本(保)本",
        "fixed rate, up to 5% p.a.",
        "a b c, e.g. this",
        "1 5 0 8 0 9 0 1 5 0 7",
        "138****1234 6222 6218",
        "low-cost fund and/or loan",
        "li.hua@example.com q1 2024",
        "保------------本",
        "收益-5%",
    ],
)
def test_nothing_to_join(original: str) -> None:
    part = normalize("body", original)

    assert part.joined.text is part.text


@pytest.mark.parametrize(
    ("original", "words", "sound"),
    [
        ("提供担保 本产品", "保本", False),
        ("财险已承保/本产品", "保本", False),
        ("已投保💰本产品", "保本", False),
        ("保 本", "保本", True),
        ("不查 征信", "不查征信", True),
        ("稳💰赚不赔", "稳赚不赔", True),
        ("刚 性 兑 付", "刚性兑付", True),
        ("保*本产品", "保本", True),
        ("appr0val", "approval", True),
    ],
)
def test_joins(original: str, words: str, sound: bool) -> None:
    part = normalize("body", original)

    assert part.joins(find(part, words)) is sound


def test_gaps_tell_what_was_taken_out() -> None:
    part = normalize("body", "保 本/保·息💰稳*赚")

    gaps = part.gaps(Span(0, len(part.joined.text)))

    assert [(gap.kind.value, part.text[gap.span.start : gap.span.end]) for gap in gaps] == [
        ("space", " "),
        ("break", "/"),
        ("dot", "·"),
        ("emoji", "💰"),
        ("sign", "*"),
    ]
    assert [gap.kind.is_natural for gap in gaps] == [True, True, False, False, False]
    assert part.gaps(Span(0, 1)) == ()


@pytest.mark.parametrize(
    ("original", "digits"),
    [
        ("一三八 零零四五 六二一九", "138 0045 6219"),
        ("138零零四五6219", "13800456219"),
        ("幺三八零零四五六二幺九", "13800456219"),
        ("壹叁捌零零肆伍陸貳壹玖", "13800456219"),
        ("l5O8O9O15O7", "15080901507"),
        ("１３８００４５６２１９", "13800456219"),
        ("138💰0045🔥6219", "13800456219"),
        ("百分之三点五", "百分之三点五"),
        ("一百二十三万四千五百六十七", "一百二十三万四千五百六十七"),
        ("二〇二五年一月", "二〇二五年一月"),
        ("loll lilo illi", "loll lilo illi"),
        ("100% 1oo%", "100% 1oo%"),
        ("138****1234", "138****1234"),
        ("138●●●●1234", "138●●●●1234"),
    ],
)
def test_digits(original: str, digits: str) -> None:
    part = normalize("body", original)

    assert part.digits.text == digits
    assert part.digits.offsets.to_original(Span(0, len(digits))) == Span(0, len(part.text))
