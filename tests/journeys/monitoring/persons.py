"""Who takes part in monitoring out of doors, each with a phone, and the coordinator who lets them in."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from cases.absences import calendar
from conversations import sentences
from conversations.fieldwork import absence_questions, absence_views, entrance, mornings, telling
from conversations.notices import TITLE
from locales import catalogue, daytime, formatting
from locales.texts import Text
from tests.doubles.chats import Shown
from tests.doubles.phone import LIMIT, Phone
from tests.doubles.telegram import Telegram
from tests.journeys.monitoring.house import House
from tests.web.desk.office import Visit
from tests.web.field.test_school import bring, fields
from tests.web.field.test_visits import fill

ZHETISAI = "613800000"
CHILD, PLACE = "Әлия Ғұмарқызы Қоңыр", "Көл іргесіндегі үй, Һадиша көшесі"
NAMES = ("Абаева Айгүл", "Бекова Дана", "Ғалымов Ерлан", "Қасымова Жанар", "Оспанов Нұрлан", "Төлеу Үміт")
CLASS = "Класс;ФИО;Пол;Год рождения\r\n" + "".join(f"7А;{NAMES[at % 6]};ж;2013\r\n" for at in range(20))
WORK, FAMILY = Text("t.reason.work", "Work"), Text("opt.e_family", "Parents or relatives")
COTTON = Text("act.cotton", "Cotton")
GUESS = Text("t.know.guess", "It is a guess")
NOT_WORKING, REGULARLY = Text("ans.no", "No"), Text("f.regular", "Regularly")
NOTED = Text("f.noted", "Thank you. It is written down: {answer}.")
_INVITATION = re.compile(r"/start inv_[\w-]+")
_SITE = {"place": "Жетісай", "typed": "Жетісай", "territory": ZHETISAI}


@dataclass
class Person:
    """Somebody who speaks a language, and the house that they work with."""

    house: House
    language: str

    def say(self, text: Text, **values: object) -> str:
        """Give a sentence as they read it."""
        return catalogue.load(self.language).say(text, **values)


class Coordinator(Person):
    """At the desk: adds a school, invites, approves closures."""

    def invite(self) -> tuple[str, str]:
        """Add a school; give what a teacher of it, and a monitor of the district, write to the bot."""
        with self.house.at("olga", self.language) as olga:
            olga.get("/desk/schools/new")
            offered = olga.press("/desk/schools/new", name="№5 мектеп", place="Жетісай")
            assert fields(offered.text)["territory"] == [ZHETISAI]
            added = olga.press("/desk/schools/new", name="№5 мектеп", **_SITE)
            school = added.headers["location"].partition("?")[0]
            return self._token(olga, f"{school}/invite"), self._token(olga, "/desk/schools/invite", **_SITE)

    def approves(self, number: int) -> str:
        """Look at the closures that wait, and approve this one; gives the page."""
        with self.house.at("olga", self.language) as olga:
            assert f'value="{number}"' in olga.get("/desk/closures").text
            return olga.press("/desk/closures", case=number).text

    def counts(self, path: str) -> bytes:
        """Give figures of the desk."""
        with self.house.at("olga", self.language) as olga:
            return olga.get(path).content

    @staticmethod
    def _token(olga: Visit, path: str, **told: str) -> str:
        page = olga.get(olga.press(path, **told).headers["location"]).text
        found: str = _INVITATION.findall(page)[0]
        return found


class Outdoors(Person):
    """Somebody of the field, with a phone."""

    def __init__(self, house: House, language: str, telegram: Telegram, user: int) -> None:
        super().__init__(house, language)
        self.phone = Phone(telegram, user, language)

    @contextmanager
    def page(self) -> Iterator[Visit]:
        """Open one's page by the newest link in the chat, which works once."""
        links = [one["url"] for one in self.phone.all_buttons() if "/field/enter/" in one.get("url", "")]
        with self.house.stranger(self.language) as browser:
            assert browser.get(links[-1]).status_code == 200
            entered = browser.post(links[-1], {})
            assert entered.status_code == 303
            begin = browser.get(browser.get(entered.headers["location"]).headers["location"])
            assert begin.status_code == 200
            yield browser

    def answer(self, number: int, label: Text) -> str:
        """Press an answer under the question about this case; gives the thanks."""
        self.press(number, label)
        return self.phone.wait_for(self.say(NOTED, answer=self.say(label)))

    def press(self, number: int, label: Text) -> None:
        """Press a button under the newest question about this case."""
        title, words = self.say(TITLE, number=number), self.say(label)
        shown = self.phone.telegram.wait(lambda: self._asked(title, words), LIMIT)
        assert shown is not None, f"nothing asked about case {number}: {self.phone.screen()[-4:]}"
        token = next(one["callback_data"] for one in shown.buttons() if one["text"] == words)
        self.phone.press(token, shown)

    def asked(self, number: int, question: Text) -> int:
        """Count how often this was asked about this case, in all the time."""
        title, words = self.say(TITLE, number=number), self.say(question)
        return sum(title in text and words in text for text in self.phone.screen())

    def _asked(self, title: str, words: str) -> Shown | None:
        shown = reversed(self.phone.telegram.chats.of(self.phone.chat))
        asked = (one for one in shown if title in one.text)
        return next((one for one in asked if words in {each["text"] for each in one.buttons()}), None)


class Teacher(Outdoors):
    """A teacher of class 7А."""

    def join(self, invitation: str) -> None:
        """Come by the invitation, and bring the class list to one's page."""
        self.phone.type(invitation)
        self.phone.tap(self.say(entrance.OPEN))
        self.phone.wait_for(self.say(entrance.READY))
        with self.page() as browser:
            seen = bring(browser, "/field/class/upload", CLASS.encode("utf-8-sig"))
            taken = browser.press("/field/class/upload/take", **fields(seen.text), act="take")
            assert taken.status_code == 303, taken.text

    def flag(self) -> str:
        """Flag three pupils, since the last school day, because of work; gives the thanks."""
        phone, say, today = self.phone, self.say, daytime.day(self.house.clock.now)
        phone.type("/work")
        phone.wait_for(say(absence_views.WHO_IS_ABSENT))
        phone.type("1 3")
        phone.wait_for("1 · А.А., 3 · Ғ.Е.")
        phone.tap("4 · Қ.Ж.")
        phone.wait_for("1 · А.А., 3 · Ғ.Е., 4 · Қ.Ж.")
        phone.tap(say(absence_views.SINCE_OTHER))
        law = self.house.composed.house.office_at(self.house.clock.now).law
        phone.tap(formatting.date(calendar.before(today, law), self.language))
        phone.tap(say(sentences.WORDS["no"]))  # no good reason
        phone.see(say(WORK))
        phone.wait_for(say(absence_questions.HELP_FIRST))
        phone.tap(say(WORK))
        phone.tap(say(sentences.WORDS["done"]))  # cotton stands chosen: it is the season
        phone.tap(say(FAMILY))
        phone.tap(say(GUESS))
        phone.tap(say(sentences.WORDS["no"]))  # not spoken to the parents
        phone.tap(say(sentences.WORDS["send"]))
        return phone.wait_for(say(telling.NOTED, n=3))

    def sleeps_in(self) -> None:
        """Be asked on the next school morning, and want to be asked no more."""
        self.house.until(self.house.clock.now + timedelta(days=1), step=timedelta(hours=12))
        self.phone.tap(self.say(mornings.OFF))
        self.phone.wait_for(self.say(telling.QUIET))

    def is_back(self, label: str) -> str:
        """Say that a pupil who was flagged is back at school; gives the thanks."""
        self.phone.type("/work")
        self.phone.wait_for(self.say(absence_views.WHO_IS_ABSENT))
        self.phone.tap(self.say(absence_views.MARKED_ABSENT, pupil=label))
        self.phone.tap(self.say(absence_views.BACK))
        return self.phone.wait_for(self.say(telling.BACK_NOTED))


class Monitor(Outdoors):
    """A monitor of the district."""

    def join(self, invitation: str) -> None:
        """Come by the invitation."""
        self.phone.type(invitation)
        self.phone.see(self.say(entrance.OPEN))

    def visit(self, on_alarm: Callable[[], None]) -> tuple[str, str]:
        """Find two children in one home, one of them held by force: the police are called.

        Gives what the rules propose for her, and the page of the visit when it is sent.
        """
        day = str(daytime.day(self.house.clock.now))
        plan = {"territory": ZHETISAI, "place": PLACE, "day": day, "sector": "household", "reason": "own"}
        self.phone.type("/work")
        self.phone.see(self.say(entrance.OPEN))
        with self.page() as browser:
            alone = browser.press("/field/visits/new", **plan, role="child_rights", places="1")
            assert alone.status_code == 422  # into a home: not without a juvenile police inspector
            began = browser.press(
                "/field/visits/new", **plan, role=["child_rights", "police_juvenile"], places="1"
            )
            assert began.status_code == 303, began.text
            visit = began.headers["location"]
            fill(browser, f"{visit}/0/found", x_found="yes")
            proposed = self._first(browser, visit, on_alarm)
            self._second(browser, visit)
            assert browser.press(f"{visit}/send").status_code == 303, browser.get(f"{visit}/review").text
            return proposed, browser.get(visit).text

    @staticmethod
    def _first(browser: Visit, visit: str, on_alarm: Callable[[], None]) -> str:
        """Write down a girl of 13 who is held by force, and raise the alarm before going on."""
        who = browser.press(f"{visit}/next-child").headers["location"]
        child = who.rpartition("/")[0]
        fill(browser, who, q1=CHILD, x_age="13", q3="female")
        fill(browser, f"{child}/work", q13=PLACE, x_activity="cotton", q14b="10-13")
        fill(browser, f"{child}/worst", q19a="found")
        assert browser.press(f"{child}/alarm", screen="worst").status_code == 303
        on_alarm()
        proposed = browser.get(f"{child}/law").text
        fill(browser, f"{child}/talk", x_home_known="yes")
        fill(browser, f"{child}/decision", x_decision="now", x_given="police")
        return proposed

    @staticmethod
    def _second(browser: Visit, visit: str) -> None:
        """Write down a boy of 16: the workplace stands there already."""
        who = browser.press(f"{visit}/next-child").headers["location"]
        assert PLACE in browser.get(who.replace("who", "work")).text
        fill(browser, who, x_age="16", q3="male")
        fill(browser, who.replace("who", "decision"), x_decision="now", x_given="parents")
