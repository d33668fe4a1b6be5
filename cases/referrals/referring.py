"""A measure goes to the organisation that carries it out: a one-time link, and behind it the minimum.

Number, need, age band, sex, in which language to talk, and whom to call. Never the form, never a word of the
report; a name only where the family agreed and the measure cannot be carried out without it (DOMAIN b.2).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from cases import case, clocks
from cases.followups import schedule
from cases.office import Office
from cases.referrals import consent, errors, links, measures, templates, terms
from cases.referrals.links import Behind
from cases.referrals.measures import Measure
from locales import daytime
from store import duties
from store.duties import Duty
from store.transaction import Transaction

KIND = "referral"
"""Duties that see whether an organisation has answered."""
SENDABLE = frozenset({"agreed", "sent", "accepted", "more"})
MORNING = time(9)
LONGEST = timedelta(days=366)
"""So far ahead at most a day by which something is due lengthens a link to what is told of a child."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What goes along: code of the measure, the language to talk in, whom to call, and the name, if any.

    `sender`: department code, "" for the hotline itself. `barred`: whoever would take the child in is the
    threat, and the organisation has to know.
    """

    template: str
    speaks: str
    sender: str
    contact: str = field(repr=False)
    name: str = field(repr=False, default="")
    barred: bool = False


def send(
    tx: Transaction,
    office: Office,
    known: Measure,
    sending: Sending,
    *,
    entropy: Callable[[int], bytes],
    by: str,
    now: datetime,
) -> str:
    """Make the link for the organisation; gives its token. Sent again, the link before is void.

    The follow-up of the child begins with the first, if it has not begun.

    Raises:
        NotNow: the family has not agreed, or the measure is over.
    """
    if known.state not in SENDABLE or not consent.lets_go(known.consent):
        raise errors.NotNow
    behind = Behind(links.MEASURE, known.id, known.case_number, _body(tx, known, sending))
    until = now + timedelta(days=terms.in_force(daytime.day(now)).link_days)
    token = links.make(tx, office.keys, behind, until=until, entropy=entropy, now=now)
    state = "sent" if known.state == "agreed" else known.state
    measures.change(tx, known, "measure sent", by=by, now=now, state=state, sent_at=now)
    schedule.begin(tx, office, known.case_number, now=now)
    _remind(tx, office, known, now)
    return token


def lives_until(known: Measure, now: datetime) -> datetime:
    """Give until when a link works after an answer: so many days more, or after the day it is due."""
    days = timedelta(days=terms.in_force(daytime.day(now)).link_days)
    if not known.due_on:
        return now + days
    due = datetime.combine(date.fromisoformat(known.due_on), MORNING, daytime.KAZAKHSTAN)
    return min(max(now, due), now + LONGEST) + days


def _body(tx: Transaction, known: Measure, sending: Sending) -> dict[str, object]:
    row, template = case.get(tx, known.case_number), templates.find(sending.template)
    may_be_named = template is not None and template.named
    return {
        "number": known.case_number,
        "line": known.line,
        "need": known.need,
        "template": sending.template,
        "mode": known.mode,
        "age_band": row.age_band,
        "sex": row.sex,
        "speaks": sending.speaks,
        "due_on": known.due_on,
        "sender": sending.sender,
        "contact": sending.contact,
        "barred": sending.barred,
        "name": sending.name if may_be_named and known.consent == consent.YES else "",
    }


def _remind(tx: Transaction, office: Office, known: Measure, now: datetime) -> None:
    """See after so many working days, in the morning, whether somebody has answered."""
    today = daytime.day(now)
    days = terms.in_force(today).remind_working_days
    day = clocks.working_day_after(today, days + 1, office.law)
    due = datetime.combine(day, MORNING, daytime.KAZAKHSTAN)
    duty = Duty(KIND, f"{KIND}:{known.id}:{today.isoformat()}", due, str(known.id).encode())
    duties.add(tx, office.keys, duty, now)
