"""The store's first tables: counter, duty, update_seen, update_aside."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text, text

revision = "store_0001"
down_revision = None
branch_labels = ("store",)
depends_on = None

WHOLE = BigInteger().with_variant(Integer(), "sqlite")
OPEN = text("settled_at IS NULL")
SETTLED = text("settled_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "counter",
        Column("name", Text, primary_key=True),
        Column("value", WHOLE, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "duty",
        Column("id", Integer, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("key", Text, nullable=False, unique=True),
        Column("lane", Text, nullable=False),
        Column("due_at", WHOLE, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("doubtful", Integer, nullable=False),
        Column("lease_until", WHOLE),
        Column("holder", Text),
        Column("payload", LargeBinary),
        Column("reason", Text, nullable=False),
        Column("created_at", WHOLE, nullable=False),
        Column("settled_at", WHOLE),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("duty_due", "duty", ["due_at", "id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("duty_lane", "duty", ["lane", "id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("duty_settled", "duty", ["settled_at"], sqlite_where=SETTLED, postgresql_where=SETTLED)
    op.create_table(
        "update_seen",
        Column("update_id", WHOLE, primary_key=True, autoincrement=False),
        Column("seen_at", WHOLE, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_update_seen_seen_at", "update_seen", ["seen_at"])
    op.create_table(
        "update_aside",
        Column("id", Integer, primary_key=True),
        Column("update_id", WHOLE),
        Column("raw", LargeBinary, nullable=False),
        Column("reason", Text, nullable=False),
        Column("put_at", WHOLE, nullable=False),
        sqlite_strict=True,
    )
