"""Every step between a message and its verdict, for people who want to see why."""

from collections.abc import Iterator

from rich.text import Text

from app.cli.screen import Screen
from app.cli.underline import show_text
from app.model.detection import Detection
from app.model.fact import Fact
from app.review import CompiledRuleSet, Trace
from app.ruleset.atoms import InForce
from app.ruleset.compiled import PreparedRuleSet
from app.ruleset.demand import is_open, way_of
from app.ruleset.explain import explain
from app.ruleset.scoping import properties_of

_IN_FORCE = InForce.__name__
_PROBES_SHOWN = 4


def show_trace(screen: Screen, trace: Trace, compiled: CompiledRuleSet) -> None:
    """Prints the reading, detections, facts, fired rules, rules that nearly fired, and the policy steps."""
    for line in _lines(screen, trace, compiled):
        screen.print(line)


def _lines(screen: Screen, trace: Trace, compiled: CompiledRuleSet) -> Iterator[Text]:
    document = trace.document
    yield _head(screen.say("trace.reading"))
    for part in document.parts:
        yield Text(f"    {part.name}  {show_text(part.text)}")
    for key in ("languages", "jurisdictions", "products"):
        yield Text(f"    {screen.say(f'trace.{key}')} {', '.join(getattr(document, key)) or '-'}")
    labels = _labels(compiled)
    yield _head(screen.say("trace.detections", count=len(trace.detections)))
    for number, detection in enumerate(trace.detections):
        used = labels.get(detection.probe, [])
        names = ", ".join(used[:_PROBES_SHOWN]) + (
            f" +{len(used) - _PROBES_SHOWN}" if len(used) > _PROBES_SHOWN else ""
        )
        yield Text.assemble((f"    d{number} ", "dim"), _detection(trace, detection), (f"  {names}", "dim"))
    yield _head(screen.say("trace.facts", count=len(trace.facts)))
    in_force = sum(fact.kind == _IN_FORCE for fact in trace.facts)
    yield Text(f"    {screen.say('trace.in-force', count=in_force)}")
    yield from (_fact(fact) for fact in trace.facts if fact.kind != _IN_FORCE)
    yield _head(screen.say("trace.fired", count=len(trace.fired)))
    for fired in trace.fired:
        yield Text.assemble(("    " + fired.rule_id, "bold"), (f"  ← {' '.join(fired.fact_ids)}", "dim"))
        for condition in explain(compiled.prepared.rule_set, fired.rule_id).condition:
            yield Text(f"      {screen.pick(condition)}")
    nearly = list(_nearly(screen, trace, compiled))
    yield _head(screen.say("trace.nearly", count=len(nearly)))
    yield from nearly
    yield _head(screen.say("trace.policy"))
    for reason in trace.verdict.reasons:
        yield Text(f"    {reason.code}  {screen.pick(reason.message)} {', '.join(reason.rule_ids)}".rstrip())
    yield Text.assemble("    → ", (screen.say(f"decision.{trace.verdict.decision}"), "bold"))
    yield Text()


def _head(text: str) -> Text:
    return Text(f"  {text}", style="bold cyan")


def _labels(compiled: CompiledRuleSet) -> dict[str, list[str]]:
    """Probe -> the ``rule/label`` names that stand for it."""
    names: dict[str, list[str]] = {}
    for rule_id, labels in compiled.prepared.labels.items():
        for probe, label in labels.items():
            names.setdefault(probe, []).append(f"{rule_id}/{label}")
    return names


def _detection(trace: Trace, detection: Detection) -> Text:
    part = trace.document.parts[detection.part]
    span = part.offsets.to_original(detection.span)
    about = " ".join(filter(None, (detection.tag, *detection.contexts)))
    return Text.assemble(
        detection.probe.partition(":")[0],
        (f" “{show_text(part.original[span.start : span.end])}”", "magenta"),
        f" {part.name}[{span.start}:{span.end}] {detection.score:.2f}",
        (f" {about}" if about else "", "yellow"),
    )


def _fact(fact: Fact) -> Text:
    evidence = " ".join(f"d{index}" for index in fact.evidence)
    return Text(f"    {fact.id} {fact.kind} {fact.key}  {evidence}".rstrip())


def _nearly(screen: Screen, trace: Trace, compiled: CompiledRuleSet) -> Iterator[Text]:
    """Rules of which a label was detected and which still did not fire, and why not."""
    fired = {item.rule_id for item in trace.fired}
    prepared = compiled.prepared
    not_for_this = _out_of_scope(trace, prepared)
    for rule_id, labels in sorted(prepared.labels.items()):
        hits = [
            f"{labels[detection.probe]}=d{number}"
            for number, detection in enumerate(trace.detections)
            if detection.probe in labels
        ]
        if hits and rule_id not in fired:
            why = "trace.scope" if rule_id in not_for_this else "trace.condition"
            yield Text.assemble(f"    {rule_id}  {screen.say(why)}", (f"  {' '.join(hits)}", "dim"))


def _out_of_scope(trace: Trace, prepared: PreparedRuleSet) -> set[str]:
    """Rules that had all the detections of one way to fire, and are for other messages."""
    properties = properties_of(trace.document)
    present = {detection.probe for detection in trace.detections}
    ways = ((item.rule_id, way_of(item.keys, prepared.atoms)) for item in prepared.conjunctions)
    return {
        rule_id
        for rule_id, way in ways
        if present.issuperset(way.needs) and not is_open(way, prepared.atoms, properties)
    }
