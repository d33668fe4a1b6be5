"""Absences: one for each pupil at a time, open until the pupil is back, has moved, or it was a mistake."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, RowMapping, select, update

from cases import errors
from cases.absences.classes import SchoolClass
from cases.absences.schema import absence as table
from store import identifiers
from store.seal import Keys
from store.transaction import Transaction

OPEN, BACK, MOVED, VOID = "open", "back", "moved", "void"
WORK, MOVE, UNKNOWN, ILLNESS = "work", "moved", "unknown", "illness"
REASONS = (WORK, ILLNESS, "poverty", "care", MOVE, "bullying", "family", "truancy", UNKNOWN, "other")
MOST_REASONS = 2
YES, NO, UNTOLD = "yes", "no", "unknown"
EXCUSED = (YES, NO, UNTOLD)
EMPLOYERS = ("family", "other", "school")
KNOWN = ("child", "parents", "seen", "classmates", "guess")
CONTACTED = (YES, NO, "unsafe")
SCHOOL_SENT = "school"
MOST_DAYS = 180
_CODES = ("season", "employer", "known", "excused", "contacted")
LONGEST = 1000  # characters of a note


@dataclass(frozen=True, slots=True)
class Told:
    """What a teacher tells of an absence; the same for all pupils that are flagged together.

    Codes are those of this module; `season` is the code of the work (`cases/work_kz.toml`). `days` are school
    days, up to and with `until`. `has_papers`: the child has moved to another school with its papers.
    `hidden`: the school's own people do not see the reason.
    """

    since: date
    until: date
    days: int
    excused: str = UNTOLD
    reasons: tuple[str, ...] = ()
    season: str = ""
    employer: str = ""
    known: str = ""
    contacted: str = ""
    has_papers: bool | None = None
    hidden: bool = False
    note: str = field(default="", repr=False)


class _Body(Struct, frozen=True, omit_defaults=True):
    """What is sealed: which pupil of the class list it is, and what was noted."""

    pupil: str
    note: str = ""
    papers: bool | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """One absence as it stands. `pupil`: id in the class list, "" once forgotten. `case_number`: the report.

    `is_hidden`: the reason is shown to nobody at the school but the teacher who told it.
    """

    id: str
    school: str
    class_id: str
    pupil: str
    state: str
    since: date
    days: int
    reasons: tuple[str, ...]
    season: str
    employer: str
    known: str
    excused: str
    contacted: str
    is_hidden: bool
    flag: str
    case_number: int | None
    made_by: str
    made_at: datetime
    back_on: date | None
    note: str = field(repr=False)
    has_papers: bool | None

    def told(self, until: date, days: int) -> Told:
        """Give what was told of it, as of another day: it has lasted so many school days by then."""
        codes = {name: getattr(self, name) for name in _CODES}
        return Told(
            self.since,
            until,
            days,
            **codes,
            reasons=self.reasons,
            has_papers=self.has_papers,
            hidden=self.is_hidden,
            note=self.note,
        )

    def reasons_for(self, account: str) -> tuple[str, ...] | None:
        """Give the reasons as the account of this keyed hash may see them; None: it may not."""
        return None if self.is_hidden and account != self.made_by else self.reasons


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(_Body)


def begin(
    tx: Transaction,
    keys: Keys,
    of: SchoolClass,
    pupil: str,
    told: Told,
    *,
    account: str,
    entropy: Callable[[int], bytes],
    now: datetime,
) -> Absence:
    """Note that a pupil of this class is absent; gives the absence, or the open one that there is already.

    Raises:
        UnknownPupil: the class has no such pupil.
    """
    if of.pupil(pupil) is None:
        raise errors.UnknownPupil
    known = open_of_pupil(tx, keys, of.id, pupil)
    if known is not None:
        return known
    id = identifiers.token(entropy)
    row = _row(keys, id, pupil, told) | {
        "id": id,
        "school": of.school,
        "class_id": of.id,
        "pupil": _pupil(keys, of.id, pupil),
        "state": OPEN,
        "flag": "",
        "case_number": None,
        "made_by": account,
        "made_at": now,
        "back_on": "",
    }
    tx.insert(table, row)
    return get(tx, keys, id)


def last(tx: Transaction, known: Absence, days: int) -> None:
    """Note that it lasts: so many school days by now."""
    tx.update(table, {"id": known.id}, {"days": min(max(days, known.days), MOST_DAYS)})


def report(tx: Transaction, known: Absence, flag: str, number: int) -> None:
    """Note that it became this case, and by which threshold."""
    tx.update(table, {"id": known.id}, {"flag": flag, "case_number": number})


def is_unknown(reasons: Collection[str]) -> bool:
    """Tell whether nobody knows the reason."""
    return not reasons or UNKNOWN in reasons


def retell(tx: Transaction, keys: Keys, known: Absence, told: Told, *, account: str) -> Absence:
    """Put what is told now in place of what was told (`learned` keeps that); gives the absence as it stands.

    What was hidden stays so, and what was noted before stands above what is noted now. Sent twice is once.
    """
    is_again = f"\n{known.note}".endswith(f"\n{told.note}")
    note = "\n".join(one for one in (known.note, "" if is_again else told.note) if one)
    whole = replace(told, note=note, hidden=told.hidden or known.is_hidden)
    tx.update(table, {"id": known.id}, _row(keys, known.id, known.pupil, whole) | {"made_by": account})
    return get(tx, keys, known.id)


def end(tx: Transaction, known: Absence, state: str, day: date) -> bool:
    """Note that the pupil is back, has moved to another school, or it was a mistake. False: it was over."""
    still = (table.c.id == known.id) & (table.c.state == OPEN)
    return bool(tx.execute(update(table).where(still).values(state=state, back_on=day.isoformat())))


def get(tx: Transaction, keys: Keys, id: str) -> Absence:
    """Give the absence of this id. Raises UnknownAbsence."""
    row = tx.row(select(table).where(table.c.id == id))
    if row is None:
        raise errors.UnknownAbsence
    return _read(keys, row)


def open_of_pupil(tx: Transaction, keys: Keys, class_id: str, pupil: str) -> Absence | None:
    """Give the absence of a pupil that lasts, None: there is none."""
    theirs = table.c.pupil == _pupil(keys, class_id, pupil)
    return next(iter(_found(tx, keys, theirs & (table.c.state == OPEN))), None)


def of_pupil(tx: Transaction, keys: Keys, class_id: str, pupil: str) -> list[Absence]:
    """Give all absences of a pupil but mistakes, the latest first."""
    theirs = table.c.pupil == _pupil(keys, class_id, pupil)
    return _found(tx, keys, theirs & (table.c.state != VOID))


def open_of_class(tx: Transaction, keys: Keys, class_id: str) -> list[Absence]:
    """Give the absences of a class that last, the latest first."""
    return _found(tx, keys, (table.c.class_id == class_id) & (table.c.state == OPEN))


def open_of_school(tx: Transaction, keys: Keys, school: str) -> list[Absence]:
    """Give the absences of a school that last, the latest first."""
    return _found(tx, keys, (table.c.school == school) & (table.c.state == OPEN))


def back_since(tx: Transaction, keys: Keys, class_id: str, day: date) -> list[Absence]:
    """Give the absences of a class that were over on that day or later, the pupils being back."""
    over = (table.c.state == BACK) & (table.c.back_on >= day.isoformat())
    return _found(tx, keys, (table.c.class_id == class_id) & over)


def of_case(tx: Transaction, keys: Keys, number: int) -> list[Absence]:
    """Give the absences that a case came from: one, or those of a whole class; none for other cases."""
    return _found(tx, keys, table.c.case_number == number)


def pupils_of(known: Iterable[Absence]) -> dict[str, Absence]:
    """Give absences by the id of their pupil."""
    return {one.pupil: one for one in known}


def _found(tx: Transaction, keys: Keys, which: ColumnElement[bool]) -> list[Absence]:
    """Those of whom nobody knows any more whose they were are left out."""
    query = (
        select(table)
        .where(which, table.c.body.is_not(None))
        .order_by(table.c.since.desc(), table.c.made_at.desc(), table.c.id)
    )
    return [_read(keys, row) for row in tx.rows(query)]


def _row(keys: Keys, id: str, pupil: str, told: Told) -> dict[str, object]:
    body = _Body(pupil, told.note[:LONGEST], told.has_papers)
    return {
        "since": told.since.isoformat(),
        "days": min(max(told.days, 1), MOST_DAYS),
        "reasons": " ".join(told.reasons[:MOST_REASONS]),
        "season": told.season if WORK in told.reasons or MOVE in told.reasons else "",
        "employer": told.employer if WORK in told.reasons else "",
        "known": told.known,
        "excused": told.excused,
        "contacted": told.contacted,
        "hidden": int(told.hidden),
        "body": keys.seal(_encoder.encode(body), _context(id)),
    }


def _read(keys: Keys, row: RowMapping) -> Absence:
    sealed = row["body"]
    body = _Body("") if sealed is None else _decoder.decode(keys.unseal(sealed, _context(row["id"])))
    return Absence(
        **{name: row[name] for name in ("id", "school", "class_id", "state", "days", *_CODES)},
        pupil=body.pupil,
        since=date.fromisoformat(row["since"]),
        reasons=tuple(row["reasons"].split()),
        is_hidden=bool(row["hidden"]),
        flag=row["flag"],
        case_number=row["case_number"],
        made_by=row["made_by"],
        made_at=row["made_at"],
        back_on=date.fromisoformat(row["back_on"]) if row["back_on"] else None,
        note=body.note,
        has_papers=body.papers,
    )


def _pupil(keys: Keys, class_id: str, pupil: str) -> str:
    return keys.index("pupil", f"{class_id}:{pupil}")


def _context(id: str) -> str:
    return f"absence:{id}"
