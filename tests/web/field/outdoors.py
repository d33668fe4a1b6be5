"""The pages of the field as they really are: a server, a database, people who joined, and their browsers.

def test_…(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    with outdoors.at("monitor") as monitor:
        page = monitor.get("/field/visits")
        monitor.press("/field/visits", place="…")
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cases import people
from cases.admission import passes
from tests.web.desk.office import Desk, Visit
from tests.web.house import browsing


@dataclass
class Outdoors:
    """The house, and those who work in the field: each is known by a name of the test's own."""

    desk: Desk
    _entropy: Iterator[int] = field(default_factory=lambda: iter(range(1, 10_000)))

    def entropy(self, size: int) -> bytes:
        """Give bytes that no other call gives."""
        return next(self._entropy).to_bytes(size, "big")

    def account(self, name: str) -> str:
        """Give the keyed hash of their account."""
        return people.index(self.desk.office.keys, f"telegram:{name}")

    def join(self, role: str, territory: str, *, school: str = "", name: str = "") -> str:
        """Let somebody join by invitation; gives their name, which is their role unless told otherwise."""
        keys, now, name = self.desk.office.keys, self.desk.clock.now, name or role
        with self.desk.database.transaction() as tx:
            told = {"role": role, "territory": territory, "school": school}
            token = people.invite(tx, keys, **told, entropy=self.entropy, now=now)
            people.join(tx, keys, token, f"telegram:{name}", now, people.Reach("telegram", name, "en"))
        return name

    def link(self, name: str, language: str = "en") -> str:
        """Give the path of a fresh link to their page, as the chat would."""
        keys, now = self.desk.office.keys, self.desk.clock.now
        with self.desk.database.transaction() as tx:
            given = {"language": language, "entropy": self.entropy, "now": now}
            token = passes.issue(tx, keys, self.account(name), **given)  # type: ignore[arg-type]
        return f"/field/enter/{token}"

    def token(self, visit: Visit) -> None:
        """Let a browser read the token of its forms, which is the same on every page of a session."""
        keys, now = self.desk.office.keys, self.desk.clock.now
        number = visit.browser.cookies["field"]
        with self.desk.database.reading() as tx:
            standing = passes.find(tx, keys, number, now)
        assert standing is not None
        visit.csrf = standing.csrf

    @contextmanager
    def at(self, name: str, language: str = "en") -> Iterator[Visit]:
        """Give the browser of somebody who came by their link."""
        with self.stranger() as visit:
            entered = visit.post(self.link(name, language), {})
            assert entered.status_code == 303, entered.text
            self.token(visit)
            yield visit

    @contextmanager
    def stranger(self) -> Iterator[Visit]:
        """Give a browser that came by no link."""
        with browsing(self.desk.parts) as browser:
            browser.headers["Accept-Language"] = "en"
            yield Visit(browser)
