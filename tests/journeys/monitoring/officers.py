"""Officers of departments: a group in which pointers arrive, and the desk where the cases are worked on."""

import html
import io
import re

import pypdf

from cases import tasks as errands
from cases.followups import checks
from cases.followups.checks import Check
from conversations import tasks
from conversations.notices import RECEIVED, TITLE
from tests.doubles.phone import Phone
from tests.doubles.telegram import Telegram
from tests.journeys.monitoring.house import House
from tests.journeys.monitoring.persons import Person
from tests.web.desk.office import Visit
from tests.web.field.test_school import fields

_LINK = re.compile(r"/answer/[\w-]+")
_SERVICE = re.compile(r'name="service" value="([^"]+)"')
_CHECK = re.compile(r'name="check" value="(\d+)"')


class Officer(Person):
    """An officer of one department, with its group."""

    def __init__(self, house: House, language: str, telegram: Telegram, department: str, user: int) -> None:
        super().__init__(house, language)
        self.name, self.department = f"officer{user}", department
        self.group = Phone(telegram, user, language, group=-1000 - user)
        house.enrol(department, self.group, language)
        house.hire(self.name, department)

    def receive(self, number: int) -> str:
        """Confirm in the group that a case was received; gives the pointer as it was before."""
        title, received = f"{self.say(TITLE, number=number)}\n", self.say(RECEIVED)
        shown = reversed(self.group.telegram.chats.of(self.group.chat))
        found = [one for one in shown if one.text.startswith(title) and one.buttons()]
        assert found, f"no pointer of case {number}: {self.group.screen()[-4:]}"
        pointer = found[0]
        words = pointer.text
        token = next(one["callback_data"] for one in pointer.buttons() if one["text"] == received)
        self.group.wait_for_toast(self.group.press(token, pointer))
        return words

    def told(self, number: int) -> bool:
        """Tell whether a pointer of this case is in the group."""
        title = f"{self.say(TITLE, number=number)}\n"
        return any(text.startswith(title) for text in self.group.screen())

    def errands(self, number: int) -> int:
        """Count how often the group was asked to find out how the child of this case is."""
        department = self.house.composed.house.department(self.department, self.language)
        asked = self.say(tasks.WORDS[errands.CHECK], number=number, department=department)
        shown = self.group.telegram.chats.of(self.group.chat)
        return sum(asked in text for one in shown for text in (one.text, *one.past[:1]))

    def may_open(self, number: int) -> bool:
        """Tell whether there is such a case for them."""
        with self.house.at(self.name, self.language) as desk:
            return desk.get(f"/desk/cases/{number}").status_code == 200

    def reads(self, number: int) -> str:
        """Give the page of a case as text."""
        with self.house.at(self.name, self.language) as desk:
            page = desk.get(f"/desk/cases/{number}")
            assert page.status_code == 200, page.text
            return plain(page.text)

    def prints(self, number: int, form: int, language: str) -> list[str]:
        """Give the pages of form 1 or 2 of a case."""
        with self.house.at(self.name, self.language) as desk:
            paper = desk.get(f"/desk/cases/{number}/form-{form}.pdf?language={language}")
        assert paper.headers["content-type"] == "application/pdf", paper.text
        return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.content)).pages]

    def follows(self, number: int) -> None:
        """Have the child followed up from today on, or with the measures that are new."""
        with self.house.at(self.name, self.language) as desk:
            assert desk.press(f"/desk/cases/{number}/follow-up/begin").status_code == 303

    def refers(self, number: int, template: str) -> tuple[str, str]:
        """Choose a proposed measure and the first service of the directory for it, and send it, as agreed."""
        with self.house.at(self.name, self.language) as desk:
            assert f"template={template}" in desk.get(f"/desk/cases/{number}/measures").text
            form, path = self._form(desk, number, template)
            offered = _SERVICE.findall(desk.get(f"{path}?template={template}").text)[0]
            sent = desk.press(path, **form | {"service": offered, "act": "send"})
            assert sent.status_code == 200, sent.text
            return offered, _LINK.findall(html.unescape(sent.text).split('id="link"')[1])[0]

    def agrees(self, number: int, template: str, **typed: str) -> None:
        """Write down a proposed measure that this department sees to itself; `typed`: otherwise."""
        with self.house.at(self.name, self.language) as desk:
            form, path = self._form(desk, number, template)
            assert desk.press(path, **form | {"service": "", "act": "keep"} | typed).status_code == 303

    def answers(self, number: int, fact: int, answer: str, **more: str) -> None:
        """Write an answer down that came by telephone."""
        with self.house.at(self.name, self.language) as desk:
            page = f"/desk/cases/{number}/follow-up"
            check = self._due(desk, number, fact)
            kept = desk.press(f"{page}/answer", check=check, answer=answer, **more)
            assert kept.status_code == 303, kept.text

    def asks_by_link(self, number: int, fact: int) -> str:
        """Make a link for somebody without account."""
        with self.house.at(self.name, self.language) as desk:
            made = desk.press(f"/desk/cases/{number}/follow-up/link", check=self._due(desk, number, fact))
            link: str = _LINK.findall(made.text)[0]
            return link

    def closes(self, number: int) -> int:
        """Propose that a case be closed because the child was helped; gives the answer of the desk."""
        with self.house.at(self.name, self.language) as desk:
            return desk.press(f"/desk/cases/{number}/close", outcome="helped").status_code

    def _form(self, desk: Visit, number: int, template: str) -> tuple[dict[str, str], str]:
        path = f"/desk/cases/{number}/measures/new"
        begun = {
            name: told[0]
            for name, told in fields(desk.get(f"{path}?template={template}").text).items()
            if told
        }
        return begun | {"consent": "yes", "asked": "child", "contact": "+7 700 000 00 00", "words": "…"}, path

    def _due(self, desk: Visit, number: int, fact: int) -> str:
        """Give the check of a fact that is due, as the page offers it."""
        offered = {int(one) for one in _CHECK.findall(desk.get(f"/desk/cases/{number}/follow-up").text)}
        [found] = [one for one in of_case(self.house, number) if one.id in offered and one.fact == fact]
        return str(found.id)


def of_case(house: House, number: int) -> tuple[Check, ...]:
    """Give everything that is or was asked about a case."""
    with house.composed.database.reading() as tx:
        return checks.of_case(tx, number)


def plain(page: str) -> str:
    """Give the words of a page."""
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", " ", page)))
