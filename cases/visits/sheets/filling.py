"""A sheet put into a visit that is under way: weighed answer by answer, as those of a page, and written once.

To write at every answer would seal the whole visit anew each time, in the one thread that writes.
"""

from dataclasses import dataclass
from datetime import datetime

from cases.visits import body as bodies
from cases.visits import drafts
from cases.visits.body import THE_VISIT
from cases.visits.drafts import Conflict, Draft, Place
from cases.visits.sheets.sheet import Sheet
from locales import daytime
from store.seal import Keys
from store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Filled:
    """What came of it: the visit now, and which answers somebody had changed since the sheet was printed."""

    draft: Draft
    answers: int
    conflicts: tuple[tuple[int, str, Conflict], ...]


def fill(tx: Transaction, keys: Keys, draft: Draft, account: str, sheet: Sheet, *, now: datetime) -> Filled:
    """Put a sheet into this visit of the account. Children are taken in the order of the sheet: those that
    the visit has first, then new ones. Empty lines change nothing.

    An answer that was changed since the version on the sheet is kept beside the new one.

    Raises:
        UnknownVisit, VisitSent: as `drafts.save`.
    """
    before = drafts.held(tx, keys, draft.token, account)
    at, content, conflicts = before.version + 1, before.content, list[tuple[int, str, Conflict]]()
    numbers = (THE_VISIT, *content.children)
    for place, answers in enumerate((sheet.visit, *sheet.children)):
        is_new = place >= len(numbers)
        if is_new:
            content = bodies.with_child(content, at=at, today=daytime.day(now))
        child, seen = (content.last, at) if is_new else (numbers[place], sheet.seen)
        for question, typed in answers.items():
            where = Place(draft.token, account, child, question)
            content, saved = drafts.taken(content, where, typed, seen=seen, at=at, now=now)
            if saved.conflict is not None:
                conflicts.append((child, question, saved.conflict))
    if content is not before.content:
        drafts.replace(tx, keys, before, content, now=now)
    return Filled(drafts.get(tx, keys, draft.token, account), sheet.count, tuple(conflicts))
