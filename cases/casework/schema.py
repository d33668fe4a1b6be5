"""The tables of casework: what may still be taken back, and questions that wait for the operator."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table, Text

from store.schema import Moment, metadata

afterthought = Table(
    "afterthought",
    metadata,
    Column("case_number", Integer, ForeignKey("case.number"), primary_key=True, nullable=False),
    Column("act", Text, primary_key=True),  # "close", "urgency", "note:7": one of each
    Column("officer", Text, nullable=False),  # lookup of the officer who did it
    Column("before", Text, nullable=False),  # code of how it was before; "" where nothing was
    Column("at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

proposal = Table(
    "proposal",
    metadata,
    Column("case_number", Integer, ForeignKey("case.number"), primary_key=True, nullable=False),
    Column("department", Text, primary_key=True),  # who wants to ask: one question at a time
    Column("state", Text, nullable=False),  # waiting, asked, returned
    Column("words", LargeBinary),  # an officer's own words, sealed with the service key; gone once asked
    Column("remark", LargeBinary),  # why it was returned, sealed with the service key
    Column("made_at", Moment, nullable=False),
    sqlite_strict=True,
)
