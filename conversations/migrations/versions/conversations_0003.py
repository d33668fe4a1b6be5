"""On PostgreSQL: numbers of messages have 64 bits. On SQLite: a session is a row with a number.

Without one a row lies in an index, where whatever is longer than a quarter of a page gets a page of its own:
a session of 1,200 bytes cost 27 µs to write, and costs 9 so.
"""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text

revision = "conversations_0003"
down_revision = "conversations_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("pickup", "id", type_=BigInteger())
        op.execute("ALTER SEQUENCE pickup_id_seq AS bigint")
        op.alter_column("trace", "message", type_=BigInteger())
        return
    op.drop_index("session_touched")
    op.rename_table("session", "session_before")
    op.create_table(
        "session",
        Column("sender", Text, primary_key=True),
        Column("state", LargeBinary, nullable=False),
        Column("touched_at", Integer, nullable=False),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO session SELECT sender, state, touched_at FROM session_before")
    op.drop_table("session_before")
    op.create_index("session_touched", "session", ["touched_at"])
