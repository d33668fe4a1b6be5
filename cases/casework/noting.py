"""Notes of those who work on a case: sealed parts, "note:<id>", for who reads the whole of it.

Who wrote it stands there as a role or department, with the day. The author may take it back for ten minutes.
"""

from datetime import datetime

from cases import clocks, errors, history, parts, readers, schema
from cases.casework import afterthought
from cases.office import Office
from cases.officers import Officer
from store.transaction import Transaction

PART = "note:"
LONGEST = 4000
"""Characters of one note."""


def note(tx: Transaction, office: Office, number: int, officer: Officer, words: str, *, now: datetime) -> int:
    """Seal a note of this officer; gives its id. Longer words than `LONGEST` are refused, not cut.

    Raises:
        WordsUnfit: there are none, or too many.
    """
    told = words.strip()
    if not 0 < len(told) <= LONGEST:
        raise errors.WordsUnfit
    id = tx.next_number("note")
    day = clocks.local(now, office.law).date().isoformat()
    content = {"day": day, "role": officer.actor, "words": told}
    whole = readers.of_case(tx, office, number).whole
    parts.keep(tx, number, f"{PART}{id}", content, whole, now=now)
    afterthought.remember(tx, number, f"{PART}{id}", officer=officer.lookup, now=now)
    history.note(tx, [history.Entry(officer.actor, "note added", number)], now=now)
    return id


def take_back(tx: Transaction, number: int, act: str, officer: Officer, *, now: datetime) -> bool:
    """Take the note of this act ("note:7") back; False where it is another's, or too late."""
    if not act.startswith(PART):
        return False
    if afterthought.take(tx, number, act, officer=officer.lookup, now=now) is None:
        return False
    for table in (schema.part_key, schema.sealed_part):
        tx.delete(table, {"case_number": number, "part": act})
    history.note(tx, [history.Entry(officer.actor, "note taken back", number)], now=now)
    return True
