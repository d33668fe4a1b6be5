"""The tables of this room. Plain columns hold codes, days and moments; words lie in parts of the case."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from store.schema import Moment, metadata

follow_up = Table(
    "follow_up",
    metadata,
    Column("case_number", Integer, ForeignKey("case.number"), primary_key=True),
    Column("since_on", Text, nullable=False),  # day from which the months count
    Column("begun_at", Moment, nullable=False),
    Column("outcome", Text, nullable=False),  # proposed to the coordinating body; "" = none
    Column("proposed_at", Moment),
    Column("proposed_by", Text, nullable=False),  # role or department code
    Column("sent_back", Text, nullable=False),  # code: why it was not approved; "" = it was not sent back
    sqlite_strict=True,
)
_PROPOSED = follow_up.c.outcome != ""
Index(
    "follow_up_proposed",
    follow_up.c.proposed_at,
    sqlite_where=_PROPOSED,
    postgresql_where=_PROPOSED,
)

follow_up_check = Table(
    "follow_up_check",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_number", Integer, ForeignKey("case.number"), nullable=False),
    Column("round", Integer, nullable=False),  # months after the beginning; 0 = told between two rounds
    Column("fact", Integer, nullable=False),  # 1 work, 2 school, 3 a measure
    Column("measure", Integer, nullable=False),  # id of the measure; 0 with facts 1 and 2
    Column("due_on", Text, nullable=False),  # working day in Kazakhstan
    Column("asked_at", Moment),
    Column("answered_at", Moment),
    Column("answer", Text, nullable=False),  # code; "" = none yet
    Column("why", Text, nullable=False),  # code: why it could not be checked, or was refused; or ""
    Column("days", Integer, nullable=False),  # school days missed; 0 = none, or not told
    Column("tries", Integer, nullable=False),  # how often the verifier could not check
    Column("reminders", Integer, nullable=False),
    Column("escalated_at", Moment),
    Column("verifier", Text, nullable=False),  # monitor, teacher, organisation, desk; "" = not asked yet
    Column("token", Text, nullable=False, unique=True),  # opaque, for buttons
    UniqueConstraint("case_number", "round", "fact", "measure", "due_on", name="follow_up_check_once"),
    sqlite_strict=True,
)
Index("follow_up_check_case", follow_up_check.c.case_number)
