"""What became of the sample visit: children found, measures agreed, a referral accepted, the first follow-up.

Five weeks ago a monitor found two children at a market. For the elder one measures were agreed on, line by
line of form 2; one organisation has accepted, one has not answered. A month later it was asked how it goes,
and one of three answers is there. Yesterday a teacher told of a pupil who is away at work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cases import case, people
from cases.absences import absences, classes
from cases.absences.absences import Told as Away
from cases.followups import answering as checking
from cases.followups import checks
from cases.followups.telling import Told
from cases.referrals import answering, choosing, links, measures, referring, templates
from cases.referrals.answering import Answer
from cases.referrals.choosing import Wish
from cases.referrals.measures import Measure, New
from cases.referrals.referring import Sending
from cases.visits import decisions, drafts
from cases.visits.drafts import Place
from cases.visits.plans import Plan
from cases.visits.team import Member
from conversations import handing_in_visits
from conversations import referring as told
from conversations.fieldwork import flagging
from conversations.fieldwork.flagging import Flag
from conversations.followups import following
from conversations.house import House
from hotline.compose import Composed
from hotline.samples import children, outdoors
from hotline.samples.elapsing import Elapsing
from hotline.samples.happening import ACKNOWLEDGE, Event, pressed
from locales import daytime
from store.transaction import Transaction

OWNER = "CHILD_RIGHTS:610000000"
VISITED = timedelta(days=34)
ACCEPTED, UNANSWERED = "psychologist", "school_aid"
AGREED = ("withdraw", "former_school", ACCEPTED, UNANSWERED, "leisure")
"""Measures for the elder child, by their codes in `measures_kz.toml`."""
_DUE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Found:
    """The sample cases: of the two children, the elder first, and of the pupil who is away; 0 for none."""

    elder: int = 0
    younger: int = 0
    away: int = 0


def events() -> Sequence[Event]:
    """Give what happened, the visit first."""
    visit = _Visit()
    return (
        Event(VISITED, visit),
        Event(VISITED - timedelta(hours=2), lambda elapsing: _acknowledged(elapsing, visit.numbers)),
        Event(VISITED - timedelta(hours=5), visit.agree),
        Event(VISITED - timedelta(days=1), visit.accept),
        Event(timedelta(days=1), visit.ask_after),
    )


def flag(composed: Composed, now: datetime) -> int:
    """Have the sample teacher tell, once, that a pupil is away at work; gives how many cases came of it."""
    keys, account = composed.keys, people.index(composed.keys, outdoors.TEACHER)
    with composed.database.transaction() as tx:
        of = _class(tx, composed)
        if of is None or absences.open_of_class(tx, keys, of.id):
            return 0
        day = daytime.day(now)
        away = Away(day - timedelta(days=5), day, 4, "no", (absences.WORK,), "cotton", "other")
        pupil = of.pupils[2].id
        wish = Flag(of, [pupil], away, account, "web", outdoors.LANGUAGE)
        return len(flagging.flag(tx, composed.house, wish, now=now).filed)


def found(tx: Transaction, composed: Composed) -> Found:
    """Give the numbers of these cases, as they are in the database."""
    keys = composed.keys
    account = people.index(keys, outdoors.MONITOR)
    sent = [one for one in drafts.of_account(tx, keys, account) if one.state == drafts.SENT]
    numbers = [one.number for visit in sent for one in decisions.of_visit(tx, keys, visit.id)][:2]
    of = _class(tx, composed)
    away = absences.open_of_class(tx, keys, of.id) if of is not None else []
    elder, younger = (*numbers, 0, 0)[:2]
    return Found(elder, younger, next((one.case_number or 0 for one in away), 0))


def listed(here: Found) -> Sequence[str]:
    """Give the lines that say where to look."""
    if not here.elder:
        return ()
    desk = f"/desk/cases/{here.elder}"
    lines = [
        "To look at, signed in as child-rights:",
        f"    {desk:<26} a child found on a visit: forms 1 and 2, measures, a referral that was accepted",
        f"    {desk + '/follow-up':<26} the first follow-up: one of its answers is there",
    ]
    if here.away:
        lines.append(f"    /desk/cases/{here.away:<14} a pupil whom a teacher told of: away at work")
    return lines


@dataclass(slots=True)
class _Visit:
    """The visit as it goes on: its cases, and the link of the organisation that accepts."""

    numbers: list[int] = field(default_factory=list)
    token: str = ""

    def __call__(self, elapsing: Elapsing) -> None:
        """Fill in form 1 for two children, and hand it in."""
        composed, now = elapsing.composed, elapsing.now
        keys = composed.keys
        with composed.database.transaction() as tx:
            account = outdoors.join_monitor(tx, composed, now)
            plan = Plan(
                outdoors.TERRITORY,
                outdoors.PLACE,
                "informal",
                "own",
                daytime.day(now).isoformat(),
                (Member("child_rights"), Member("police_juvenile")),
            )
            token = drafts.begin(tx, keys, account, plan, entropy=composed.house.entropy, now=now).token
            _fill(tx, composed, Place(token, account, 0, ""), children.VISIT, now)
            for one in (children.ELDER, children.YOUNGER):
                child = drafts.add_child(tx, keys, token, account, now=now)
                identified = {**one, "q12": daytime.day(now).isoformat()}
                _fill(tx, composed, Place(token, account, child, ""), identified, now)
            visit = drafts.get(tx, keys, token, account)
            done = handing_in_visits.submit(tx, composed.house, visit, now=now)
            self.numbers += [one.number for one in done.children]

    def agree(self, elapsing: Elapsing) -> None:
        """Agree on the measures for the elder child, and send those that somebody carries out."""
        house, now = elapsing.composed.house, elapsing.now
        with elapsing.composed.database.transaction() as tx:
            for code in AGREED:
                new = _new(tx, house, self.numbers[0], code, now)
                kept = measures.keep(tx, house.office_at(now), self.numbers[0], new, by=OWNER, now=now)
                if code in (ACCEPTED, UNANSWERED):
                    token = _send(tx, house, kept, code, now)
                    self.token = token if code == ACCEPTED else self.token

    def accept(self, elapsing: Elapsing) -> None:
        """Have the organisation open its link and accept."""
        house, now = elapsing.composed.house, elapsing.now
        with elapsing.composed.database.transaction() as tx:
            link = links.find(tx, house.keys, self.token, now=now)
            links.looked(tx, link, now=now)
            said = answering.answer(tx, house.office_at(now), link, Answer(answering.ACCEPTED), now=now)
            told.answered(tx, house, said, now=now)

    def ask_after(self, elapsing: Elapsing) -> None:
        """Have the department find out by telephone that the child does not work any more."""
        house, now = elapsing.composed.house, elapsing.now
        with elapsing.composed.database.transaction() as tx:
            office, by = house.office_at(now), {"verifier": checks.DESK, "by": OWNER}
            said = checking.tell(tx, office, self.numbers[0], checks.WORK, Told("no"), **by, now=now)
            following.follow(tx, house, said, now)


def _acknowledged(elapsing: Elapsing, numbers: Sequence[int]) -> None:
    for number in numbers:
        pressed(ACKNOWLEDGE, number)(elapsing)


def _fill(tx: Transaction, composed: Composed, at: Place, told: Mapping[str, Any], now: datetime) -> None:
    for question, typed in told.items():
        seen = drafts.get(tx, composed.keys, at.token, at.account).version
        place = Place(at.token, at.account, at.child, question)
        drafts.save(tx, composed.keys, place, typed, seen=seen, now=now)


def _new(tx: Transaction, house: House, number: int, code: str, now: datetime) -> New:
    template, day = templates.find(code), daytime.day(now)
    assert template is not None
    text = house.speaker("kk").say(template.text)
    words = {**dict.fromkeys(("informed", "speaks", "contact", "mailbox"), ""), "asked": "parent"}
    return New(
        line=template.line,
        need=template.need,
        service=_service(house, template.need, case.get(tx, number).territory, now),
        mode=template.mode,
        consent="yes",
        agreed_on=day.isoformat(),
        due_on=(day + _DUE).isoformat(),
        words={**words, "template": code, "text": text},
    )


def _service(house: House, need: str, territory: str, now: datetime) -> str:
    if not need:
        return ""
    directory = house.directory
    wish = Wish(need, territory)
    chosen = choosing.choose(house.finder, directory.territories, directory.departments, wish, now)
    return chosen.candidates[0].service.id if chosen.candidates else ""


def _send(tx: Transaction, house: House, kept: Measure, code: str, now: datetime) -> str:
    phone = house.directory.departments.get(OWNER).phone
    sending = Sending(code, "kk", OWNER, phone)
    office = house.office_at(now)
    return referring.send(tx, office, kept, sending, entropy=house.entropy, by=OWNER, now=now)


def _class(tx: Transaction, composed: Composed) -> classes.SchoolClass | None:
    keys = composed.keys
    account = people.index(keys, outdoors.TEACHER)
    known = people.person(tx, keys, outdoors.TEACHER)
    if known is None:
        return None
    return next(iter(classes.of_teacher(tx, keys, account, known.school)), None)
