"""Which migrations a database has, and which it should have; to look at, not to change.

Without Alembic, which takes a fifth of a second to load: a migration's file has the name of its revision, and
each room's revisions follow each other in the order of their names.
"""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import text

from store.transaction import Transaction

OWN = Path(__file__).parent / "migrations" / "versions"
_PRESENT = text("SELECT version_num FROM alembic_version")


def present(tx: Transaction) -> frozenset[str]:
    """Give the newest migration of every room that this database has; none when nothing was set up yet."""
    if not tx.has_table("alembic_version"):
        return frozenset()
    return frozenset(row["version_num"] for row in tx.rows(_PRESENT))


def wanted(folders: Sequence[Path]) -> frozenset[str]:
    """Give the newest migration of every room that this program has; `folders` are those of other rooms."""
    return frozenset(max(file.stem for file in folder.glob("*_[0-9]*.py")) for folder in (OWN, *folders))
