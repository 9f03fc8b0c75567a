"""Where the rules and lexicons that come with Shenyan are."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent.parent


def bundled_directories() -> tuple[Path, Path]:
    """The folders of rules and lexicons: those of the checkout, or those inside the installed package."""
    for root in (_PACKAGE.parent, _PACKAGE / "bundled"):
        if (root / "rules" / "policy.yaml").is_file() and (root / "lexicons").is_dir():
            return root / "rules", root / "lexicons"
    raise FileNotFoundError("the bundled rules are missing: install Shenyan again, or set SHENYAN_RULES_DIR")
