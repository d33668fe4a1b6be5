"""Class lists, kept sealed. Names never leave our own page; in a chat a pupil is a number and initials."""

from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import RowMapping, delete, select, update

from cases import errors
from cases.absences import pupils
from cases.absences.pupils import Line, Pupil
from cases.absences.schema import class_teacher, class_wish, roll
from cases.absences.schema import school_class as table
from store import identifiers
from store.seal import Keys
from store.transaction import Transaction

LONGEST = 20  # characters of a label
HIGHEST_GRADE = 12


class _Body(Struct, frozen=True):
    label: str
    pupils: tuple[Pupil, ...]


class SchoolClass(Struct, frozen=True):
    """One class: what it is called ("7А"), and its pupils in the order of the register."""

    id: str
    school: str
    label: str
    pupils: tuple[Pupil, ...]
    changed_at: datetime

    def __repr__(self) -> str:
        return f"SchoolClass({self.id})"

    @property
    def grade(self) -> int:
        """Give the grade that the label begins with, 0 where it names none."""
        digits = "".join(sign for sign in self.label[:2] if sign.isdecimal())
        return int(digits) if digits and 0 < int(digits) <= HIGHEST_GRADE else 0

    @property
    def present(self) -> tuple[Pupil, ...]:
        """Give the pupils who belong to the class now: without those who moved to another school."""
        return tuple(one for one in self.pupils if not one.left)

    def pupil(self, id: str) -> Pupil | None:
        """Give the pupil of this opaque id."""
        return next((one for one in self.pupils if one.id == id), None)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(_Body)


def add(
    tx: Transaction,
    keys: Keys,
    school: str,
    label: str,
    lines: Iterable[Line],
    *,
    account: str,
    entropy: Callable[[int], bytes],
    now: datetime,
) -> SchoolClass:
    """Keep a new class of a school, whose teacher is the account of this keyed hash; gives it.

    Raises:
        WordsUnfit: the class is not called anything.
    """
    listed = pupils.listed((), lines, entropy)
    added = SchoolClass(identifiers.token(entropy), school, _fit(label), listed, now)
    sealed = _sealed(keys, added)
    tx.insert(table, {"id": added.id, "school": school, "body": sealed, "changed_at": now})
    take(tx, added.id, account, now=now)
    return added


def get(tx: Transaction, keys: Keys, id: str) -> SchoolClass:
    """Give the class of this id. Raises UnknownClass."""
    row = tx.row(select(table).where(table.c.id == id))
    if row is None:
        raise errors.UnknownClass
    return _read(keys, row)


def of_teacher(tx: Transaction, keys: Keys, account: str, school: str) -> list[SchoolClass]:
    """Give the classes of a teacher in the school that is theirs now, the last used first."""
    theirs = select(table).join(class_teacher, class_teacher.c.class_id == table.c.id)
    theirs = theirs.where(class_teacher.c.account == account, table.c.school == school)
    return [_read(keys, row) for row in tx.rows(theirs.order_by(class_teacher.c.used_at.desc(), table.c.id))]


def of_school(tx: Transaction, keys: Keys, school: str) -> list[SchoolClass]:
    """Give the classes of a school by grade and label."""
    found = [_read(keys, row) for row in tx.rows(select(table).where(table.c.school == school))]
    return sorted(found, key=lambda one: (one.grade, one.label.casefold(), one.id))


def teachers_of(tx: Transaction, id: str) -> tuple[str, ...]:
    """Give the keyed hashes of the accounts whose class this is, sorted."""
    rows = tx.rows(select(class_teacher.c.account).where(class_teacher.c.class_id == id))
    return tuple(sorted(row["account"] for row in rows))


def relist(
    tx: Transaction,
    keys: Keys,
    known: SchoolClass,
    lines: Iterable[Line],
    *,
    entropy: Callable[[int], bytes],
    now: datetime,
) -> SchoolClass:
    """Put these lines in place of the list; who had the same name before stays the same pupil."""
    return keep(tx, keys, replace(known, pupils=pupils.listed(known.pupils, lines, entropy)), now=now)


def keep(tx: Transaction, keys: Keys, changed: SchoolClass, *, now: datetime) -> SchoolClass:
    """Keep a class as it is now: another label, a pupil changed, added, taken out or marked as moved.

    Raises:
        WordsUnfit: the class is not called anything.
    """
    kept = replace(changed, label=_fit(changed.label), changed_at=now)
    tx.update(table, {"id": kept.id}, {"body": _sealed(keys, kept), "changed_at": now})
    return kept


def take(tx: Transaction, id: str, account: str, *, now: datetime) -> None:
    """Note that this account teaches the class and used it now, which puts it first.

    Whoever wants to be asked nothing in the morning is not asked of a new class either.
    """
    key, theirs = {"class_id": id, "account": account}, class_teacher.c.account == account
    is_known = tx.row(select(class_teacher.c.class_id).where(theirs).limit(1)) is not None
    reminded = int(not is_known or is_reminded(tx, account))
    tx.insert_once(class_teacher, {**key, "used_at": now, "reminded": reminded})
    tx.update(class_teacher, key, {"used_at": now})


def leave(tx: Transaction, id: str, account: str) -> None:
    """Note that this account no longer teaches the class; its list stays."""
    tx.delete(class_teacher, {"class_id": id, "account": account})


def remove(tx: Transaction, id: str) -> None:
    """Delete a class with its list. Absences that became reports keep their codes."""
    for of_class in (class_teacher, class_wish, roll):
        tx.execute(delete(of_class).where(of_class.c.class_id == id))
    tx.delete(table, {"id": id})


def remind(tx: Transaction, account: str, *, wanted: bool) -> None:
    """Ask this account in the morning who is there, or no longer."""
    theirs = class_teacher.c.account == account
    tx.execute(update(class_teacher).where(theirs).values(reminded=int(wanted)))


def is_reminded(tx: Transaction, account: str) -> bool:
    """Tell whether this account is asked in the morning."""
    theirs = (class_teacher.c.account == account) & (class_teacher.c.reminded == 1)
    return tx.row(select(class_teacher.c.class_id).where(theirs).limit(1)) is not None


def _fit(label: str) -> str:
    words = " ".join(label.split())[:LONGEST]
    if not words:
        raise errors.WordsUnfit
    return words


def _sealed(keys: Keys, one: SchoolClass) -> bytes:
    return keys.seal(_encoder.encode(_Body(one.label, one.pupils)), _context(one.id))


def _read(keys: Keys, row: RowMapping) -> SchoolClass:
    body = _decoder.decode(keys.unseal(row["body"], _context(row["id"])))
    return SchoolClass(row["id"], row["school"], body.label, body.pupils, row["changed_at"])


def _context(id: str) -> str:
    return f"class:{id}"
