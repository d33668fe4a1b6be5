"""People with passwords, quick to sign in: their locks cost a test almost nothing."""

from cases import granting, officers, passwords
from cases.keyring import Unlocked
from cases.office import Office
from cases.officers import Newcomer, SignedIn
from store.locks import Limits
from store.transaction import Transaction
from tests.cases.told import NOW
from tests.doubles import recovery

QUICK = Limits(passes=1, memory=8192)
PASSWORD = "four words do well"


def hire(
    tx: Transaction,
    office: Office,
    name: str,
    department: str = "",
    *,
    role: str = "officer",
    territory: str = "",
    by: Unlocked | None = None,
) -> None:
    """Let somebody in and grant them their keys: by the recovery key, unless somebody else does it."""
    code = officers.department_of(office.departments, role, department)
    new = Newcomer(name, role, code, PASSWORD, territory)
    officer = passwords.make(office.keys, new, now=NOW, limits=QUICK)
    officers.add(tx, office.keys, officer, actor="desk")
    if code:
        granting.grant(tx, by or recovery.unlocked(tx), officer, actor="recovery", now=NOW)


def signed_in(tx: Transaction, office: Office, name: str) -> SignedIn:
    """Give them with what their password opens."""
    return passwords.sign_in(tx, office.keys, name, PASSWORD)
