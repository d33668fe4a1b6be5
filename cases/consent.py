"""The reporter's wish to be told: given with the report, or right after it was sent; never assumed."""

from datetime import datetime

from sqlalchemy import delete, select

from cases import history, schema
from cases.history import Entry
from store.transaction import Transaction


def link(tx: Transaction, number: int, *, address: bytes, lookup: str, language: str) -> None:
    """Keep where the reporter of a case wants to be told; a second wish for the same case changes nothing.

    `address` is sealed by the caller, `lookup` its keyed hash, by which everything of one chat is found.
    """
    row = {"case_number": number, "address": address, "language": language, "lookup": lookup}
    tx.insert_once(schema.reporter_link, row)


def keep(tx: Transaction, number: int, *, address: bytes, lookup: str, language: str, now: datetime) -> None:
    """Keep the wish of somebody whose report was filed before."""
    link(tx, number, address=address, lookup=lookup, language=language)
    history.note(tx, [Entry("reporter", "wants to be told", number)], now=now)


def told(tx: Transaction, lookup: str) -> tuple[int, ...]:
    """Give the numbers of the cases of which the chat with this keyed hash wants to be told, oldest first.

    Cases whose content has been erased are left out.
    """
    link, of_case = schema.reporter_link.c, schema.case.c
    query = select(link.case_number).join(schema.case, of_case.number == link.case_number)
    query = query.where(link.lookup == lookup, of_case.erased_at.is_(None)).order_by(link.case_number)
    return tuple(row["case_number"] for row in tx.rows(query))


def end(tx: Transaction, number: int, *, now: datetime) -> bool:
    """Forget where the reporter of a case wanted to be told; tells whether there was anything to forget."""
    ended = tx.execute(delete(schema.reporter_link).where(schema.reporter_link.c.case_number == number))
    if ended:
        history.note(tx, [Entry("reporter", "link deleted", number)], now=now)
    return bool(ended)


def reporter(tx: Transaction, number: int) -> tuple[bytes, str] | None:
    """Give the sealed address and the language of the reporter who wants to be told, None for all others."""
    row = tx.row(select(schema.reporter_link).where(schema.reporter_link.c.case_number == number))
    return None if row is None else (row["address"], row["language"])
