"""What we remember of somebody we talk with: language, unfinished report, and nothing that names them.

One sealed row per person, found by a keyed hash of the channel and the account; gone 72 hours after the last
word (DESIGN 4: drafts live 72 h).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, delete, select

from conversations.dialogue.session import Session
from conversations.fieldwork.registering import Register
from conversations.followups.begun import Begun
from conversations.incoming import Address, Incoming
from conversations.lookup.opened import Opened
from conversations.lookup.searching import Search
from conversations.lookup.sought import Sought
from conversations.schema import session as table
from store.lookup import Lookup
from store.seal import Keys
from store.transaction import Transaction

DRAFT_LIVES = timedelta(hours=72)
COUNTS_LIVE = timedelta(days=1)


class Person(Struct, frozen=True, omit_defaults=True):
    """One person in one channel; moments are milliseconds since 1970."""

    address: Address
    language: str = ""
    draft: Session | None = None
    ended: str = ""  # the draft that was sent or deleted last: its buttons are quiet from now on
    awaits: str = ""  # what the next words are: "code" (a receipt), "addition" or "answer" to a question
    asked: int = 0  # the case just sent, while it is open whether the reporter wants to be told
    unplaced: tuple[int, int] = (0, 0)  # a case just sent from here without a place, and when
    own: bool = False  # that case is about whoever sent it
    follows: int = 0  # the case that is followed: its receipt was given, or this chat is told of it
    follows_since: int = 0
    view: str = ""  # random name of what was shown of it last: older buttons do nothing
    offered: tuple[int, ...] = ()  # cases of this chat to choose from, as they were offered last
    filed: tuple[int, ...] = ()  # when reports were filed, for the limit
    pace: tuple[int, int, int] = (0, 0, 0)  # minute since 1970, messages in it; minute of "slow down"
    touched: int = 0
    read: str = ""  # digest of the first words that they have read
    search: Search | None = None  # the search for help that is open, or the last one
    sought: Sought = Sought()  # what was looked for in vain, as far as we know
    cards: tuple[Opened, ...] = ()  # of services, opened lately
    register: Register | None = None  # a teacher says who is absent
    begun: tuple[Begun, ...] = ()  # answers to a follow-up that are not whole yet
    corrects: str = ""  # a card and what is wrong in it, while more is awaited; `wrong` was a list once


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Person)
_CONTEXT = "session"
_BY_SENDER = Lookup(
    select(table.c.sender, table.c.state).where(table.c.sender.in_(bindparam("senders", expanding=True)))
)


def index(keys: Keys, incoming: Incoming) -> str:
    """Give the keyed hash under which this sender is remembered."""
    return keys.index("sender", f"{incoming.address.channel}:{incoming.sender}")


def load(tx: Transaction, keys: Keys, senders: Iterable[str]) -> dict[str, Person]:
    """Give what is remembered of these senders, in one read."""
    rows = tx.rows(_BY_SENDER, {"senders": sorted(set(senders))})
    return {row["sender"]: _decoder.decode(keys.unseal(row["state"], _CONTEXT)) for row in rows}


def keep(tx: Transaction, keys: Keys, sender: str, person: Person, now: datetime) -> None:
    """Remember this of the sender, in place of what was remembered before."""
    sealed = keys.seal(_encoder.encode(person), _CONTEXT)
    tx.upsert(table, {"sender": sender, "state": sealed, "touched_at": now})


def forget(tx: Transaction, keys: Keys, sender: str, counts: Person | None, now: datetime) -> None:
    """Forget the sender, but for counts against misuse: they go after a day."""
    tx.delete(table, {"sender": sender})
    if counts is not None:
        keep(tx, keys, sender, counts, now - DRAFT_LIVES + COUNTS_LIVE)


def sweep(tx: Transaction, now: datetime) -> int:
    """Delete what has not been touched for 72 hours; gives how many."""
    return tx.execute(delete(table).where(table.c.touched_at < now - DRAFT_LIVES))
