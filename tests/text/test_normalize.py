"""Disguises are undone and quotes lead back to the very characters of the original."""

import pytest

from app.model.span import Span
from app.text.errors import TextError
from app.text.normalize import STEPS, normalize


def quote(original: str, words: str) -> str:
    """The original words behind ``words`` of the normalised text."""
    part = normalize("body", original)
    start = part.text.index(words)
    return part.quote(Span(start, start + len(words)))


@pytest.mark.parametrize(
    ("original", "words", "quoted"),
    [
        # references and tags
        ("不查&nbsp;征信，&#x9ed1;户百分百&zwj;放款", "百分百放款", "百分百&zwj;放款"),
        ("一直是&#21018;&#24615;&#20817;&#20184;的", "刚性兑付", "&#21018;&#24615;&#20817;&#20184;"),
        ('刚<b></b>性<span style="x"></span>兑付', "刚性兑付", '刚<b></b>性<span style="x"></span>兑付'),
        ("保<!-- -->本", "保本", "保<!-- -->本"),
        ("保<B CLASS='a>b'>本</B>息", "保本", "保<B CLASS='a>b'>本"),
        ("保<o:p></o:p>本", "保本", "保<o:p></o:p>本"),
        ("&amp;#20445;本", "保本", "&amp;#20445;本"),
        ("&lt;b&gt;保本", "保本", "保本"),
        ("保<span style='display:none'>险</span>本", "保本", "保<span style='display:none'>险</span>本"),
        # invisible characters
        ("刚\u200b性\u200c兑\u200d付的", "刚性兑付", "刚\u200b性\u200c兑\u200d付"),
        ("刚\ufe0f性\ufe0f兑\ufe0f付\ufe0f的", "刚性兑付", "刚\ufe0f性\ufe0f兑\ufe0f付\ufe0f"),
        ("保\U000e0061\U000e0062本", "保本", "保\U000e0061\U000e0062本"),
        ("保\x00\x1b本", "保本", "保\x00\x1b本"),
        ("保\u115f\u3164本", "保本", "保\u115f\u3164本"),
        ("保\ufff9\ufffb本", "保本", "保\ufff9\ufffb本"),
        ("guar\xadanteed", "guaranteed", "guar\xadanteed"),
        # marks
        ("g\u0336u\u0336a\u0336r\u0336 x", "guar", "g\u0336u\u0336a\u0336r\u0336"),
        ("z\u0300\u0301\u0302\u0303a\u0489lgo", "zalgo", "z\u0300\u0301\u0302\u0303a\u0489lgo"),
        ("Guaránteed", "guaranteed", "Guaránteed"),
        ("Guara\u0301nteed", "guaranteed", "Guara\u0301nteed"),
        ("İNSURED", "insured", "İNSURED"),
        # reversed runs, with their controls
        ("是\u202elavorppa deetnaraug\u202c的", "guaranteed approval", "\u202elavorppa deetnaraug\u202c"),
        ("是\u202elavorppa deetnaraug\u202c的", "guaranteed", "deetnaraug\u202c"),
        ("\u202e息保本保", "保本保息", "\u202e息保本保"),
        ("\u202ec\u202dash\u202cx\u202c", "xashc", "\u202ec\u202dash\u202cx\u202c"),
        ("\u202e(息保)", "(保息)", "\u202e(息保)"),
        ("保\u200f\u200e本", "保本", "保\u200f\u200e本"),
        # forms of the same character
        ("１００％保本", "100%", "１００％"),
        ("ⓖⓤⓐⓡⓐⓝⓣⓔⓔⓓ", "guaranteed", "ⓖⓤⓐⓡⓐⓝⓣⓔⓔⓓ"),
        ("𝓰𝓾𝓪𝓻𝕒𝐧𝘁𝖾𝙚𝚍", "guaranteed", "𝓰𝓾𝓪𝓻𝕒𝐧𝘁𝖾𝙚𝚍"),
        ("🅶🆄🅰🆁", "guar", "🅶🆄🅰🆁"),
        ("❶③⓼00", "13800", "❶③⓼00"),
        ("ﬁxed", "fi", "ﬁ"),
        ("⼀⻛险", "一风险", "⼀⻛险"),
        ("金額①萬㍿", "1万株式会社", "①萬㍿"),
        ("ｶﾞﾝ", "ガン", "ｶﾞﾝ"),
        ("٣٤%", "34%", "٣٤%"),
        # look-alikes
        ("Gυaranteed", "guaranteed", "Gυaranteed"),
        ("аpprоvаl", "approval", "аpprоvаl"),
        ("24% AΡR pa¡d", "apr paid", "AΡR pa¡d"),
        ("саѕһ", "cash", "саѕһ"),
        ("FЯEE", "free", "FЯEE"),
        ("ɢᴜᴀʀᴀɴᴛᴇᴇᴅ", "guaranteed", "ɢᴜᴀʀᴀɴᴛᴇᴇᴅ"),
        # script
        ("剛性兌付，保證獲利", "刚性兑付,保证获利", "剛性兌付，保證獲利"),
        ("乾隆通寶，乾燥", "乾隆通宝,干燥", "乾隆通寶，乾燥"),
        # punctuation and spaces
        ("『保本』「保息」〝稳〞", "“保本”“保息”“稳”", "『保本』「保息」〝稳〞"),
        ("‘保’—本～息", "“保”-本~息", "‘保’—本～息"),
        ("It's 'risk-free', isn't it?", "it's “risk-free”, isn't it?", "It's 'risk-free', isn't it?"),
        ("They said 'you can't lose'.", "“you can't lose”", "'you can't lose'"),
        (
            "clients' money since '08, the '90s boys' fund",
            "clients' money since '08, the '90s boys' fund",
            "clients' money since '08, the '90s boys' fund",
        ),
        ("保　本\u2009息\u2800", "保 本 息 ", "保　本\u2009息\u2800"),
        ("一\r\n二", "一\n二", "一\r\n二"),
        ("➕V信", "+v信", "➕V信"),
    ],
)
def test_disguises_are_undone(original: str, words: str, quoted: str) -> None:
    assert quote(original, words) == quoted


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("收益<5%且a<b，b>c", "收益<5%且a<b,b>c"),
        ("a <b and c> d", "a <b and c> d"),
        ("<name>您好，<客户>", "<name>您好,<客户>"),
        ("<li@x.com>或<https://x.com/a>", "<li@x.com>或<https://x.com/a>"),
        ("<!-- 保本", "<!-- 保本"),
        ("<script>保本", "保本"),
        ("A&B;C&T &unknown;", "a&b;c&t &unknown;"),
        ("?a=1&lt=2", "?a=1&lt=2"),
        ("<p>一</p>\n<p>二</p><br><br/>三</div>", "一\n\n二\n三"),
        ("<td>年化</td><td>5%</td>", "年化 5%"),
        ("<script>var a = '<b>';</script>本<style>p{}</style >息", "本息"),
        ("<div style='display:none'>预览</div>正文", "预览\n正文"),
        ("Гарантия дохода, нос рос", "гарантия дохода, нос рос"),
        ("εγγύηση απόδοσης", "εγγύηση απόδοσης"),
        ("สวัสดีครับ", "สวัสดีครับ"),
        ("नमस्ते", "नमस्ते"),
        ("السلام", "السلام"),
        ("\u202eالسلام عليكم\u202c", "السلام عليكم"),
        ("Straße", "straße"),
        ("α收益，β系数", "α收益,β系数"),
        ("稳💰赚🔥👨\u200d👩\u200d👧", "稳💰赚🔥👨👩👧"),
        ("", ""),
        ("\u200b\ufeff", ""),
    ],
)
def test_text(original: str, text: str) -> None:
    assert normalize("body", original).text == text


@pytest.mark.parametrize(
    ("original", "kind", "quoted"),
    [
        ("刚\u200b性\u200c兑\u200d付的", "zero-width", "刚\u200b性\u200c兑\u200d付"),
        ("百分百&zwj;放款", "zero-width", "百&zwj;放"),
        ("刚\ufe0f性", "variation-selector", "刚\ufe0f性"),
        ("保\U000e0061本", "tag-character", "保\U000e0061本"),
        ("保\x00本", "control", "保\x00本"),
        ("a\u202elavorppa\u202cb", "bidi", "\u202elavorppa\u202c"),
        ("保\u200e本", "bidi", "保\u200e本"),
        ("g\u0336u\u0336", "combining", "g\u0336u\u0336"),
        ("保\u0301本", "combining", "保\u0301"),
        ("g\xadu\xada\xadranteed", "zero-width", "g\xadu\xada\xadr"),
        ("保\xad本", "zero-width", "保\xad本"),
        ("刚<b></b>性", "markup", "刚<b></b>性"),
        ("保<!---->本", "markup", "保<!---->本"),
        ("保<i hidden>险</i>本", "markup", "保<i hidden>险</i>本"),
        ("аpproval", "confusable", "аpproval"),
        ("guar\u200banteed 保本\u200b\u200b\u200b\u200b", "zero-width", "r\u200ba"),
    ],
)
def test_hidden(original: str, kind: str, quoted: str) -> None:
    hidden = normalize("body", original).hidden

    assert hidden[0].kind == kind
    assert original[hidden[0].span.start : hidden[0].span.end] == quoted


@pytest.mark.parametrize(
    "original",
    [
        "👨\u200d👩\u200d👧❤\ufe0f1\ufe0f\u20e3©\ufe0f☎\ufe0e",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "\ufeff理财　提示\u2028第二行",
        "<p>保&nbsp;<b>本</b>金</p><br/>x<wbr>y",
        "guar\xadan\xadteed",
        "www.\u200bexample.\u200bcom 保本\u200b，",
        "电话\u202d13800138000\u202c请",
        "Cafe\u0301 Vie\u0323\u0302t и\u0306",
        "می\u200cخواهم",
        "葛\U000e0100城",
        "5μm łódź naïve",
        "剛性兌付，１００％",
        "ﷺ ﬁ ⓖ",
        "שלום\u200f (שלום)",
    ],
)
def test_ordinary_characters_are_not_reported(original: str) -> None:
    assert normalize("body", original).hidden == ()


def test_a_lone_surrogate_is_an_error_with_its_place() -> None:
    with pytest.raises(TextError) as caught:
        normalize("subject", "保本\ud800")

    assert (caught.value.part, caught.value.position) == ("subject", 2)
    assert "保本" not in str(caught.value)


def test_text_that_needs_nothing_is_the_original() -> None:
    original = "本产品不保证本金和收益。"
    part = normalize("body", original)

    assert part.text is original
    assert part.offsets.is_identity
    assert part.joined.text is original
    assert part.joined.offsets.is_identity


def test_the_steps_are_named_once_and_in_order() -> None:
    assert [step.name for step in STEPS] == [
        "html",
        "invisible",
        "marks",
        "bidi",
        "compatibility",
        "accents",
        "confusables",
        "case",
        "traditional",
        "punctuation",
        "quotation",
        "spaces",
    ]
