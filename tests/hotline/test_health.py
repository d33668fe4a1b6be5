"""Health says when a case was filed and no department could be told of it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from cases import closing, enrolment
from conversations import person
from conversations.incoming import Address, Incoming
from conversations.talk import Reception
from directory.reading import Directory
from hotline import compose
from hotline.health import Watch
from store import database as databases
from store.database import Database
from store.seal import Keys
from store.transaction import Transaction
from tests.doubles import recovery

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
KEYS = Keys(b"s" * 32, b"i" * 32)


@pytest.fixture
def database(address: Callable[..., str]) -> Iterator[Database]:
    opened = databases.open_database(address(compose.MIGRATIONS), migrations=compose.MIGRATIONS)
    opened.upgrade()
    recovery.found(opened)
    yield opened
    opened.close()


@pytest.mark.parametrize(("enrolled", "untold"), [("", 1), ("CHILD_RIGHTS:610000000", 0)])
def test_a_case_of_which_nobody_was_told_is_not_well(
    database: Database, directory: Directory, enrolled: str, untold: int
) -> None:
    house = compose.furnish(KEYS, directory)
    where = Address("web", "visitor")
    said = [
        Incoming(where, "visitor", "text", "строит дом"),
        Incoming(where, "visitor", "point", point=(40.875, 68.517)),
    ]
    with database.transaction() as tx:
        if enrolled:
            chat = {"channel": "demo", "chat": "group", "language": "kk"}
            enrolment.enrol(tx, KEYS, department=enrolled, **chat, now=NOW)
        Reception(house).hear_all(tx, said, NOW)
        draft = _draft(tx, where)
        send = f"d:{draft}:{len(house.scripts['citizen_report'].steps) - 1}:n"
        Reception(house).hear_all(tx, [Incoming(where, "visitor", "button", send)], NOW)

    health = Watch(database, telegram=False, now=lambda: NOW).look()

    assert (health.ok, health.figures["cases_untold"]) == (not untold, untold)

    with database.transaction() as tx:
        closing.close(tx, 1, "duplicate", actor="desk", now=NOW)
    assert Watch(database, telegram=False, now=lambda: NOW).look().figures["cases_untold"] == 0


def _draft(tx: Transaction, where: Address) -> str:
    sender = person.index(KEYS, Incoming(where, "visitor", "other"))
    draft = person.load(tx, KEYS, [sender])[sender].draft
    assert draft is not None
    return draft.draft
