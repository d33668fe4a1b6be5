"""Deciding about people: letting somebody in, giving a key, letting go, each looked at anew when it is done.

A page may have stood open for an hour. Whoever acts, and whom it is about, are read again in the same
transaction: of two who let each other go at the same time, one stays; whoever has left lets nobody in.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from cases import errors, granting, officers, rotation
from cases.admission import invitations, parting, staffing
from cases.admission.invitations import PASSWORD, Invitation
from cases.office import Office
from cases.officers import Officer, SignedIn
from store.transaction import Transaction


def invite(
    tx: Transaction,
    office: Office,
    by: Officer,
    invitation: Invitation,
    *,
    entropy: Callable[[int], bytes],
    now: datetime,
) -> str:
    """Give the token of an invitation for somebody new; it ends when whoever gave it leaves.

    Raises:
        UnknownOfficer: they have left meanwhile, or it is not theirs to give.
    """
    acting = _present(tx, office, by)
    if not staffing.may_invite(office, acting, invitation):
        raise errors.UnknownOfficer
    return invitations.invite(
        tx, office.keys, invitation, actor=acting.actor, by=acting.lookup, entropy=entropy, now=now
    )


def renew(
    tx: Transaction,
    office: Office,
    by: Officer,
    whom: Officer,
    purpose: str,
    *,
    understood: Collection[str] = (),
    entropy: Callable[[int], bytes],
    now: datetime,
) -> str:
    """Give the token of a link to a new password or phone for somebody who is here.

    Raises:
        UnknownOfficer: one of them has left meanwhile, or it is not theirs to do.
        NotUnderstood: with a new password something breaks (`parting`) that is not among `understood`.
    """
    acting, renewed = _both(tx, office, by, whom)
    if purpose == PASSWORD:
        _check(tx, office, renewed, understood)
    return invitations.invite(
        tx,
        office.keys,
        invitations.of_officer(renewed, purpose),
        actor=acting.actor,
        by=acting.lookup,
        entropy=entropy,
        now=now,
    )


def grant(tx: Transaction, office: Office, by: SignedIn, whom: Officer, *, now: datetime) -> None:
    """Give somebody the key of their department.

    Raises:
        UnknownOfficer: one of them has left or has another key pair, or it is not theirs to give.
        NotForThisKey: the present key does not lie open with who gives it.
    """
    acting, given = _present(tx, office, by.officer), _present(tx, office, whom)
    if given.public != whom.public or not staffing.may_grant(office, replace(by, officer=acting), given):
        raise errors.UnknownOfficer
    granting.grant(tx, by.unlocked, given, actor=acting.actor, now=now)


def let_go(
    tx: Transaction,
    office: Office,
    by: Officer,
    whom: Officer,
    *,
    understood: Collection[str] = (),
    now: datetime,
) -> tuple[str, ...]:
    """Let somebody go; gives the holders of the keys that they knew, which are to be made new.

    Raises:
        UnknownOfficer: one of them has left meanwhile, or it is not theirs to do.
        NotUnderstood: something breaks (`parting`) that is not among `understood`.
    """
    acting, leaving = _both(tx, office, by, whom)
    _check(tx, office, leaving, understood)
    officers.leave(tx, leaving, actor=acting.actor, now=now)
    return rotation.affected(tx, leaving) if leaving.department else ()


def _both(tx: Transaction, office: Office, by: Officer, whom: Officer) -> tuple[Officer, Officer]:
    acting, other = _present(tx, office, by), _present(tx, office, whom)
    if not staffing.may_renew(office, acting, other):
        raise errors.UnknownOfficer
    return acting, other


def _present(tx: Transaction, office: Office, one: Officer) -> Officer:
    tx.lock(["people of the desk"])
    now = officers.by_lookup(tx, office.keys, one.lookup)
    if now is None or now.left_at is not None:
        raise errors.UnknownOfficer
    return now


def _check(tx: Transaction, office: Office, whom: Officer, understood: Collection[str]) -> None:
    if not set(parting.aftermath(tx, office, whom).breaks) <= set(understood):
        raise errors.NotUnderstood
