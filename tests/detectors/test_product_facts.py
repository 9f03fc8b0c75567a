"""What a message says of a product against its sheet: every check, exact quotes, and texts that must stay silent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.detectors.base import Resources
from app.detectors.context import annotate
from app.detectors.product_facts import CHECKS, MISSING_DISCLOSURE, ProductFacts
from app.detectors.product_facts.figures import read_han, read_length
from app.detectors.product_facts.mentions import NamedProducts, ProductNames, name_forms
from app.detectors.products import infer_products
from app.model.detection import Detection
from app.model.finding import Localized
from app.model.lexicon import Disclosure
from app.model.message import Part
from app.model.product import Fee, ProductSheet, Rate, RateKind
from app.model.vocabulary import Audience
from app.text.document import Document
from app.text.normalize import normalize
from app.text.read import read
from tests.made import document, message

WENHANG = ProductSheet(
    id="wenhang",
    name="慎言示例·稳航90天",
    type="wealth-management",
    issuer="慎言示例理财有限责任公司",
    aliases=("Shenyan Sample SteadySail 90",),
    issuer_aliases=("Shenyan Sample Wealth Management",),
    risk_grade=2,
    term_days=90,
    rate=Rate(RateKind.BENCHMARK, Decimal("2.60"), Decimal("3.20")),
    fees=(Fee("management", Decimal("0.20")),),
    on_sale_from=date(2026, 1, 5),
    on_sale_until=date(2026, 12, 31),
    clients=2,
    disclosures=("wm-risk",),
)
YUANFAN = ProductSheet(
    id="yuanfan",
    name="慎言示例·远帆成长混合",
    type="fund",
    issuer="慎言示例基金管理有限公司",
    risk_grade=4,
    open_ended=True,
    min_holding_days=7,
    rate=Rate(RateKind.NONE),
    on_sale_from=date(2025, 3, 3),
)
QINGZHOU = ProductSheet(
    id="qingzhou",
    name="慎言示例·轻舟贷",
    type="personal-loan",
    issuer="慎言示例消费金融有限公司",
    term_days=1098,
    rate=Rate(RateKind.APR, Decimal("7.20"), Decimal("18.00")),
)
GANGWAN = ProductSheet(
    id="gangwan",
    name="慎言示例·港湾一年定存",
    type="deposit",
    issuer="慎言示例银行股份有限公司",
    aliases=("慎言示例港湾",),
    risk_grade=1,
    term_days=365,
    rate=Rate(RateKind.FIXED, Decimal("1.45"), Decimal("1.45")),
    on_sale_until=date(2026, 9, 30),
)
SHEETS = {sheet.id: sheet for sheet in (WENHANG, YUANFAN, QINGZHOU, GANGWAN)}
WM_RISK = Disclosure(
    "wm-risk",
    Localized("风险提示", "Risk warning"),
    (("zh-Hans", "理财非存款、产品有风险、投资须谨慎。"),),
    accept=("理财非存款、产品有风险、投资须谨慎",),
)
RESOURCES = Resources({}, {"wm-risk": WM_RISK}, SHEETS)
ALL = (*CHECKS, MISSING_DISCLOSURE)


def detect_in(read_text: Document, *checks: str) -> tuple[Detection, ...]:
    probes = {name: ProductFacts.Parameters.model_validate({"check": name}) for name in checks}
    found = ProductFacts(probes, RESOURCES).detect(read_text)
    return annotate(read_text, sorted(found, key=lambda item: (item.part, item.span, item.probe)))


def quotes(check: str, text: str, **known: Any) -> list[str]:
    read_text = document(text, **known)
    return [read_text.parts[item.part].quote(item.span) for item in detect_in(read_text, check)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("慎言示例·稳航90天，业绩比较基准4.5%", ["4.5%"]),
        ("慎言示例·稳航90天，业绩比较基准2.60%—3.20%", []),
        ("慎言示例·稳航90天，业绩比较基准3.0%", []),
        ("慎言示例·稳航90天，业绩比较基准２．６０％～３．８０％（年化）", ["２．６０％～３．８０％"]),
        ("慎言示例稳航90天年化高达5%！", ["5%"]),
        ("慎言示例 稳航 90天 年化5.0 %", ["5.0 %"]),
        ("慎言示例·穩航90天，業績比較基準4.5%", ["4.5%"]),
        ("慎言示例·稳航90天，年化百分之四点五", ["百分之四点五"]),
        ("慎言示例·稳航90天，年化百分之三", []),
        ("慎言示例·稳航90天，3.9%（年化）起", ["3.9%"]),
        ("业绩比较基准4.5%的慎言示例·稳航90天", ["4.5%"]),
        ("慎言示例·稳航90天开售。R2级，业绩比较基准4.1%。", ["4.1%"]),
        ("Shenyan Sample SteadySail 90 offers a benchmark of 4.5% p.a.", ["4.5%"]),
        ("Shenyan Sample SteadySail 90 offers a benchmark of 3.1% p.a.", []),
        # the past, changes, fees, shares and other things' figures state nothing about the sheet
        ("慎言示例·稳航90天成立以来年化收益率4.12%", []),
        ("慎言示例·稳航90天近一年年化收益率4.12%", []),
        ("慎言示例·稳航90天，业绩比较基准较上期提高0.3%", []),
        ("慎言示例·稳航90天，管理费率0.2%/年", []),
        ("慎言示例·稳航90天，比本行一年期存款利率1.5%更灵活", []),
        ("一年期存款利率1.5%；慎言示例·稳航90天业绩比较基准3%", []),
        ("慎言示例·稳航90天投资债券比例不低于80%", []),
        ("我行理财业绩比较基准4.5%", []),
        ("慎言示例·港湾一年定存利率上调至1.45%，原利率1.35%", []),
        ("慎言示例·稳航90天，业绩比较基准由3.50%调整为3.00%", []),
        ("慎言示例·稳航90天，沪深300指数收益率×20%", []),
        # several products
        ("慎言示例·稳航90天业绩比较基准3%，慎言示例·轻舟贷年化利率3%", ["3%"]),
        ("慎言示例·稳航90天和慎言示例·轻舟贷的利率分别为3%和9%", []),
        ("慎言示例·稳航90天\n业绩比较基准：4.8%\n\n慎言示例·轻舟贷\n年化利率：8%", ["4.8%"]),
        ("慎言示例·稳航90天即将到期。您可了解慎言示例·轻舟贷。年化利率4.8%。", []),
        # loans, deposits, no rate at all
        ("慎言示例·轻舟贷年化利率（单利）低至3.6%", ["3.6%"]),
        ("慎言示例·轻舟贷年化利率7.2%-18%（单利）", []),
        ("慎言示例·轻舟贷日利率0.02%", []),
        ("慎言示例·港湾一年定存年利率1.85%", ["1.85%"]),
        ("慎言示例·港湾一年定存，存款利率1.45%", []),
        ("慎言示例·港湾一年定存，存款利率1.95%", ["1.95%"]),
        ("慎言示例·远帆成长混合预期年化8%", ["8%"]),
        ("慎言示例·远帆成长混合近三年收益率21%", []),
    ],
)
def test_rates(text: str, expected: list[str]) -> None:
    assert quotes("wrong-rate", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("慎言示例·稳航90天管理费0.1%", ["0.1%"]),
        ("慎言示例·稳航90天管理费率为0.20%/年", []),
        ("慎言示例·稳航90天赎回费0.5%", []),
        ("慎言示例·稳航90天管理费率由0.3%下调至0.2%", []),
    ],
)
def test_fees(text: str, expected: list[str]) -> None:
    assert quotes("wrong-fee", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("慎言示例·稳航90天，风险等级R1", ["R1"]),
        ("慎言示例·稳航90天，风险等级R2", []),
        ("慎言示例·稳航90天（PR1级）", ["PR1级"]),
        ("慎言示例·稳航90天，风险等级：一级", ["一级"]),
        ("慎言示例·稳航90天，风险等级：二级（中低风险）", []),
        ("慎言示例·稳航90天，一级（低风险）", ["一级"]),
        ("慎言示例·稳航90天属于低风险产品", ["低风险"]),
        ("慎言示例·稳航90天属于中低风险产品", []),
        ("慎言示例·远帆成长混合是一只低风险的好基金", ["低风险"]),
        ("慎言示例·远帆成长混合是中低风险产品，放心买", ["中低风险"]),
        ("慎言示例·稳航90天，风险评级为低风险", ["低风险"]),
        ("慎言示例·稳航90天 R2（中低风险）", []),
        ("Shenyan Sample SteadySail 90, risk rating R1", ["R1"]),
        ("Shenyan Sample SteadySail 90 is a low-risk product", ["low-risk"]),
        ("Shenyan Sample SteadySail 90 has a risk rating of medium-low", []),
        # what the client may bear, lists, scales, names
        ("慎言示例·稳航90天适合风险承受能力R3及以上的客户", []),
        ("C3客户可购买R1、R2、R3产品，如慎言示例·稳航90天", []),
        ("慎言示例·稳航90天：风险等级分为R1低、R3中、R5高三档以上", []),
        ("慎言示例·稳航90天，高风险投资者也可配置", []),
        ("慎言示例·稳航90天，R1至R3区间", []),
        ("慎言示例·稳航90天（R2）和慎言示例·远帆成长混合（R4）", []),
        ("慎言示例·稳航90天（R4）和慎言示例·远帆成长混合（R2）", ["R4", "R2"]),
        ("慎言示例·稳航90天、慎言示例·远帆成长混合均为R2级", ["R2级"]),
    ],
)
def test_grades(text: str, expected: list[str]) -> None:
    assert quotes("wrong-grade", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("慎言示例·稳航90天，产品期限180天", ["180天"]),
        ("慎言示例·稳航90天，产品期限90天", []),
        ("慎言示例·稳航90天，期限三个月", []),
        ("慎言示例·稳航90天，期限六个月", ["六个月"]),
        ("慎言示例·稳航90天，期限半年", ["半年"]),
        ("慎言示例·稳航90天，期限一百八十天", ["一百八十天"]),
        ("慎言示例·稳航90天，30天期理财", ["30天"]),
        ("慎言示例·稳航90天，最短持有30天", ["30天"]),
        ("慎言示例·稳航90天，资金随时赎回", ["随时赎回"]),
        ("慎言示例·稳航90天，到期后可随时赎回", []),
        ("慎言示例·稳航90天，认购期限7天", []),
        ("慎言示例·稳航90天，距到期还有30天", []),
        ("慎言示例·稳航90天持有期理财", []),
        ("慎言示例·远帆成长混合，最短持有30天", ["30天"]),
        ("慎言示例·远帆成长混合，最短持有7天", []),
        ("慎言示例·远帆成长混合随买随卖", ["随买随卖"]),
        ("慎言示例·稳航90天随时可取", ["随时可取"]),
        ("慎言示例·稳航90天比三年期存款利率高1.2个百分点", []),
        ("慎言示例·轻舟贷，贷款期限最长3年", []),
        ("慎言示例·轻舟贷，贷款期限最长5年", ["5年"]),
        ("慎言示例·轻舟贷，期限12个月，随借随还", []),
        ("慎言示例·港湾一年定存，存期2年", ["2年"]),
        ("慎言示例·港湾一年定存，存期12个月", []),
        ("Shenyan Sample SteadySail 90 has a term of 180 days", ["180 days"]),
        ("Shenyan Sample SteadySail 90 has a 90-day term", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert quotes("wrong-term", text) == expected


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("慎言示例·稳航90天正在热销", date(2026, 12, 31), []),
        ("慎言示例·稳航90天正在热销", date(2027, 1, 1), ["慎言示例·稳航90天"]),
        ("慎言示例·稳航90天正在热销", date(2026, 1, 4), ["慎言示例·稳航90天"]),
        ("慎言示例·稳航90天将于1月5日发售", date(2026, 1, 4), []),
        ("慎言示例·稳航90天。立即认购！", date(2027, 1, 1), ["慎言示例·稳航90天"]),
        ("您持有的慎言示例·稳航90天今日到期，资金已到账", date(2027, 1, 1), []),
        ("您购买的慎言示例·稳航90天将于今日到期", date(2027, 1, 1), []),
        ("慎言示例·稳航90天已停止认购", date(2027, 1, 1), []),
        ("慎言示例·稳航90天认购期已结束", date(2027, 1, 1), []),
        ("Buy Shenyan Sample SteadySail 90 today", date(2027, 1, 1), ["Shenyan Sample SteadySail 90"]),
    ],
)
def test_days_of_sale(text: str, day: date, expected: list[str]) -> None:
    assert quotes("sold-after-end", text, day=day) == expected


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("慎言示例·远帆成长混合适合C2客户", {}, ["C2客户"]),
        ("慎言示例·远帆成长混合适合C4及以上客户", {}, []),
        ("慎言示例·远帆成长混合适合C1-C5客户", {}, ["C1-C5客户"]),
        ("慎言示例·远帆成长混合适合保守型客户", {}, ["保守型客户"]),
        ("慎言示例·远帆成长混合适合稳健型投资者", {}, ["稳健型投资者"]),
        ("慎言示例·稳航90天适合稳健型投资者", {}, []),
        ("慎言示例·稳航90天适合保守型（C1）客户", {}, ["保守型（C1）客户"]),
        ("慎言示例·远帆成长混合不适合C1客户", {}, []),
        ("C1客户不得购买慎言示例·远帆成长混合", {}, []),
        ("慎言示例·远帆成长混合，任何风险等级客户均可购买", {}, ["任何风险等级客户均可"]),
        ("欢迎认购慎言示例·远帆成长混合", {"metadata": (("client_level", "C2"),)}, ["慎言示例·远帆成长混合"]),
        ("欢迎认购慎言示例·远帆成长混合", {"metadata": (("client_level", "C5"),)}, []),
        ("您持有的慎言示例·远帆成长混合净值更新", {"metadata": (("client_level", "C2"),)}, []),
        ("欢迎认购慎言示例·远帆成长混合", {"audience": Audience.ELDERLY}, ["慎言示例·远帆成长混合"]),
        ("欢迎认购慎言示例·稳航90天", {"audience": Audience.ELDERLY}, []),
        ("向退休人员推荐慎言示例·远帆成长混合", {}, ["退休人员"]),
        ("慎言示例·远帆成长混合不面向老年客户", {}, []),
        ("Shenyan Sample SteadySail 90 is suitable for all investors", {}, ["suitable for all investors"]),
    ],
)
def test_clients(text: str, known: dict[str, Any], expected: list[str]) -> None:
    assert quotes("below-client-level", text, **known) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("慎言示例·稳航90天由远山银行股份有限公司发行", ["远山银行股份有限公司"]),
        ("慎言示例·稳航90天由慎言示例理财发行", []),
        ("慎言示例·稳航90天，管理人：远山理财有限责任公司", ["远山理财有限责任公司"]),
        ("慎言示例·稳航90天，管理人：慎言示例理财有限责任公司", []),
        ("慎言示例·稳航90天由本行发行", []),
        ("慎言示例·远帆成长混合，管理人：远山基金管理（香港）有限公司", ["远山基金管理（香港）有限公司"]),
        ("慎言示例·稳航90天由远山基金管理有限公司管理", ["远山基金管理有限公司"]),
        ("慎言示例·稳航90天由远山银行代销", []),
        ("Shenyan Sample SteadySail 90 is issued by Far Hill Bank.", ["Far Hill Bank"]),
        ("Shenyan Sample SteadySail 90 is issued by Shenyan Sample Wealth Management Ltd.", []),
    ],
)
def test_issuers(text: str, expected: list[str]) -> None:
    assert quotes("wrong-issuer", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("欢迎认购慎言示例·稳航90天", ["慎言示例·稳航90天"]),
        ("欢迎认购慎言示例·稳航90天。理财非存款、产品有风险、投资须谨慎。", []),
        ("您持有的慎言示例·稳航90天已到期", []),
        ("购买慎言示例·稳航90天前，请确认您的风险承受能力", []),
        ("慎言示例·稳航90天的投资组合中，固定收益类资产不低于80%", []),
        ("欢迎认购慎言示例·远帆成长混合", []),
    ],
)
def test_disclosures(text: str, expected: list[str]) -> None:
    assert quotes(MISSING_DISCLOSURE, text) == expected


def test_a_product_named_in_the_subject_is_what_the_body_is_about() -> None:
    mail = replace(
        message("", "业绩比较基准4.5%，风险等级R3"),
        parts=(Part("subject", "慎言示例·稳航90天开售"), Part("body", "业绩比较基准4.5%，风险等级R3")),
    )

    found = detect_in(read(mail), "wrong-rate", "wrong-grade")

    assert [(item.part, item.probe) for item in found] == [(1, "wrong-rate"), (1, "wrong-grade")]


def test_a_name_taken_apart_scores_lower_and_values_are_in_the_data() -> None:
    (plain,) = detect_in(document("慎言示例·稳航90天年化4.50%"), "wrong-rate")
    (taken_apart,) = detect_in(document("慎*言*示*例*稳*航90天年化4.50%"), "wrong-rate")

    assert (plain.score, taken_apart.score) == (1.0, 0.8)
    assert plain.tag == "wenhang"
    assert plain.data == (("product", "wenhang"), ("sheet", "2.60-3.20 %"), ("stated", "4.50 %"))


def test_contexts_are_there_for_rules_to_ask_about() -> None:
    (denied,) = detect_in(document("慎言示例·稳航90天的业绩比较基准并非4.5%"), "wrong-rate")
    (asked,) = detect_in(document("您问慎言示例·稳航90天的年化是4.5%吗？"), "wrong-rate")

    assert "negated" in denied.contexts
    assert "question" in asked.contexts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("慎言示例·港湾一年定存", [("慎言示例·港湾一年定存", "gangwan")]),
        ("慎言示例港湾产品", [("慎言示例港湾", "gangwan")]),
        ("shenyan sample steadysail 900", []),
        ("Shenyan Sample SteadySail 90!", [("shenyan sample steadysail 90", "wenhang")]),
        ("稳航90天", []),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    part = normalize("body", text)
    found = ProductNames(SHEETS.values()).find(part)
    assert [(part.text[item.span.start : item.span.end], item.sheet.id) for item in found] == expected


def test_a_name_says_what_the_message_is_about_unless_the_caller_does() -> None:
    cues = (NamedProducts(SHEETS),)

    assert infer_products(document("慎言示例·轻舟贷"), cues).products == ("personal-loan",)
    assert infer_products(document("慎言示例·轻舟贷", products=("service",)), cues).products == ("service",)
    assert infer_products(document("慎言示例·轻舟贷"), ()).products == ()
    assert name_forms("慎言示例·轻舟贷") == ("慎言示例·轻舟贷", "慎言示例轻舟贷")


WORDS = (
    *(
        "年化",
        "4.5%",
        "-",
        "至",
        "百分之",
        "十点五",
        "R3",
        "二级",
        "（",
        "）",
        "期限",
        "90天",
        "半年",
        "个月",
        "C1客户",
        "以下",
    ),
    *("分别", "均", "由远山银行发行", "\n", "。", "，", " ", "·", "随时赎回", "0" * 30, "\u200b", "万", "认购"),
    *(name for sheet in SHEETS.values() for name in sheet.names),
)
PIECES = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)


@given(st.one_of(st.text(st.characters(exclude_categories=("Cs",))), PIECES))
def test_no_text_makes_it_fail(text: str) -> None:
    read_text = document(text)
    once = detect_in(read_text, *ALL)

    assert once == detect_in(read_text, *ALL)
    for item in once:
        assert item.span.end <= len(read_text.parts[item.part].text)
        assert len(item.span) > 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("二十", 20),
        ("九十", 90),
        ("一百八十", 180),
        ("三百六十五", 365),
        ("九零", 90),
        ("一", 1),
        ("两百", 200),
        ("万", None),
    ],
)
def test_han_numbers(text: str, value: int | None) -> None:
    assert read_han(text) == value


@pytest.mark.parametrize(
    ("count", "unit", "days"),
    [
        ("90", "天", (90, 90)),
        ("三", "个月", (88, 93)),
        ("12", "月", (358, 366)),
        ("1", "年", (360, 366)),
        ("半", "年", (180, 184)),
        ("半", "天", None),
        ("2", "weeks", (14, 14)),
    ],
)
def test_lengths(count: str, unit: str, days: tuple[int, int] | None) -> None:
    assert read_length(count, unit) == days
