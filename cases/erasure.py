"""Erasing: what was told is deleted with its keys; the plain coded facts stay for the statistics.

The rows are overwritten in the file (SQLite's secure_delete); copies in the write-ahead log go when the
housekeeping truncates it; copies in backups go with the backups. History keeps that it was done, and never
had any content.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, select, update

from cases import errors, history, media, neighbourhood, schema
from cases.absences import forgetting
from cases.casework import schema as of_casework
from cases.history import Entry
from cases.referrals import links
from cases.referrals import schema as of_referrals
from cases.visits import schema as of_visits
from store.seal import Keys
from store.transaction import Transaction

REASONS = ("subject_request", "court_order", "collected_by_mistake")
"""Why a person may have a case erased before its time: whom it is about asked for it, a court ordered it, or
it should never have been taken down."""

_medium, _piece = schema.medium, schema.medium_piece


def erase(tx: Transaction, number: int, *, actor: str, reason: str, now: datetime) -> bool:
    """Erase the content of a case: all parts, media, words of questions, receipt, link, accused bodies.

    `actor` is a role or department code; `reason` one of `REASONS`, or "term". False: it was erased before.

    Raises:
        UnknownCase: there is no case of this number.
    """
    case = schema.case.c
    known = tx.row(select(case.erased_at).where(case.number == number))
    if known is None:
        raise errors.UnknownCase(number)
    if known["erased_at"] is not None:
        return False
    for medium in _numbers(tx, select(_medium.c.id).where(_medium.c.case_number == number)):
        erase_medium(tx, medium, now=now)
    for table in (
        schema.part_key,
        schema.sealed_part,
        schema.receipt,
        schema.reporter_link,
        neighbourhood.cell,
        of_casework.proposal,
        of_casework.afterthought,
        of_referrals.barred_receiver,
    ):
        tx.execute(delete(table).where(table.c.case_number == number))
    forgetting.of_case(tx, number)
    links.erase(tx, number, now=now)
    tx.execute(update(schema.question).where(schema.question.c.case_number == number).values(words=None))
    decided = of_visits.visit_case
    tx.execute(update(decided).where(decided.c.case_number == number).values(words=None))
    tx.execute(update(schema.case).where(case.number == number).values(erased_at=now, routing=None))
    history.note(tx, [Entry(actor, f"erased: {reason}", number)], now=now)
    return True


def erase_link(tx: Transaction, number: int, *, actor: str, now: datetime) -> bool:
    """Erase receipt and reporter's link of a case: from now on nobody can find it as its reporter."""
    erased = 0
    for table in (schema.receipt, schema.reporter_link):
        erased += tx.execute(delete(table).where(table.c.case_number == number))
    if erased:
        history.note(tx, [Entry(actor, "link erased", number)], now=now)
    return bool(erased)


def erase_medium(tx: Transaction, medium: int, *, now: datetime) -> bool:
    """Erase a photo, video or voice message with its key; that there was one stays. False: it was gone."""
    row = tx.row(select(_medium).where(_medium.c.id == medium, _medium.c.state != "erased"))
    if row is None:
        return False
    _delete_pieces(tx, [medium])
    if row["case_number"] is not None:
        for table in (schema.part_key, schema.sealed_part):
            of_case = table.c.case_number == row["case_number"]
            tx.execute(delete(table).where(of_case, table.c.part == media.part(medium)))
        history.note(tx, [Entry("service", "medium erased", row["case_number"])], now=now)
    tx.execute(update(_medium).where(_medium.c.id == medium).values(state="erased", key=None))
    return True


def drop_draft(tx: Transaction, keys: Keys, origin: str) -> int:
    """Delete the files of a draft that will never be sent; `origin` as in its report. How many."""
    return _drop(tx, _medium.c.origin == keys.index("origin", origin))


def drop_unsent(tx: Transaction, *, before: datetime) -> int:
    """Delete the files of drafts that were received before a time and never sent; how many."""
    return _drop(tx, _medium.c.received_at < before)


def _drop(tx: Transaction, which: ColumnElement[bool]) -> int:
    unsent = _numbers(tx, select(_medium.c.id).where(_medium.c.case_number.is_(None), which))
    _delete_pieces(tx, unsent)
    return tx.execute(delete(_medium).where(_medium.c.id.in_(unsent))) if unsent else 0


def _delete_pieces(tx: Transaction, whose: Sequence[int]) -> None:
    if whose:
        tx.execute(delete(_piece).where(_piece.c.medium.in_(whose)))


def _numbers(tx: Transaction, query: Select[tuple[int]]) -> list[int]:
    return [row["id"] for row in tx.rows(query)]
