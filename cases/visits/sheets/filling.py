"""A sheet put into a visit that is under way: answer by answer, as a page would, so that nothing is lost."""

from dataclasses import dataclass
from datetime import datetime

from cases.visits import drafts
from cases.visits.body import THE_VISIT
from cases.visits.drafts import Conflict, Draft, Place
from cases.visits.sheets.sheet import Answers, Sheet
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
    numbers = list(draft.content.children)
    conflicts = _put(tx, keys, (draft.token, account, THE_VISIT), sheet.visit, sheet.seen, now)
    for place, answers in enumerate(sheet.children):
        is_new = place >= len(numbers)
        if is_new:
            numbers.append(drafts.add_child(tx, keys, draft.token, account, now=now))
        seen = drafts.get(tx, keys, draft.token, account).version if is_new else sheet.seen
        conflicts += _put(tx, keys, (draft.token, account, numbers[place]), answers, seen, now)
    return Filled(drafts.get(tx, keys, draft.token, account), sheet.count, tuple(conflicts))


def _put(
    tx: Transaction, keys: Keys, whose: tuple[str, str, int], answers: Answers, seen: int, now: datetime
) -> list[tuple[int, str, Conflict]]:
    token, account, child = whose
    found = []
    for question, typed in answers.items():
        saved = drafts.save(tx, keys, Place(token, account, child, question), typed, seen=seen, now=now)
        if saved.conflict is not None:
            found.append((child, question, saved.conflict))
    return found
