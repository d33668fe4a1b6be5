"""On PostgreSQL: history is only added to, and its numbers have 64 bits."""

from alembic import op
from sqlalchemy import BigInteger

revision = "cases_0004"
down_revision = "cases_0003"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "CREATE FUNCTION history_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE 'history is only added to' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER history_is_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON history "
    "FOR EACH STATEMENT EXECUTE FUNCTION history_is_only_added_to()",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("history", "id", type_=BigInteger())
        for statement in APPEND_ONLY:
            op.execute(statement)
