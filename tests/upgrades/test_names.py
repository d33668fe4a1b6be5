"""Migrations are told by the names of their files, as Alembic tells them by what is in them."""

from alembic.script import ScriptDirectory

from hotline import compose
from store import upgrading, versions


def test_the_newest_files_are_the_newest_migrations() -> None:
    scripts = ScriptDirectory.from_config(upgrading._configuration(compose.MIGRATIONS))

    assert versions.wanted(compose.MIGRATIONS) == set(scripts.get_heads())
