"""The commands that have commands."""

from collections.abc import Mapping
from typing import ClassVar

from app.cli.program import Group


class Rules(Group):
    """``shenyan rules``."""

    HELP_PREFIX: ClassVar[str] = "rules."
    ENTRIES: ClassVar[Mapping[str, str]] = {
        "lint": "app.cli.rules_lint:lint_rules",
        "test": "app.cli.rules_test:run_rule_examples",
        "new": "app.cli.rules_new:new_rule",
        "list": "app.cli.rules_list:list_rules",
        "coverage": "app.cli.rules_coverage:show_coverage",
        "docs": "app.cli.rules_docs:write_docs",
    }


class Log(Group):
    """``shenyan log``."""

    HELP_PREFIX: ClassVar[str] = "log."
    ENTRIES: ClassVar[Mapping[str, str]] = {
        "show": "app.cli.log_show:show_record",
        "search": "app.cli.log_search:search_log",
        "verify": "app.cli.log_verify:verify",
    }


class Products(Group):
    """``shenyan products``."""

    HELP_PREFIX: ClassVar[str] = "products."
    ENTRIES: ClassVar[Mapping[str, str]] = {
        "import": "app.cli.products_import:import_products",
    }
