"""A school with a teacher and a class, as the tests of absences need it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cases import people
from cases.absences import classes, schools
from cases.absences.absences import Told
from cases.absences.classes import SchoolClass
from cases.absences.pupils import Line
from cases.absences.schools import School
from conversations.fieldwork import flagging
from conversations.fieldwork.flagging import Flag, Flagged
from conversations.house import House
from locales import daytime
from store.database import Database
from store.transaction import Transaction
from tests.cases.told import MAKTAARAL
from tests.conversations.conftest import NOON

NAMES = ("Абаева Айгүл", "Бекова Дана", "Ғалымов Ерлан", "Қасымова Жанар")


@dataclass
class Building:
    """The school, its class 7А of so many pupils, and its teacher."""

    database: Database
    house: House
    teacher: str = "telegram:4711"
    now: datetime = NOON
    of: SchoolClass = field(init=False)
    school: School = field(init=False)
    _entropy: Iterator[int] = field(default_factory=lambda: iter(range(1, 10_000)))

    def entropy(self, size: int) -> bytes:
        """Give bytes that no other call gives."""
        return next(self._entropy).to_bytes(size, "big")

    @property
    def account(self) -> str:
        """Give the keyed hash of the teacher's account."""
        return people.index(self.house.keys, self.teacher)

    def open(self, size: int = 20, *, conflict: bool = False, territory: str = MAKTAARAL) -> "Building":
        """Make the school, let the teacher join, and bring the list."""
        keys, given = self.house.keys, {"entropy": self.entropy, "now": self.now}
        with self.database.transaction() as tx:
            self.school = schools.add(tx, keys, "Мектеп 12", territory, conflict=conflict, **given)  # type: ignore[arg-type]
            told = {"role": "teacher", "territory": territory, "school": self.school.code}
            token = people.invite(tx, keys, **told, **given)  # type: ignore[arg-type]
            channel, _, chat = self.teacher.partition(":")
            people.join(tx, keys, token, self.teacher, self.now, people.Reach(channel, chat, "en"))
            self.add(tx, "7А", size)
        return self

    def add(self, tx: Transaction, label: str, size: int) -> None:
        """Bring the list of a class, which is the one that is spoken of from now on."""
        lines = [Line(NAMES[number % 4], "female", 2013) for number in range(size)]
        given: dict[str, Any] = {"entropy": self.entropy, "now": self.now}
        self.of = classes.add(
            tx, self.house.keys, self.school.code, label, lines, account=self.account, **given
        )

    def flag(self, first: int, number: int, **told: Any) -> Flagged:
        """Flag so many pupils, from the first on, as absent today unless told otherwise."""
        today = daytime.day(self.now)
        given: dict[str, Any] = {"since": today, "until": today, "days": 1, "excused": "no", **told}
        pupils = [one.id for one in self.of.pupils[first : first + number]]
        wish = Flag(self.of, pupils, Told(**given), self.account, "telegram", "kk")
        with self.database.transaction() as tx:
            return flagging.flag(tx, self.house, wish, now=self.now)
