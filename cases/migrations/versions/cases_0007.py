"""What the desk needs: officers with a territory, a language and one-time passwords; who works on a case."""

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Text, text

revision = "cases_0007"
down_revision = "cases_0006"
branch_labels = None
depends_on = None

MOMENT = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    _officers()
    _webhooks()
    _admission()
    _casework()
    _acts()
    _calls()
    _queue()
    _services()


def _officers() -> None:
    op.add_column("officer", Column("territory", Text, nullable=False, server_default=""))
    op.add_column("officer", Column("language", Text, nullable=False, server_default=""))
    op.add_column("officer", Column("totp", LargeBinary))
    op.add_column("officer", Column("totp_used", Integer, nullable=False, server_default="0"))
    op.add_column("officer", Column("signed_in_on", Text, nullable=False, server_default=""))


def _admission() -> None:
    op.create_table(
        "sign_in_try",
        Column("lookup", Text, primary_key=True),
        Column("tries", Integer, nullable=False),
        Column("since", MOMENT, nullable=False),
        Column("pauses", Integer, nullable=False),
        Column("until", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("sign_in_try_until", "sign_in_try", ["until"])
    op.create_table(
        "recovery_code",
        Column("officer", Text, primary_key=True),
        Column("code", Text, primary_key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "desk_invitation",
        Column("lookup", Text, primary_key=True),
        Column("purpose", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("territory", Text, nullable=False),
        Column("department", Text, nullable=False),
        Column("officer", Text, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
        Column("used_at", MOMENT),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("desk_invitation_expires", "desk_invitation", ["expires_at"])


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


def _acts() -> None:
    op.create_table(
        "afterthought",
        Column("case_number", Integer, ForeignKey("case.number"), primary_key=True, nullable=False),
        Column("act", Text, primary_key=True),
        Column("officer", Text, nullable=False),
        Column("before", Text, nullable=False),
        Column("at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "proposal",
        Column("case_number", Integer, ForeignKey("case.number"), primary_key=True, nullable=False),
        Column("department", Text, primary_key=True),
        Column("state", Text, nullable=False),
        Column("words", LargeBinary),
        Column("remark", LargeBinary),
        Column("made_at", MOMENT, nullable=False),
        sqlite_strict=True,
    )


def _webhooks() -> None:
    op.add_column("enrolment", Column("secret", LargeBinary))


def _queue() -> None:
    stands, is_open = ["state", "urgency", "due_at", "number"], text("state != 'closed'")
    op.create_index("case_queue", "case", stands, sqlite_where=is_open, postgresql_where=is_open)
    taken = text("taken_by != ''")
    op.create_index("case_taken", "case", ["taken_by"], sqlite_where=taken, postgresql_where=taken)
    for_another = text("receiver != department")
    op.create_index(
        "forwarding_for",
        "forwarding",
        ["receiver"],
        sqlite_where=for_another,
        postgresql_where=for_another,
    )


def _services() -> None:
    op.add_column("service_correction", Column("reason", Text, nullable=False, server_default=""))
    op.create_table(
        "service_list",
        Column("id", Text, primary_key=True),
        Column("lookup", Text, nullable=False),
        Column("brought_at", MOMENT, nullable=False),
        Column("content", LargeBinary, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
