"""The tables of this room: names, and what is written of a pupil, lie sealed with the service key."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from store.schema import Moment, metadata

school = Table(
    "school",
    metadata,
    Column("code", Text, primary_key=True),  # random, opaque
    Column("territory", Text, nullable=False),  # KATO
    Column("conflict", Integer, nullable=False),  # 1: the head, or the head's family, employs pupils
    Column("name", LargeBinary, nullable=False),  # sealed
    Column("made_at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

school_class = Table(
    "school_class",
    metadata,
    Column("id", Text, primary_key=True),  # random, opaque
    Column("school", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # label and pupils, sealed
    Column("changed_at", Moment, nullable=False),
    sqlite_strict=True,  # with a row id: a long list gets pages of its own
)
Index("school_class_school", school_class.c.school)

class_teacher = Table(
    "class_teacher",
    metadata,
    Column("class_id", Text, primary_key=True),
    Column("account", Text, primary_key=True),  # keyed hash, as in `person`
    Column("used_at", Moment, nullable=False),
    Column("reminded", Integer, nullable=False),  # 0: asked nothing in the morning
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("class_teacher_account", class_teacher.c.account)

class_wish = Table(  # a colleague asks to teach the class: whose it is, or the coordinator, agrees
    "class_wish",
    metadata,
    Column("class_id", Text, primary_key=True),
    Column("account", Text, primary_key=True),  # keyed hash, as in `person`
    Column("asked_at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

roll = Table(
    "roll",
    metadata,
    Column("class_id", Text, primary_key=True),
    Column("day", Text, primary_key=True),  # in Kazakhstan, "2026-11-23"
    Column("noted_at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

absence = Table(
    "absence",
    metadata,
    Column("id", Text, primary_key=True),  # random, opaque
    Column("school", Text, nullable=False),
    Column("class_id", Text, nullable=False),
    Column("pupil", Text, nullable=False),  # keyed hash; "" once it is no longer known who it was
    Column("state", Text, nullable=False),  # open, back, moved (to another school), void
    Column("since", Text, nullable=False),  # first day that was missed
    Column("days", Integer, nullable=False),  # school days missed, as the teacher told it last
    Column("reasons", Text, nullable=False),  # codes, "work poverty"
    Column("season", Text, nullable=False),  # code of the work; "" where the reason is none
    Column("employer", Text, nullable=False),  # family, other, school, ""
    Column("known", Text, nullable=False),  # how the teacher knows
    Column("excused", Text, nullable=False),  # yes, no, unknown
    Column("contacted", Text, nullable=False),  # yes, no, unsafe, ""
    Column("hidden", Integer, nullable=False),  # 1: the school's own people do not see the reason
    Column("flag", Text, nullable=False),  # why it became a report: a code of the thresholds; "" it did not
    Column("case_number", Integer),
    Column("made_by", Text, nullable=False),  # keyed hash of the teacher's account
    Column("made_at", Moment, nullable=False),
    Column("back_on", Text, nullable=False),  # "" while it lasts
    Column("body", LargeBinary),  # whose it is and what was noted, sealed
    sqlite_strict=True,
)
Index("absence_pupil", absence.c.pupil)
Index("absence_class", absence.c.class_id, absence.c.state)
Index("absence_case", absence.c.case_number)

absence_earlier = Table(  # what was told of an absence before its reason was learned
    "absence_earlier",
    metadata,
    Column("absence", Text, primary_key=True),
    Column("number", Integer, primary_key=True),  # from 1
    Column("reasons", Text, nullable=False),  # codes, all as in `absence`
    Column("season", Text, nullable=False),
    Column("employer", Text, nullable=False),
    Column("known", Text, nullable=False),
    Column("excused", Text, nullable=False),
    Column("contacted", Text, nullable=False),
    Column("told_by", Text, nullable=False),  # keyed hash of the teacher's account
    Column("until_at", Moment, nullable=False),  # when it was told otherwise
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
