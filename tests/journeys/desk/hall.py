"""The demonstration in one process: sample people and cases, a server, and browsers before it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from cases import keyring
from cases import people as cases_people
from cases.admission import passes
from conversations.talk import Reception
from directory import reading
from hotline import compose
from hotline.cleansing import Cleansing
from hotline.commands import demo
from hotline.compose import Composed
from hotline.samples import cases, people
from hotline.settings import Settings
from store import database as databases
from store import seal
from store.writer import Writer
from tests.cases.told import NOW
from tests.doubles import recovery
from tests.web.desk.office import Clock
from tests.web.house import browsing
from web.parts import Health, Parts

DESKTOP, PHONE = (1280, 800), (360, 740)
SETTING_UP = "setting-up"  # the coordinator, who has no one-time passwords yet
TEACHER, MONITOR = "telegram:81", "telegram:71"  # accounts of the field
ZHETISAI = {"latitude": 40.7753, "longitude": 68.3273}
_ENDS = ("blocked", "Content Security")


@dataclass
class Hall:
    """A running demonstration; `complaints` are what browsers complained of: scripts, policies, dialogs."""

    parts: Parts
    composed: Composed
    clock: Clock
    chromium: Browser
    address: str
    strict: str  # the same house, where officers have to set up one-time passwords
    complaints: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def page(
        self, language: str, size: tuple[int, int] = DESKTOP, *, scripts: bool = True, address: str = ""
    ) -> Page:
        """Open a browser of its own, at no page yet."""
        context = self.chromium.new_context(
            base_url=address or self.address,
            locale=language,
            viewport={"width": size[0], "height": size[1]},
            geolocation=ZHETISAI,  # type: ignore[arg-type]
            permissions=["geolocation"],
            java_script_enabled=scripts,
        )
        context.set_default_timeout(20_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dialog)
        page.on("console", lambda line: self._heard(line.text))
        return page

    def sign_in(self, page: Page, name: str, *, to: str = "") -> Page:
        """Sign in as this sample person, and go to a page."""
        page.goto("/desk/sign-in")
        page.locator("#name").fill(name)
        page.locator("#password").fill(people.PASSWORD)
        page.locator("form button.main").click()
        page.wait_for_url(lambda address: not address.endswith("/sign-in"))
        if to:
            page.goto(to)
        return page

    def desk(self, name: str, language: str, size: tuple[int, int] = DESKTOP, *, to: str = "") -> Page:
        """Open a browser in which this sample person has signed in."""
        return self.sign_in(self.page(language, size), name, to=to)

    def field(self, account: str, language: str, size: tuple[int, int] = PHONE) -> Page:
        """Open a browser in which somebody of the field came by the link in their chat."""
        keys, now = self.composed.keys, self.clock.now
        with self.composed.database.transaction() as tx:
            given = {"language": language, "entropy": self.composed.house.entropy, "now": now}
            token = passes.issue(tx, keys, cases_people.index(keys, account), **given)  # type: ignore[arg-type]
        page = self.page(language, size)
        page.goto(f"/field/enter/{token}")
        page.locator("form button.main").click()
        page.wait_for_url(lambda address: "/enter" not in address)
        return page

    def somebody(self, who: str, language: str, size: tuple[int, int] = DESKTOP) -> Page:
        """Open the browser of an account of the field, of a sample person of the desk, or of nobody."""
        if who in (TEACHER, MONITOR):
            return self.field(who, language, size)
        if who == SETTING_UP:
            return self.sign_in(self.page(language, size, address=self.strict), "coordinator")
        return self.desk(who, language, size) if who else self.page(language, size)

    def close_browsers(self) -> None:
        """Close every browser that was opened."""
        while self._contexts:
            self._contexts.pop().close()

    def _dialog(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def _heard(self, text: str) -> None:
        if any(end in text for end in _ENDS):
            self.complaints.append(text)


@contextmanager
def opened(folder: Path, directory_file: Path, chromium: Browser) -> Iterator[Hall]:
    """Give a demonstration in this folder, with a copy of the directory."""
    directory = folder / "directory.db"
    directory.write_bytes(directory_file.read_bytes())
    told = Settings(database=f"sqlite:///{folder}/cases.db", directory=directory, keys=folder / "keys")
    keys = seal.make_keys(told.keys)
    house = compose.furnish(keys, reading.open_directory(directory), settings=told)
    database = databases.open_database(told.database, migrations=compose.MIGRATIONS)
    database.upgrade()
    recovery.found(database)
    composed = Composed(told, database, keys, house.directory, house, Reception(house))
    showcases = demo.enrol_everybody(composed)
    with database.transaction() as tx:
        keyring.ensured(tx, [one.code for one in house.directory.departments.all()], now=NOW)
        people.join(tx, keys, house.directory.departments, recovery.unlocked(tx), now=NOW)
    with ThreadPoolExecutor(1) as aside:  # Playwright keeps an event loop in this thread
        aside.submit(cases.tell, composed, NOW).result()
    writer, clock = Writer(database), Clock()
    well = Health(ok=True, figures={})
    parts = Parts(composed.reception, writer, database, keys, lambda: well, now=clock, house=house)
    parts = replace(
        parts, demonstration=showcases, clean=Cleansing().clean, away="about:blank", second_step=False
    )
    with browsing(parts) as browser, browsing(replace(parts, second_step=True)) as strict:
        plain, asking = (str(one.base_url).rstrip("/") for one in (browser, strict))
        hall = Hall(parts, composed, clock, chromium, plain, asking)
        yield hall
        hall.close_browsers()
    writer.close()
    database.close()
