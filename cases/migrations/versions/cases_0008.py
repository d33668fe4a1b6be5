"""What the field needs: passes to its pages for teachers and monitors, and whose school a teacher's is."""

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Text, UniqueConstraint, text

from cases.migrations import absences

revision = "cases_0008"
down_revision = "cases_0007"
branch_labels = None
depends_on = None

MOMENT = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    _people()
    _passes()
    _invitations()
    absences.make(MOMENT)
    _visits()
    _visit_photos()
    _visit_cases()
    _measures()
    _follow_up()
    _reported_figures()
    _programme()


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


def _visits() -> None:
    op.create_table(
        "visit",
        Column("id", Integer, primary_key=True),
        Column("token", Text, nullable=False, unique=True),
        Column("account", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("territory", Text, nullable=False),
        Column("planned_on", Text, nullable=False),
        Column("sector", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("campaign", Text, nullable=False),
        Column("version", Integer, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("touched_at", MOMENT, nullable=False),
        Column("submitted_at", MOMENT),
        Column("found", Integer),
        Column("body", LargeBinary),
        sqlite_strict=True,
    )
    op.create_index("visit_account", "visit", ["account", "state"])
    op.create_index("visit_day", "visit", ["planned_on", "state"])
    op.create_table(
        "visit_monitor",
        Column("visit", Integer, ForeignKey("visit.id"), primary_key=True, nullable=False),
        Column("account", Text, primary_key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("visit_monitor_account", "visit_monitor", ["account"])
    op.create_table(
        "visit_offer",
        Column("lookup", Text, primary_key=True),
        Column("visit", Integer, ForeignKey("visit.id"), nullable=False),
        Column("kind", Text, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _visit_photos() -> None:
    op.create_table(
        "visit_photo",
        Column("id", Integer, primary_key=True),
        Column("visit", Integer, ForeignKey("visit.id"), nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("body", LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("visit_photo_visit", "visit_photo", ["visit"])


def _visit_cases() -> None:
    op.create_table(
        "visit_case",
        Column("case_number", Integer, ForeignKey("case.number"), primary_key=True, nullable=False),
        Column("visit", Integer, ForeignKey("visit.id"), nullable=False),
        Column("decision", Text, nullable=False),
        Column("by_on", Text, nullable=False),
        Column("approval", Text, nullable=False),
        Column("decided_at", MOMENT),
        Column("decided_by", Text, nullable=False),
        Column("words", LargeBinary),
        sqlite_strict=True,
    )
    op.create_index("visit_case_visit", "visit_case", ["visit"])


def _measures() -> None:
    codes = ("line", "need", "service", "mode", "state", "agreed_on", "due_on")
    op.create_table(
        "measure",
        Column("id", Integer, primary_key=True),
        Column("case_number", Integer, ForeignKey("case.number"), nullable=False),
        *(Column(name, Text, nullable=False) for name in codes),
        Column("sent_at", MOMENT),
        Column("answered_at", MOMENT),
        Column("reason", Text, nullable=False),
        Column("consent", Text, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("made_by", Text, nullable=False),
        Column("done_on", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("measure_case", "measure", ["case_number"])
    op.create_index("measure_sent", "measure", ["state", "sent_at"])
    op.create_table(
        "answer_link",
        Column("lookup", Text, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("about", Integer, nullable=False),
        Column("case_number", Integer, ForeignKey("case.number"), nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
        Column("used_at", MOMENT),
        Column("ended", Text, nullable=False),
        Column("body", LargeBinary),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("answer_link_about", "answer_link", ["kind", "about"])
    op.create_index("answer_link_case", "answer_link", ["case_number"])
    op.create_index("answer_link_expires", "answer_link", ["expires_at"])
    op.create_table(
        "barred_receiver",
        Column("case_number", Integer, ForeignKey("case.number"), primary_key=True),
        Column("since", MOMENT, nullable=False),
        Column("noted_by", Text, nullable=False),
        sqlite_strict=True,
    )


def _follow_up() -> None:
    op.create_table(
        "follow_up",
        Column("case_number", Integer, ForeignKey("case.number"), primary_key=True),
        Column("since_on", Text, nullable=False),
        Column("begun_at", MOMENT, nullable=False),
        Column("outcome", Text, nullable=False),
        Column("proposed_at", MOMENT),
        Column("proposed_by", Text, nullable=False),
        Column("sent_back", Text, nullable=False),
        sqlite_strict=True,
    )
    proposed = text("outcome != ''")
    columns = ["proposed_at"]
    op.create_index(
        "follow_up_proposed", "follow_up", columns, sqlite_where=proposed, postgresql_where=proposed
    )
    op.create_table(
        "follow_up_check",
        Column("id", Integer, primary_key=True),
        Column("case_number", Integer, ForeignKey("case.number"), nullable=False),
        *(Column(name, Integer, nullable=False) for name in ("round", "fact", "measure")),
        Column("due_on", Text, nullable=False),
        Column("asked_at", MOMENT),
        Column("answered_at", MOMENT),
        *(Column(name, Text, nullable=False) for name in ("answer", "why")),
        *(Column(name, Integer, nullable=False) for name in ("days", "tries", "reminders")),
        Column("escalated_at", MOMENT),
        Column("verifier", Text, nullable=False),
        Column("token", Text, nullable=False, unique=True),
        UniqueConstraint("case_number", "round", "fact", "measure", "due_on", name="follow_up_check_once"),
        sqlite_strict=True,
    )
    op.create_index("follow_up_check_case", "follow_up_check", ["case_number"])


def _programme() -> None:
    op.create_table(
        "programme_answer",
        Column("id", Integer, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("territory", "item", "answer", "due_on")),
        Column("made_at", MOMENT, nullable=False),
        Column("made_by", Text, nullable=False),
        Column("body", LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("programme_answer_item", "programme_answer", ["territory", "item"])
    op.create_table(
        "raid",
        Column("id", Integer, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("territory", "day", "campaign")),
        *(Column(name, Integer, nullable=False) for name in ("visited", "found")),
        Column("made_at", MOMENT, nullable=False),
        Column("made_by", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("raid_day", "raid", ["day"])


def _reported_figures() -> None:
    op.create_table(
        "reported_figure",
        Column("id", Integer, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("series", "period", "region")),
        Column("value", Integer),
        *(Column(name, Text, nullable=False) for name in ("source", "entered_by")),
        Column("entered_at", MOMENT, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("reported_figure_place", "reported_figure", ["series", "period", "region"])
    op.create_table(
        "week_told",
        *(Column(name, Text, primary_key=True) for name in ("monday", "name")),
        Column("least", Integer, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
