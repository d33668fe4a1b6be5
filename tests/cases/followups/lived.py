"""A case whose time goes by: the duties of its checks are carried out, each at its moment."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cases import filing
from cases.followups import asking, schedule
from cases.followups.asking import Step
from cases.office import Office
from cases.referrals import measures
from cases.referrals.measures import New
from store import duties
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import NOW, report

DAY = timedelta(days=1)


@dataclass
class Lived:
    """One case in a district, and everything that was asked about it, with the moment."""

    database: Database
    office: Office
    number: int = 0
    now: datetime = NOW
    measure: int = 0
    said: list[tuple[datetime, Step]] = field(default_factory=list)

    def begin(self) -> "Lived":
        """File the case and follow it up, with one measure."""
        with self.database.transaction() as tx:
            self.number = filing.file_report(tx, self.office, report(), now=self.now).number
            self.measure = keep_measure(tx, self.office, self.number)
            schedule.begin(tx, self.office, self.number, now=self.now)
        return self

    def until(self, moment: datetime) -> None:
        """Let the time go by, a working hour of each day, and do what falls due."""
        while self.now < moment:
            self.now += DAY
            with self.database.transaction() as tx:
                for duty in duties.claim(tx, self.office.keys, now=self.now, holder="test", limit=500):
                    self._act(tx, duty)

    def _act(self, tx: Transaction, duty: duties.Claimed) -> None:
        again = None
        if duty.kind == schedule.KIND:
            check, tries = map(int, duty.payload.split(b":"))
            found = asking.look(tx, self.office, check, tries, now=self.now)
            if isinstance(found, Step):
                self.said.append((self.now, found))
            again = found.again if isinstance(found, Step) else found
        if again is None:
            duties.settle(tx, duty.id, now=self.now)
        else:
            duties.postpone(tx, duty, due_at=again)

    @property
    def log(self) -> list[tuple[str, int, int, str]]:
        """Day, round, fact and act of everything that was said."""
        return [(f"{at:%Y-%m-%d}", step.check.round, step.check.fact, step.act) for at, step in self.said]


def keep_measure(tx: Transaction, office: Office, number: int) -> int:
    """A measure of form 2 that is open; gives its id."""
    new = New("13", "medical", "", "direct", "yes", "2026-11-23", "2026-12-01", {"text": "to the clinic"})
    return measures.keep(tx, office, number, new, by="desk", now=NOW).id


def at(day: str) -> datetime:
    """11:00 in Kazakhstan on that day."""
    return datetime.fromisoformat(day).replace(hour=6, tzinfo=UTC)
