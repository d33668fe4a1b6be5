"""What is told of services and what of them only few may know; cases that wait are counted by themselves."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text, text

revision = "cases_0006"
down_revision = "cases_0005"
branch_labels = None
depends_on = None

MOMENT = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    _told()
    _kept_by_an_editor()
    _counted()


def _told() -> None:
    op.create_table(
        "service_correction",
        Column("number", Integer, primary_key=True),
        Column("service", Text, nullable=False),
        Column("told_at", MOMENT, nullable=False),
        Column("what", Text, nullable=False),
        Column("words", LargeBinary),
        Column("account", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("decided_at", MOMENT),
        Column("decided_by", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("service_correction_state", "service_correction", ["state", "number"])
    op.create_table(
        "service_outcome",
        Column("number", Integer, primary_key=True),
        Column("service", Text, nullable=False),
        Column("told_at", MOMENT, nullable=False),
        Column("outcome", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("account", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("service_outcome_service", "service_outcome", ["service", "told_at"])
    op.create_table(
        "look_up",
        Column("number", Integer, primary_key=True),
        Column("asked_at", MOMENT, nullable=False),
        Column("words", LargeBinary),
        Column("language", Text, nullable=False),
        Column("need", Text, nullable=False),
        Column("territory", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("boxes", LargeBinary),
        sqlite_strict=True,
    )
    op.create_index("look_up_asked", "look_up", ["asked_at"])


def _kept_by_an_editor() -> None:
    op.create_table(
        "service_check",
        Column("number", Integer, primary_key=True),
        Column("service", Text, nullable=False),
        Column("why", Text, nullable=False),
        Column("opened_at", MOMENT, nullable=False),
        Column("done_at", MOMENT),
        Column("outcome", Text, nullable=False),
        Column("done_by", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("service_check_done", "service_check", ["done_at", "number"])
    op.create_table(
        "service_word",
        Column("words", Text, primary_key=True),
        Column("meaning", Text, primary_key=True),
        Column("language", Text, nullable=False),
        Column("added_at", MOMENT, nullable=False),
        Column("added_by", Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "service_private",
        Column("service", Text, primary_key=True),
        Column("facts", LargeBinary, nullable=False),
        Column("changed_at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _counted() -> None:
    """Cases that nobody has acknowledged, and their forwardings, are counted without reading the others."""
    received, columns = text("state = 'received'"), ["state", "level", "due_at"]
    op.create_index("case_late", "case", columns, sqlite_where=received, postgresql_where=received)
    op.add_column("forwarding", Column("awaited", Integer, nullable=False, server_default="1"))
    op.execute(
        "UPDATE forwarding SET awaited = 0 "
        "WHERE case_number IN (SELECT number FROM \"case\" WHERE state <> 'received')"
    )
    awaited = text("awaited = 1")
    op.create_index(
        "forwarding_awaited", "forwarding", ["state"], sqlite_where=awaited, postgresql_where=awaited
    )
