"""Rotation: a holder gets a new key, and everything that the old one opened is sealed for the new one.

Done in many small transactions, so that a running service goes on beside it. What is filed meanwhile is
sealed for the new key already. Interrupted half way nothing is lost: old keys stay granted until nothing
needs them, and rotating again ends the work.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import RowMapping, delete, exists, func, select, tuple_

from cases import errors, history, keyring, officers, parts, schema
from cases.keyring import ABOVE, COORDINATOR, RECOVERY, Lock, Unlocked
from cases.officers import Officer
from store import boxes
from store.boxes import Pair
from store.database import Database
from store.schema import EPOCH
from store.transaction import Transaction

BATCH = 200
_part, _grant = schema.part_key, schema.key_grant
_officer, _key = schema.officer.c, schema.holder_key.c


@dataclass(frozen=True, slots=True)
class Rotated:
    """What came of it: parts sealed for the new key, and parts that no key at hand opens."""

    resealed: int
    beyond: int


@dataclass(frozen=True, slots=True)
class _Resealing:
    """How far the parts of a holder are sealed for the new lock: up to this case and part."""

    unlocked: Unlocked
    holder: str
    lock: Lock
    after: tuple[int, str] = (0, "")
    rotated: Rotated = Rotated(0, 0)
    ended: bool = False


def affected(tx: Transaction, officer: Officer) -> tuple[str, ...]:
    """Give the holders whose keys this officer knew: a coordinator knew every one but the recovery key."""
    if officer.department != COORDINATOR:
        return (officer.department,)
    return (COORDINATOR, *keyring.departments(tx))


def due(tx: Transaction) -> tuple[str, ...]:
    """Give the holders whose key somebody may remember who has left since it was made, sorted."""
    gone = select(_officer.department, func.max(_officer.left_at).label("left_at"))
    rows = tx.rows(gone.where(_officer.left_at.is_not(None)).group_by(_officer.department))
    left = {row["department"]: row["left_at"] for row in rows}
    above = left.get(COORDINATOR, EPOCH)
    present = select(_key.holder, _key.made_at).where(_key.retired_at.is_(None), _key.holder != RECOVERY)
    return tuple(
        sorted(
            row["holder"]
            for row in tx.rows(present)
            if row["made_at"] < max(above, left.get(row["holder"], EPOCH))
        )
    )


def rotate(
    database: Database,
    unlocked: Unlocked,
    holder: str,
    *,
    actor: str,
    now: datetime,
    tell: Callable[[int], None] = lambda resealed: None,
) -> Rotated:
    """Give a department or the coordinator a new key, which those who are there now may open.

    `tell` is called after each batch, with how many parts are sealed anew.

    Raises:
        NotForThisKey: the holder's present key does not lie open here.
    """
    with database.transaction() as tx:
        present = keyring.locks(tx, [holder]).get(holder)
        if holder == RECOVERY or present is None or (holder, present.version) not in unlocked.pairs:
            raise errors.NotForThisKey
        lock, pair = keyring.renew(tx, holder, now=now)
        for grantee, theirs in officers.grantees(tx, holder).items():
            keyring.give(tx, (holder, lock.version), pair, to=(grantee, theirs), now=now)
        if holder == COORDINATOR:
            _give_all(tx, unlocked, (COORDINATOR, lock), but=ABOVE, now=now)
        history.note(tx, [history.Entry(actor, "rotated", about=holder)], now=now)
        resealing = _further(tx, _Resealing(unlocked, holder, lock))
    return _finished(database, resealing, tell)


def replace_recovery_key(
    database: Database, unlocked: Unlocked, recovery: Pair, *, actor: str, now: datetime
) -> Rotated:
    """Make this pair the recovery key; the one before opens nothing from now on, save older backups.

    Raises:
        NotForThisKey: the coordinator's key does not lie open here.
    """
    with database.transaction() as tx:
        present = keyring.locks(tx, [COORDINATOR])[COORDINATOR]
        if (COORDINATOR, present.version) not in unlocked.pairs:
            raise errors.NotForThisKey
        lock = keyring.replace(tx, RECOVERY, recovery.public, now=now)
        _give_all(tx, unlocked, (RECOVERY, lock), but=(RECOVERY,), now=now)
        history.note(tx, [history.Entry(actor, "rotated", about=RECOVERY)], now=now)
        resealing = _further(tx, _Resealing(unlocked, RECOVERY, lock))
    return _finished(database, resealing)


def _give_all(
    tx: Transaction, unlocked: Unlocked, to: tuple[str, Lock], *, but: Sequence[str], now: datetime
) -> None:
    holders = {COORDINATOR, *keyring.departments(tx)}.difference(but)
    for key, pair in unlocked.pairs.items():
        if key[0] in holders:
            keyring.give(tx, key, pair, to=to, now=now)


def _finished(
    database: Database, resealing: _Resealing, tell: Callable[[int], None] = lambda resealed: None
) -> Rotated:
    while not resealing.ended:
        tell(resealing.rotated.resealed)
        with database.transaction() as tx:
            resealing = _further(tx, resealing)
    return resealing.rotated


def _further(tx: Transaction, now: _Resealing) -> _Resealing:
    """Do one batch; at the end the grants of retired keys go."""
    rows = _stale(tx, now.holder, now.lock, now.after)
    closed = [_closed(tx, now.unlocked, row, now.lock) for row in rows]
    for row in filter(None, closed):
        tx.upsert(_part, row)
    if len(rows) < BATCH:
        _forget(tx, now.holder, now.lock)
    beyond = closed.count(None)
    return replace(
        now,
        rotated=Rotated(now.rotated.resealed + len(rows) - beyond, now.rotated.beyond + beyond),
        after=(rows[-1]["case_number"], rows[-1]["part"]) if rows else now.after,
        ended=len(rows) < BATCH,
    )


def _stale(tx: Transaction, holder: str, lock: Lock, after: tuple[int, str]) -> Sequence[RowMapping]:
    column = _part.c
    query = select(_part).where(column.holder == holder, column.version < lock.version)
    later = query.where(tuple_(column.case_number, column.part) > after)
    return tx.rows(later.order_by(column.case_number, column.part).limit(BATCH))


def _closed(tx: Transaction, unlocked: Unlocked, row: RowMapping, lock: Lock) -> Mapping[str, object] | None:
    """Give the row with the part's key for the new lock; None where nobody here opens the part."""
    pair = unlocked.pairs.get((row["holder"], row["version"]))
    try:
        if pair is None:
            key = parts.open_key(tx, unlocked, row["case_number"], row["part"])
        else:
            key = boxes.open_box(pair, row["key"])
    except errors.NotForThisKey:
        return None
    return dict(row) | {"key": boxes.close(lock.public, key), "version": lock.version}


def _forget(tx: Transaction, holder: str, lock: Lock) -> None:
    """Delete the grants of retired keys that open nothing any more."""
    needed = exists().where(_part.c.holder == _grant.c.holder, _part.c.version == _grant.c.version)
    tx.execute(delete(_grant).where(_grant.c.holder == holder, _grant.c.version < lock.version, ~needed))
