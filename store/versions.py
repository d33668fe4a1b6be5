"""Which migrations a database has, and which it should have; to look at, not to change."""

from collections.abc import Sequence
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import text

from store import upgrading
from store.transaction import Transaction

_PRESENT = text("SELECT version_num FROM alembic_version")


def present(tx: Transaction) -> frozenset[str]:
    """Give the newest migration of every room that this database has; none when nothing was set up yet."""
    if not tx.has_table("alembic_version"):
        return frozenset()
    return frozenset(row["version_num"] for row in tx.rows(_PRESENT))


def wanted(folders: Sequence[Path]) -> frozenset[str]:
    """Give the newest migration of every room that this program has; `folders` are those of other rooms."""
    places = [str(folder) for folder in (upgrading.ENVIRONMENT / "versions", *folders)]
    return frozenset(ScriptDirectory(str(upgrading.ENVIRONMENT), version_locations=places).get_heads())
