"""On PostgreSQL: numbers of rows that a busy house would use up in 32 bits."""

from alembic import op
from sqlalchemy import BigInteger

revision = "store_0003"
down_revision = "store_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in ("duty", "update_aside"):
            op.alter_column(table, "id", type_=BigInteger())
            op.execute(f"ALTER SEQUENCE {table}_id_seq AS bigint")
