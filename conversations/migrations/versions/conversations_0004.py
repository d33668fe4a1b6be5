"""Which messages told departments of cases: they are changed when an officer acts at the desk."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text

revision = "conversations_0004"
down_revision = "conversations_0003"
branch_labels = None
depends_on = None

WHOLE = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "pointed",
        Column("forwarding", Integer, primary_key=True, autoincrement=False),
        Column("chat", Text, primary_key=True),
        Column("message", WHOLE, primary_key=True, autoincrement=False),
        Column("at", WHOLE, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("pointed_at", "pointed", ["at"])
