"""The children of a span of time with what form 2 says of them, for the register of children in difficult
life situations: for those whose keys open who the child is, and noted in the history of every case.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from cases import history, identity, schema, scope
from cases.history import Entry
from cases.office import Office
from cases.officers import SignedIn
from cases.referrals import form2
from cases.referrals.form2 import Content
from locales import daytime
from store.transaction import Transaction

MOST = 500
"""Children in one file: more are taken out in shorter spans."""
ACT = "register taken out"


@dataclass(frozen=True, slots=True)
class Span:
    """Cases filed from this day to that, both included, in Kazakhstan."""

    first: date
    last: date


def numbers(
    tx: Transaction, office: Office, signed: SignedIn, span: Span, *, now: datetime
) -> tuple[int, ...]:
    """Give the cases of this span that are theirs and whose child these keys name, the oldest first."""
    case, key = schema.case.c, schema.part_key.c
    begins = datetime.combine(span.first, time(), daytime.KAZAKHSTAN)
    ends = datetime.combine(span.last, time.max, daytime.KAZAKHSTAN)  # there is no day after the last one
    query = select(case.number, key.holder, key.version).join(schema.part_key, key.case_number == case.number)
    query = query.where(key.part == identity.PART, case.erased_at.is_(None))
    query = query.where(case.filed_at >= begins, case.filed_at <= ends)
    query = query.where(scope.theirs(office.territories, signed.officer, now)).order_by(case.number)
    pairs = signed.unlocked.pairs
    opened = (row["number"] for row in tx.rows(query) if (row["holder"], row["version"]) in pairs)
    return tuple(dict.fromkeys(opened))


def read(tx: Transaction, signed: SignedIn, numbers: Iterable[int]) -> tuple[Content, ...]:
    """Give what form 2 says of these children. Show it only when `note` has been committed."""
    return tuple(form2.content(tx, signed.unlocked, number) for number in numbers)


def note(tx: Transaction, signed: SignedIn, numbers: Iterable[int], *, now: datetime) -> None:
    """Note in the history of each case that who the child is was taken out with the register."""
    history.note(tx, [Entry(signed.officer.actor, ACT, number) for number in numbers], now=now)
