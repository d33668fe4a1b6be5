"""The first tables of cases: reports, sealed parts, forwardings, history, enrolments, people."""

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

revision = "cases_0001"
down_revision = None
branch_labels = ("cases",)
depends_on = None

MOMENT = BigInteger().with_variant(Integer(), "sqlite")

APPEND_ONLY = (
    "CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history "
    "BEGIN SELECT RAISE(ABORT, 'history is only added to'); END",
    "CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history "
    "BEGIN SELECT RAISE(ABORT, 'history is only added to'); END",
)


def upgrade() -> None:
    _cases()
    _what_was_told()
    _forwardings()
    _history()
    _people()


def _of_case(*, is_key: bool = False) -> Column[int]:
    return Column("case_number", Integer, ForeignKey("case.number"), primary_key=is_key, nullable=False)


def _cases() -> None:
    op.create_table(
        "case",
        Column("number", Integer, primary_key=True),
        Column("state", Text, nullable=False),
        Column("territory", Text, nullable=False),
        Column("week", Text, nullable=False),
        Column("filed_at", MOMENT, nullable=False),
        Column("activity", Text, nullable=False),
        Column("age_band", Text, nullable=False),
        Column("sex", Text, nullable=False),
        Column("urgency", Text, nullable=False),
        Column("severity", Integer, nullable=False),
        Column("language", Text, nullable=False),
        Column("lead", Text, nullable=False),
        Column("copies", Text, nullable=False),
        Column("owner", Text, nullable=False),
        Column("due_at", MOMENT),
        Column("acknowledged_at", MOMENT),
        Column("law", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("case_state", "case", ["state", "number"])


def _what_was_told() -> None:
    op.create_table(
        "report",
        Column("origin", Text, primary_key=True),
        _of_case(),
        Column("filed_at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("report_case", "report", ["case_number"])
    op.create_table(
        "sealed_part",
        _of_case(is_key=True),
        Column("part", Text, primary_key=True),
        Column("body", LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "part_key",
        _of_case(is_key=True),
        Column("part", Text, primary_key=True),
        Column("holder", Text, primary_key=True),
        Column("key", LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "receipt",
        Column("lookup", Text, primary_key=True),
        _of_case(),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reporter_link",
        _of_case(is_key=True),
        Column("address", LargeBinary, nullable=False),
        Column("language", Text, nullable=False),
        sqlite_strict=True,
    )


def _forwardings() -> None:
    op.create_table(
        "forwarding",
        Column("id", Integer, primary_key=True),
        _of_case(),
        Column("department", Text, nullable=False),
        Column("roles", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("receiver", Text, nullable=False),
        Column("token", Text, nullable=False, unique=True),
        Column("send_at", MOMENT, nullable=False),
        Column("unconfirmed", Integer, nullable=False),
        Column("delivered_at", MOMENT),
        Column("acknowledged_at", MOMENT),
        UniqueConstraint("case_number", "department", name="forwarding_once"),
        sqlite_strict=True,
    )


def _history() -> None:
    op.create_table(
        "history",
        Column("id", Integer, primary_key=True),
        Column("at", MOMENT, nullable=False),
        Column("actor", Text, nullable=False),
        Column("act", Text, nullable=False),
        Column("case_number", Integer),
        Column("about", Text, nullable=False),
        Column("previous", Text, nullable=False),
        Column("hash", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("history_case", "history", ["case_number"])
    if op.get_bind().dialect.name == "sqlite":
        for trigger in APPEND_ONLY:
            op.execute(trigger)


def _people() -> None:
    op.create_table(
        "enrolment",
        Column("department", Text, primary_key=True),
        Column("lookup", Text, primary_key=True),
        Column("channel", Text, nullable=False),
        Column("chat", LargeBinary, nullable=False),
        Column("language", Text, nullable=False),
        Column("enrolled_at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("enrolment_lookup", "enrolment", ["lookup"])
    op.create_table(
        "invitation",
        Column("lookup", Text, primary_key=True),
        Column("role", Text, nullable=False),
        Column("territory", Text, nullable=False),
        Column("department", Text, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
        Column("account", Text),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person",
        Column("account", Text, primary_key=True),
        Column("role", Text, nullable=False),
        Column("territory", Text, nullable=False),
        Column("department", Text, nullable=False),
        Column("joined_at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("person_department", "person", ["department", "role"])
