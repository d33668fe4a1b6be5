"""A pupil flagged because of work and followed up, with the teacher and a monitor of the district."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from cases import people
from cases.followups import schedule
from conversations.followups import putting
from conversations.house import House
from store import duties
from store.database import Database
from tests.cases.told import MAKTAARAL
from tests.conversations.conftest import NOON, Talker
from tests.conversations.fieldwork.school import Building
from tests.conversations.fieldwork.test_flagging import WORK


@dataclass
class Followed:
    """A pupil flagged because of work, followed up; the teacher and a monitor of the district."""

    building: Building
    teacher: Talker
    monitor: Talker
    number: int

    def after(self, days: int) -> None:
        """Let so many days go by, and do what is due."""
        building = self.building
        building.now += timedelta(days=days)
        self.teacher.now = self.monitor.now = building.now
        with building.database.transaction() as tx:
            for duty in duties.claim(tx, building.house.keys, now=building.now, holder="test", limit=500):
                if duty.kind == schedule.KIND:
                    again = putting.look(tx, building.house, duty, building.now)
                    if again is None:
                        duties.settle(tx, duty.id, now=building.now)
                    else:
                        duties.postpone(tx, duty, due_at=again)
        self.teacher.news()
        self.monitor.news()


@pytest.fixture
def followed(database: Database, house: House) -> Followed:
    building = Building(database, house, teacher="web:teacher").open()
    number = building.flag(2, 1, **WORK).filed[0].number
    reach = people.Reach("web", "monitor", "en")
    with database.transaction() as tx:
        given = {"entropy": building.entropy, "now": NOON}
        token = people.invite(tx, house.keys, role="monitor", territory=MAKTAARAL, **given)  # type: ignore[arg-type]
        people.join(tx, house.keys, token, "web:monitor", NOON, reach)
        schedule.begin(tx, house.office_at(NOON), number, now=NOON)
    teacher, monitor = Talker(database, house, name="teacher"), Talker(database, house, name="monitor")
    return Followed(building, teacher, monitor, number)
