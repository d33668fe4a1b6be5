"""Every case and every file of one has a duty that will erase it; it is planned once, in what is new."""

import pytest
from sqlalchemy import select

from cases import filing, media, retention, schema
from cases.office import Office
from store.database import Database
from store.schema import duty
from store.seal import Keys
from tests.cases import told
from tests.cases.told import NOW
from tests.store.counting import steps

pytestmark = pytest.mark.both


def test_the_housekeeping_goes_on_where_it_stopped(database: Database, office: Office, keys: Keys) -> None:
    """What came since is planned: a case, a file of it, a file of a case from before; nothing twice."""
    first = file(database, office, "draft-1")
    assert plan(database, keys) == 1
    with database.transaction() as tx:
        draft, late = media.number(tx), media.number(tx)
        media.expect(tx, keys, draft, "draft-2", "voice", now=NOW)
    assert plan(database, keys) == 0
    file(database, office, "draft-2")
    with database.transaction() as tx:
        tx.update(schema.medium, {"id": draft}, {"case_number": 2})
        media.expect_for_case(tx, first, late, "photo", now=NOW)

    assert [plan(database, keys), plan(database, keys)] == [3, 0]
    assert planned(database) == {"erase:case:1", "erase:case:2", "erase:media:1", "erase:media:2"}


@pytest.mark.sqlite
def test_what_is_planned_already_is_not_read_again(database: Database, office: Office, keys: Keys) -> None:
    file(database, office, "draft-1")
    plan(database, keys)
    with database.transaction() as tx:
        before = steps(tx, lambda view: retention.plan(view, keys, NOW))
    for number in range(2, 12):
        file(database, office, f"draft-{number}")
    plan(database, keys)
    with database.transaction() as tx:
        assert steps(tx, lambda view: retention.plan(view, keys, NOW)) <= before


def plan(database: Database, keys: Keys) -> int:
    with database.transaction() as tx:
        return retention.plan(tx, keys, NOW)


def planned(database: Database) -> set[str]:
    with database.reading() as tx:
        return {row["key"] for row in tx.rows(select(duty.c.key).where(duty.c.kind.startswith("erase:")))}


def file(database: Database, office: Office, origin: str) -> int:
    with database.transaction() as tx:
        return filing.file_report(tx, office, told.report(origin), now=NOW).number
