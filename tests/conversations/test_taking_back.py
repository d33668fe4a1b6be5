"""Whoever gave a case away, or had it taken away, is told nothing more: what was on its way is taken back."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from cases import rerouting
from cases.report import Report
from cases.rerouting import Wish
from conversations import declining, remarks
from conversations.house import House
from hotline import compose
from store import database as databases
from tests.cases.told import DEBT, NOW
from tests.doubles import recovery
from tests.doubles.groups import Town

PLACE = "613800000"
POLICE, RIGHTS, OPERATOR = f"POLICE_JUV:{PLACE}", "CHILD_RIGHTS:610000000", "OPERATOR:KZ"


@pytest.fixture
def town(address: Callable[..., str], house: House) -> Iterator[Town]:
    opened = databases.open_database(address(compose.MIGRATIONS), migrations=compose.MIGRATIONS)
    opened.upgrade()
    recovery.found(opened)
    yield Town(opened, house, NOW)
    opened.close()


def reroute(town: Town, to: str) -> None:
    with town.database.transaction() as tx:
        wish = Wish(to, "decided", "desk")
        done = rerouting.reroute(tx, town.house.office_at(town.now), 1, wish, now=town.now)
        declining.told(tx, town.house, done, town.now)


def test_a_lead_from_whom_the_operator_takes_a_case_in_time_never_hears_of_it(town: Town) -> None:
    for department, chat in {POLICE: "-1", RIGHTS: "-2", OPERATOR: "-3"}.items():
        town.enrol(department, chat)
    town.file(Report("1", "web", "kk", DEBT, PLACE))
    town.carry(minutes=5)
    reroute(town, RIGHTS)
    town.carry(minutes=30)

    assert "-1" not in town.said
    assert "Your department is responsible" in town.texts("-2")


def test_a_chat_that_stands_for_others_too_is_told_for_them_alone(town: Town) -> None:
    for department, chat in {RIGHTS: "-2", OPERATOR: "-3"}.items():
        town.enrol(department, chat)
    town.file(Report("1", "web", "kk", DEBT, PLACE))
    town.carry(minutes=5)
    before = len(town.said["-3"])
    reroute(town, RIGHTS)
    town.carry(minutes=5)
    assert len(town.said["-3"]) == before
    town.carry(minutes=30)
    told = "\n".join(message.text for message in town.said["-3"][before:])

    assert "in place of" in told
    assert "Your department is responsible" not in told
    assert town.house.department(POLICE, "en") not in told


def test_what_a_reporter_adds_is_not_told_to_a_department_that_declined_meanwhile(town: Town) -> None:
    for department, chat in {POLICE: "-1", RIGHTS: "-2", OPERATOR: "-3"}.items():
        town.enrol(department, chat)
    town.file(Report("1", "web", "kk", DEBT, PLACE))
    town.carry(minutes=16)
    with town.database.transaction() as tx:
        remarks.remark(tx, town.house, 1, "added", now=town.now)
    reroute(town, RIGHTS)
    town.now += timedelta(minutes=30)
    town.carry()

    assert "Your department is responsible" in town.texts("-1")
    assert "has added something" not in town.texts("-1")
