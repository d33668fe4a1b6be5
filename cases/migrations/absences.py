"""The tables of absences, as version cases_0008 makes them: schools, class lists, what teachers tell."""

from typing import Any

from alembic import op
from sqlalchemy import Column, Integer, LargeBinary, Text
from sqlalchemy.types import TypeEngine


def make(moment: TypeEngine[Any]) -> None:
    """Make the tables; `moment` is the type of a time."""
    _schools(moment)
    _lists(moment)
    _told(moment)


def _lists(moment: TypeEngine[Any]) -> None:
    op.create_table(
        "class_teacher",
        Column("class_id", Text, primary_key=True),
        Column("account", Text, primary_key=True),
        Column("used_at", moment, nullable=False),
        Column("reminded", Integer, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("class_teacher_account", "class_teacher", ["account"])
    op.create_table(
        "roll",
        Column("class_id", Text, primary_key=True),
        Column("day", Text, primary_key=True),
        Column("noted_at", moment, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "class_wish",
        Column("class_id", Text, primary_key=True),
        Column("account", Text, primary_key=True),
        Column("asked_at", moment, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _told(moment: TypeEngine[Any]) -> None:
    told = ("reasons", "season", "employer", "known", "excused", "contacted")
    op.create_table(
        "absence",
        Column("id", Text, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("school", "class_id", "pupil", "state", "since")),
        Column("days", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in told),
        Column("hidden", Integer, nullable=False),
        Column("flag", Text, nullable=False),
        Column("case_number", Integer),
        Column("made_by", Text, nullable=False),
        Column("made_at", moment, nullable=False),
        Column("back_on", Text, nullable=False),
        Column("body", LargeBinary),
        sqlite_strict=True,
    )
    op.create_index("absence_pupil", "absence", ["pupil"])
    op.create_index("absence_class", "absence", ["class_id", "state"])
    op.create_index("absence_case", "absence", ["case_number"])
    op.create_table(
        "absence_earlier",
        Column("absence", Text, primary_key=True),
        Column("number", Integer, primary_key=True),
        *(Column(name, Text, nullable=False) for name in told),
        Column("told_by", Text, nullable=False),
        Column("until_at", moment, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _schools(moment: TypeEngine[Any]) -> None:
    op.create_table(
        "school",
        Column("code", Text, primary_key=True),
        Column("territory", Text, nullable=False),
        Column("conflict", Integer, nullable=False),
        Column("name", LargeBinary, nullable=False),
        Column("made_at", moment, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "school_class",
        Column("id", Text, primary_key=True),
        Column("school", Text, nullable=False),
        Column("body", LargeBinary, nullable=False),
        Column("changed_at", moment, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("school_class_school", "school_class", ["school"])
