"""Everything the pages of measures need to know of a case, opened and noted as on the page of the case."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from aiohttp import web

from cases import ages, errors, parts
from cases.casework import permitted
from cases.followups import noted
from cases.opening import Whole
from cases.referrals import consent, measures, proposing, receivers, templates
from cases.referrals.measures import Measure
from cases.referrals.proposing import Known, Proposed
from conversations.house import House
from directory.service import Service
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import access, returning
from web.desk.acts import doing
from web.desk.acts.doing import Deed
from web.desk.caller import Caller
from web.desk.case import reading
from web.desk.case.reading import Reader
from web.desk.measures import rows
from web.parts import PARTS

ALLOWED = access.OFFICER | access.COORDINATOR
NO_KEY = Text(
    "casepage.no_key",
    "You cannot read the content yet: nobody has given you the key. A coordinator, or a colleague who reads"
    " these cases, can give it to you.",
)
VISIT, CHILD = "visit:", "child"
ONE_READING = timedelta(minutes=10)
"""So long going from page to page of the measures is one reading of the case."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A case before whoever refers its child: what is known, what stands already, what may be done."""

    deed: Deed = field(repr=False)
    content: Mapping[str, Any] = field(repr=False)
    known: Known = field(repr=False)
    name: str = field(repr=False)  # of the child, as far as these keys open it
    kept: tuple[Measure, ...]
    may: bool

    @property
    def number(self) -> int:
        """The number of the case."""
        return self.deed.number

    @property
    def house(self) -> House:
        """The house that all this stands in."""
        return self.deed.house

    @property
    def language(self) -> str:
        """The language of who looks."""
        return self.deed.caller.language

    @property
    def territory(self) -> str:
        """The district of the case."""
        return self.deed.stands.case.territory

    @property
    def consents(self) -> tuple[str, ...]:
        """What can be said of consent here."""
        return consent.choices(self.deed.stands.case.severity)

    @property
    def askable(self) -> tuple[str, ...]:
        """Who can be asked here."""
        return consent.askable(parents_barred=self.barred)

    @property
    def barred(self) -> bool:
        """Whether whoever would take the child in is the threat (C-2)."""
        return proposing.bars_parents(self.known)

    @property
    def ages(self) -> tuple[int, int] | None:
        """The youngest and the oldest that the child may be."""
        told = ages.parse(self.known.facts.get("age"))
        return None if told.unknown or not told.known else (told.known[0], told.known[-1])

    @property
    def sex(self) -> Literal["girls", "boys"] | None:
        """Whom a service would have to take."""
        told: dict[str, Literal["girls", "boys"]] = {"female": "girls", "male": "boys"}
        return told.get(self.deed.stands.case.sex)

    @property
    def near(self) -> tuple[float, float] | None:
        """The point on the map, where one was told."""
        point = self.content.get("point")
        return (float(point[0]), float(point[1])) if point else None

    def proposed(self) -> tuple[Proposed, ...]:
        """Give what the case asks for and does not have yet."""
        taken = {(one.line, one.need) for one in self.kept if one.state != "replaced"}
        found = proposing.propose(self.known)
        return tuple(one for one in found if (one.template.line, one.template.need) not in taken)

    def service(self, id: str) -> Service | None:
        """Give a service of the directory."""
        return self.house.shelf.services.get(id)

    def named(self, id: str) -> str:
        """Give the name of a service in the language of who looks; "" where the directory has it no more."""
        return rows.named(self.house, id, self.language)

    def title(self, line: str) -> str:
        """Give the name of a line of the form."""
        return self.deed.speaker.say(templates.lines()[line])


async def opened(request: web.Request, caller: Caller) -> Situation | web.Response:
    """Open the case, which is noted; gives what to answer instead where it cannot be read.

    Raises:
        HTTPNotFound: it has gone elsewhere in this very moment.
    """
    number, now = int(request.match_info["number"]), request.app[PARTS].now()
    known = _lying_open(caller, number, now)

    def open_(tx: Transaction) -> tuple[Situation, Whole] | None:
        deed = doing.deed(tx, request, caller)
        reader = Reader(deed.house, caller.signed, caller.language, now)
        whole = reading.opened(tx, reader, number, known)
        return None if whole is None or not deed.stands.reads_all else (_of(tx, deed, whole), whole)

    try:
        found = await work.write(request, open_)
    except (errors.UnknownCase, errors.NotTheirCase) as error:
        raise web.HTTPNotFound from error
    if found is None:
        return doing.refuse(request, caller, number, caller.say(NO_KEY))
    returning.shown(caller.session, number, found[1], now)
    return found[0]


def again(tx: Transaction, request: web.Request, caller: Caller, before: Situation) -> Situation:
    """Give the same case as it is inside the transaction that acts on it."""
    deed = doing.deed(tx, request, caller)
    known = replace(before.known, barred=receivers.is_barred(tx, deed.number))
    kept = measures.of_case(tx, deed.number)
    return Situation(deed, before.content, known, before.name, kept, _may(deed))


def _of(tx: Transaction, deed: Deed, whole: Whole) -> Situation:
    unlocked, number = deed.caller.signed.unlocked, deed.number
    told = {name: parts.read(tx, unlocked, number, name) for name in sorted(whole.parts) if _is_form(name)}
    answers = [part.get("answers", part) for name, part in told.items() if name.startswith(VISIT)]
    child = told.get(CHILD, {})
    return Situation(
        deed=deed,
        content=whole.content,
        known=proposing.known_of(
            whole.content, answers, barred=receivers.is_barred(tx, number), needs=noted.needs(whole.added)
        ),
        name=str(child.get("answers", child).get("q1", "") or ""),
        kept=measures.of_case(tx, number),
        may=_may(deed),
    )


def _lying_open(caller: Caller, number: int, now: datetime) -> Collection[str] | None:
    """Give the parts that lie open already: from page to page of one measure it is one reading."""
    reads = caller.session.reads
    is_same = reads is not None and reads.number == number and now - reads.at <= ONE_READING
    return reads.parts if is_same and reads is not None else None


def _is_form(name: str) -> bool:
    return name == CHILD or name.startswith(VISIT)


def _may(deed: Deed) -> bool:
    return "measures" in permitted.acts(deed.stands)
