"""Traces of messages that can be hidden again, and tallies for limits."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text

revision = "conversations_0002"
down_revision = "conversations_0001"
branch_labels = None
depends_on = None

MOMENT = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "trace",
        Column("chat", Text, primary_key=True),
        Column("message", Integer, primary_key=True),
        Column("at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("trace_at", "trace", ["at"])
    op.create_table(
        "tally",
        Column("name", Text, primary_key=True),
        Column("span", Integer, primary_key=True),
        Column("count", Integer, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("tally_span", "tally", ["span"])
