"""The tables of this room. Of a call that is over there is no row, only a number in `call_count`."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from store.schema import Moment, metadata

open_call = Table(
    "open_call",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("operator", Text, nullable=False),  # keyed hash of the sign-in name of who is talking
    Column("began_at", Moment, nullable=False),
    Column("touched_at", Moment, nullable=False),
    Column("body", LargeBinary, nullable=False),  # what was entered so far, sealed with the service key
    sqlite_strict=True,
)
Index("open_call_operator", open_call.c.operator, open_call.c.id)

call_count = Table(
    "call_count",
    metadata,
    Column("day", Text, primary_key=True),  # in Kazakhstan, "2026-11-23"
    Column("kind", Text, primary_key=True),  # report, info, child, code, silent
    Column("ending", Text, primary_key=True),  # done; broken: it was cut off
    Column("count", Integer, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
