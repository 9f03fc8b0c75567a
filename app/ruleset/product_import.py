"""From a table of products to product sheets: what is added, changed and removed."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.model.product import ProductSheet
from app.ruleset.loader import PRODUCTS_PREFIX, load_rule_set
from app.ruleset.product_rows import TableReading, sheet_paths
from app.ruleset.product_table import Table
from app.ruleset.product_writing import changed_fields, write_sheet
from app.ruleset.rule import RuleSet


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import does. ``removed`` are sheets that the table does not list; ``ignored`` headings of no column."""

    added: tuple[ProductSheet, ...]
    changed: tuple[tuple[ProductSheet, ProductSheet], ...]
    removed: tuple[ProductSheet, ...]
    unchanged: int
    ignored: tuple[str, ...] = ()

    @property
    def written(self) -> tuple[ProductSheet, ...]:
        """The sheets whose files are written."""
        return (*self.added, *(new for _, new in self.changed))


def plan_import(name: str, tables: Iterable[Table], rule_set: RuleSet) -> ImportPlan:
    """What importing ``tables`` of the file ``name`` into ``rule_set`` does. Raises ImportProblems.

    On matters for which the table has no column a sheet that is there stays as it is.
    """
    reading = TableReading(name, rule_set)
    for table in tables:
        reading.read_table(table)
    imported = reading.finish()
    known = rule_set.products
    return ImportPlan(
        added=tuple(sheet for key, sheet in imported.items() if key not in known),
        changed=tuple(
            (known[key], sheet) for key, sheet in imported.items() if key in known and changed_fields(known[key], sheet)
        ),
        removed=tuple(sheet for key, sheet in known.items() if key not in imported),
        unchanged=sum(key in known and not changed_fields(known[key], sheet) for key, sheet in imported.items()),
        ignored=tuple(dict.fromkeys(reading.ignored)),
    )


def planned_files(plan: ImportPlan, rule_set: RuleSet, *, remove: bool) -> dict[str, bytes | None]:
    """Path -> content of the files to write, None of those to delete. Raises RuleSetProblems for what cannot load."""
    paths = sheet_paths(rule_set)
    changes: dict[str, bytes | None] = {
        paths.get(sheet.id, f"{PRODUCTS_PREFIX}{sheet.id}.yaml"): write_sheet(sheet).encode() for sheet in plan.written
    }
    if remove:
        changes |= {paths[sheet.id]: None for sheet in plan.removed}
    after = {**rule_set.files, **changes}
    load_rule_set({path: raw for path, raw in after.items() if raw is not None})
    return changes
