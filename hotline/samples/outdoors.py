"""Samples of the field: a school with a class, its teacher, a monitor with a planned visit, and their links.

They have no chat: a link opens the page of each. Nobody in the class list is anybody.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from cases import people
from cases.absences import classes, schools
from cases.absences.pupils import Line
from cases.admission import passes
from cases.people import Person
from cases.visits import drafts
from cases.visits.plans import Plan
from cases.visits.team import Member
from hotline.compose import Composed
from locales import daytime
from store.transaction import Transaction

TERRITORY = "614400000"  # Maktaaral in Turkistan oblast, where the sample reports come from
TEACHER, MONITOR = "sample:teacher", "sample:monitor"
LANGUAGE = "kk"
SCHOOL, CLASS = "Үлгі мектеп", "7А"
_ORDER = ("Бірінші", "Екінші", "Үшінші", "Төртінші", "Бесінші", "Алтыншы", "Жетінші", "Сегізінші")
PLACE = "Үлгі базар, жеміс-көкөніс қатары"
ACCOUNTS = {"teacher": TEACHER, "monitor": MONITOR}


def furnish(composed: Composed, now: datetime) -> None:
    """Let the sample teacher and monitor in, once, with a class and a planned visit."""
    with composed.database.transaction() as tx:
        if people.person(tx, composed.keys, TEACHER) is None:
            _teach(tx, composed, now)
            _plan(tx, composed, now)


def join_monitor(tx: Transaction, composed: Composed, now: datetime) -> str:
    """Let the sample monitor in, once; gives the keyed hash of the account."""
    if people.person(tx, composed.keys, MONITOR) is None:
        _let_in(tx, composed, Person("monitor", TERRITORY, "", ""), MONITOR, now)
    return people.index(composed.keys, MONITOR)


def tokens(composed: Composed, now: datetime) -> Mapping[str, str]:
    """Give what opens the page of each role: good once and for half an hour."""
    given = {"language": LANGUAGE, "entropy": composed.house.entropy, "now": now}
    with composed.database.transaction() as tx:
        return {
            role: passes.issue(tx, composed.keys, people.index(composed.keys, account), **given)  # type: ignore[arg-type]
            for role, account in ACCOUNTS.items()
        }


def listed(tokens: Mapping[str, str], address: str) -> Sequence[str]:
    """Give the lines that say where these pages are."""
    begins = {role: f"Page of the sample {role}:" for role in tokens}
    return [f"{begins[role]:<31} {address}/field/enter/{token}" for role, token in tokens.items()]


def _teach(tx: Transaction, composed: Composed, now: datetime) -> None:
    keys, entropy = composed.keys, composed.house.entropy
    school = schools.add(tx, keys, SCHOOL, TERRITORY, entropy=entropy, now=now)
    _let_in(tx, composed, Person("teacher", TERRITORY, "", school.code), TEACHER, now)
    born = daytime.day(now).year - 13
    pupils = [
        Line(f"{name} Оқушы", "female" if number % 2 else "male", born) for number, name in enumerate(_ORDER)
    ]
    account = people.index(keys, TEACHER)
    classes.add(tx, keys, school.code, CLASS, pupils, account=account, entropy=entropy, now=now)


def _plan(tx: Transaction, composed: Composed, now: datetime) -> None:
    account = join_monitor(tx, composed, now)
    day = daytime.day(now) + timedelta(days=2)
    team = (Member("child_rights"), Member("education"))
    plan = Plan(TERRITORY, PLACE, "informal", "campaign", day.isoformat(), team, campaign="night")
    drafts.begin(tx, composed.keys, account, plan, entropy=composed.house.entropy, now=now)


def _let_in(tx: Transaction, composed: Composed, whom: Person, account: str, now: datetime) -> None:
    keys = composed.keys
    token = people.issue(tx, keys, whom, actor="desk", entropy=composed.house.entropy, now=now)
    people.join(tx, keys, token, account, now)
