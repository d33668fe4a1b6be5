"""The three working days in which a body passes on what is not its own (`appeals_kz.toml`, "passed_on").

They begin when a pointer has reached whoever has to answer, and anew with every other one: after "not ours",
and after each step up. The day itself does not count; holidays of Kazakhstan do not either.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from cases import appeals, clocks
from cases.law import Law
from cases.office import Office
from store import duties
from store.duties import Duty
from store.transaction import Transaction

KIND = "pass-on"
OBLIGATION = "passed_on"
REMINDED_AT = time(10)
"""When a body is reminded on the last of the days, by the clocks of Kazakhstan; configurable default."""


@dataclass(frozen=True, slots=True)
class Term:
    """The term of one body: the day on which it was told, how many working days it has, and the last."""

    begun: date
    days: int
    last: date
    law: Law

    @property
    def reminded_at(self) -> datetime:
        """When it is reminded."""
        return self._at(REMINDED_AT)

    @property
    def ends_at(self) -> datetime:
        """When the working day ends after which it is over."""
        return self._at(time()) + timedelta(minutes=self.law.procedure.working_day_ends)

    def day(self, today: date) -> int:
        """Give which of its working days this is: 0 on the day on which it began, `days` + 1 once over."""
        return clocks.working_days_since(self.begun, today, self.law, most=self.days)

    def _at(self, hour: time) -> datetime:
        moment = datetime.combine(self.last, hour)
        return (moment - timedelta(hours=self.law.procedure.utc_offset_hours)).replace(tzinfo=UTC)


def term(told_at: datetime, law: Law) -> Term:
    """Give the term of a body that was told then."""
    begun = clocks.local(told_at, law).date()
    days = appeals.in_force(begun).obligations[OBLIGATION].working_days
    return Term(begun, days, clocks.working_day_after(begun, days, law), law)


def begin(tx: Transaction, office: Office, forwarding: int, *, answer_by: datetime, now: datetime) -> None:
    """Have a body reminded in time of what has reached it now; not where it must answer sooner anyway."""
    found = term(now, office.law)
    if answer_by > found.reminded_at:
        due = Duty(KIND, f"{KIND}:{forwarding}", found.reminded_at, str(forwarding).encode())
        duties.add(tx, office.keys, due, now)
