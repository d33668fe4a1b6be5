"""The tables of this room. Plain columns hold codes and days; whatever a monitor wrote is sealed.

Until it is submitted a visit is one row whose body is sealed with the service key. Then the body is deleted:
what was found lies in the cases, sealed for their readers.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from store.schema import Moment, metadata

visit = Table(
    "visit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token", Text, nullable=False, unique=True),  # opaque: how a path names the visit
    Column("account", Text, nullable=False),  # keyed hash of the monitor whose it is
    Column("state", Text, nullable=False),  # planned, open, sent, dropped
    Column("territory", Text, nullable=False),  # district
    Column("planned_on", Text, nullable=False),  # day in Kazakhstan, "2026-11-23"; "" = not planned
    Column("sector", Text, nullable=False),  # formal, informal, household, illegal; "" = not known
    Column("reason", Text, nullable=False),  # report, absence, campaign, own
    Column("campaign", Text, nullable=False),  # code; "" = none
    Column("version", Integer, nullable=False),  # one more with every save
    Column("made_at", Moment, nullable=False),
    Column("touched_at", Moment, nullable=False),
    Column("submitted_at", Moment),
    Column("found", Integer),  # children found; None until it is submitted
    Column("body", LargeBinary),  # plan and answers, sealed with the service key; None once submitted
    sqlite_strict=True,
)
Index("visit_account", visit.c.account, visit.c.state)
Index("visit_day", visit.c.planned_on, visit.c.state)

visit_monitor = Table(
    "visit_monitor",
    metadata,
    Column("visit", Integer, ForeignKey("visit.id"), primary_key=True, nullable=False),
    Column("account", Text, primary_key=True),  # keyed hash of a colleague who fills it in too
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("visit_monitor_account", visit_monitor.c.account)

visit_offer = Table(
    "visit_offer",
    metadata,
    Column("lookup", Text, primary_key=True),  # keyed hash of the code that a colleague opens
    Column("visit", Integer, ForeignKey("visit.id"), nullable=False),
    Column("kind", Text, nullable=False),  # hand, share
    Column("expires_at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

visit_photo = Table(
    "visit_photo",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("visit", Integer, ForeignKey("visit.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("body", LargeBinary, nullable=False),  # a cleaned photo, sealed with the service key
    sqlite_strict=True,
)
Index("visit_photo_visit", visit_photo.c.visit)

visit_case = Table(
    "visit_case",
    metadata,
    Column("case_number", Integer, ForeignKey("case.number"), primary_key=True, nullable=False),
    Column("visit", Integer, ForeignKey("visit.id"), nullable=False),
    Column("decision", Text, nullable=False),  # now, by, safe, prevent; "" = nobody was found
    Column("by_on", Text, nullable=False),  # day until which the child is withdrawn; "" = none
    Column("approval", Text, nullable=False),  # "" = none needed, awaits, approved, sent_back
    Column("decided_at", Moment),  # when it was approved or sent back
    Column("decided_by", Text, nullable=False),  # a role
    Column("words", LargeBinary),  # why it was sent back, sealed with the service key
    sqlite_strict=True,
)
Index("visit_case_visit", visit_case.c.visit)
