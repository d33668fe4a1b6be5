"""What the reception works with: put together once by the composition, the same for everybody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from cases import law
from cases.office import Office
from conversations import limits
from conversations.dialogue.lexicon import Lexicon
from conversations.dialogue.script import Script
from conversations.rendering import Speaker
from conversations.shelf import Shelf
from directory.reading import Directory
from directory.search.finding import Finder
from locales import catalogue, daytime, languages
from store.seal import Keys

Entropy = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class House:
    """Scripts, words, places, keys; `link` gives the address of our private chat, "" while it is unknown."""

    scripts: Mapping[str, Script]
    lexicon: Lexicon
    directory: Directory
    office: Office
    entropy: Entropy
    link: Callable[[], str] = str
    languages: tuple[str, ...] = languages.CODES
    by_akimat: bool = False  # monitoring is organised by the akimat (DOMAIN: scenario B)
    messages_a_minute: int = limits.MESSAGES_A_MINUTE
    emergency: str = "112"
    helpline: str = "111"
    file: Path | None = None  # directory.db, from which `directory` was read
    public_url: str = ""  # as the public sees us, for links to the desk
    mail: bool = False  # letters can go out
    is_practice: bool = False  # people learn here: every page and paper says so
    shelf: Shelf = field(init=False, repr=False, compare=False)
    _offices: dict[date, Office] = field(init=False, repr=False, compare=False, default_factory=dict)
    _speakers: dict[str, Speaker] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Put the services on their shelf."""
        object.__setattr__(self, "shelf", Shelf(self.directory, self.file))

    @property
    def finder(self) -> Finder:
        """All services, ready to be found, as directory.db was some seconds ago."""
        return self.shelf.finder

    @property
    def keys(self) -> Keys:
        """The keys with which everything is sealed."""
        return self.office.keys

    def office_at(self, now: datetime) -> Office:
        """Give what filing needs, with the rules in force then: a process may outlive a change of law."""
        day = daytime.day(now)
        found = self._offices.get(day)
        if found is None:
            self._offices.clear()  # one day is enough: the next begins once
            found = self._offices[day] = replace(self.office, law=law.in_force(day))
        return found

    def speaker(self, language: str) -> Speaker:
        """Give the voice of a language; Kazakh where none is known."""
        code = language or "kk"
        found = self._speakers.get(code)
        if found is None:
            words, places = catalogue.load(code), self.directory.territories
            found = self._speakers[code] = Speaker(words, places, self.emergency, self.helpline)
        return found

    def desk(self, number: int | None = None) -> str:
        """Give the address of a case at the desk, without a number that of the list of things to do."""
        page = "/desk/tasks" if number is None else f"/desk/cases/{number}"
        return f"{self.public_url.rstrip('/')}{page}"

    def department(self, code: str, language: str) -> str:
        """Give the name of a department in a language."""
        return self.directory.departments.get(code).name(language or "kk")
