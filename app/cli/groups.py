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
        "draft": "app.cli.rules_drafts:draft",
        "drafts": "app.cli.rules_drafts:list_drafts",
        "check": "app.cli.rules_drafts:check_draft",
        "backtest": "app.cli.rules_backtest:backtest",
        "submit": "app.cli.rules_drafts:submit_draft",
        "approve": "app.cli.rules_drafts:approve_draft",
        "return": "app.cli.rules_drafts:return_draft",
        "withdraw": "app.cli.rules_drafts:withdraw_draft",
        "rebase": "app.cli.rules_drafts:rebase_draft",
        "example": "app.cli.rules_drafts:add_example",
        "case": "app.cli.rules_case:add_case",
        "publish": "app.cli.rules_versions:publish_draft",
        "rollback": "app.cli.rules_versions:roll_back",
        "versions": "app.cli.rules_versions:list_versions",
        "precision": "app.cli.rules_precision:show_precision",
        "waivers": "app.cli.rules_waivers:list_waivers",
        "waive": "app.cli.rules_waivers:waive",
        "waiver-approve": "app.cli.rules_waivers:approve_waiver",
        "waiver-refuse": "app.cli.rules_waivers:refuse_waiver",
        "waiver-end": "app.cli.rules_waivers:end_waiver",
        "diff": "app.cli.rules_versions:show_diff",
        "export": "app.cli.rules_versions:export_version",
        "import": "app.cli.rules_versions:import_folder",
    }


class Lexicon(Group):
    """``shenyan lexicon``."""

    HELP_PREFIX: ClassVar[str] = "lexicon."
    ENTRIES: ClassVar[Mapping[str, str]] = {
        "export": "app.cli.lexicon_tables:export_lexicon",
        "import": "app.cli.lexicon_tables:import_lexicon",
        "where": "app.cli.lexicon_terms:where_used",
        "add": "app.cli.lexicon_terms:add_term",
    }


class Log(Group):
    """``shenyan log``."""

    HELP_PREFIX: ClassVar[str] = "log."
    ENTRIES: ClassVar[Mapping[str, str]] = {
        "show": "app.cli.log_show:show_record",
        "replay": "app.cli.log_replay:replay",
        "search": "app.cli.log_search:search_log",
        "export": "app.cli.log_export:export",
        "verify": "app.cli.log_verify:verify",
        "public-key": "app.cli.log_keys:show_public_key",
        "rotate-key": "app.cli.log_keys:rotate_key",
        "rotate-data-key": "app.cli.log_keys:rotate_data_key",
        "erase": "app.cli.log_erase:erase",
        "expire": "app.cli.log_erase:expire_messages",
        "sweep": "app.cli.log_erase:sweep",
        "hold": "app.cli.groups:LogHold",
        "pack": "app.cli.log_pack:pack",
    }


class LogHold(Group):
    """``shenyan log hold``."""

    HELP_PREFIX: ClassVar[str] = "log.hold."
    ENTRIES: ClassVar[Mapping[str, str]] = {
        "list": "app.cli.log_hold:list_holds",
        "add": "app.cli.log_hold:add_hold",
        "release": "app.cli.log_hold:release_hold",
    }


class Products(Group):
    """``shenyan products``."""

    HELP_PREFIX: ClassVar[str] = "products."
    ENTRIES: ClassVar[Mapping[str, str]] = {
        "import": "app.cli.products_import:import_products",
    }


class Keys(Group):
    """``shenyan keys``."""

    HELP_PREFIX: ClassVar[str] = "keys."
    ENTRIES: ClassVar[Mapping[str, str]] = {
        "create": "app.cli.keys:create_key",
        "list": "app.cli.keys:list_keys",
        "rotate": "app.cli.keys:rotate_key",
        "revoke": "app.cli.keys:revoke_key",
    }


class Releases(Group):
    """``shenyan releases``."""

    HELP_PREFIX: ClassVar[str] = "releases."
    ENTRIES: ClassVar[Mapping[str, str]] = {
        "public-keys": "app.cli.releases:show_public_keys",
        "rotate-key": "app.cli.releases:rotate_key",
    }


class Queue(Group):
    """``shenyan queue``."""

    HELP_PREFIX: ClassVar[str] = "queue."
    ENTRIES: ClassVar[Mapping[str, str]] = {
        "list": "app.cli.queue:list_queue",
        "show": "app.cli.queue:show_held",
        "claim": "app.cli.queue:claim",
        "release": "app.cli.queue:release",
        "refuse": "app.cli.queue:refuse",
        "rebuild": "app.cli.queue:rebuild",
    }
