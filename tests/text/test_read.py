"""Languages, what no pack reads, and whole messages."""

from datetime import date

import pytest

from app.model.message import Message, Part
from app.model.vocabulary import Jurisdiction, Language
from app.text.errors import TextError
from app.text.nlp import tokenize_en, tokenize_zh, vocabulary
from app.text.read import read
from app.text.script import to_traditional


def message(text: str, **fields: object) -> Message:
    return Message("m1", (Part("body", text),), date(2026, 1, 1), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("本产品不保证本金和收益。", ("zh-Hans",)),
        ("本產品不保證本金和收益。", ("zh-Hant",)),
        ("瑞盈38号一直是剛性兌付的。信托产品不承诺保本和最低收益", ("zh-Hans",)),
        ("您好", ("zh-Hans",)),
        ("&#20445;&#35657;&#29554;&#21033;", ("zh-Hant",)),
        ("GUARANTEED APPROVAL", ("en",)),
        ("买ETF基金，加我QQ，看APP推送，VIP专享", ("zh-Hans",)),
        ("您好，请查收。Dear customer, please find your statement in the app.", ("en", "zh-Hans")),
        ("Bonjour, votre prêt est approuvé sans vérification pour vous et vos amis", ()),
        ("Anda dapat pinjaman dengan bunga yang rendah untuk semua", ()),
        ("Гарантированный доход каждый месяц", ()),
        ("13800138000", ()),
    ],
)
def test_languages(text: str, languages: tuple[str, ...]) -> None:
    assert read(message(text)).languages == languages


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Гарантированный доход", "Cyrillic"),
        ("εγγύηση", "Greek"),
        ("안녕하세요", "Korean"),
        ("保証付き投資です", "Japanese"),
        ("مرحبا بكم", "Arabic"),
        ("สวัสดี", "Thai"),
        ("བོད་སྐད", "Tibetan"),
        ("Estimado cliente, su préstamo ha sido aprobado para usted con la mejor tasa", "Latin letters"),
    ],
)
def test_unread(text: str, name: str) -> None:
    (unread,) = read(message(text)).unread

    assert unread.part == "body"
    assert unread.code == "language"
    assert name in unread.message.en


@pytest.mark.parametrize(
    "text",
    [
        "α收益与β系数",
        "优の良品",
        "аpprоvаl",
        "𝓰𝓾𝓪𝓻",
        "Σ(x) 5μm",
        "稳💰赚",
        "Our fund in La Paz: no loan, no fee for all of you",
    ],
)
def test_nothing_unread(text: str) -> None:
    assert read(message(text)).unread == ()


def test_jurisdictions_follow_the_language_unless_the_caller_says() -> None:
    assert read(message("保本保息")).jurisdictions == (Jurisdiction.CN,)
    assert read(message("保證獲利")).jurisdictions == (Jurisdiction.HK, Jurisdiction.TW)
    assert read(message("No risk")).jurisdictions == (Jurisdiction.US, Jurisdiction.UK)
    assert read(message("No risk", jurisdiction=Jurisdiction.HK)).jurisdictions == (Jurisdiction.HK,)
    assert read(message("No risk", language=Language.ZH_HANT)).languages == (Language.ZH_HANT,)
    assert read(message("No risk", products=("loan",))).products == ("loan",)


def test_a_part_with_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(TextError, match="body"):
        read(message("\udfff"))


def test_tokens_lie_on_the_text() -> None:
    zh = tokenize_zh("本产品 保本，\n好")
    en = tokenize_en("We don't guarantee.")

    assert [token.text for token in zh] == ["本", "产品", "保本", "，", "\n", "好"]
    assert [token.text for token in en] == ["We", "do", "n't", "guarantee", "."]
    assert zh.vocab is vocabulary("zh")
    assert en.vocab is vocabulary("en")


def test_to_traditional() -> None:
    assert to_traditional("理财非存款、产品有风险") == "理財非存款、產品有風險"
