"""Thirty children of March 2025, written down as a clerk would, and the rows that the program has of them."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from cases import clocks, law
from cases.absences.schema import absence, school
from cases.followups.schema import follow_up_check
from cases.referrals.schema import measure
from cases.schema import case
from store.transaction import Transaction
from tests.cases import told
from tests.cases.statistics import happened

# day filed, place, sex, age, work, lead, hours until it was confirmed, how it ended, what a visit decided,
# line of form 2, what became of that measure, whether the child works again, and goes to school
LIST = """
2  maktaaral male    14-15   services rights 3   -             by   11a done     no  sometimes
3  maktaaral female  <7      farm     rights 6   -             safe 12b done     yes regularly
4  maktaaral unknown unknown worst    police 9   -             now  14a done     no  no
5  maktaaral female  16-17   farm     rights 12  -             by   10  accepted no  regularly
6  maktaaral male    12-13   services rights 15  no_work_found safe 11a accepted yes sometimes
7  almaty    female  14-15   farm     police 18  -             now  12b accepted no  regularly
8  maktaaral unknown <7      worst    rights 150 -             by   14a accepted no  no
9  maktaaral female  unknown farm     rights 24  -             safe 10  cannot   yes regularly
10 maktaaral male    16-17   services police -   -             now  11a cannot   no  sometimes
11 maktaaral female  12-13   farm     rights 30  helped        by   12b cannot   -   -
12 maktaaral unknown 14-15   worst    rights 33  -             safe 14a cannot   -   -
13 almaty    female  <7      farm     police 36  -             now  10  waiting  -   -
14 maktaaral male    unknown services rights 39  -             -    11a waiting  -   -
15 maktaaral female  16-17   farm     rights 150 -             -    12b waiting  -   -
16 maktaaral unknown 12-13   worst    police 45  no_work_found -    14a waiting  -   -
17 maktaaral female  14-15   farm     rights 48  -             -    10  done     -   -
18 maktaaral male    <7      services rights 51  -             -    -   -        -   -
19 almaty    female  unknown farm     police 54  -             -    -   -        -   -
20 maktaaral unknown 16-17   worst    rights -   -             -    -   -        -   -
21 maktaaral female  12-13   farm     rights 60  helped        -    -   -        -   -
22 maktaaral male    14-15   services police 150 -             -    -   -        -   -
23 maktaaral female  <7      farm     rights 66  -             -    -   -        -   -
24 maktaaral unknown unknown worst    rights 69  -             -    -   -        -   -
25 almaty    female  16-17   farm     police 72  -             -    -   -        -   -
26 maktaaral male    12-13   services rights 75  no_work_found -    -   -        -   -
27 maktaaral female  14-15   farm     rights 78  -             -    -   -        -   -
28 maktaaral unknown <7      worst    police 81  -             -    -   -        -   -
1  maktaaral female  unknown farm     rights 150 -             -    -   -        -   -
2  maktaaral male    16-17   services rights -   -             -    -   -        -   -
3  almaty    female  12-13   farm     police 90  helped        -    -   -        -   -
"""
ABSENT = ("work", "work poverty", "illness", "", "work", "trip illness", "unknown")
"""Reasons of pupils who were absent; several may stand together. Of the first two a report was made."""
DEPARTMENTS = {"rights": "CHILD_RIGHTS:610000000", "police": "POLICE_JUV:614400000"}
PLACES = {"maktaaral": told.MAKTAARAL, "almaty": "750000000"}


class Child(NamedTuple):
    """One line of the list; "-" is nothing."""

    day: str
    place: str
    sex: str
    age: str
    work: str
    lead: str
    hours: str
    ended: str
    decided: str
    line: str
    became: str
    works: str
    school: str


CHILDREN = tuple(Child(*line.split()) for line in LIST.strip().splitlines())


def keep(tx: Transaction) -> None:
    """Keep all of it as the program does; confirmed in time is by 18:00 of the third working day."""
    for number, child in enumerate(CHILDREN, 1):
        _case(tx, number, child)
        if child.decided != "-":
            happened.visited(tx, number, decision=child.decided)
        if child.line != "-":
            tx.insert(measure, happened.measured(number) | _measure(child))
        for fact, answer in ((1, child.works), (2, child.school)):
            if answer != "-":
                tx.insert(follow_up_check, happened.check(number, fact, answer))
    tx.insert(school, happened.SCHOOL)
    for number, reasons in enumerate(ABSENT, 1):
        flag = {"reasons": reasons, "case_number": number if number < 3 else None}
        tx.insert(absence, happened.absent(number) | flag)


def _case(tx: Transaction, number: int, child: Child) -> None:
    at = datetime(2025, 3, int(child.day), 6, tzinfo=UTC)
    row = told.plain_case(number) | {
        "territory": PLACES[child.place],
        "activity": child.work,
        "lead": DEPARTMENTS[child.lead],
        "age_band": child.age,
        "sex": child.sex,
        "filed_at": at,
        "due_at": clocks.due("U2", at, law.in_force(at.date())),
    }
    if child.hours != "-":
        row |= {"acknowledged_at": at + timedelta(hours=int(child.hours))}
    if child.ended != "-":
        row |= {"state": "closed", "outcome": child.ended, "closed_at": at + timedelta(days=20)}
    tx.insert(case, row)


def _measure(child: Child) -> dict[str, object]:
    waits, is_done = child.became == "waiting", child.became == "done"
    return {
        "line": child.line,
        "state": "sent" if waits else child.became,
        "answered_at": None if waits else happened.MARCH + timedelta(days=3),
        "done_on": "2025-03-20" if is_done else "",
    }
