"""What the field needs: passes to its pages for teachers and monitors, and whose school a teacher's is."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text

revision = "cases_0008"
down_revision = "cases_0007"
branch_labels = None
depends_on = None

MOMENT = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    _people()
    _passes()
    _invitations()


def _people() -> None:
    for table in ("invitation", "person"):
        op.add_column(table, Column("school", Text, nullable=False, server_default=""))
    op.add_column("person", Column("channel", Text, nullable=False, server_default=""))
    op.add_column("person", Column("chat", LargeBinary))
    op.add_column("person", Column("language", Text, nullable=False, server_default=""))


def _passes() -> None:
    op.create_table(
        "field_pass",
        Column("lookup", Text, primary_key=True),
        Column("account", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
        Column("used_at", MOMENT),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("field_pass_expires", "field_pass", ["expires_at"])
    op.create_table(
        "field_session",
        Column("lookup", Text, primary_key=True),
        Column("account", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("field_session_account", "field_session", ["account"])
    op.create_index("field_session_expires", "field_session", ["expires_at"])


def _invitations() -> None:
    op.add_column("desk_invitation", Column("invited_by", Text, nullable=False, server_default=""))
