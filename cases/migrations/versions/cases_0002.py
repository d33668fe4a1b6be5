"""Keys of departments and officers, tasks for people, questions to reporters, media, escalation, erasure."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
)

revision = "cases_0002"
down_revision = "cases_0001"
branch_labels = None
depends_on = None

MOMENT = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    _more_columns()
    _keys()
    _people()
    _media()


def _more_columns() -> None:
    op.add_column("case", Column("routing", LargeBinary))
    op.add_column("case", Column("level", Integer, nullable=False, server_default="0"))
    op.add_column("case", Column("clock_at", MOMENT))
    op.add_column("case", Column("closed_at", MOMENT))
    op.add_column("case", Column("outcome", Text, nullable=False, server_default=""))
    op.add_column("case", Column("erased_at", MOMENT))
    op.add_column("part_key", Column("version", Integer, nullable=False, server_default="0"))
    op.create_index("part_key_holder", "part_key", ["holder", "version"])
    op.add_column("reporter_link", Column("lookup", Text, nullable=False, server_default=""))
    op.create_index("reporter_link_lookup", "reporter_link", ["lookup"])
    op.add_column("forwarding", Column("reason", Text, nullable=False, server_default=""))
    op.add_column("enrolment", Column("lost_at", MOMENT))


def _keys() -> None:
    op.create_table(
        "holder_key",
        Column("holder", Text, primary_key=True),
        Column("version", Integer, primary_key=True),
        Column("public", LargeBinary, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("retired_at", MOMENT),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "key_grant",
        Column("holder", Text, primary_key=True),
        Column("version", Integer, primary_key=True),
        Column("grantee", Text, primary_key=True),
        Column("grantee_version", Integer, nullable=False),
        Column("key", LargeBinary, nullable=False),
        Column("granted_at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("key_grant_grantee", "key_grant", ["grantee"])
    op.create_table(
        "officer",
        Column("lookup", Text, primary_key=True),
        Column("name", LargeBinary, nullable=False),
        Column("role", Text, nullable=False),
        Column("department", Text, nullable=False),
        Column("public", LargeBinary, nullable=False),
        Column("locked", LargeBinary, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("left_at", MOMENT),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _people() -> None:
    op.create_table(
        "task",
        Column("id", Integer, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("case_number", Integer),
        Column("department", Text, nullable=False),
        Column("about", Text, nullable=False),
        Column("token", Text, nullable=False, unique=True),
        Column("made_at", MOMENT, nullable=False),
        Column("done_at", MOMENT),
        Column("done_by", Text, nullable=False),
        UniqueConstraint("kind", "case_number", "about", name="task_once"),
        sqlite_strict=True,
    )
    op.create_index("task_open", "task", ["done_at", "id"])
    op.create_table(
        "question",
        Column("id", Integer, primary_key=True),
        Column("case_number", Integer, ForeignKey("case.number"), nullable=False),
        Column("department", Text, nullable=False),
        Column("code", Text, nullable=False),
        Column("words", LargeBinary),
        Column("token", Text, nullable=False, unique=True),
        Column("asked_at", MOMENT, nullable=False),
        Column("answered_at", MOMENT),
        sqlite_strict=True,
    )
    op.create_index("question_case", "question", ["case_number"])


def _media() -> None:
    op.create_table(
        "medium",
        Column("id", Integer, primary_key=True),
        Column("origin", Text, nullable=False),
        Column("case_number", Integer, ForeignKey("case.number")),
        Column("kind", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("key", LargeBinary),
        Column("received_at", MOMENT, nullable=False),
        Column("opened_at", MOMENT),
        sqlite_strict=True,
    )
    op.create_index("medium_origin", "medium", ["origin"])
    op.create_index("medium_case", "medium", ["case_number"])
    op.create_table(
        "medium_piece",
        Column("medium", Integer, ForeignKey("medium.id"), primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("body", LargeBinary, nullable=False),
        sqlite_strict=True,
    )
