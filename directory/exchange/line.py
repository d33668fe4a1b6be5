"""One row of a list with a row for each service: what stands in its cells, and what is meant by it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from directory.exchange import headings, namesakes
from directory.exchange.doubt import Doubt
from directory.exchange.ground import Ground, Known
from directory.exchange.journal import Journal
from directory.exchange.namesakes import Several
from directory.exchange.record import Origin
from directory.reason import Reason
from directory.service import Service

_LISTED = re.compile(r"\s*[;\n]\s*")
#: Columns in which several values may stand, with semicolons between.
_LISTS = frozenset({"kind", "needs", "serves", "phone", "phone_2", "languages", "decided_by"})
_STRANGER = Known("", "", "", "")


@dataclass(slots=True)
class Line:
    """One row and all that it is read with.

    `told`: the cells by the keys of their columns. `own`: what the list calls the service, `service` its id,
    `names` by language, the base first; `known` and `shown`: what the directory has of it already.
    """

    told: Mapping[str, object]
    origin: Origin
    know: Ground
    journal: Journal
    own: str = ""
    service: str = ""
    known: Known = _STRANGER
    shown: Service | None = None
    names: dict[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """What stands in a column, "" for nothing; a number without a point is written without one."""
        value = self.told.get(key)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str("" if value is None else value).strip()

    def parts(self, key: str) -> Iterator[str]:
        """The values of a column that may hold several."""
        return filter(None, _LISTED.split(self.text(key)))

    def chosen(self, choice: str, key: str) -> str:
        """The code of a word of a drop-down list; another word is refused, and "" given."""
        text = self.text(key)
        code = headings.chosen(choice, text)
        if text and not code:
            words = ", ".join(headings.words(choice, "ru"))
            told = Reason("one of these should stand here: {words}", words=words)
            self.journal.refuse_value(self.origin, ("service", key), text, told)
        return code

    def found(self, key: str, text: str, find: Callable[[str], str]) -> str:
        """The code that is meant by a text of this column; one in doubt is refused, and "" given."""
        try:
            return find(text)
        except Doubt as doubt:
            self.journal.refuse_value(self.origin, ("service", key), text, doubt.reason)
            return ""

    def meet(self, service: str) -> None:
        """Look up what the directory has of the service with this id."""
        self.service = service
        self.known = self.know.services.get(service, _STRANGER)
        self.shown = self.know.shown.get(service)


def told_in(cells: Mapping[str, object], origin: Origin, journal: Journal) -> dict[str, object]:
    """What stands in a row by the keys of its columns; columns that mean the same are one list."""
    told: dict[str, object] = {}
    for heading, value in cells.items():
        if value is None or not str(value).strip():
            continue
        key = headings.key_of(heading)
        if not key:
            journal.left_out[f"{origin.file}: column {heading or 'without a heading'}"] += 1
            continue
        both = namesakes.joined(told[key], value) if key in told else value
        if isinstance(both, Several) and key not in _LISTS:
            journal.refuse_value(origin, ("service", key), "", Reason(namesakes.LOST, heading=heading))
            both = both.values[0]
        told[key] = namesakes.text_of(both) if isinstance(both, Several) else both
    return told
