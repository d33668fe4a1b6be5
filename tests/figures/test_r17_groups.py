"""R17: nobody takes over a department's group: alerts reach only enrolled chats and hold nothing personal."""

import re
from collections.abc import Callable, Iterator
from random import Random

import pytest
from sqlalchemy import func, select

from cases import case, people, schema
from cases.report import Report
from conversations.departments import ENROLLED, NOT_ALLOWED
from conversations.house import House
from directory.reading import Directory
from hotline import compose
from locales import catalogue
from store import database as databases
from store.seal import Keys
from tests.cases.told import COTTON, DEBT, NOW
from tests.doubles import recovery
from tests.doubles.groups import Town

Figure = Callable[[str], None]
LEAD, RIGHTS, OPERATOR = "EDU_LOC:613800000", "CHILD_RIGHTS:610000000", "OPERATOR:KZ"
PLACE = "613800000"
ABSENT = {"age": 14, "school_harm": "absent", "hours_day": "2.5", "activity": ["cotton"]}
CANARY = "Канарейкин Асан, +77010001122, улица Абая 5"
SECRETS = tuple(word for word in CANARY.split() if len(word) > 3)
DIGITS = re.compile(r"\d{5,}|\d\d\.\d{3,}")  # numbers of people and places; dates have four digits at most
say = catalogue.load("en").say


@pytest.fixture(scope="module")
def house(directory: Directory) -> House:
    return compose.furnish(Keys(b"s" * 32, b"i" * 32), directory)


@pytest.fixture
def town(address: Callable[..., str], house: House) -> Iterator[Town]:
    opened = databases.open_database(address(compose.MIGRATIONS), migrations=compose.MIGRATIONS)
    recovery.found(opened)
    yield Town(opened, house, NOW)
    opened.close()


def report(origin: str = "1", **changed: object) -> Report:
    told: dict[str, object] = {"territory": PLACE, "facts": ABSENT, "channel": "web", "language": "kk"}
    return Report(origin, **(told | changed))  # type: ignore[arg-type]


def test_pointers_reach_enrolled_chats_only_and_hold_nothing_personal(
    town: Town, so_many: Callable[[int], int], figure: Figure
) -> None:
    town.enrol(LEAD, "-11")
    town.enrol(RIGHTS, "-12")
    town.enrol(OPERATOR, "-13")
    wanted, chance, pointers, personal = so_many(1000), Random(17), 0, 0
    chats: set[str] = set()
    for number in range(wanted):
        facts = chance.choice((COTTON, DEBT, {"age": 12, "activity": ["market"]}))
        point = (43.1 + chance.random(), 68.2 + chance.random())
        answers = {"answers": {"what": {"text": CANARY}, "more": {"text": CANARY}}}
        about = {"answers": {"contact": {"text": CANARY}}}
        town.file(report(str(number), facts=facts, point=point, answers=answers, about_reporter=about))
    for said in town.carry(hours=1):
        chats.add(said.address.chat)
        pointers += 1
        personal += any(word in said.message.text for word in SECRETS)
        personal += bool(DIGITS.search(said.message.text))
        assert all(len(button.token.encode()) <= 64 for row in said.message.buttons for button in row)

    assert chats == {"-11", "-12", "-13"}
    assert pointers >= wanted
    assert personal == 0
    figure(f"R17: {wanted} cases, {pointers} pointers to 3 enrolled chats: {personal} personal fields")


def test_in_an_unknown_group_the_bot_says_one_line_and_leaves(town: Town) -> None:
    town.hear("-66", "joined")
    town.carry()

    assert town.left == ["-66"]
    assert len(town.said["-66"]) == 1


def test_nobody_outside_of_the_department_accepts_a_case(town: Town) -> None:
    town.enrol(LEAD, "-11")
    town.file(report())
    town.carry()
    token = town.token("-11", "Received")
    with town.database.transaction() as tx:
        invited = people.invite(
            tx, town.house.keys, role="officer", territory=PLACE, department=LEAD, entropy=bytes, now=NOW
        )
        people.join(tx, town.house.keys, invited, "telegram:555", NOW)
    refused = [
        town.hear("-66", "button", token),  # another group
        town.hear("77", "button", token, group=False),  # a private chat
        town.hear("-11", "button", token, sender="556"),  # somebody of the group who is no officer
        town.hear("-11", "button", token.replace("k:", "n:"), sender="556"),
    ]

    assert refused == [say(NOT_ALLOWED)] * 4
    assert _state(town) == "received"
    town.hear("-11", "button", token, sender="555")
    assert _state(town) == "acknowledged"


def test_a_group_that_becomes_a_supergroup_keeps_its_cases_and_each_arrives_once(town: Town) -> None:
    town.enrol(LEAD, "-11")
    town.file(report())
    town.hear("-11", "moved", "-10011")
    town.hear("-11", "moved", "-10011")  # Telegram says it in both groups
    arrived = town.carry()
    town.press("-10011", "Received")

    assert [said.address.chat for said in arrived].count("-10011") == 1
    assert "-11" not in town.said
    assert _state(town) == "acknowledged"


def test_a_new_title_changes_nothing_and_being_added_says_for_whom(town: Town) -> None:
    town.enrol(LEAD, "-11")
    town.hear("-11", "other")
    town.hear("-11", "joined")
    town.carry()

    assert say(ENROLLED, department="|").partition("|")[0] in town.texts("-11")
    assert town.left == []


def test_what_was_meant_for_a_lost_group_goes_up_the_ladder_and_a_person_is_asked(town: Town) -> None:
    town.enrol(LEAD, "-11")
    town.enrol(OPERATOR, "-13")
    town.file(report())
    town.hear("-11", "left")
    town.carry()
    refused = town.hear("-11", "button", town.token("-13", "Received"))

    assert "Sent to you in place of" in town.texts("-13")
    assert "cannot be reached" in town.texts("-13")
    assert refused == say(NOT_ALLOWED)
    town.hear("-11", "joined")
    town.file(report("2"))
    town.carry()
    assert "Case 2" in town.texts("-11")


def test_a_group_that_refuses_us_is_lost_and_what_waits_comes_when_it_is_back(town: Town) -> None:
    town.enrol(LEAD, "-11")
    town.file(report())
    town.gone.add("-11")
    town.carry()
    with town.database.reading() as tx:
        lost = tx.row(
            select(func.count().label("n"))
            .select_from(schema.enrolment)
            .where(schema.enrolment.c.lost_at.is_not(None))
        )
    assert lost is not None
    assert lost["n"] == 1
    town.gone.clear()
    town.hear("-11", "joined")
    town.carry(minutes=1)

    assert town.texts("-11").count("Case 1") == 1


def _state(town: Town) -> str:
    with town.database.reading() as tx:
        return case.get(tx, 1).state
