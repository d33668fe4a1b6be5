"""A PostgreSQL server that cannot be reached, or not used: said in one sentence, with what to do."""

import pytest
from sqlalchemy.engine import make_url

from store import database as databases
from store.errors import DatabaseRefused, StoreUnavailable
from tests.doubles.postgres import Server


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", "no server answers there"),
        ("postgresql://nobody@127.0.0.1:1/none?sslmod=require", "an option that PostgreSQL does not know"),
        ("postgresql://nobody@127.0.0.1:1/none?sslmode=verify-full&sslrootcert=/none", "The database"),
    ],
)
def test_a_database_that_cannot_be_reached_says_why_and_nothing_of_the_address(
    address: str, told: str
) -> None:
    opened = databases.open_database(address)

    with pytest.raises((StoreUnavailable, DatabaseRefused), match=told) as refused, opened.reading():
        pass
    assert "nobody" not in str(refused.value)


def test_a_database_of_somebody_else_is_refused_with_what_to_do(postgres: Server) -> None:
    url = postgres.empty()
    postgres.run("CREATE ROLE guest LOGIN")
    opened = databases.open_database(make_url(url).set(username="guest").render_as_string(False))

    with pytest.raises(DatabaseRefused, match="own the database"):
        opened.upgrade()
    opened.close()


def test_a_password_that_was_not_escaped_is_thought_of(postgres: Server) -> None:
    """`postgresql://hotline:p@ss/w@host/hotline` names another database than was meant."""
    opened = databases.open_database(
        make_url(postgres.empty()).set(database="w@host").render_as_string(False)
    )

    with pytest.raises(StoreUnavailable, match=r"no database of this name \(in the password, @ .* %40"):
        opened.upgrade()
