"""``shenyan rules docs``: the pages about the rules, and the JSON Schema that editors use."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.cli.errors import file_error
from app.cli.rule_files import RuleFiles, rule_files
from app.cli.screen import Screen
from app.reports.approved_page import APPROVED_PAGE, approved_page
from app.reports.rule_pages import DO_NOT_EDIT, FOLDER, rule_pages
from app.ruleset.json_schema import APPROVED_SCHEMA_NAME, SCHEMA_NAME, approved_json_schema, rule_json_schema
from app.ruleset.rule import RuleSet

OUT_OF_DATE = 1


def write_docs(
    ctx: typer.Context,
    *,
    write: Annotated[bool, typer.Option("--write", help="rules.write")] = False,
    docs: Annotated[Path | None, typer.Option("--docs", help="rules.docs-folder", metavar="FOLDER")] = None,
) -> None:
    """Writes ``docs/rules/`` and the schemas in ``rules/``, or says which of them are out of date (exit code 1)."""
    screen: Screen = ctx.obj
    files = rule_files()
    folder = docs_folder(files, docs) / FOLDER
    pages = all_pages(files.load())
    current = [write_page(screen, folder / name, page, write=write) for name, page in pages.items()]
    current += [_remove(screen, path, write=write) for path in stale_pages(folder, pages)]
    current.append(write_page(screen, files.rules_dir / SCHEMA_NAME, schema_text(), write=write))
    path = files.rules_dir / APPROVED_SCHEMA_NAME
    current.append(write_page(screen, path, approved_schema_text(), write=write))
    if not all(current):
        raise typer.Exit(OUT_OF_DATE)


def docs_folder(files: RuleFiles, chosen: Path | None) -> Path:
    """Where the pages go: ``docs`` beside the rules, unless another folder is named."""
    return chosen if chosen is not None else files.rules_dir.parent / "docs"


def all_pages(rule_set: RuleSet) -> dict[str, str]:
    """The pages of the rules, and that of approved wordings where there are any."""
    pages = rule_pages(rule_set)
    return {**pages, APPROVED_PAGE: approved_page(rule_set)} if rule_set.approved else pages


def schema_text() -> str:
    """The file that editors read for a rule."""
    return json.dumps(rule_json_schema(), ensure_ascii=False, indent=1) + "\n"


def approved_schema_text() -> str:
    """The same for an approved wording."""
    return json.dumps(approved_json_schema(), ensure_ascii=False, indent=1) + "\n"


def stale_pages(folder: Path, pages: dict[str, str]) -> list[Path]:
    """Pages that an earlier rule set had; files that were not generated are left alone."""
    mark = DO_NOT_EDIT.format(command="shenyan rules docs --write")
    return [path for path in sorted(folder.glob("*.md")) if path.name not in pages and mark in path.read_text("utf-8")]


def write_page(screen: Screen, path: Path, text: str, *, write: bool) -> bool:
    """Puts ``text`` into ``path`` if asked to. True when the file holds it now."""
    try:
        if path.is_file() and path.read_text("utf-8") == text:
            screen.print(screen.say("docs.current", path=path), style="dim")
            return True
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            screen.print(screen.say("new.wrote", path=path), style="green")
            return True
    except OSError as error:
        raise file_error(path, error) from None
    screen.print(screen.say("docs.out-of-date", path=path), style="yellow")
    return False


def _remove(screen: Screen, path: Path, *, write: bool) -> bool:
    if not write:
        screen.print(screen.say("docs.out-of-date", path=path), style="yellow")
        return False
    path.unlink()
    screen.print(screen.say("docs.removed", path=path), style="green")
    return True
