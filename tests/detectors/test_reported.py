"""Words that a text reports and turns down, each beside a twin that uses the same cue and promises all the same."""

import pytest

from app.detectors.reported import leave_out, quotations, turned_down
from app.model.detection import Context
from app.text.normalize import normalize
from tests.made import detect, lexicon

WORDS = lexicon(
    "保本", "稳赚不赔", "零风险", "高收益", "年年正收益", "收益有保障", "no risk", "can't lose", "guaranteed"
)


def warned(text: str) -> list[bool]:
    """For each hit in the order of the text: is it turned down?"""
    _, found = detect("lexicon", text, {"lexicon": "words"}, lexicons=(WORDS,))
    assert found, f"nothing detected in {text!r}"
    return [Context.QUOTED_AS_WARNING in hit.contexts for hit in sorted(found, key=lambda hit: hit.span)]


@pytest.mark.parametrize(
    ("report", "twin"),
    [
        pytest.param(
            "您来信说我行员工承诺“保本”。经核查，该表述不当，特此致歉。",
            "我们经理承诺“保本”，大家放心。",
            id="complaint reply",
        ),
        pytest.param(
            "监管函指出，海报写有“零风险”“高收益”等内容，违反了营销管理要求。",
            "海报写有“零风险”“高收益”，扫码认购。",
            id="regulator's notice",
        ),
        pytest.param(
            "Phrases that are NOT allowed with members: 'no risk', 'you can't lose'. Flag them.",
            "Phrases that sell: 'no risk', 'you can't lose'. Sign up today.",
            id="single quotation marks",
        ),
        pytest.param(
            "You say a forum called it “no risk”. Please don't rely on that.",
            "You say a forum called it “no risk”. Please don't wait, join us.",
            id="not to be relied on",
        ),
        pytest.param(
            "上期“保本”的说法有误，现予更正。",
            "上期“非保本”的说法有误，应为“保本”。",
            id="the right wording",
        ),
        pytest.param(
            "有人宣传“稳赚不赔”，请勿相信。",
            "有人不信“稳赚不赔”，“稳赚不赔”属实。",
            id="stood by",
        ),
        pytest.param(
            "请识别“保本”话术，远离骗局。",
            "识别好产品，“保本”，欢迎咨询。",
            id="a cue of another clause",
        ),
        pytest.param(
            "更正：上月所载“年年正收益”一语与事实不符，特此更正。",
            "特此推荐：“年年正收益”，欢迎认购。",
            id="correction",
        ),
        pytest.param(
            "「穩賺不賠」——聽到這句話，請直接封鎖。", "「穩賺不賠」——聽到這句話，請直接加LINE。", id="three words"
        ),
        pytest.param("“稳赚不赔”？醒醒！这是骗局。", "“稳赚不赔”？对！这不是骗局。", id="question and answer"),
        pytest.param("常見手法：標榜「保證收益」「零風險」。", "本行推出「零風險」方案。", id="touted"),
        pytest.param(
            "The leaflet called it “guaranteed”. We no longer use that phrase.",
            "We call it “guaranteed”. We no longer charge fees.",
            id="withdrawn wording",
        ),
        pytest.param("“稳赚不赔”都是骗人的。", "别人说“稳赚不赔”，可我们这款真的“稳赚不赔”。", id="own offer"),
        pytest.param("第四段“收益有保障”删除。", "第四季“收益有保障”，速抢。", id="editing notes"),
        pytest.param(
            "Correction: we said the fund had “no risk”. That was wrong.",
            "As our manager said, the fund has “no risk”. Join now.",
            id="English correction",
        ),
        pytest.param(
            "Copy review: strike “can't lose” and cite the source.",
            "Strike it rich: you “can't lose” here.",
            id="checklist",
        ),
        pytest.param("“No risk” is a scam.", "“No risk” is not a scam.", id="not a scam"),
        pytest.param(
            "If someone says “guaranteed”, hang up.",
            "Others say “guaranteed”, but ours is “guaranteed” in writing.",
            id="ours",
        ),
        pytest.param(
            "弹幕有人刷“主播说稳赚不赔我就买”。朋友，没有谁能给你这句话，给你的人你得跑。",
            "弹幕有人刷“主播说稳赚不赔我就买”。朋友，没有谁能给你更多，手快的得跑赢别人。",
            id="nobody can say it",
        ),
        pytest.param(
            "“稳赚不赔、内部额度”——经查该平台服务器在境外，客户的钱根本出不来。",
            "“稳赚不赔、内部额度”——经查属实，客户的钱随时能出来。",
            id="what was found out",
        ),
        pytest.param(
            "进了群就有人晒单：“稳赚不赔，秒到！”前两单真返。第三单要垫一万九。然后就没有然后了。",
            "进了群就有人晒单：“稳赚不赔，秒到！”前两单真返。第三单更多。外面那些才是骗人的，认准我们平台。",
            id="how the story ended",
        ),
        pytest.param(
            "谁喊“稳赚不赔”谁有问题，请远离。", "谁喊“稳赚不赔”都不犯法，敢喊就敢赔。", id="who says it is the problem"
        ),
        pytest.param(
            "不要再在客户群发“稳赚不赔”的接龙。", "不要再等了，客户群发来“稳赚不赔”的接龙。", id="do not post it"
        ),
        pytest.param(
            "上季度受理投诉412件，其中涉及“保本与实际不符”9件，均已核查。",
            "上季度卖出412件，其中“保本”9件，均已售罄。",
            id="a figure about complaints",
        ),
        pytest.param(
            "法院提示：“零风险、到期回购”这类合同，多半只剩一纸判决。",
            "法院拍卖房：“零风险、到期回购”，欢迎认购。",
            id="a court's reminder",
        ),
        pytest.param(
            "哪句话可以对客户讲？A“稳赚不赔” B“零风险” 答案只有C。",
            "哪句话可以对客户讲？A“会亏钱” B“稳赚不赔” 答案只有B。",
            id="answer of a quiz",
        ),
        pytest.param(
            "🚫 稳赚不赔\n🚫 高收益\n看到以上任意一条，转身就走。",
            "🚫 高收益\n🚫 稳赚不赔\n看到以上任意一条，转身就走？我们群不会，扫码进群。",
            id="crossed lines",
        ),
        pytest.param(
            "不少人以为债券“稳赚不赔”，可2022年跌了一成半。",
            "不少人以为债券“稳赚不赔”，可别等到跌了才信，我们真的稳赚不赔。",
            id="a belief and the years",
        ),
        pytest.param(
            "老同学拉我进群，天天刷“稳赚不赔”。三周后群主退群，钱再也联系不上人。",
            "老同学拉我进群，天天刷“稳赚不赔”。三周后我翻了倍，欢迎你也进群。",
            id="led into a group",
        ),
        pytest.param(
            "怎么答？A“放心，稳赚不赔” B“会亏” 正确答案是B，请照此话术。",
            "怎么答？A“会亏” B“放心，稳赚不赔” 正确答案是B，请照此话术。",
            id="a script's right answer",
        ),
        pytest.param("“稳赚不赔”系列更名为“衡远”。", "“衡远”系列更名为“稳赚不赔”。", id="a name that is given up"),
        pytest.param("“稳赚不赔”？这是骗局。", "“稳赚不赔”？听着像骗局，可惜真的“稳赚不赔”。", id="sounds like one"),
        pytest.param(
            "“保本”都没有，何来“稳赚不赔”？都是坑，别信。",
            "别人说“稳赚不赔”是骗人的，我们是真的“稳赚不赔”。",
            id="others lie, we do not",
        ),
        pytest.param(
            "A caller may tell you gold “can't lose.” The first half is true and the second doesn't follow.",
            "A caller may tell you gold “can't lose.” The first half is true and the second is even better.",
            id="does not follow",
        ),
        pytest.param(
            "Spotted in the wild: “no risk”. Look closely at the letters. Report it, don't reply to it.",
            "Spotted in the wild: “no risk”. Look closely at the letters. Trust us, the others are scams.",
            id="spotted",
        ),
        pytest.param(
            "We'd never tell someone it is “guaranteed”.",
            "We'd never miss it: it is “guaranteed”.",
            id="we would never tell",
        ),
    ],
)
def test_reported_words_and_their_twins(report: str, twin: str) -> None:
    assert all(warned(report)), report
    assert not warned(twin)[-1], twin


@pytest.mark.parametrize(
    "advert",
    [
        "“稳赚不赔”！错过血本无归。",
        "“稳赚不赔”，得跑着来抢。",
        "“稳赚不赔”。手慢的赶紧跑过来。",
        "“稳赚不赔”原叫安心系列，更名为更响亮的名字，收益不变。",
        "投诉？没有。“稳赚不赔”，8件好礼送您。",
        "“稳赚不赔”，谁说犯法？国家都支持。",
        "法院提醒都挡不住大家的热情：“稳赚不赔”，来就对了。",
        "“保本，稳赚不赔”，买别的都是骗人的。",
        "“稳赚不赔”不是假的，三年来人人都拿到了。",
        "🚫 保本\n🚫 高收益\n别家都是骗子，请立即挂断他们的电话。",
        "“Guaranteed, you can't lose.” Other firms are scams.",
        "Many say “can't lose”, and although banks fell, this never did.",
    ],
)
def test_words_of_denouncement_in_an_advert_excuse_nothing(advert: str) -> None:
    assert not any(warned(advert))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("1. 银行理财都保本。（×）2. 净值每天波动。（√）", "1. 净值每天波动。（×）2. 本产品保本。（√）"),
        ("①理财保本（错）②存款有保险（对）", "①存款有保险（错）②理财保本（对）"),
        ("True or false: it is guaranteed. False.", "It is guaranteed. True."),
    ],
)
def test_a_quiz_marks_its_wrong_answers(wrong: str, right: str) -> None:
    assert warned(wrong)[-1]
    assert not warned(right)[-1]


def test_what_stands_outside_the_rejected_quotation_still_counts() -> None:
    assert warned("别家说“保本”都是骗人的，我们这款保本。") == [True, False]


def test_cues_inside_a_quotation_say_nothing_about_it() -> None:
    assert warned("“有人说是骗局，我们保本”") == [False]


def test_a_reader_of_the_whole_gets_the_text_without_the_rejected_words() -> None:
    part = normalize("body", "“稳赚不赔”是骗局，“通知”已寄出。")
    rejected = turned_down(part.text, part.sentences)
    assert leave_out(part.text, rejected) == "“”是骗局,“通知”已寄出。"


def test_quotations_are_found_in_every_kind_of_marks() -> None:
    text = normalize("body", '“甲”与「乙」与"丙"').text
    assert [text[span.start : span.end] for span in quotations(text)] == ["甲", "乙", "丙"]
