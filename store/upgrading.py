"""Brings the tables to the newest version with Alembic, without any file beside the program.

Every room keeps its own folder of migrations; its first one has a branch label of its own and no predecessor.
"""

from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from store.errors import SchemaTooNew

ENVIRONMENT = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, folders: Sequence[Path]) -> None:
    """Run all migrations that are missing, inside the transaction of `connection`.

    Raises:
        SchemaTooNew: the database has a migration that none of the folders has.
    """
    config = _configuration(folders)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    present = MigrationContext.configure(connection).get_current_heads()
    unknown = sorted(set(present) - known)
    if unknown:
        raise SchemaTooNew(
            f"The database was written by a newer version (it has {', '.join(unknown)}). "
            "Install that version, or restore a backup."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "heads")


def _configuration(folders: Sequence[Path]) -> Config:
    config = Config()
    locations = "\n".join(str(folder) for folder in (ENVIRONMENT / "versions", *folders))
    for name, value in (
        ("script_location", str(ENVIRONMENT)),
        ("path_separator", "newline"),
        ("version_locations", locations),
    ):
        config.set_main_option(name, value.replace("%", "%%"))
    return config
