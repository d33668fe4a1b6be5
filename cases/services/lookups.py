"""What was looked for in vain: searches that found nothing, and lists from which nothing was opened.

The editor learns from it which words people use. Nobody stands in it: no sender, no time finer than the day,
numbers and names masked before they are kept. Words lie sealed with the service key for 30 days, then in
boxes for the coordinator and the recovery key; a year later they are gone. (A box is not sealed anew when
one of these keys is replaced: what is older than the present key stays closed.)
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from sqlalchemy import RowMapping, delete, select

from cases import keyring
from cases.keyring import ABOVE, Unlocked
from cases.services import masking, tellers
from cases.services.masking import Known
from cases.services.schema import look_up as _table
from store import boxes
from store.boxes import Sealer
from store.seal import Keys
from store.transaction import Transaction

NONE, UNCHOSEN = "none", "unchosen"
BATCH = 500
"""Look-ups that are put into boxes at once."""

_CONTEXT = "look_up"
_ROOM = 512  # bytes that every text takes, so that its length tells nothing
_OPEN = _table.c.words.is_not(None)

_Box = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class LookUp:
    """One search: words or the key of a button; `territory` is a code of KATO, "" when nobody told.

    `kind`: "none" – nothing was found; "unchosen" – nothing was opened. `many`: how often.
    """

    words: str
    need: str
    territory: str
    language: str
    kind: str
    many: int = 1


def note(tx: Transaction, keys: Keys, sought: LookUp, is_known: Known, *, now: datetime) -> int:
    """Keep a search, its words masked; gives its number, by which it can be taken back."""
    number = tx.next_id("look_up")
    words = masking.mask(sought.words, is_known)
    row = {"number": number, "asked_at": tellers.day(now), "words": keys.seal(_padded(words), _CONTEXT)}
    told = {"language": sought.language, "need": sought.need, "territory": sought.territory}
    tx.insert(_table, row | told | {"kind": sought.kind, "boxes": None})
    return number


def take_back(tx: Transaction, number: int) -> None:
    """Forget a search: something of its list was opened after all."""
    tx.delete(_table, {"number": number})


def counted(tx: Transaction, keys: Keys, *, since: datetime) -> tuple[LookUp, ...]:
    """Give the searches since then that are not in boxes yet, the same ones counted, the commonest first."""
    query = select(_table).where(_OPEN, _table.c.asked_at >= tellers.day(since))
    return _counted(_read(row, _text(keys.unseal(row["words"], _CONTEXT))) for row in tx.rows(query))


def unboxed(tx: Transaction, unlocked: Unlocked) -> tuple[tuple[LookUp, ...], int]:
    """Give the searches that lie in boxes, counted, and how many stay closed to these keys."""
    found, closed = [], 0
    for row in tx.rows(select(_table).where(_table.c.boxes.is_not(None))):
        held: dict[str, _Box] = msgspec.msgpack.decode(row["boxes"], type=dict[str, _Box])
        pairs = ((unlocked.pairs.get((holder, version)), box) for holder, (version, box) in held.items())
        opened = next(((pair, box) for pair, box in pairs if pair is not None), None)
        if opened is None:
            closed += 1
        else:
            found.append(_read(row, _text(boxes.open_box(*opened))))
    return _counted(found), closed


def sweep(
    tx: Transaction, keys: Keys, *, sealed_before: datetime, deleted_before: datetime, now: datetime
) -> int:
    """Put words into boxes that were asked before the first moment, delete what was before the second.

    Gives how many were put into boxes, `BATCH` at most: the rest comes next time.
    """
    tx.execute(delete(_table).where(_table.c.asked_at < deleted_before))
    is_due = (_OPEN, _table.c.asked_at < sealed_before)
    due = tx.rows(select(_table.c.number, _table.c.words).where(*is_due).limit(BATCH))
    if not due:
        return 0
    locks, sealer = keyring.ensured(tx, ABOVE, now=now), tx.recall(Sealer, Sealer)
    for row in due:
        words = keys.unseal(row["words"], _CONTEXT)
        held = {holder: (lock.version, sealer.close(lock.public, words)) for holder, lock in locks.items()}
        tx.update(_table, {"number": row["number"]}, {"words": None, "boxes": msgspec.msgpack.encode(held)})
    return len(due)


def _counted(found: Iterable[LookUp]) -> tuple[LookUp, ...]:
    many = Counter(replace(one, words=one.words.casefold()) for one in found)
    ordered = sorted(many.items(), key=lambda one: (-one[1], one[0].words, one[0].need, one[0].territory))
    return tuple(replace(sought, many=count) for sought, count in ordered)


def _read(row: RowMapping, words: str) -> LookUp:
    return LookUp(words, row["need"], row["territory"], row["language"], row["kind"])


def _padded(words: str) -> bytes:
    return words.encode().ljust(_ROOM, b"\0")


def _text(padded: bytes) -> str:
    return padded.rstrip(b"\0").decode()
