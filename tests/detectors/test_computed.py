"""Figures: instalment rates, complaint deadlines, insurance limits, performance windows."""

import pytest

from app.detectors.computed.instalment_rate import monthly_rate
from app.model.vocabulary import Jurisdiction
from tests.made import detect


@pytest.mark.parametrize(
    ("fee", "count", "annual"),
    [(0.006, 12, 13.03), (0.0075, 6, 15.27), (0.006, 24, 13.27), (0.0, 12, 0.0), (0.01, 1, 12.0)],
)
def test_the_internal_rate_of_return_of_instalments(fee: float, count: int, annual: float) -> None:
    """Reference: solve sum((1/n + f) / (1 + r)^k, k = 1..n) = 1 for r, times 12 (roots of the polynomial)."""
    assert monthly_rate(fee, count) * 1200 == pytest.approx(annual, abs=0.01)


@pytest.mark.parametrize(
    ("check", "text", "known", "quotes"),
    [
        ("instalment-rate", "分12期，每期手续费率0.6%，年化利率仅7.2%", {}, ["年化利率仅7.2%"]),
        ("instalment-rate", "可分6期，每期手续费率0.75%，折合年化利率（单利）约15.4%", {}, []),
        ("instalment-rate", "每期费率0.6%，共12期", {}, []),
        ("complaint-deadline", "您的投诉我们将在90个工作日内答复", {}, ["90个工作日"]),
        ("complaint-deadline", "您的投诉我们将在15日内答复", {}, []),
        ("complaint-deadline", "您的快递将在90天内送达并回复", {}, []),
        ("complaint-deadline", "您的申訴我們將於45日內回覆", {"jurisdiction": Jurisdiction.TW}, ["45日"]),
        ("deposit-insurance-limit", "存款保险最高偿付限额为人民币100万元", {}, ["100万"]),
        ("deposit-insurance-limit", "存款保险最高偿付限额为人民币50万元", {}, []),
        (
            "deposit-insurance-limit",
            "合資格存款受存款保障計劃保障最高至港幣80萬元",
            {"jurisdiction": Jurisdiction.HK},
            [],
        ),
        (
            "deposit-insurance-limit",
            "FDIC insured up to $500,000 per depositor",
            {"jurisdiction": Jurisdiction.US},
            ["500,000"],
        ),
        ("deposit-insurance-limit", "covered by the FSCS up to £120,000", {"jurisdiction": Jurisdiction.UK}, []),
        ("performance-window", "本基金近一月涨12%", {}, ["近一月涨12%"]),
        ("performance-window", "近三年年化5.2%", {}, []),
        ("performance-window", "2026-01-01至2026-03-31收益率3.1%", {}, ["2026-01-01至2026-03-31收益率3.1%"]),
        ("performance-window", "2020-01-01至2026-03-31收益率3.1%", {}, []),
    ],
)
def test_checks(check: str, text: str, known: dict[str, Jurisdiction], quotes: list[str]) -> None:
    assert detect("computed", text, {"check": check}, **known)[0] == quotes
