"""The tables of this room: figures of other bodies with their source, and what was told of a week."""

from sqlalchemy import Column, Index, Integer, Table, Text

from store.schema import Moment, metadata

reported_figure = Table(
    "reported_figure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("series", Text, nullable=False),  # code of enforcement_kz.toml
    Column("period", Text, nullable=False),  # "2026", "2026-Q1"
    Column("region", Text, nullable=False),  # KATO of an oblast; "" = the whole country
    Column("value", Integer),  # None: the body says that it is not known
    Column("source", Text, nullable=False),  # a publication: who told it, where it stands
    Column("entered_by", Text, nullable=False),  # a role
    Column("entered_at", Moment, nullable=False),
    sqlite_strict=True,
)
Index("reported_figure_place", reported_figure.c.series, reported_figure.c.period, reported_figure.c.region)

week_told = Table(
    "week_told",
    metadata,
    Column("monday", Text, primary_key=True),  # its first day
    Column("name", Text, primary_key=True),  # what was counted: a code of weeks.COUNTED
    Column("least", Integer, nullable=False),  # a multiple of five; 0: fewer than five
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
