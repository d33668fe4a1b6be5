"""A desk that is really there: a server, a database, people with passwords, and browsers before it.

def test_…(desk: Desk) -> None:
    desk.hire("aigul", desk.lead)
    number = desk.file()
    with desk.at("aigul") as aigul:
        page = aigul.get(f"/desk/cases/{number}")
        aigul.press(f"/desk/cases/{number}/acknowledge", token="…")
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx

from cases import filing
from cases.filing import Filed
from cases.office import Office
from store.database import Database
from tests.cases import told
from tests.doubles import staff
from tests.web.house import browsing
from web.parts import Parts

_TOKEN = re.compile(r'name="csrf" value="([\w-]+)"')


@dataclass
class Clock:
    """Stands still until a test moves it."""

    now: datetime = told.NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Visit:
    """A browser without JavaScript before the desk: follows nothing by itself."""

    browser: httpx.Client
    csrf: str = ""

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Open a page."""
        answer = self.browser.get(path, headers=headers)
        found = _TOKEN.search(answer.text)
        self.csrf = found.group(1) if found else self.csrf
        return answer

    def press(self, path: str, **fields: Any) -> httpx.Response:
        """Send a form of the desk, with its token, as a browser does."""
        return self.post(path, {"csrf": self.csrf, **fields})

    def post(self, path: str, fields: dict[str, Any], **headers: str) -> httpx.Response:
        """Send a form that says no more than it is given."""
        return self.browser.post(path, data=fields, headers={"Sec-Fetch-Site": "same-origin"} | headers)


@dataclass
class Desk:
    """The house behind the desk, and what a test may do behind its back."""

    parts: Parts
    office: Office
    clock: Clock
    _reports: int = field(default=0)

    @property
    def database(self) -> Database:
        """Where everything is kept."""
        return self.parts.database

    def hire(self, name: str, department: str = "", *, role: str = "officer", territory: str = "") -> None:
        """Let somebody in who signs in with `staff.PASSWORD`, and grant them their keys."""
        with self.database.transaction() as tx:
            staff.hire(tx, self.office, name, department, role=role, territory=territory)

    def file(self, **changed: Any) -> Filed:
        """File a report (`told.report`), one of its own each time."""
        self._reports += 1
        report = told.report(f"draft-{self._reports}", **changed)
        with self.database.transaction() as tx:
            return filing.file_report(tx, self.office, report, now=self.clock.now)

    @contextmanager
    def stranger(self) -> Iterator[Visit]:
        """Give a browser that has not signed in, before a running server."""
        with browsing(self.parts) as browser:
            browser.headers["Accept-Language"] = "en"
            yield Visit(browser)

    @contextmanager
    def at(self, name: str) -> Iterator[Visit]:
        """Give the browser of somebody who has signed in."""
        with self.stranger() as visit:
            sign_in(visit, name)
            yield visit


def sign_in(visit: Visit, name: str, password: str = staff.PASSWORD) -> httpx.Response:
    """Sign in and open the account page, whose token serves for every form."""
    answer = visit.post("/desk/sign-in", {"name": name, "password": password})
    assert answer.status_code == 303, answer.text
    visit.get("/desk/account")
    return answer
