"""Who told something of a service: a keyed hash, another one for each service, and only for 30 days.

With it two people are told from one who presses twice; from the tables nobody learns that somebody told
something of two services. An `account` is the channel and the sender's id in it: "telegram:4711".
"""

from datetime import UTC, datetime

from sqlalchemy import select, union

from cases.services import schema
from locales import daytime
from store.seal import Keys
from store.transaction import Transaction

_TABLES = (schema.service_correction, schema.service_outcome)
_NAMED = union(*(select(table.c.service).where(table.c.account != "") for table in _TABLES))


def index(keys: Keys, service: str, account: str) -> str:
    """Give the hash of an account for one service; "" of no account."""
    return keys.index("teller", f"{service}:{account}") if account else ""


def forget(tx: Transaction, keys: Keys, account: str) -> None:
    """Take the hashes of this account out of everything it told; what it told stays, as nobody's."""
    services = [row["service"] for row in tx.rows(_NAMED)]
    for table in _TABLES:
        for service in services:
            theirs = {"service": service, "account": index(keys, service, account)}
            tx.update(table, theirs, {"account": ""})


def day(now: datetime) -> datetime:
    """Give the beginning of this day in Kazakhstan: what is told is kept without its hour."""
    return daytime.here(now).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
