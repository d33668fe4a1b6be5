"""The tables of this room: what a person is in the middle of, and what waits for a page to be picked up."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from store.schema import WHOLE, Moment, metadata

session = Table(
    "session",
    metadata,
    Column("sender", Text, primary_key=True),  # keyed hash of channel and account
    Column("state", LargeBinary, nullable=False),  # sealed
    Column("touched_at", Moment, nullable=False),
    sqlite_strict=True,  # with a row id: without one, a long row gets a page of its own
)
Index("session_touched", session.c.touched_at)

pickup = Table(
    "pickup",
    metadata,
    Column("id", WHOLE, primary_key=True, autoincrement=True),
    Column("reader", Text, nullable=False),  # keyed hash of channel and chat
    Column("message", LargeBinary, nullable=False),  # sealed
    Column("own", Integer, nullable=False),  # 1: the reader's own words
    Column("kept_at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_autoincrement=True,  # an id is never used again: a page asks for what came after the last one
)
Index("pickup_reader", pickup.c.reader, pickup.c.id)

trace = Table(
    "trace",
    metadata,
    Column("chat", Text, primary_key=True),  # keyed hash of channel and chat
    Column("message", WHOLE, primary_key=True),  # the channel's number of a message, theirs or ours
    Column("at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("trace_at", trace.c.at)

pointed = Table(
    "pointed",
    metadata,
    Column("forwarding", Integer, primary_key=True, autoincrement=False),
    Column("chat", Text, primary_key=True),  # keyed hash of channel and chat
    Column("message", WHOLE, primary_key=True, autoincrement=False),  # the channel's number of the pointer
    Column("at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("pointed_at", pointed.c.at)

tally = Table(
    "tally",
    metadata,
    Column("name", Text, primary_key=True),  # what is counted, with a keyed hash where it is somebody's
    Column("span", Integer, primary_key=True),  # number of the minute or hour since 1970
    Column("count", Integer, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("tally_span", tally.c.span)
