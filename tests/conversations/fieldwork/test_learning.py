"""A reason that is learned later: the absence moves, and with it its one case."""

from datetime import timedelta
from typing import Any

import pytest

from cases import history, parts
from cases.absences import absences, learned
from cases.absences.absences import Told
from conversations.dossier import added
from conversations.fieldwork import learning
from conversations.fieldwork.flagging import Flag
from conversations.fieldwork.learning import Learned
from conversations.house import House
from locales import daytime
from store.database import Database
from tests.conversations.conftest import filed
from tests.conversations.fieldwork.school import Building
from tests.conversations.fieldwork.test_absence import Teacher
from tests.conversations.fieldwork.test_flagging import WORK
from tests.doubles import recovery


@pytest.fixture
def building(database: Database, house: House) -> Building:
    return Building(database, house, teacher="web:teacher").open()


def learn(building: Building, id: str, **told: Any) -> Learned:
    with building.database.transaction() as tx:
        one = absences.get(tx, building.house.keys, id)
        given: dict[str, Any] = {"since": one.since, "until": daytime.day(building.now), "days": one.days}
        wish = Flag(building.of, (one.pupil,), Told(**given, **told), building.account, "telegram", "kk")
        return learning.learn(tx, building.house, wish, one, now=building.now)


def test_work_that_becomes_known_makes_the_case_that_there_was_none_of(building: Building) -> None:
    one = building.flag(0, 1, reasons=("unknown",)).absences[0]
    assert filed(building.database) == []

    done = learn(building, one.id, **WORK, excused="no")
    assert (done.is_new, len(done.filed), done.moved) == (True, 1, None)
    assert not learn(building, one.id, **WORK, excused="no").is_new
    noted = [learn(building, one.id, **WORK, excused="no", note="x\ny").is_new for _ in range(2)]
    assert noted == [True, False]  # a press that came twice adds nothing
    learn(building, one.id, **WORK | {"employer": "other"}, excused="no")
    assert len(filed(building.database)) == 1
    with building.database.reading() as tx:
        now = absences.get(tx, building.house.keys, one.id)
        before = learned.earlier(tx, one.id)
    assert (now.reasons, now.employer, now.case_number) == (("work",), "other", 1)
    told = [(one.reasons, one.employer) for one in before]
    assert told == [(("unknown",), ""), (("work",), "family"), (("work",), "family")]


def test_what_is_learned_moves_the_case_that_is_there_and_never_makes_a_second(building: Building) -> None:
    one = building.flag(0, 1, reasons=("unknown",), days=3, since=daytime.day(building.now) - timedelta(4))
    (before,) = filed(building.database)
    assert (before.activity, before.severity) == ("unknown", 0)

    done = learn(building, one.absences[0].id, **WORK | {"season": "begging"}, excused="no")
    (after,) = filed(building.database)
    assert (done.filed, done.moved, after.activity) == ((), before.number, "worst")
    assert (after.severity, after.urgency, after.lead) == (4, "U0", before.lead)
    with building.database.reading() as tx:
        keys = recovery.unlocked(tx)
        words = {name: parts.read(tx, keys, 1, name) for name in parts.names(tx, 1) if "addition" in name}
        acts = [row["act"] for row in history.of_case(tx, 1)]
    (section,) = added.sections(building.house, words, "ru")
    shown = "\n".join(f"{line.label}: {line.value}" for line in section.lines)
    assert "Стало известно позже: 23" in shown
    assert "Причина: Работа" in shown
    assert {"added", "judged anew", f"urgency: {before.urgency} U0 worse"} <= set(acts)


def test_that_the_school_sends_them_goes_past_its_own_education_unit(building: Building) -> None:
    one = building.flag(0, 1, reasons=("unknown",), days=3, since=daytime.day(building.now) - timedelta(4))
    (before,) = filed(building.database)
    assert before.lead.startswith("EDU_LOC")

    done = learn(building, one.absences[0].id, **WORK | {"employer": "school"}, note="Директор жіберді")
    (alert,) = done.filed
    told = {one.department.partition(":")[0] for one in alert.forwardings}
    assert (alert.lead.body, done.moved) == ("CHILD_RIGHTS", before.number)
    assert ({"PROS", "EDU_OBL"} <= told, "EDU_LOC" in told) == (True, False)
    with building.database.reading() as tx:
        keys = recovery.unlocked(tx)
        assert parts.read(tx, keys, alert.number, "school")["name"] == "Мектеп 12"
        assert "child" not in parts.names(tx, alert.number)
        words = str([parts.read(tx, keys, before.number, name) for name in parts.names(tx, before.number)])
    assert "addition" in str(parts_of(building, before.number))
    assert "'work'" in words
    assert [word for word in ("'who'", "жіберді") if word in words] == []


def parts_of(building: Building, number: int) -> tuple[str, ...]:
    with building.database.reading() as tx:
        return tuple(parts.names(tx, number))


def test_of_a_class_that_is_away_only_what_its_alert_does_not_tell_becomes_a_case(building: Building) -> None:
    done = building.flag(0, 6, reasons=("unknown",), days=3, since=daytime.day(building.now) - timedelta(4))
    assert (done.is_class, len(filed(building.database))) == (True, 1)

    cotton, begging = done.absences[0].id, done.absences[1].id
    assert learn(building, cotton, **WORK) == Learned(True)
    assert len(learn(building, begging, **WORK | {"season": "begging"}).filed) == 1
    learn(building, begging, **WORK | {"season": "begging", "known": "seen"})
    assert len(filed(building.database)) == 2


def test_the_reason_is_told_in_the_chat_of_who_lasts_and_of_who_is_back(building: Building) -> None:
    building.flag(0, 2, reasons=("unknown",))
    teacher = Teacher(building.database, building.house, name="teacher")
    teacher.send("command", "work")
    for label in ("1 · А.А.: absent", "The reason is known now"):
        teacher.tap(label)
    assert teacher.read[-1].text.startswith("What do you think the reason is?")
    for label in ("Work", "Done", "Parents or relatives", "The child told me", "No", "Send now"):
        teacher.tap(label)
    assert teacher.read[-1].text.startswith("Thank you. The reason has been written down.\nSent. Reports: 1.")
    teacher.send("command", "work")
    for label in ("2 · Б.Д.: absent", "Back at school", "The reason is known now", "Illness"):
        teacher.tap(label)
    for label in ("The parents told me", "Yes", "Skip", "Skip", "Send"):
        if label in teacher.labels():
            teacher.tap(label)
    assert teacher.read[-1].text == "Thank you. The reason has been written down."
    assert len(filed(building.database)) == 1
    with building.database.reading() as tx:
        (one,) = absences.back_since(tx, building.house.keys, building.of.id, daytime.day(building.now))
    assert (one.reasons, one.state) == (("illness",), "back")
