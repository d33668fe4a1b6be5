"""The tables that the store itself needs, and the metadata that every room adds its tables to.

Types are Text, Integer, LargeBinary and `Moment` only, so that the tables can be STRICT on SQLite. Columns
have no defaults in Python: the write-behind queue sends exactly what it is given.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as whole milliseconds since 1970. Finer parts of a second are cut off.

    Raises:
        ValueError: a datetime without a time zone was to be stored.
    """

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], int | None]:
        return _kept  # straight: SQLAlchemy's own way from value to value costs more than the reckoning

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return _kept(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(milliseconds=value)


def _kept(value: datetime | None) -> int | None:
    return None if value is None else milliseconds(value)


def milliseconds(value: datetime) -> int:
    """Whole milliseconds since 1970, as stored by `Moment`."""
    if value.tzinfo is None:
        raise ValueError("a moment needs a time zone: use datetime.now(UTC)")
    return (value - EPOCH) // MILLISECOND


WHOLE = BigInteger().with_variant(Integer(), "sqlite")  # a whole number of 64 bits in every database

counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", WHOLE, nullable=False),
    sqlite_strict=True,
)

duty = Table(
    "duty",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("lane", Text, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("doubtful", Integer, nullable=False),
    Column("lease_until", Moment),
    Column("holder", Text),
    Column("payload", LargeBinary),
    Column("reason", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("settled_at", Moment),
    sqlite_strict=True,
    sqlite_autoincrement=True,  # no id is given twice: a late worker cannot settle another's duty
)

_OPEN = duty.c.settled_at.is_(None)
Index("duty_due", duty.c.due_at, duty.c.id, sqlite_where=_OPEN, postgresql_where=_OPEN)
_FIRST = text("settled_at IS NULL AND length(lane) = 0")  # by its length: else SQLite prefers duty_lane
Index("duty_first", duty.c.due_at, duty.c.id, sqlite_where=_FIRST, postgresql_where=_FIRST)
Index("duty_lane", duty.c.lane, duty.c.id, sqlite_where=_OPEN, postgresql_where=_OPEN)
FAILING = 5
"""Attempts after which a duty counts as failing: half a minute of trying."""
IS_FAILING = text(f"settled_at IS NULL AND attempts >= {FAILING}")  # word for word as the index duty_failing
Index("duty_failing", duty.c.attempts, sqlite_where=IS_FAILING, postgresql_where=IS_FAILING)
Index("duty_settled", duty.c.settled_at, sqlite_where=~_OPEN, postgresql_where=~_OPEN)

update_seen = Table(
    "update_seen",
    metadata,
    Column("update_id", WHOLE, primary_key=True, autoincrement=False),
    Column("seen_at", Moment, nullable=False, index=True),
    sqlite_strict=True,
)

update_aside = Table(
    "update_aside",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("update_id", WHOLE),
    Column("raw", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    Column("put_at", Moment, nullable=False),
    sqlite_strict=True,
)
