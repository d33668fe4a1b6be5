"""Visits as monitors fill them in, and the least that a test needs of them."""

from collections.abc import Mapping
from typing import Any

from cases import people
from cases.people import Reach
from cases.visits import drafts
from cases.visits.drafts import Draft, Place
from cases.visits.plans import Plan
from cases.visits.team import Member
from store.seal import Keys
from store.transaction import Transaction
from tests.cases.told import MAKTAARAL, NOW

TEAM = (Member("child_rights", "Айгүл"), Member("police_juvenile", "Ерлан"))
PLAN = Plan(
    territory=MAKTAARAL, place="Мақта егісі", sector="informal", reason="own", day="2026-11-23", team=TEAM
)
CHILD: Mapping[str, Any] = {
    "q1": "Канарейка Айым",
    "q2": "2013-02-03",
    "q3": "female",
    "q6": "Канарейка көшесі, 5",
    "q14b": "10-13",
    "x_activity": ["cotton"],
    "x_employer": "private",
    "x_school_harm": "absent",
    "x_decision": "now",
    "x_given": "parents",
    "x_receiver_threat": "no",
    "x_home_known": "yes",
}


def entropy(size: int) -> bytes:
    """Give bytes that every test may know."""
    return bytes(range(7, 7 + size))


def monitor(tx: Transaction, keys: Keys, account: str = "telegram:4711", territory: str = MAKTAARAL) -> str:
    """Make the account a monitor; gives its keyed hash."""
    seed = account.encode()[-2:]
    token = people.invite(
        tx, keys, role="monitor", territory=territory, entropy=lambda size: (seed * size)[:size], now=NOW
    )
    people.join(tx, keys, token, account, NOW, Reach("telegram", account, "kk"))
    return people.index(keys, account)


def begun(tx: Transaction, keys: Keys, account: str, plan: Plan = PLAN) -> Draft:
    """Begin a visit of this account."""
    return drafts.begin(tx, keys, account, plan, entropy=entropy, now=NOW)


def answer(tx: Transaction, keys: Keys, draft: Draft, child: int, told: Mapping[str, Any]) -> Draft:
    """Save these answers, one at a time, as a page does; gives the visit as it stands then."""
    for question, typed in told.items():
        seen = drafts.get(tx, keys, draft.token, draft.account).version
        drafts.save(tx, keys, Place(draft.token, draft.account, child, question), typed, seen=seen, now=NOW)
    return drafts.get(tx, keys, draft.token, draft.account)


def with_child(tx: Transaction, keys: Keys, draft: Draft, told: Mapping[str, Any] = CHILD) -> Draft:
    """Add a child with these answers; gives the visit as it stands then."""
    child = drafts.add_child(tx, keys, draft.token, draft.account, now=NOW)
    return answer(tx, keys, draft, child, told)
