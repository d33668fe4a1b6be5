"""On PostgreSQL: numbers of messages have 64 bits."""

from alembic import op
from sqlalchemy import BigInteger

revision = "conversations_0003"
down_revision = "conversations_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("pickup", "id", type_=BigInteger())
        op.execute("ALTER SEQUENCE pickup_id_seq AS bigint")
        op.alter_column("trace", "message", type_=BigInteger())
