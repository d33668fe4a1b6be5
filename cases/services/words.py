"""Words that an editor adds to the search: what people say, and the need or the kind that they mean by it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from cases import history
from cases.history import Entry
from cases.services import errors
from cases.services.schema import service_word as _table
from store.transaction import Transaction

LONGEST = 100
"""Characters of a phrase."""


@dataclass(frozen=True, slots=True)
class Word:
    """A phrase and its meaning: "need:<code>" or "kind:<code>" of the directory's taxonomies."""

    words: str
    meaning: str
    language: str
    added_at: datetime
    added_by: str


def add(tx: Transaction, word: Word) -> bool:
    """Keep a phrase; False when it means that already. Whether there is such a need is checked before.

    Raises:
        UnknownCode: the phrase is empty or longer than `LONGEST`, or the meaning is neither need nor kind.
    """
    family, _, code = word.meaning.partition(":")
    if not 0 < len(word.words) <= LONGEST or family not in ("need", "kind") or not code:
        raise errors.UnknownCode((f"words of 1 to {LONGEST} characters with need:CODE or kind:CODE",))
    is_same = (_table.c.words == word.words, _table.c.meaning == word.meaning)
    if tx.row(select(_table.c.words).where(*is_same)) is not None:
        return False
    row = {"words": word.words, "meaning": word.meaning, "language": word.language}
    tx.insert(_table, row | {"added_at": word.added_at, "added_by": word.added_by})
    history.note(tx, [Entry(word.added_by, "word added", about=word.meaning)], now=word.added_at)
    return True


def remove(tx: Transaction, words: str, meaning: str = "", *, by: str, now: datetime) -> int:
    """Take a phrase away, in this meaning or in all; gives how many there were."""
    chosen = _table.c.words == words
    if meaning:
        chosen &= _table.c.meaning == meaning
    gone = tx.execute(delete(_table).where(chosen))
    if gone:
        history.note(tx, [Entry(by, "word removed", about=meaning)], now=now)
    return gone


def listing(tx: Transaction) -> tuple[Word, ...]:
    """Give every phrase, sorted by meaning, then by words."""
    rows = tx.rows(select(_table).order_by(_table.c.meaning, _table.c.words))
    return tuple(Word(**row) for row in rows)


def spoken(tx: Transaction) -> tuple[tuple[str, str], ...]:
    """Give (phrase, meaning) of every phrase, for the search."""
    return tuple((word.words, word.meaning) for word in listing(tx))
