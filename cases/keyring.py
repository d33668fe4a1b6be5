"""The keyring: a key pair for every holder, and who can open which private half.

A holder is a department (by its code), the coordinator or the recovery key. The database keeps public halves,
and private halves only inside boxes for their grantees: the recovery key, the coordinator, and the officers
of the department. The running service can therefore seal for everybody and open nothing (DESIGN 4).

    recovery key ─▶ every key · coordinators ─▶ COORDINATOR ─▶ every department · officer ─▶ their department
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, bindparam, func, select, update

from cases import errors, schema
from store import boxes
from store.boxes import Pair
from store.lookup import Lookup
from store.transaction import Transaction

RECOVERY = "RECOVERY"
COORDINATOR = "COORDINATOR"
ABOVE = (RECOVERY, COORDINATOR)
"""Holders that are no department."""

_key, _grant = schema.holder_key, schema.key_grant
_CURRENT = Lookup(
    select(_key.c.holder, _key.c.version, _key.c.public).where(
        _key.c.holder.in_(bindparam("holders", expanding=True)), _key.c.retired_at.is_(None)
    )
)
_STANDING = Lookup(
    cast(
        "Select[Any]", select(func.count().label("grants"), func.max(_grant.c.granted_at).label("newest"))
    ).where(_grant.c.grantee.in_(bindparam("grantees", expanding=True)))
)
_GRANTED = select(_grant).where(_grant.c.grantee.in_(bindparam("grantees", expanding=True)))


@dataclass(frozen=True, slots=True)
class Lock:
    """The public half of a holder's present key."""

    version: int
    public: bytes


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Private halves that somebody opened, by holder and version. Lives in memory only, never printed."""

    pairs: Mapping[tuple[str, int], Pair] = field(repr=False)

    def opens(self, holder: str) -> bool:
        """Tell whether a key of this holder is among them."""
        return any(name == holder for name, _ in self.pairs)


def found(tx: Transaction, recovery: Pair, *, now: datetime) -> None:
    """Begin a keyring: with this recovery key, and a key of the coordinator that it opens.

    The recovery key's private half is kept nowhere: whoever calls this prints it and forgets it.

    Raises:
        KeyringThere: there is a keyring already.
    """
    if is_founded(tx):
        raise errors.KeyringThere
    _add(tx, RECOVERY, 1, recovery.public, now)
    renew(tx, COORDINATOR, now=now)


def is_founded(tx: Transaction) -> bool:
    """Tell whether the keyring has been begun."""
    return RECOVERY in locks(tx, [RECOVERY])


def locks(tx: Transaction, holders: Iterable[str]) -> dict[str, Lock]:
    """Give the present public keys of those of these holders that have one."""
    rows = tx.rows(_CURRENT, {"holders": sorted(set(holders))})
    return {row["holder"]: Lock(row["version"], row["public"]) for row in rows}


def ensured(tx: Transaction, holders: Iterable[str], *, now: datetime) -> dict[str, Lock]:
    """Give the present public keys of these holders; whoever has none yet gets a pair now.

    A new pair's private half goes to the recovery key and the coordinator and is forgotten.

    Raises:
        KeyringMissing: `hotline init` has not begun a keyring.
    """
    wanted = dict.fromkeys(holders)
    known = _known(tx)
    missing = {*wanted, *ABOVE}.difference(known)
    if missing:
        known.update(locks(tx, missing))
    if not known.keys() >= {*ABOVE}:
        raise errors.KeyringMissing
    for holder in [one for one in wanted if one not in known]:
        tx.alone()  # else two workers could make a pair each
        renew(tx, holder, now=now)
    return {holder: known[holder] for holder in wanted}


def renew(tx: Transaction, holder: str, *, now: datetime) -> tuple[Lock, Pair]:
    """Give a holder a new pair; the present one is retired: it opens what it did, nothing new is sealed so.

    The private half is granted to the recovery key and the coordinator; the caller grants it to officers.
    """
    pair = boxes.make_pair()
    present = replace(tx, holder, pair.public, now=now)
    for grantee, lock in locks(tx, {RECOVERY, COORDINATOR} - {holder}).items():
        give(tx, (holder, present.version), pair, to=(grantee, lock), now=now)
    return present, pair


def replace(tx: Transaction, holder: str, public: bytes, *, now: datetime) -> Lock:
    """Make this the present key of a holder; the one before is retired. Nothing is granted to anybody."""
    last = tx.row(select(func.max(_key.c.version).label("last")).where(_key.c.holder == holder))
    version = 1 + (last["last"] or 0 if last else 0)
    tx.execute(
        update(_key).where(_key.c.holder == holder, _key.c.retired_at.is_(None)).values(retired_at=now)
    )
    _add(tx, holder, version, public, now)
    lock = _known(tx)[holder] = Lock(version, public)
    return lock


def departments(tx: Transaction) -> tuple[str, ...]:
    """Give every department that has a key, sorted."""
    query = select(_key.c.holder).where(_key.c.retired_at.is_(None), _key.c.holder.not_in(ABOVE))
    return tuple(sorted(row["holder"] for row in tx.rows(query)))


def give(tx: Transaction, key: tuple[str, int], pair: Pair, *, to: tuple[str, Lock], now: datetime) -> None:
    """Put a holder's private half into a box for this grantee."""
    holder, version = key
    grantee, lock = to
    tx.upsert(
        _grant,
        {
            "holder": holder,
            "version": version,
            "grantee": grantee,
            "grantee_version": lock.version,
            "key": boxes.close(lock.public, pair.private),
            "granted_at": now,
        },
    )


def unlocked(tx: Transaction, grantee: str, version: int, pair: Pair) -> Unlocked:
    """Give every key that this pair of a grantee opens, directly or through another key."""
    opened = {(grantee, version): pair}
    ahead = {grantee}
    while ahead:
        before = {holder for holder, _ in opened}
        for row in tx.rows(_GRANTED, {"grantees": sorted(ahead)}):
            by = opened.get((row["grantee"], row["grantee_version"]))
            if by is not None:
                key = (row["holder"], row["version"])
                opened[key] = boxes.pair_of(boxes.open_box(by, row["key"]))
        ahead = {holder for holder, _ in opened} & {COORDINATOR} - before  # only they are grantees themselves
    return Unlocked(opened)


def standing(tx: Transaction, grantees: Iterable[str]) -> tuple[int, datetime | None]:
    """Give how many keys were granted to these and when the last: another answer means other keys."""
    row = tx.row(_STANDING, {"grantees": sorted(set(grantees))})
    return (0, None) if row is None else (int(row["grants"]), row["newest"])


def with_recovery_key(tx: Transaction, private: bytes) -> Unlocked:
    """Give every key that the recovery key opens: all of them.

    Raises:
        RecoveryKeyWrong: this is not the recovery key of this database.
    """
    pair = boxes.pair_of(private)
    rows = tx.rows(select(_key.c.version, _key.c.public).where(_key.c.holder == RECOVERY))
    version = next((row["version"] for row in rows if row["public"] == pair.public), None)
    if version is None:
        raise errors.RecoveryKeyWrong
    return unlocked(tx, RECOVERY, version, pair)


def _known(tx: Transaction) -> dict[str, Lock]:
    """The present keys that were looked up or made in this transaction."""
    return tx.recall("present keys of holders", dict)


def _add(tx: Transaction, holder: str, version: int, public: bytes, now: datetime) -> None:
    row = {"holder": holder, "version": version, "public": public, "made_at": now, "retired_at": None}
    tx.insert(_key, row)
