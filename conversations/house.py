"""What the reception works with: put together once by the composition, the same for everybody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from threading import Lock

from cases import law
from cases.office import Office
from conversations import limits
from conversations.dialogue.lexicon import Lexicon
from conversations.dialogue.script import Script
from conversations.rendering import Speaker
from directory.reading import Directory
from directory.search import finding
from directory.search.finding import Finder
from locales import catalogue, languages
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
    _offices: dict[date, Office] = field(init=False, repr=False, compare=False, default_factory=dict)
    _finders: list[Finder] = field(init=False, repr=False, compare=False, default_factory=list)
    _making: Lock = field(init=False, repr=False, compare=False, default_factory=Lock)
    _speakers: dict[str, Speaker] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def finder(self) -> Finder:
        """All services, ready to be found: made when somebody first looks for help."""
        with self._making:
            if not self._finders:
                self._finders.append(finding.finder_of(self.directory))
            return self._finders[0]

    @property
    def keys(self) -> Keys:
        """The keys with which everything is sealed."""
        return self.office.keys

    def office_at(self, now: datetime) -> Office:
        """Give what filing needs, with the rules in force then: a process may outlive a change of law."""
        day = now.date()
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

    def department(self, code: str, language: str) -> str:
        """Give the name of a department in a language."""
        return self.directory.departments.get(code).name(language or "kk")
