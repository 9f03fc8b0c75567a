"""Time of the detector ``pii``, beside Presidio's own recognizers: ``python -m tests.benchmarks.pii_benchmark``."""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NoOpNlpEngine
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    IbanRecognizer,
    IpRecognizer,
    NhsRecognizer,
    PhoneRecognizer,
    UkNinoRecognizer,
    UsBankRecognizer,
    UsPassportRecognizer,
    UsSsnRecognizer,
)

from app.detectors.pii import analyze
from app.model.message import Message, Part
from app.text.document import Document
from app.text.normalize import normalize

TEXTS = {
    "zh, personal data": (
        "尊敬的客户您好，客户刘建国（身份证310104197707032475，手机13910481904）"
        "名下存款236.5万元，卡号6222 6218 2633 0435，现居浙江省宁川市海曙区"
        "柳汀街127弄6号302室，"
        ""
        "微信号q.zhao23，邮箱li.hua@example.org，请客户经理尽快与其联系并更新系统中的资料，如有疑问请致电95588咨询客服中心，感谢您的配合。"
    ),
    "zh, clean": (
        "尊敬的客户：8月18-21日，我行柜台及网银代销政策性银行1年期贴现债，发行价98.15元/百元面值，折合年化约1.88%，限额销售，债券价格随市场波动，投资需谨慎，详询95712。"
        "理财产品通常不承诺保本保息，收益可能高于或低于预期，部分产品持有期内不能赎回，且不受存款保险保障，请您结合自身风险承受能力谨慎选择。【星澜银行】"
    ),
    "en, personal data": (
        "Please review: Callum Boyd, SSN 254-24-4020, card 4716 2493 5164 3887, (404) 555-0183. "
        "Mail the check to 91 Orchard Lane Apt 4B, "
        "Dayton, OH 45402 and let jane.doe@example.com know. Balance is $48,210.77 as of today."
    ),
    "en, clean": (
        "Your fixed-rate savings bond (ending 0087) matures on 5 December. "
        "Balance £10,042.18 including interest. You're covered by the FSCS "
        "up to £120,000 per person. Past performance is no guarantee of future results."
    ),
}


def median_ms(call: Callable[[], object], rounds: int = 300) -> float:
    """The median time of one call."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def stock() -> AnalyzerEngine:
    """Presidio's pattern recognizers without a language model (and without e-mail, which asks the network)."""
    recognizers = [
        recognizer()
        for recognizer in (
            CreditCardRecognizer,
            IbanRecognizer,
            IpRecognizer,
            NhsRecognizer,
            PhoneRecognizer,
            UkNinoRecognizer,
            UsBankRecognizer,
            UsPassportRecognizer,
            UsSsnRecognizer,
        )
    ]
    return AnalyzerEngine(
        registry=RecognizerRegistry(recognizers),
        nlp_engine=NoOpNlpEngine([{"lang_code": "en", "model_name": "none"}]),
        context_aware_enhancer=None,
    )


def main() -> None:
    """Print a table."""
    engine = stock()
    sys.stdout.write(f"{'text':20}{'length':>8}{'ours ms':>10}{'stock ms':>10}\n")
    for name, text in TEXTS.items():
        message = Message("b", (Part("body", text),), date(2026, 1, 1))
        document = Document(message, (normalize("body", text),), (), (), ())
        ours = median_ms(lambda document=document: analyze(document))
        theirs = median_ms(lambda text=text: engine.analyze(text, "en"), 50)
        sys.stdout.write(f"{name:20}{len(text):>8}{ours:>10.3f}{theirs:>10.3f}\n")


if __name__ == "__main__":
    main()
