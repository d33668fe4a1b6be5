"""Groups of departments that hear and are heard without a network: what is said there is read from duties."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cases import enrolment, filing
from cases.filing import Filed
from cases.report import Report
from conversations import pointing, reaching, saying, tasks
from conversations.house import House
from conversations.incoming import Address, Incoming
from conversations.message import Message
from conversations.saying import Saying
from conversations.talk import Heard, Reception
from store import duties
from store.database import Database
from store.transaction import Transaction


@dataclass
class Town:
    """Groups around one house, on one clock."""

    database: Database
    house: House
    now: datetime
    updates: int = 0
    said: dict[str, list[Message]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    def enrol(self, department: str, chat: str, language: str = "en") -> None:
        with self.database.transaction() as tx:
            enrolment.enrol(
                tx,
                self.house.keys,
                department=department,
                channel="telegram",
                chat=chat,
                language=language,
                now=self.now,
            )
            reaching.welcome(tx, self.house, Address("telegram", chat), department, self.now)

    def file(self, report: Report) -> Filed:
        with self.database.transaction() as tx:
            filed = filing.file_report(tx, self.house.office_at(self.now), report, now=self.now)
            to = filed.forwardings
            pointing.point(tx, self.house, filed, to, territory=report.territory, now=self.now)
            tasks.show(tx, self.house, filed.asked, self.now)
        return filed

    def hear(self, chat: str, kind: str, text: str = "", *, sender: str = "1", group: bool = True) -> str:
        """Something happens in a group; gives the toast."""
        self.updates += 1
        incoming = Incoming(
            Address("telegram", chat),
            sender,
            kind,  # type: ignore[arg-type]
            text,
            language="en",
            group=group,
            update=self.updates,
            message=1,
        )
        with self.database.transaction() as tx:
            heard: list[Heard] = Reception(self.house).hear_all(tx, [incoming], self.now)
        assert not heard[0].aside
        return heard[0].toast

    def press(self, chat: str, label: str, *, sender: str = "1") -> str:
        return self.hear(chat, "button", self.token(chat, label), sender=sender)

    def token(self, chat: str, label: str) -> str:
        for message in reversed(self.said.get(chat, [])):
            for button in (button for row in message.buttons for button in row):
                if button.label == label:
                    return button.token
        raise AssertionError(f"no button {label!r}: {self.said.get(chat, [])[-2:]}")

    def carry(self, **later: float) -> list[Saying]:
        """Carry what is due, after this time has passed; gives all that arrived now."""
        self.now += timedelta(**later)
        arrived: list[Saying] = []
        while claimed := self._claimed():
            for duty in claimed:
                with self.database.transaction() as tx:
                    if duty.kind.startswith(("say:", "leave:")):
                        arrived += self._carried(tx, saying.decode(duty.payload))
                    duties.settle(tx, duty.id, now=self.now)
        return arrived

    def texts(self, chat: str) -> str:
        return "\n".join(message.text for message in self.said.get(chat, []))

    def _claimed(self) -> list[duties.Claimed]:
        with self.database.transaction() as tx:
            found = duties.claim(tx, self.house.keys, now=self.now, holder="town", limit=500)
            wanted = [one for one in found if one.kind.startswith(("say:", "leave:"))]
            for other in (one for one in found if one not in wanted):
                duties.postpone(tx, other, due_at=self.now + timedelta(days=400))
        return wanted

    def _carried(self, tx: Transaction, said: Saying) -> list[Saying]:
        chat = said.address.chat
        if chat in self.gone:
            reaching.lost(tx, self.house, said.address, self.now)
            return []
        if said.message.text:
            self.said.setdefault(chat, []).append(said.message)
            reaching.arrived(tx, self.house, said, self.now)
        else:
            self.left.append(chat)
        return [said]
