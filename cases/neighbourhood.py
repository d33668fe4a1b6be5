"""The tables by which reports about one place find each other: cells of the map as hashes, and links."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from store.schema import Moment, metadata


def _case(name: str = "case_number") -> Column[int]:
    return Column(name, Integer, ForeignKey("case.number"), primary_key=True, nullable=False)


cell = Table(
    "cell",
    metadata,
    Column("lookup", Text, primary_key=True),  # keyed hash of a square kilometre, or a village, and the work
    _case(),
    Column("kept_at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("cell_kept", cell.c.kept_at)

link = Table(
    "link",
    metadata,
    _case(),
    _case("other"),
    Column("linked_at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("link_other", link.c.other)
