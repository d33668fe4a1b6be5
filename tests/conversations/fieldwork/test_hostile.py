"""Buttons of others, old ones and the same twice; classes of none and of sixty; the edges of a season."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from cases import people
from cases.absences import absences, classes, seasons
from cases.absences.pupils import Pupil
from conversations.house import House
from conversations.incoming import Incoming
from conversations.talk import Reception
from locales import daytime
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import MAKTAARAL
from tests.conversations.conftest import NOON, filed
from tests.conversations.fieldwork.school import Building
from tests.conversations.fieldwork.test_absence import Teacher

ANSWERS = ("Absent since today", "No", "Work", "Done", "Parents or relatives", "The child told me", "No")


@pytest.fixture
def building(database: Database, house: House) -> Building:
    return Building(database, house, teacher="web:teacher").open()


def colleague(building: Building, name: str = "colleague") -> Teacher:
    """Let another teacher of the school join; gives them."""
    keys, given = building.house.keys, {"entropy": building.entropy, "now": building.now}
    with building.database.transaction() as tx:
        told = {"role": "teacher", "territory": MAKTAARAL, "school": building.school.code}
        token = people.invite(tx, keys, **told, **given)  # type: ignore[arg-type]
        people.join(tx, keys, token, f"web:{name}", building.now)
    return Teacher(building.database, building.house, name=name)


def tokens(teacher: Teacher) -> list[str]:
    return [button.token for message in teacher.read for row in message.buttons for button in row]


def test_buttons_of_another_teacher_and_old_ones_do_nothing(building: Building) -> None:
    teacher = Teacher(building.database, building.house, name="teacher")
    other = colleague(building)
    teacher.send("command", "work")
    old = teacher.token("1 · А.А.")
    teacher.tap("1 · А.А.")
    for label in ANSWERS:
        teacher.tap(label)
    firsts = [message.buttons[0][0].token for message in teacher.read if message.buttons]
    shown = [firsts[1], firsts[2], firsts[-1], teacher.token("Absent since today"), old]
    for token in (*shown, f"a:who:{building.of.id}", f"a:here:{building.of.id}"):
        other.send("button", token)
        assert "А.А." not in other.screen()
    assert filed(building.database) == []
    sent = teacher.token("Send now")
    teacher.send("button", sent)
    for token in (sent, *shown):
        teacher.send("button", token)
    assert len(filed(building.database)) == 1
    with building.database.reading() as tx:
        assert len(absences.open_of_class(tx, building.house.keys, building.of.id)) == 1


def test_a_teacher_who_is_let_go_in_the_middle_sends_nothing(building: Building) -> None:
    teacher = Teacher(building.database, building.house, name="teacher")
    teacher.send("command", "work")
    for label in ("1 · А.А.", *ANSWERS):
        teacher.tap(label)
    with building.database.transaction() as tx:
        people.let_go(tx, building.account, actor="coordinator", now=building.now)
    teacher.tap("Send now")
    assert "for teachers and monitors who were invited" in teacher.read[-1].text
    assert filed(building.database) == []


def test_forty_classes_and_one_of_sixty_fit_and_one_of_none_is_not_made(building: Building) -> None:
    with building.database.transaction() as tx:
        for number in range(39):
            building.add(tx, f"{number % 12}{chr(0x0410 + number // 12)}", 1)
        building.add(tx, "8Я", 60)
    teacher = Teacher(building.database, building.house, name="teacher")
    teacher.send("command", "work")
    assert len(teacher.labels()) == 43
    teacher.tap("8Я")
    assert "Chosen: 60 · Қ.Ж." in teacher.say("60")[-1].text
    assert "no such number in this class: 61, 0" in teacher.say("61 0")[-1].text
    for _ in range(7):
        teacher.tap("More pupils")
    assert teacher.labels()[:5] == ["57 · А.А.", "58 · Б.Д.", "59 · Ғ.Е.", "✓ 60 · Қ.Ж.", "Back"]
    assert max(len(token) for token in tokens(teacher)) <= 64  # Telegram's limit
    teacher.send("command", "work")
    teacher.tap("Add a class")
    for none in ("7Ж 0", "7Ж 61"):
        assert "how many pupils it has" in teacher.say(none)[-1].text


def test_a_class_that_everybody_has_left_is_no_trap(building: Building) -> None:
    with building.database.transaction() as tx:
        empty = replace(building.of, pupils=())
        classes.keep(tx, building.house.keys, empty, now=building.now)
    teacher = Teacher(building.database, building.house, name="teacher")
    teacher.send("command", "work")
    assert "no such number in this class: 1" in teacher.say("1")[-1].text
    teacher.tap("Everyone is here")
    assert filed(building.database) == []


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ә\u0301ли-Хан  О'Нил Ён", "Ә.О."),
        ("ʻʻ 7 =Ғани", "Ғ."),
        ("李 小龙", "李.小."),
        ("ßen ﬁn", "S.F."),
        ("👧 Аня", "А."),
        ("!!!", ""),
        ("", ""),
    ],
)
def test_initials_are_one_letter_of_two_words(name: str, initials: str) -> None:
    assert Pupil("id", 1, name).initials == initials


def test_a_season_ends_at_midnight_of_kazakhstan_and_elsewhere_there_is_none(building: Building) -> None:
    places = building.house.directory.territories
    last, first = (datetime(2026, 11, 30, 18, 59, tzinfo=UTC), datetime(2026, 11, 30, 19, tzinfo=UTC))
    assert [seasons.of_place(MAKTAARAL, daytime.day(at), places) for at in (last, first)] == ["cotton", ""]
    assert seasons.of_place("750000000", daytime.day(NOON), places) == ""


def test_out_of_season_the_work_is_asked_for_and_no_class_is_one_alert(
    database: Database, house: House
) -> None:
    building = Building(database, house, teacher="web:teacher").open(territory="750000000")
    teacher = Teacher(database, house, name="teacher")
    teacher.send("command", "work")
    teacher.say("1 2 3 4 5 6")
    for label in ANSWERS[:4]:
        teacher.tap(label)
    assert teacher.read[-1].text.startswith("What seasonal work?")
    for label in ("Selling at a market or in the street", *ANSWERS[4:], "Send now"):
        teacher.tap(label)
    assert len(filed(building.database)) == 6


def test_two_teachers_who_flag_the_same_pupil_at_once_make_one_case(
    houses: Sequence[Database], at_once: Callable[..., list[object]], house: House
) -> None:
    building = Building(houses[0], house, teacher="web:teacher").open()
    colleague(building)
    with houses[0].transaction() as tx:
        classes.take(tx, building.of.id, people.index(house.keys, "web:colleague"), now=NOON)
    both = [Teacher(houses[0], house, name="teacher"), Teacher(houses[1], house, name="colleague")]
    sent = []
    for one in both:
        one.send("command", "work")
        for label in ("1 · А.А.", *ANSWERS):
            one.tap(label)
        sent.append(Incoming(one.address, one.name, "button", one.token("Send now"), language="en"))

    def hearing(incoming: Incoming) -> Callable[[Transaction], object]:
        return lambda tx: Reception(house).hear_all(tx, [incoming], NOON)

    at_once(*(hearing(one) for one in sent))
    assert len(filed(houses[0])) == 1
    for one in both:
        one.news()
    assert {one.read[-1].text.partition("\n")[0] for one in both} == {
        "Written down. Pupils: 1.",
        "No report was sent: this only counts in the figures.",
    }
