"""How a call ends: as it should, cut off, or left alone. What was said is filed, what is left is a number."""

from datetime import datetime

from cases.calls import counting, keeping
from conversations.house import House
from conversations.phone import call as calls
from conversations.phone import filing
from conversations.phone.call import CHILD, CODE, INFO, REPORT, SILENT, Call, Open
from store.duties import Claimed
from store.transaction import Transaction


def finish(tx: Transaction, house: House, one: Open, *, now: datetime) -> None:
    """End a call that was talked to its end, and count it; a child told of and not filed yet is filed."""
    call = one.call
    if _tells_of_a_child(call) and not call.case:
        call = filing.file(tx, house, call, now=now, is_partial=True)
    _end(tx, house, one, _kind(call), counting.DONE, now)


def drop(tx: Transaction, one: Open) -> None:
    """Forget a call that was opened by mistake and in which nothing was said; it is not counted."""
    keeping.end(tx, one.id)


def broken(tx: Transaction, house: House, one: Open, *, now: datetime) -> int:
    """End a call that was cut off: what was said is filed as it is; gives the case, 0 for none.

    With work and place it goes to the department. Without the place, or without the work, it waits in the
    operator's pile, as every report does whose place nobody knows.
    """
    call = one.call
    if call.says_something() and not call.case:
        call = filing.file(tx, house, call, now=now, is_partial=True)
    _end(tx, house, one, _kind(call), counting.BROKEN, now)
    return call.case or call.alarm


def silent(tx: Transaction, house: House, *, now: datetime) -> None:
    """Count a silent call or a hoax: one tap, and nothing is kept of it."""
    counting.count(tx, house.office_at(now).law, SILENT, counting.DONE, now=now)


def leave(tx: Transaction, house: House, duty: Claimed, now: datetime) -> datetime | None:
    """End a call that its operator left alone, as one that was cut off; gives when to look again."""
    one = calls.get(tx, house, int(duty.payload))
    if one is None:
        return None
    if calls.left_at(one) > now:
        return calls.left_at(one)
    broken(tx, house, one, now=now)
    return None


def _tells_of_a_child(call: Call) -> bool:
    """Tell whether a case can be made of what was said; who asks for help names a place as well."""
    said = {*call.codes, *call.words} - {"where"}
    return bool(said) or (call.says_something() and call.kind in (REPORT, CHILD))


def _kind(call: Call) -> str:
    """Give the kind of a call, also where nobody chose one."""
    if call.kind:
        return call.kind
    if call.case or call.alarm:
        return REPORT
    return CODE if call.follows else INFO if call.says_something() else SILENT


def _end(tx: Transaction, house: House, one: Open, kind: str, ending: str, now: datetime) -> None:
    counting.count(tx, house.office_at(now).law, kind, ending, now=now)
    keeping.end(tx, one.id)
