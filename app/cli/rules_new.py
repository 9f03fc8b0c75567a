"""``shenyan rules new``: a first rule file that is already valid."""

import re
from pathlib import Path
from typing import Annotated, Final

import typer

from app.cli.errors import InputError, file_error
from app.cli.options import choose
from app.cli.rule_files import rule_files
from app.cli.screen import Screen
from app.model.vocabulary import Family, Jurisdiction

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")

_TEMPLATE: Final = """\
# 写法见 docs/writing-rules.md / How to write it: docs/writing-rules.md
id: {id}
title: {{zh: （这条规则禁止什么）, en: (what this rule forbids)}}
family: {family}               # misleading | disclosure | pii | tone
severity: revise                 # advise | revise | block
status: draft                    # draft -> shadow -> active -> retired
owner: (who answers for this rule)
references: []                   # 义务编号，见 rules/references.yaml / obligation ids
why: {{zh: （为什么）, en: (why)}}
applies_to:
  jurisdiction: [{jurisdiction}]
detect:
  claim: {{detector: pattern, pattern: 某个不该说的词|some wording}}   # 或 / or {{detector: lexicon, lexicon: …}}
when:
  any:
    - {{detected: claim, unless: [negated, quoted-as-warning]}}
message: {{zh: "不应说“{{claim}}”。", en: "Do not say “{{claim}}”."}}
suggestion: {{say: {{zh: （怎样说才合规）, en: (what to say instead)}}, applicability: display-only}}
examples:
  violates:
    - {{text: 这是某个不该说的词。, quotes: [某个不该说的词]}}
  complies:
    - {{text: 这句话没有问题。, because: （为什么不该触发）}}
"""


def new_rule(
    ctx: typer.Context,
    *,
    rule_id: Annotated[str, typer.Argument(help="new.id", metavar="ID", show_default=False)],
    family: Annotated[str, typer.Option("--family", help="new.family", metavar="FAMILY")] = "misleading",
    jurisdiction: Annotated[str, typer.Option("--jurisdiction", help="new.jurisdiction", metavar="PLACE")] = "CN",
) -> None:
    """Writes ``rules/<jurisdiction>/<family>/<id>.yaml``; never over a file that is there."""
    screen: Screen = ctx.obj
    if not _ID.fullmatch(rule_id):
        raise InputError("error.rule-id", value=rule_id)
    kind = choose(Family, "--family", family)
    place = choose(Jurisdiction, "--jurisdiction", jurisdiction)
    assert kind is not None
    assert place is not None
    files = rule_files()
    taken = next(files.rules_dir.rglob(f"{rule_id}.yaml"), None)
    if taken is not None:
        raise InputError("error.rule-exists", rule=rule_id, path=taken)
    path = files.rules_dir / place / kind / f"{rule_id}.yaml"
    _write(path, _TEMPLATE.format(id=rule_id, family=kind, jurisdiction=place))
    shown = (
        files.real_path(path.relative_to(files.rules_dir.parent).as_posix())
        if files.rules_dir.name == "rules"
        else path
    )
    screen.print(screen.say("new.wrote", path=shown), style="green")
    screen.print(screen.say("new.next", path=shown, rule=rule_id))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise file_error(path, error) from None
