"""The reporter's wish to be told: given with the report, or right after it was sent; never assumed."""

from datetime import datetime

from sqlalchemy import select

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


def reporter(tx: Transaction, number: int) -> tuple[bytes, str] | None:
    """Give the sealed address and the language of the reporter who wants to be told, None for all others."""
    row = tx.row(select(schema.reporter_link).where(schema.reporter_link.c.case_number == number))
    return None if row is None else (row["address"], row["language"])
