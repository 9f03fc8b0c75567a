"""Migrations: the file names say which is the newest, and a database that has it costs no import of Alembic."""

import subprocess
import sys
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from app.store.migrate import newest_revision

OPEN = "import sys; from app.store.database import open_database; from app.store.migrate import upgrade"


def test_the_newest_file_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "app.store:migrations")

    assert newest_revision() == ScriptDirectory.from_config(config).get_current_head()


def test_alembic_is_only_imported_for_a_database_that_needs_it(tmp_path: Path) -> None:
    code = f"{OPEN}; upgrade(open_database('sqlite:///{tmp_path}/log.db', 2.0)); print('alembic' in sys.modules)"

    first, second = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    )

    assert (first, second) == ("True\n", "False\n")
