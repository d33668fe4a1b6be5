"""What the desk needs: officers with a territory, a language and one-time passwords; who works on a case."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text

revision = "cases_0007"
down_revision = "cases_0006"
branch_labels = None
depends_on = None

MOMENT = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    _officers()
    _casework()
    _calls()


def _officers() -> None:
    op.add_column("officer", Column("territory", Text, nullable=False, server_default=""))
    op.add_column("officer", Column("language", Text, nullable=False, server_default=""))
    op.add_column("officer", Column("totp", LargeBinary))
    op.add_column("officer", Column("totp_used", Integer, nullable=False, server_default="0"))


def _casework() -> None:
    op.add_column("case", Column("taken_by", Text, nullable=False, server_default=""))
    op.add_column("case", Column("accepted_at", MOMENT))


def _calls() -> None:
    op.create_table(
        "open_call",
        Column("id", Integer, primary_key=True),
        Column("operator", Text, nullable=False),
        Column("began_at", MOMENT, nullable=False),
        Column("touched_at", MOMENT, nullable=False),
        Column("body", LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("open_call_operator", "open_call", ["operator", "id"])
    op.create_table(
        "call_count",
        Column("day", Text, primary_key=True),
        Column("kind", Text, primary_key=True),
        Column("ending", Text, primary_key=True),
        Column("count", Integer, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
