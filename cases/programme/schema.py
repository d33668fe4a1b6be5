"""The tables of this room. Answers are only ever added: the newest counts, the others are the history."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from store.schema import Moment, metadata

programme_answer = Table(
    "programme_answer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("territory", Text, nullable=False),  # of the first level
    Column("item", Text, nullable=False),  # id in checklist_kz.toml
    Column("answer", Text, nullable=False),  # yes, no, partly
    Column("due_on", Text, nullable=False),  # ISO; "" = none
    Column("made_at", Moment, nullable=False),
    Column("made_by", Text, nullable=False),  # a role or department
    Column("body", LargeBinary, nullable=False),  # action and parties, sealed with the service key
    sqlite_strict=True,
)
Index("programme_answer_item", programme_answer.c.territory, programme_answer.c.item)

raid = Table(
    "raid",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("territory", Text, nullable=False),
    Column("day", Text, nullable=False),  # ISO
    Column("campaign", Text, nullable=False),  # code; "" = none
    Column("visited", Integer, nullable=False),  # places
    Column("found", Integer, nullable=False),  # children
    Column("made_at", Moment, nullable=False),
    Column("made_by", Text, nullable=False),  # a role or department
    sqlite_strict=True,
)
Index("raid_day", raid.c.day)
