"""The tables of this room. A service is its id in directory.db; no row of that file is pointed to.

Plain columns hold codes and days: what a person wrote is sealed with the service key. An account is a keyed
hash that differs from service to service, so that nobody reads here who told something of several.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from store.schema import Moment, metadata

service_correction = Table(
    "service_correction",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("service", Text, nullable=False),
    Column("told_at", Moment, nullable=False),  # the day
    Column("what", Text, nullable=False),  # phone, address, hours, closed, other
    Column("words", LargeBinary),  # in their own words, sealed with the service key; None: said nothing
    Column("account", Text, nullable=False),  # keyed hash; "" once it is forgotten
    Column("state", Text, nullable=False),  # open, accepted, refused
    Column("decided_at", Moment),
    Column("decided_by", Text, nullable=False),  # a role; "" while it is open
    Column("reason", Text, nullable=False, server_default=""),  # a code: why it was refused
    sqlite_strict=True,
)
Index("service_correction_state", service_correction.c.state, service_correction.c.number)

service_outcome = Table(
    "service_outcome",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("service", Text, nullable=False),
    Column("told_at", Moment, nullable=False),  # the day
    Column("outcome", Text, nullable=False),  # reached, dead_phone, full, refused_papers, accepted
    Column("role", Text, nullable=False),  # public, monitor
    Column("account", Text, nullable=False),  # keyed hash; "" once it is forgotten
    sqlite_strict=True,
)
Index("service_outcome_service", service_outcome.c.service, service_outcome.c.told_at)

service_check = Table(
    "service_check",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("service", Text, nullable=False),
    Column("why", Text, nullable=False),  # dead_phone
    Column("opened_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("outcome", Text, nullable=False),  # what was found; "" while it is open
    Column("done_by", Text, nullable=False),  # a role; "" while it is open
    sqlite_strict=True,
)
Index("service_check_done", service_check.c.done_at, service_check.c.number)

look_up = Table(
    "look_up",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("asked_at", Moment, nullable=False),  # the day
    Column("words", LargeBinary),  # masked, sealed with the service key; None once they are in the boxes
    Column("language", Text, nullable=False),
    Column("need", Text, nullable=False),  # key of the button that was pressed; "" for words
    Column("territory", Text, nullable=False),  # its district or oblast; "" when nobody told
    Column("kind", Text, nullable=False),  # none: nothing was found; unchosen: nothing was opened
    Column("boxes", LargeBinary),  # the words for the coordinator and the recovery key, after 30 days
    sqlite_strict=True,
)
Index("look_up_asked", look_up.c.asked_at)

service_word = Table(
    "service_word",
    metadata,
    Column("words", Text, primary_key=True),
    Column("meaning", Text, primary_key=True),  # need:psych_help, kind:shelter
    Column("language", Text, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("added_by", Text, nullable=False),  # a role
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

service_private = Table(
    "service_private",
    metadata,
    Column("service", Text, primary_key=True),
    Column("facts", LargeBinary, nullable=False),  # sealed with the service key
    Column("changed_at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

service_list = Table(
    "service_list",
    metadata,
    Column("id", Text, primary_key=True),
    Column("lookup", Text, nullable=False),  # of the officer who brought it, as in `officer`
    Column("brought_at", Moment, nullable=False),
    Column("content", LargeBinary, nullable=False),  # the file and its name, sealed with the service key
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
