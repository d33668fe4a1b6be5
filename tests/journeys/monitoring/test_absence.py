"""A teacher flags three pupils in the chat; the department gets a pointer for each, and nobody's name."""

import os
from datetime import UTC, datetime
from typing import Any

from cases import law, people
from cases.absences import calendar, classes, schools, seasons
from cases.absences.pupils import Line
from conversations import departments as groups
from conversations import notices, sentences
from conversations.fieldwork import absence_questions, absence_views, telling
from directory import reading
from locales import catalogue, daytime, formatting
from locales.texts import Text
from store import database as databases
from store import seal
from tests.doubles.phone import Phone
from tests.doubles.telegram import Telegram
from tests.journeys.conftest import Hotline

GROUP, ZHETISAI = -1003, "613800000"
DEPARTMENT = f"EDU_LOC:{ZHETISAI}"
NAMES = ("Абаева Айгүл", "Бекова Дана", "Ғалымов Ерлан", "Қасымова Жанар")
WORK, FAMILY = Text("t.reason.work", "Work"), Text("opt.e_family", "Parents or relatives")
COTTON, GUESS = Text("act.cotton", "Cotton"), Text("t.know.guess", "It is a guess")


def invited(bot: Hotline) -> str:
    """Make a school with a class of twenty; gives the invitation of its teacher."""
    keys, now = seal.make_keys(bot.folder / "keys"), datetime.now(UTC)
    database = databases.open_database(f"sqlite:///{bot.folder}/cases.db")
    with database.transaction() as tx:
        given: dict[str, Any] = {"entropy": os.urandom, "now": now}
        school = schools.add(tx, keys, "Мектеп 12", ZHETISAI, **given)
        lines = [Line(NAMES[number % 4], "female", now.year - 13) for number in range(20)]
        account = people.index(keys, "telegram:81")
        classes.add(tx, keys, school.code, "7А", lines, account=account, **given)
        token = people.invite(tx, keys, role="teacher", territory=ZHETISAI, school=school.code, **given)
    database.close()
    return token


def test_a_teacher_flags_three_pupils_and_the_department_gets_pointers(
    bot: Hotline, telegram: Telegram
) -> None:
    say, russian = catalogue.load("kk").say, catalogue.load("ru").say
    done = bot.run("departments", "enrol", DEPARTMENT, "--telegram-chat", str(GROUP), "--language", "ru")
    assert done.returncode == 0, done.stderr
    officer, teacher = Phone(telegram, 501, "ru", group=GROUP), Phone(telegram, 81, "kk")
    officer.add_bot()
    officer.wait_for(russian(groups.ENROLLED, department="|").partition("|")[0])

    teacher.type(f"/start inv_{invited(bot)}")
    teacher.wait_for(say(absence_views.WHO_IS_ABSENT))
    teacher.type("1 3")
    teacher.wait_for("1 · А.А., 3 · Ғ.Е.")
    teacher.tap("4 · Қ.Ж.")
    today, rules = daytime.day(datetime.now(UTC)), law.in_force(daytime.day(datetime.now(UTC)))
    teacher.tap(say(absence_views.SINCE_OTHER))
    teacher.tap(formatting.date(calendar.before(today, rules), "kk"))
    teacher.tap(say(sentences.WORDS["no"]))  # no good reason
    teacher.see(say(WORK))
    teacher.wait_for(say(absence_questions.HELP_FIRST))
    teacher.tap(say(WORK))
    teacher.tap(say(sentences.WORDS["done"]))
    places = reading.open_directory(bot.folder / "directory.db").territories
    if not seasons.of_place(ZHETISAI, today, places):
        teacher.tap(say(COTTON))  # out of the season it does not stand chosen
    teacher.tap(say(FAMILY))
    teacher.tap(say(GUESS))
    teacher.tap(say(sentences.WORDS["no"]))  # not spoken to the parents
    teacher.tap(say(sentences.WORDS["send"]))
    assert say(telling.REPORTED, n=3) in teacher.wait_for(say(telling.NOTED, n=3))

    for number in (1, 2, 3):
        officer.wait_for(russian(notices.TITLE, number=number))
    shown = [one.text for chat in (GROUP, 81) for one in telegram.chats.of(chat)]
    assert not any(word in text for text in shown for name in NAMES for word in name.split())
    assert not any(word in bot.log() for name in NAMES for word in name.split())
