"""The first tables of conversations: sessions, and messages waiting to be picked up."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text

revision = "conversations_0001"
down_revision = None
branch_labels = ("conversations",)
depends_on = None

MOMENT = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "session",
        Column("sender", Text, primary_key=True),
        Column("state", LargeBinary, nullable=False),
        Column("touched_at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("session_touched", "session", ["touched_at"])
    op.create_table(
        "pickup",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("reader", Text, nullable=False),
        Column("message", LargeBinary, nullable=False),
        Column("own", Integer, nullable=False),
        Column("kept_at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("pickup_reader", "pickup", ["reader", "id"])
