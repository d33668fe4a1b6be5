"""“Not ours”, tasks for people, the operator's word and escalation, as departments see them in groups."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from cases import case, forwarding, schema, tasks
from cases.case import CaseRow
from cases.report import Report
from conversations import escalations, passing_on, pointed
from conversations.house import House
from hotline import compose
from store import database as databases
from store.duties import Claimed
from tests.cases.told import DEBT, NOW
from tests.doubles import recovery
from tests.doubles.groups import Town

PLACE = "613800000"
ABSENT = {"age": 14, "school_harm": "absent", "hours_day": "2.5", "activity": ["cotton"]}
LEAD, RIGHTS, POLICE, OPERATOR = (
    f"EDU_LOC:{PLACE}",
    "CHILD_RIGHTS:610000000",
    f"POLICE_JUV:{PLACE}",
    "OPERATOR:KZ",
)
ABOVE = "EDU_OBL:610000000"
GROUPS = {LEAD: "-1", RIGHTS: "-2", POLICE: "-3", OPERATOR: "-4", ABOVE: "-5"}


@pytest.fixture
def town(address: Callable[..., str], house: House) -> Iterator[Town]:
    opened = databases.open_database(address(compose.MIGRATIONS), migrations=compose.MIGRATIONS)
    opened.upgrade()
    recovery.found(opened)
    here = Town(opened, house, NOW)
    for department, chat in GROUPS.items():
        here.enrol(department, chat)
    yield here
    opened.close()


def file(town: Town, facts: object = ABSENT, origin: str = "1") -> int:
    number = town.file(Report(origin, "web", "kk", facts, PLACE)).number  # type: ignore[arg-type]
    town.carry()
    return number


def row(town: Town, number: int = 1) -> CaseRow:
    with town.database.reading() as tx:
        return case.get(tx, number)


def look(town: Town, number: int = 1) -> datetime | None:
    with town.database.transaction() as tx:
        return escalations.look_at(tx, town.house, number, town.now)


def open_tasks(town: Town) -> list[tuple[str, str]]:
    with town.database.reading() as tx:
        return [(one.errand.kind, one.errand.about) for one in tasks.open_ones(tx)]


def decline_to(town: Town, chat: str, body: str) -> None:
    for label in ("Not ours", "Another body answers for this", body):
        town.press(chat, label)
        town.carry()


def name(town: Town, code: str) -> str:
    return town.house.department(code, "en")


def test_a_department_passes_a_case_on_to_the_body_it_names(town: Town) -> None:
    file(town)
    decline_to(town, "-1", name(town, RIGHTS))
    with town.database.reading() as tx:
        told = {one.department: one for one in forwarding.of_case(tx, 1)}

    assert row(town).lead == RIGHTS
    assert told[LEAD].state == "declined"
    assert "lead" in told[RIGHTS].roles
    assert "Your department is responsible" in town.texts("-2").rpartition("Case 1")[2]
    town.press("-2", "Received")
    assert row(town).state == "acknowledged"


def test_going_back_changes_nothing_and_a_second_press_does_nothing(town: Town) -> None:
    file(town)
    town.press("-1", "Not ours")
    town.carry()
    town.press("-1", "Another body answers for this")
    town.carry()
    choice = town.token("-1", name(town, RIGHTS))
    town.press("-1", "Back")
    town.carry()
    town.press("-1", "Back")
    town.carry()
    assert row(town).lead == LEAD
    assert town.token("-1", "Received")

    town.hear("-1", "button", choice)
    assert town.hear("-1", "button", choice) == "Already acknowledged."
    assert row(town).lead == RIGHTS


def test_a_department_that_declined_is_not_offered_again_and_the_third_is_the_operator(town: Town) -> None:
    file(town)
    decline_to(town, "-1", name(town, RIGHTS))
    town.press("-2", "Not ours")
    town.carry()
    town.press("-2", "Another body answers for this")
    town.carry()
    offered = [button.label for buttons in town.said["-2"][-1].buttons for button in buttons]
    assert name(town, LEAD) not in offered
    town.press("-2", name(town, POLICE))
    town.carry()

    assert row(town).lead == OPERATOR
    assert ("decide", "") in open_tasks(town)
    assert "Two departments say that it is not theirs" in town.texts("-4")
    decline_to(town, "-4", name(town, POLICE))
    assert row(town).lead == POLICE
    assert "decide" not in dict(open_tasks(town))


def test_another_place_moves_the_case_to_the_same_body_there(town: Town) -> None:
    file(town)
    for label in ("Not ours", "It is another place", "Turkistan Region", "Maktaaral District"):
        names = [button.label for rows in town.said["-1"][-1].buttons for button in rows]
        town.press("-1", label if label in names else next(one for one in names if one[:6] == label[:6]))
        town.carry()

    assert (row(town).territory, row(town).lead) == ("614400000", "EDU_LOC:614400000")


def test_a_lead_from_outside_waits_for_somebody_with_a_key(town: Town) -> None:
    file(town)
    decline_to(town, "-1", name(town, POLICE))

    assert ("release", POLICE) in open_tasks(town)
    assert "Your department is responsible" in town.texts("-3")


def test_a_choice_that_was_never_offered_changes_nothing(town: Town) -> None:
    file(town)
    token = town.token("-1", "Not ours")
    for choice in ("b000000000000", "d123", "zzz", ":"):
        town.hear("-1", "button", f"{token}:{choice}")

    assert row(town).lead == LEAD


def test_who_does_not_answer_is_passed_by_and_reminded_until_the_top(town: Town) -> None:
    file(town)
    first = look(town)
    assert first == row(town).due_at
    assert first is not None
    town.now = first
    assert look(town) is not None
    town.carry()

    assert "Passed up to you" in town.texts("-5")
    assert "Reminder" in town.texts("-1")
    assert row(town).due_at == town.now + timedelta(hours=24)
    for _ in range(9):
        town.now += timedelta(days=5)
        if look(town) is None:
            break
        town.carry()
    town.carry()
    assert ("overdue", "") in open_tasks(town)
    with town.database.reading() as tx:
        told = [one.department for one in forwarding.of_case(tx, 1)]
    assert "OMBUDS:KZ" in told


def test_the_level_above_acknowledges_the_case_and_stops_the_clock(town: Town) -> None:
    file(town)
    town.now = row(town).due_at or town.now
    look(town)
    pointer = town.carry()[-1]
    with town.database.transaction() as tx:  # one that came before it, and the one that is pressed
        for number in (3, 1):
            pointed.note(tx, town.house.keys, pointer, (number,), now=town.now)
    town.press("-5", "Received")

    assert row(town).state == "acknowledged"
    others = [one.message for one in town.carry() if one.message.stays]
    assert [(one.replaces, one.buttons) for one in others] == [(3, ())]
    town.now += timedelta(days=30)
    assert look(town) is None


def test_an_accused_body_is_passed_by_on_the_way_up(town: Town) -> None:
    file(town, ABSENT | {"accused": ["EDU_OBL"]})
    lead = row(town).lead
    with town.database.transaction() as tx:
        tx.execute(update(schema.case).where(schema.case.c.number == 1).values(due_at=town.now))
    town.now += timedelta(days=2)
    look(town)
    with town.database.reading() as tx:
        told = {one.department for one in forwarding.of_case(tx, 1)}

    assert lead == LEAD
    assert not any(code.startswith("EDU_OBL") for code in told)


def test_the_operator_is_asked_to_telephone_and_ticks_it(town: Town) -> None:
    file(town, DEBT)

    assert "Case 1. Please telephone the police now: 112." in town.texts("-4")
    assert town.hear("-1", "button", town.token("-4", "Done")).startswith("Only members")
    town.press("-4", "Done")
    town.press("-4", "Done")
    assert "telephone" not in dict(open_tasks(town))


def test_what_waits_for_the_operator_goes_at_once_when_confirmed(town: Town) -> None:
    file(town, DEBT)
    assert "-3" not in town.said
    town.press("-4", "Confirm: plausible and placed")
    town.carry(seconds=1)

    assert "Case 1" in town.texts("-3")
    assert "Not yet confirmed" not in town.texts("-3")
    town.carry(hours=1)
    assert town.texts("-3").count("Case 1") == 1


def test_without_a_word_it_goes_out_after_a_quarter_of_an_hour_and_says_so(town: Town) -> None:
    file(town, DEBT)
    town.carry(minutes=15)

    assert "Not yet confirmed" in town.texts("-3")
    assert town.press("-4", "Confirm: plausible and placed") == "It has been sent on already."


def test_held_copies_are_told_when_the_lead_says_so_and_somebody_is_asked_for_the_key(town: Town) -> None:
    file(town, dict(DEBT) | {"activity": ["cotton"], "school_harm": "absent"})
    town.carry(minutes=15)
    held = "Case 1"
    assert held not in town.texts("-1")
    town.press("-3", "Received")
    town.carry()
    assert "These wait for your word" in town.texts("-3")
    town.press("-3", "Tell the others too")
    town.carry()

    assert held in town.texts("-1")
    assert ("release", LEAD) in open_tasks(town)


def test_the_last_day_to_pass_a_report_on_is_said_once_before_the_level_above_has_it(town: Town) -> None:
    file(town)
    town.now = datetime(2026, 11, 26, 5, tzinfo=UTC)  # Thursday, ten o'clock in Kazakhstan
    for _ in range(2):  # a duty that was carried out twice
        with town.database.transaction() as tx:
            lead = next(one for one in forwarding.of_case(tx, 1) if "lead" in one.roles)
            told = Claimed(1, passing_on.KIND, "", "", str(lead.id).encode(), 1, town.now, False)
            again = passing_on.look(tx, town.house, told, town.now)
        town.carry()
    assert again is not None
    town.now = again
    look(town)

    assert town.texts(GROUPS[LEAD]).count("Reminder: working day 3 of 3.") == 1
    assert row(town).level == 1
