"""Who reads what comes later: nobody who declined or is held back, not even by way of somebody's ladder."""

from cases import filing, forwarding, readers, rerouting
from cases.addressees import Telling, tell
from cases.office import Office
from cases.rerouting import Wish
from store.database import Database
from tests.cases.told import NOW, report

PLACE, OBLAST = "EDU_LOC:613800000", "EDU_OBL:610000000"
ABSENT = {"age": 14, "school_harm": "absent", "hours_day": "2.5", "activity": ["cotton"]}


def test_a_department_that_declined_reads_nothing_more_where_it_stands_above_the_new_lead(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        filing.file_report(tx, office, report(facts=ABSENT, territory="613800000"), now=NOW)
        assert OBLAST in readers.of_case(tx, office, 1).whole
        (above,) = tell(tx, office, 1, [Telling(OBLAST, ("escalated",))], now=NOW)
        rerouting.decline(tx, office, above, Wish(PLACE, "other_place", OBLAST), now=NOW)
        states = {one.department: one.state for one in forwarding.of_case(tx, 1)}
        after = readers.of_case(tx, office, 1)

    assert (states[OBLAST], states[PLACE]) == ("declined", "open")
    assert PLACE in after.whole
    assert OBLAST not in {*after.whole, *after.extract, *after.police}
