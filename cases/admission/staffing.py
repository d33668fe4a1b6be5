"""Staffing: who may let whom in, give them keys, or let them go. Nobody does any of it to themselves.

Coordinators for the people of their territory; officers give colleagues of their own department its key;
admins let people in and out everywhere, and hold no key that they could give.
"""

from cases.admission.invitations import Invitation
from cases.keyring import COORDINATOR, Unlocked
from cases.office import Office
from cases.officers import Officer, SignedIn

INVITES = {
    "coordinator": ("officer", "operator", "coordinator", "editor"),
    "admin": ("officer", "operator", "coordinator", "editor", "admin"),
}
"""Who invites whom; the other roles invite nobody."""


def may_invite(office: Office, by: Officer, invitation: Invitation) -> bool:
    """Tell whether this invitation is theirs to give."""
    if invitation.role not in INVITES.get(by.role, ()):
        return False
    return is_within(office, place(office, invitation), by.territory)


def may_renew(office: Office, by: Officer, whom: Officer) -> bool:
    """Tell whether they may give somebody a new password or phone, or let them go."""
    if by.lookup == whom.lookup or whom.left_at is not None or whom.role not in INVITES.get(by.role, ()):
        return False
    return is_within(office, place(office, whom), by.territory)


def may_grant(office: Office, by: SignedIn, whom: Officer) -> bool:
    """Tell whether they may give somebody the key of their department, which lies open with them."""
    officer = by.officer
    if officer.lookup == whom.lookup or whom.left_at is not None or not opens(by.unlocked, whom.department):
        return False
    if officer.role == "coordinator":
        return is_within(office, place(office, whom), officer.territory)
    return officer.role == whom.role == "officer" and officer.department == whom.department


def may_see(office: Office, by: Officer, whom: Officer) -> bool:
    """Tell whether they see that somebody is here: their own department, or the people of their territory."""
    if by.role == "officer":
        return whom.role == "officer" and whom.department == by.department
    return by.role in INVITES and is_within(office, place(office, whom), by.territory)


def opens(unlocked: Unlocked, department: str) -> bool:
    """Tell whether a key of this department lies open; nobody needs any where there is none."""
    return bool(department) and unlocked.opens(department)


def place(office: Office, one: Officer | Invitation) -> str:
    """Give where somebody works: the territory of an officer's department, else their own; "" everywhere."""
    if one.role != "officer":
        return one.territory
    found = office.departments.find(one.department)
    return "" if found is None else found.territory


def reads_cases(one: Officer) -> bool:
    """Tell whether there is a key that they would need."""
    return one.department != ""


def is_coordinator(one: Officer) -> bool:
    """Tell whether every key changes when they leave."""
    return one.department == COORDINATOR


def is_within(office: Office, territory: str, outer: str) -> bool:
    """Tell whether whoever answers for `outer` ("": the whole country) answers for this territory."""
    if not outer:
        return True
    return (
        territory != ""
        and office.territories.find(territory) is not None
        and (office.territories.is_within(territory, outer))
    )
