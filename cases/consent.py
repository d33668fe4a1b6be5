"""The reporter's wish to be told: given with the report, or right after it was sent; never assumed."""

from datetime import datetime

from cases import history, schema
from cases.history import Entry
from store.transaction import Transaction


def keep(tx: Transaction, number: int, *, address: bytes, language: str, now: datetime) -> None:
    """Keep where the reporter of this case wants to be told, `address` sealed by the caller.

    A second wish for the same case changes nothing.
    """
    link = {"case_number": number, "address": address, "language": language}
    tx.insert_once(schema.reporter_link, link)
    history.note(tx, [Entry("reporter", "wants to be told", number)], now=now)
