"""Passwords: an officer's private key lies under one (Argon2id), and nothing else opens it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import update

from cases import errors, history, keyring, officers, schema
from cases.officers import Newcomer, Officer, SignedIn
from store import boxes, locks
from store.boxes import Pair
from store.errors import PasswordWrong
from store.locks import STRONG, Limits
from store.seal import Keys
from store.transaction import Transaction

SHORTEST = 12


def make(keys: Keys, new: Newcomer, *, now: datetime, limits: Limits = STRONG) -> Officer:
    """Give a new officer with a key pair of their own, to be written by `add` or `renew`. Slow on purpose.

    Raises:
        PasswordTooWeak: fewer than 12 characters, or the name is in it.
    """
    name = officers.tidy(new.name)
    check(name, new.password)
    pair, lookup = boxes.make_pair(), officers.lookup_of(keys, name)
    locked = locks.lock(pair.private, new.password, officers.GRANTEE + lookup, limits=limits)
    made = Officer(lookup, name, new.role, new.department, pair.public, locked, now)
    return replace(made, territory=new.territory)


def sign_in(tx: Transaction, keys: Keys, name: str, password: str) -> SignedIn:
    """Give an officer and what their password opens. Slow on purpose, for unknown names as well: read only.

    Raises:
        SignInRefused: there is no such name, it has left, or the password is another. It is not said which.
    """
    officer = officers.find(tx, keys, name)
    pair = opened(officer if officer is not None and officer.left_at is None else None, password)
    assert officer is not None
    return SignedIn(officer, keyring.unlocked(tx, officer.grantee, officers.ONLY, pair))


def with_password(officer: Officer, old: str, new: str, *, limits: Limits = STRONG) -> Officer:
    """Give the officer with their key under a new password, to be kept by `keep_lock`. Slow on purpose.

    Raises:
        SignInRefused: the old password is another.
        PasswordTooWeak: the new one is.
    """
    pair = opened(officer, old)
    check(officer.name, new)
    return replace(officer, locked=locks.lock(pair.private, new, officer.grantee, limits=limits))


def keep_lock(tx: Transaction, before: Officer, changed: Officer, *, now: datetime) -> None:
    """Keep the new lock of an officer who changed their password; what they may open stays.

    Raises:
        SignInRefused: they have left meanwhile, or have another key or password already.
    """
    theirs = schema.officer.c.lookup == before.lookup, schema.officer.c.locked == before.locked
    if not tx.execute(update(schema.officer).where(*theirs).values(locked=changed.locked)):
        raise errors.SignInRefused
    history.note(tx, [history.Entry(changed.actor, "password_changed", about=changed.department)], now=now)


def opened(officer: Officer | None, password: str) -> Pair:
    """Give an officer's own key pair. Slow on purpose, for None as well, which no password opens.

    Raises:
        SignInRefused: the password is another.
    """
    locked, grantee = (officer.locked, officer.grantee) if officer else (locks.decoy(), "")
    try:
        return boxes.pair_of(locks.unlock(locked, password, grantee))
    except PasswordWrong as error:
        raise errors.SignInRefused from error


def check(name: str, password: str) -> None:
    """Look at a new password before anything slow is done with it.

    Raises:
        PasswordTooWeak: fewer than 12 characters, or the name is in it.
    """
    is_named = len(name) > 2 and name in password.casefold()
    if len(password) < SHORTEST or is_named:
        raise errors.PasswordTooWeak
