"""Times the normaliser: python tests/benchmarks/normalize_benchmark.py [--steps]."""

import sys
import time
from collections.abc import Callable

from app.text.normalize import STEPS, normalize

CHINESE = (
    "【瑞盈理财】尊敬的客户，您好！“稳盈90天”净值型理财产品现已开放申购，业绩比较基准为2.85%—3.65%，起购金额1万元，"
    "申购费率0.1%。业绩比较基准不代表未来表现，不构成收益承诺；理财非存款、产品有风险、投资须谨慎。详询95588或登录手机银行，"
    "回复TD退订。本产品风险等级为R2（中低风险），适合稳健型及以上客户购买，请您根据自身风险承受能力审慎选择。"
)
TRADITIONAL = (
    "尊敬的客戶您好，本基金過往績效不代表未來收益，投資有風險，申購前應詳閱公開說明書。穩健理財，安心領息！" * 3
)
ENGLISH = (
    "Dear customer, your statement is ready. Capital at risk: the value of investments can fall as well as rise, and "
    "you may get back less than you invest. Representative 39.9% APR. T&Cs apply. Reply STOP to opt out."
)
HTML = "<div><p>额度秒批，不查&nbsp;征信，&#x9ed1;户百分百&zwj;放款</p><br/>" + CHINESE + "</div>"
EVADED = (
    "瑞盈38号一直是刚\u200b性\u200c兑\u200d付的，\u202elavorppa deetnaraug\u202c，刚 性·兑💰付，g u a r a n t e e d"
)

LONG = {
    "1 MB Chinese": CHINESE * (1_000_000 // len(CHINESE)),
    "1 MB Traditional": TRADITIONAL * (1_000_000 // len(TRADITIONAL)),
    "1 MB English": ENGLISH * (1_000_000 // len(ENGLISH)),
    "1 MB HTML": HTML * (1_000_000 // len(HTML)),
    "1 MB evasions": EVADED * (1_000_000 // len(EVADED)),
    "a million zero-width": "保" + "\u200b" * 1_000_000 + "本",
    "a million, one by one": "保\u200b" * 1_000_000,
    "a million marks": "a" + "\u0336\u0301" * 500_000,
    "a million Hebrew marks": "א" + "\u05bc\u05b0" * 500_000,
    "100,000 nested tags": "<b>" * 100_000 + "保本" + "</b>" * 100_000,
    "100,000 nested overrides": "\u202ea\u202db" * 100_000,
    "a million <": "<" * 1_000_000,
    "open comments": "<!--" * 250_000,
    "open attributes": '<b a="' * 170_000,
    "open attributes, both": "<b a=\"<b a='" * 90_000,
    "open script": "<script>" * 120_000,
    "ampersands": "&amp;" * 200_000,
    "a million &": "&" * 1_000_000,
    "ampersand letters": "&a" * 500_000,
    "many spaces": "<b" + " " * 1_000_000,
    "spaced Han": "保 " * 500_000,
    "spelled Latin": "a " * 500_000,
    "ligatures": "\ufdfa" * 50_000,
    "digits": "一" * 1_000_000,
    "letter digits": "1o" * 500_000,
    "leet": "a0" * 500_000,
    "full stops": "." * 1_000_000,
    "quotes": "”" * 1_000_000,
    "emoji": "👨\u200d👩\u200d👧" * 200_000,
    "Cyrillic": "аб " * 330_000,
    "mixed words": "аa " * 330_000,
}


def measure(run: Callable[[], object], seconds: float = 0.3) -> float:
    """Best time of one call, in microseconds."""
    best = float("inf")
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best * 1e6


def main() -> None:
    """Prints the times of short messages, of their steps, and of long and hostile ones."""
    short = {"Chinese": CHINESE, "Traditional": TRADITIONAL, "English": ENGLISH, "HTML": HTML, "evaded": EVADED}
    for name, text in short.items():
        print(f"{name:12} {len(text):5} characters  {measure(lambda text=text: normalize('body', text)):8.1f} us")
        if "--steps" in sys.argv:
            current = text
            for step in STEPS:
                time_of_step = measure(lambda step=step, current=current: step.apply(current), 0.05)
                print(f"    {step.name:14} {time_of_step:8.1f} us")
                rewrite = step.apply(current)
                current = current if rewrite is None else rewrite.text
    for name, text in LONG.items():
        start = time.perf_counter()
        normalized = normalize("body", text)
        middle = time.perf_counter()
        _ = normalized.digits
        print(
            f"{name:24} {len(text):8} characters {middle - start:7.2f} s  digits {time.perf_counter() - middle:5.2f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
