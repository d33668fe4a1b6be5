"""What the page of a case shows, in two steps: the content is opened and noted, then the rest is read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cases import case, errors, escalation, forwarding, history, linking, opening, scope, viewing
from cases.case import CaseRow
from cases.forwarding import Forwarding
from cases.media import PICTURES
from cases.office import Office
from cases.officers import SignedIn
from cases.opening import Whole
from cases.viewing import Kept
from conversations.dossier import added, checked, deeds, dossier, leading, sender, visited
from conversations.dossier.deeds import Deed
from conversations.dossier.section import Section
from conversations.house import House
from locales import daytime
from store.transaction import Transaction
from web.desk.acts import offered
from web.desk.acts.offered import Acts

_WORKING = frozenset({"lead", "escalated"})
_STAFF = frozenset({"teacher", "visit"})
"""Origins of reports that nobody sent as a citizen: they are worked on as they are (DOMAIN b.2)."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the case; `opens`: this officer may open it."""

    kept: Kept
    opens: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything on the page. `whole` is None without a key, and once the content has been erased."""

    row: CaseRow
    passed_by_at: datetime | None  # as `escalation` has it
    whole: Whole | None = field(repr=False)
    acts: Acts
    files: tuple[File, ...]
    linked: tuple[CaseRow, ...]
    deeds: tuple[Deed, ...]
    sections: tuple[Section, ...] = field(repr=False)  # content: reported, place, why, open, inspection
    added: tuple[Section, ...] = field(repr=False)
    beside: tuple[Section, ...] = field(repr=False)  # who works on it, the legal path


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, in which language, and when."""

    house: House
    signed: SignedIn = field(repr=False)
    language: str
    now: datetime

    @property
    def office(self) -> Office:
        """The rules in force then."""
        return self.house.office_at(self.now)


def opened(tx: Transaction, reader: Reader, number: int, known: Collection[str] | None) -> Whole | None:
    """Open the content and note it; None without a key, or where it has been erased: nothing is noted then.

    `known`: as `opening.open_whole` has it.

    Raises:
        UnknownCase: there is no case of this number.
        NotTheirCase: it is not theirs, or not any more.
    """
    if case.get(tx, number).erased_at is not None:
        return None
    try:
        return opening.open_whole(tx, reader.office, reader.signed, number, now=reader.now, known=known)
    except errors.NotForThisKey:
        return None


def read(tx: Transaction, reader: Reader, number: int, whole: Whole | None) -> Seen:
    """Read everything else of the case, as this officer may know it."""
    house, signed, language = reader.house, reader.signed, reader.language
    row, told = case.get(tx, number), forwarding.of_case(tx, number)
    kept, parts = viewing.of_case(tx, number), whole.added if whole is not None else {}
    files = whole.files if whole is not None else frozenset[int]()
    content = whole.content if whole is not None else None
    named = [one for one in told if _is_named(one, told, signed)]
    is_staff = content is not None and content.get("facts", {}).get("origin") in _STAFF
    has_path = whole is not None and not is_staff
    path = [sender.section(house, parts.get("sender", {}), row.filed_at, language)] if has_path else []
    return Seen(
        row=row,
        passed_by_at=escalation.passed_by_at(tx, reader.office, number),
        whole=whole,
        acts=offered.offered(tx, house, signed, number, reader.now),
        files=tuple(File(one, viewing.may_open(one, files, signed.officer)) for one in kept),
        linked=tuple(_linked(tx, reader, number)),
        deeds=_deeds(
            tx, reader, number, {one.department for one in told} - {one.department for one in named}
        ),
        sections=_content(reader, whole, kept, row),
        added=(
            *visited.sections(house, parts, language),
            *checked.sections(house, parts, language),
            *added.sections(house, parts, language),
        ),
        beside=(leading.section(house, row, named, content, language), *path),
    )


def _content(reader: Reader, whole: Whole | None, kept: Sequence[Kept], row: CaseRow) -> tuple[Section, ...]:
    if whole is None:
        return ()
    pictures = any(one.kind in PICTURES and one.state in ("kept", "locked") for one in kept)
    found = dossier.meter(whole.content, daytime.day(row.filed_at), pictures=pictures)
    return dossier.read(reader.house, whole.content, reader.language, found=found)


def _linked(tx: Transaction, reader: Reader, number: int) -> list[CaseRow]:
    """Linked cases that are theirs, too: the bare number of another would warn whom it was kept from."""
    office, officer = reader.office, reader.signed.officer
    others = linking.of_case(tx, number)
    return [case.get(tx, one) for one in others if scope.holds(tx, office, officer, one, now=reader.now)]


def _deeds(tx: Transaction, reader: Reader, number: int, hidden: Collection[str]) -> tuple[Deed, ...]:
    rows = [row for row in history.of_case(tx, number) if row["about"] not in hidden]
    return deeds.told(reader.house, rows, reader.language)


def _is_named(one: Forwarding, told: Sequence[Forwarding], signed: SignedIn) -> bool:
    """Tell whether the reader may know of this one: of a department held back, only who decides on it."""
    if one.state != "held" or signed.officer.role in scope.SEE_ALL:
        return True
    mine = [each for each in told if each.department == signed.officer.department]
    return any(not _WORKING.isdisjoint(each.roles) for each in mine)
