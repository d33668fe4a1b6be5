"""What a database stands on: how a transaction begins, who else may write meanwhile, how rows are counted.

`store.sqlite` and `store.postgres` are the two grounds; everything above them is the same for both.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, Engine, Table

from store.statements import Prepared, Shape, Values

Send = Callable[[Shape, Prepared, Sequence[Values]], None]


class Leadership(Protocol):
    """The only one that does something, among all processes of one database."""

    def held(self) -> bool:
        """Tell whether we are the one; tries to become it. May wait for the network: not in an event loop."""

    def close(self) -> None:
        """Leave it to others."""


class Ground(Protocol):
    """One kind of database, opened."""

    writing: Engine
    reading: Engine
    is_shared: bool  # several transactions, of several processes, may write at the same time

    def begin(self, connection: Connection, *, shared: bool) -> None:
        """Begin to write: alone; or, where that is possible, `shared` with others that began so."""

    def begin_reading(self, connection: Connection) -> None:
        """Begin to look at the database as it is at this instant."""

    def lock(self, connection: Connection, names: Collection[str]) -> None:
        """Let nobody else who locks one of these names go on before this transaction has ended."""

    def take_turn(self, connection: Connection, name: str) -> bool:
        """Tell whether this transaction is the only one in this turn; it is so until it ends."""

    def next_number(self, connection: Connection, name: str, reserve: int) -> int | None:
        """Give the next number of a series, where the database counts by itself; else None.

        `reserve` of them may be taken at once, for this and the next transactions of this process.
        """

    def numbers(self, connection: Connection) -> dict[str, int]:
        """Give the last number of every series that the database counts by itself."""

    def count_on(self, connection: Connection, name: str, last: int) -> bool:
        """Have a series go on after this number; False: the database does not count it by itself."""

    def go_on_after(self, connection: Connection, table: Table) -> None:
        """Have the numbers that the database gives to new rows begin after those that are there."""

    def sending(self, connection: Connection) -> AbstractContextManager[Send]:
        """Give what sends rows of one shape, in their order; all that is sent inside may travel together."""

    def take_time(self, connection: Connection) -> None:
        """Let the statements of this transaction take as long as they need, where there is a limit."""

    def hold(self, *, alone: bool) -> AbstractContextManager[None]:
        """Keep the database for this process while it serves; see `Database.hold`."""

    def leadership(self, name: str) -> Leadership:
        """Give the means to become the only one that does this."""

    def empty_log(self) -> bool:
        """See `Database.empty_log`."""

    def renew(self) -> None:
        """Forget the connections in stock: the storage failed, and they may be dead."""

    def close(self) -> None:
        """Close all connections that are not in use."""
