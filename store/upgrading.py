"""Brings the tables to the newest version with Alembic, without any file beside the program.

Every room keeps its own folder of migrations; its first one has a branch label of its own and no predecessor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from store.errors import SchemaTooNew

ENVIRONMENT = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done. `former` names the version that the tables have now; "" while there are none."""

    former: str
    is_done: bool
    _config: Config

    def carry_out(self, connection: Connection) -> None:
        """Run all migrations that are missing, inside the transaction of `connection`."""
        self._config.attributes["connection"] = connection
        command.upgrade(self._config, "heads")


def plan(connection: Connection, folders: Sequence[Path]) -> Plan:
    """Give what is to be done to this database.

    Raises:
        SchemaTooNew: it has a migration that none of the folders has.
    """
    config = _configuration(folders)
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    present = set(MigrationContext.configure(connection).get_current_heads())
    unknown = ", ".join(sorted(present - known))
    if unknown:
        raise SchemaTooNew(
            f"The database was written by a newer version (it has {unknown}). Install "
            "that version; the ways back to this one: docs/OPERATIONS.md, “Back to the version before”."
        )
    return Plan("-".join(sorted(present)), present == set(scripts.get_heads()), config)


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
