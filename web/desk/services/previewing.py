"""What would come of a list, in words; and the same, done."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from sqlite_utils import Database

from cases.services.lists import Brought
from directory import reading
from directory.editing import comparing
from directory.editing import history as past
from directory.editing.changing import Entrust
from directory.editing.comparing import Compared
from directory.editing.history import Writer
from directory.exchange import importing
from directory.exchange.importing import Outcome, Wanted
from directory.exchange.journal import Refusal
from directory.exchange.loading import Loaded
from directory.exchange.parcel import Handed
from locales import daytime
from web.desk.caller import Caller
from web.desk.services import bounds, refusing, scope, shelf, wording
from web.desk.services.errors import Foreign, TooMany
from web.parts import PARTS

_SHOWN = 200
"""Services of each sort, and refusals, that are shown of many."""


@dataclass(frozen=True, slots=True)
class Line:
    """One changed service: its name, and what changes: (field, before, after) in words."""

    service: str
    name: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """What is not taken: its line, the field in words, what stood there, and why."""

    line: int
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What would come, in words; `foreign`: names of services that are not theirs to keep."""

    new: tuple[Line, ...]
    changed: tuple[Line, ...]
    refused: tuple[Refused, ...]
    counts: dict[str, int]
    foreign: tuple[str, ...]
    likely: int
    private: int

    @property
    def is_something(self) -> bool:
        """Whether anything would change."""
        return bool(self.new or self.changed or self.private)


def preview(request: web.Request, caller: Caller, path: Path, brought: Brought) -> Seen:
    """What would come of the list; nothing is kept of it. Raises TooMany, ListUnreadable."""
    found: list[Compared] = []
    outcome = _run(request, path, brought, found, dry_run=True)
    new = [one for one in found if one.is_new]
    changed = [one for one in found if not one.is_new]
    journal = outcome.journal
    counts = {
        "new": len(new), "changed": len(changed), "refused": len(journal.refusals),
        "same": max(0, len(outcome.loaded.told) - len(found)),
    }  # fmt: skip
    return Seen(
        tuple(_line(request, caller, one) for one in new[:_SHOWN]),
        tuple(_line(request, caller, one) for one in changed[:_SHOWN]),
        tuple(_refused(one, caller.language) for one in list(journal.refusals)[:_SHOWN]),
        counts,
        tuple(one.name for one in found if not _is_theirs(request, caller, one))[:_SHOWN],
        len(outcome.likely),
        len(journal.withheld),
    )


def refused(request: web.Request, caller: Caller, path: Path, brought: Brought) -> bytes:
    """All that would not be taken, as a CSV in the language of whoever brought it. Raises as `preview`."""
    outcome = _run(request, path, brought, [], dry_run=True)
    return refusing.as_csv(outcome.journal.refusals, caller.language)


def take_in(request: web.Request, caller: Caller, path: Path, brought: Brought, entrust: Entrust) -> Outcome:
    """Take the list in, and note what changed of services that were there. Raises Foreign, TooMany."""
    found: list[Compared] = []
    writer = Writer(caller.role, daytime.day(request.app[PARTS].now()), past.IMPORT)

    def keep(database: Database) -> None:
        if not all(_is_theirs(request, caller, one) for one in found):
            raise Foreign
        comparing.note(database, found, writer)

    return _run(request, path, brought, found, entrust=entrust, keep=keep)


def _run(
    request: web.Request,
    path: Path,
    brought: Brought,
    found: list[Compared],
    *,
    dry_run: bool = False,
    entrust: Entrust = lambda withheld: None,
    keep: Callable[[Database], None] = lambda database: None,
) -> Outcome:
    today = daytime.day(request.app[PARTS].now())
    handed = Handed(brought.name, brought.data, brought.source)
    wanted = Wanted(path, (), brought.source, dry_run, (handed,))

    def look(database: Database, loaded: Loaded) -> None:
        with reading.connected(path) as known:
            found.extend(comparing.compared(known, database, loaded.told, today))
        keep(database)

    return importing.take_in(wanted, _watch, entrust, look)


def _watch(file: str, records: int) -> None:
    if records > bounds.MOST_RECORDS:
        raise TooMany


def _is_theirs(request: web.Request, caller: Caller, one: Compared) -> bool:
    """Whether it lies in their territory, now and then."""
    territories = shelf.house(request).directory.territories
    sides = (one.after,) if one.is_new else (one.before, one.after)
    return all(scope.covers(caller.officer, side, territories) for side in sides)


def _refused(one: Refusal, language: str) -> Refused:
    told = (refusing.field(one, language), one.value, refusing.why(one.why, language))
    return Refused(one.origin.line, *told)


def _line(request: web.Request, caller: Caller, one: Compared) -> Line:
    house, language = shelf.house(request), caller.language
    words = tuple(
        (
            wording.label(key, language),
            wording.value(house, key, before, language),
            wording.value(house, key, after, language),
        )
        for key, before, after in one.changes
    )
    return Line(one.service, one.name, words)
