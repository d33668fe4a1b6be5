"""What somebody finds who tries the house out: people to sign in as, and cases of every kind."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from cases import case, forwarding, keyring, linking, media, opening, passwords, schema
from conversations.house import House
from conversations.talk import Reception
from directory.reading import Directory
from hotline import compose
from hotline.commands import demo
from hotline.compose import Composed
from hotline.samples import cases, people
from hotline.settings import Settings
from store import database as databases
from store.seal import Keys
from tests.cases.told import NOW
from tests.doubles import recovery


@pytest.fixture(scope="module")
def house(directory: Directory) -> House:
    return compose.furnish(Keys(b"s" * 32, b"i" * 32), directory)


@pytest.fixture
def composed(address: Callable[..., str], house: House) -> Iterator[Composed]:
    opened = databases.open_database(address(compose.MIGRATIONS), migrations=compose.MIGRATIONS)
    opened.upgrade()
    recovery.found(opened)
    made = Composed(Settings(), opened, house.keys, house.directory, house, Reception(house))
    demo.enrol_everybody(made)
    with opened.transaction() as tx:
        keyring.ensured(tx, [one.code for one in house.directory.departments.all()], now=NOW)
        people.join(tx, house.keys, house.directory.departments, recovery.unlocked(tx), now=NOW)
    yield made
    opened.close()


def test_the_samples_tell_a_case_of_every_kind_once(composed: Composed) -> None:
    assert cases.tell(composed, NOW) == 8
    assert cases.tell(composed, NOW) == 0
    with composed.database.reading() as tx:
        rows = {row.number: row for row in case.listing(tx)}
        late = [row["number"] for row in tx.rows(select(schema.case).where(schema.case.c.level > 0))]
        states = {one.state for number in rows for one in forwarding.of_case(tx, number)}
        assert {row.urgency for row in rows.values()} == {"U0", "U1", "U2"}
        assert {row.state for row in rows.values()} == {"received", "acknowledged"}
        assert {row.language for row in rows.values()} == {"kk", "ru", "en", "uz", "ky"}
        assert [rows[number].state for number in late] == ["received"]
        assert {"declined", "held"} <= states
        assert [number for number in rows if media.count(tx, number)] == [5]
        assert linking.of_case(tx, 5) == (3,)
        assert max(row.filed_at for row in rows.values()) < NOW
        assert min(row.filed_at for row in rows.values()) > NOW - timedelta(days=6)


def test_every_sample_person_signs_in_and_each_opens_what_is_theirs(composed: Composed) -> None:
    cases.tell(composed, NOW)
    office = composed.house.office
    with composed.database.transaction() as tx:
        signed = {
            one.name: passwords.sign_in(tx, composed.keys, one.name, people.PASSWORD)
            for one in people.present(tx, composed.keys)
        }
        told = opening.open_case(tx, office, signed["child-rights"], 3, now=NOW)
        opening.open_case(tx, office, signed["police"], 7, now=NOW)
        opening.open_case(tx, office, signed["operator"], 2, now=NOW)

    assert {one.officer.role for one in signed.values()} == {one.role for one in people.PEOPLE}
    assert [one for one in told.further if one.startswith("addition")]
    assert not signed["editor"].unlocked.opens("CHILD_RIGHTS:610000000")


def test_who_can_sign_in_is_said_with_the_password_or_that_nobody_can() -> None:
    assert people.PASSWORD in people.listed(people.PEOPLE)[0]
    assert len(people.listed(people.PEOPLE)) == 1 + len(people.PEOPLE)
    assert people.PASSWORD not in " ".join(people.listed(()))
