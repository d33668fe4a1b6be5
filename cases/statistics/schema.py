"""The table of this room: figures of other bodies, typed in with their source. Nothing personal."""

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
