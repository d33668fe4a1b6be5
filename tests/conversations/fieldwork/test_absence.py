"""A teacher in the chat: who is absent, since when, why – within a minute, and never a name."""

import pytest
from msgspec.structs import replace

from cases.absences import absences, classes
from conversations.house import House
from store.database import Database
from tests.conversations.conftest import Talker, filed
from tests.conversations.fieldwork.school import NAMES, Building


class Teacher(Talker):
    """The teacher of the class; counts what is pressed."""

    taps = 0

    def tap(self, label: str) -> list[object]:  # type: ignore[override]
        self.taps += 1
        return list(super().tap(label))

    def labels(self) -> list[str]:
        return [button.label for row in self.read[-1].buttons for button in row]


@pytest.fixture
def building(database: Database, house: House) -> Building:
    return Building(database, house, teacher="web:teacher").open()


@pytest.fixture
def teacher(building: Building) -> Teacher:
    return Teacher(building.database, building.house, name="teacher")


def test_three_pupils_are_flagged_in_twelve_taps_and_no_name_is_said(teacher: Teacher) -> None:
    teacher.send("command", "work")
    for label in ("1 · А.А.", "3 · Ғ.Е.", "4 · Қ.Ж.", "Absent since today", "No", "Work", "Done"):
        teacher.tap(label)
    for label in ("Parents or relatives", "The child told me", "No"):
        teacher.tap(label)
    summary = teacher.read[-1].text
    teacher.tap("Send now")

    assert teacher.taps == 11
    assert "7А: 1 · А.А., 3 · Ғ.Е., 4 · Қ.Ж." in summary
    assert "First day missed: 23.11.2026" in summary
    assert "Reason: Work\nWork: Cotton\nWorks for: Parents or relatives" in summary
    assert "This goes first to those who can help the family." in summary
    assert teacher.read[-1].text.startswith(
        "Written down. Pupils: 3.\nSent. Reports: 3.\nWho will receive it"
    )
    rows = filed(teacher.database)
    assert [(row.activity, row.state) for row in rows] == [("farm", "received")] * 3
    assert not any(word in teacher.screen() for name in NAMES for word in name.split())
    assert all(message.protect for message in teacher.read if "·" in message.text)


def test_with_several_classes_the_last_used_comes_first_and_it_is_still_twelve(
    teacher: Teacher, building: Building
) -> None:
    with building.database.transaction() as tx:
        building.add(tx, "8Б", 10)
    teacher.send("command", "work")
    assert teacher.labels()[:2] == ["7А", "8Б"]
    teacher.tap("8Б")
    teacher.say("2 5 9")
    assert "Chosen: 2 · Б.Д., 5 · А.А., 9 · А.А." in teacher.read[-1].text
    teacher.send("command", "work")
    assert teacher.labels()[:2] == ["7А", "8Б"]  # only telling something makes it the last one
    teacher.tap("8Б")
    teacher.wait(minutes=1)
    teacher.tap("Everyone is here")
    teacher.send("command", "work")
    assert teacher.labels()[:2] == ["8Б", "7А"]


def test_cotton_stands_chosen_and_can_be_changed_before_sending(teacher: Teacher) -> None:
    teacher.send("command", "work")
    for label in (
        "2 · Б.Д.",
        "Absent since today",
        "No",
        "Work",
        "Done",
        "Something else",
        "It is a guess",
        "No",
    ):
        teacher.tap(label)
    teacher.tap("Skip")
    assert "Work: Cotton" in teacher.read[-1].text
    teacher.tap("Change an answer")
    teacher.tap("Work")
    teacher.tap("Tobacco")
    assert "Work: Tobacco" in teacher.read[-1].text
    teacher.tap("Send")
    assert len(filed(teacher.database)) == 1


def test_where_the_school_sends_them_it_is_said_before_sending(teacher: Teacher) -> None:
    teacher.send("command", "work")
    for label in ("2 · Б.Д.", "Absent since today", "Yes", "Work", "Done", "The school sent the pupils"):
        teacher.tap(label)
    assert "The school management will not see this report." in teacher.read[-1].text
    for label in ("I saw it myself", "It is not safe"):
        teacher.tap(label)
    before = teacher.read[-1].text
    assert "Who will receive it: Department for the Protection of Child Rights" in before
    assert "learn only which school it is and the days, not the pupils, the class or who wrote: " in before
    teacher.tap("Send now")
    assert [row.lead.partition(":")[0] for row in filed(teacher.database)] == ["CHILD_RIGHTS"]


def test_for_a_holiday_or_a_coming_day_the_nearest_school_day_is_offered(teacher: Teacher) -> None:
    teacher.send("command", "work")
    teacher.say("1")
    teacher.tap("Absent since another day")
    assert teacher.labels()[-1] == "Since 1 September"
    teacher.say("28.10")
    assert "There are no lessons on that day. Nearest school day: 23 Oct 2026." in teacher.read[-1].text
    teacher.say("24.12.2026")
    assert teacher.labels() == ["23 Nov 2026"]
    teacher.say("кеше")
    assert "did not understand" in teacher.read[-1].text
    teacher.say("19.11")
    for label in ("No", "I don’t know", "It is a guess", "No", "Skip"):
        teacher.tap(label)
    assert "School days missed: 3" in teacher.read[-1].text
    teacher.tap("Send")
    assert len(filed(teacher.database)) == 1


def test_of_whoever_is_absent_already_only_it_is_asked_whether_it_lasts(
    teacher: Teacher, building: Building
) -> None:
    building.flag(0, 2, reasons=("illness",), excused="yes")
    teacher.send("command", "work")
    teacher.tap("1 · А.А.: absent")
    assert teacher.labels() == ["Still absent", "Back at school", "The reason is known now", "Back"]
    teacher.tap("Back at school")
    assert teacher.read[-1].text == "Thank you. Written down: back at school."
    teacher.send("command", "work")
    assert "1 · А.А." in teacher.labels()
    teacher.tap("Everyone is here")
    assert "2 · Б.Д." in teacher.read[-1].text
    teacher.tap("Back at school")
    with building.database.reading() as tx:
        assert absences.open_of_class(tx, building.house.keys, building.of.id) == []


def test_what_is_no_number_of_the_class_is_not_taken(teacher: Teacher) -> None:
    teacher.send("command", "work")
    teacher.say("7 21")
    assert "There is no such number in this class: 21" in teacher.read[-1].text
    assert "Chosen: 7 · Ғ.Е." in teacher.read[-1].text
    teacher.say("Абаева Айгүл")
    assert "Do not write names." in teacher.read[-1].text
    teacher.send("voice")
    assert "did not understand" in teacher.read[-1].text
    teacher.send("button", "a:forged:t0")
    assert "earlier question" in teacher.screen()


def test_a_teacher_without_a_list_begins_with_numbers(building: Building) -> None:
    with building.database.transaction() as tx:
        classes.remove(tx, building.of.id)
    teacher = Teacher(building.database, building.house, name="teacher")
    teacher.send("command", "work")
    assert "how many pupils it has" in teacher.say("seven")[-1].text
    teacher.say("9Ә 25")
    assert teacher.labels()[:8] == [str(number) for number in range(1, 9)]
    teacher.tap("More pupils")
    assert teacher.labels()[0] == "9"


def test_a_class_that_is_there_is_not_made_a_second_time(teacher: Teacher, building: Building) -> None:
    with building.database.transaction() as tx:
        building.add(tx, "8Б", 3)
        classes.leave(tx, building.of.id, building.account)
        building.add(tx, "9А", 3)
    teacher.send("command", "work")
    teacher.tap("Add a class")
    assert "is a colleague’s. Ask for it on your page." in teacher.say("8 б 25")[-1].text
    assert teacher.say("9а 25")[-1].text.startswith("9А. Who is absent?")
    with building.database.reading() as tx:
        there = classes.of_school(tx, building.house.keys, building.school.code)
    assert [one.label for one in there] == ["7А", "8Б", "9А"]


def test_a_question_stays_open_in_another_language_and_a_report_beside_it(teacher: Teacher) -> None:
    teacher.send("command", "work")
    teacher.say("3")
    teacher.send("button", "l:kk")
    assert "Таңдалғандар: 3 · Ғ.Е." in teacher.read[-1].text
    teacher.tap("Бүгіннен бері жоқ")
    held = teacher.token("Иә")
    teacher.send("command", "report")
    teacher.send("button", held)
    assert "Сіздің ойыңызша, себебі неде?" in teacher.read[-1].text


def test_nobody_else_can_use_the_buttons_of_a_class(teacher: Teacher, building: Building) -> None:
    other = Talker(building.database, building.house, name="stranger")
    other.send("button", f"a:here:{building.of.id}")
    assert "teachers and monitors who were invited" in other.screen()
    teacher.send("button", f"a:here:{building.of.id}")
    assert teacher.read[-1].text == "Thank you. Written down: everyone in class is here today."


def test_of_a_pupil_taken_out_of_the_list_meanwhile_nothing_is_sent(
    teacher: Teacher, building: Building
) -> None:
    teacher.send("command", "work")
    teacher.say("1 2")
    for label in ("Absent since today", "No", "Work", "Done"):
        teacher.tap(label)
    with building.database.transaction() as tx:
        left = replace(building.of, pupils=building.of.pupils[2:])
        classes.keep(tx, building.house.keys, left, now=teacher.now)
    teacher.tap("Send now")
    assert teacher.labels()[0] == "3 · Ғ.Е."
    assert filed(teacher.database) == []


def test_another_first_day_keeps_what_was_answered(teacher: Teacher) -> None:
    teacher.send("command", "work")
    teacher.say("1")
    for label in ("Absent since today", "No", "Back", "Back"):
        teacher.tap(label)
    assert teacher.read[-1].text.startswith("Since which day?")
    teacher.tap("19 Nov 2026")
    assert teacher.read[-1].text == "Is there a good reason?"


def test_the_first_day_can_be_changed_before_sending(teacher: Teacher) -> None:
    teacher.send("command", "work")
    teacher.say("1")
    for label in (
        "Absent since today",
        "No",
        "Work",
        "Done",
        "Something else",
        "It is a guess",
        "No",
        "Skip",
    ):
        teacher.tap(label)
    for label in ("Change an answer", "First day missed", "19 Nov 2026"):
        teacher.tap(label)
    assert "First day missed: 19.11.2026\nSchool days missed: 3" in teacher.read[-1].text
    assert teacher.labels()[0] == "Send"
