"""The tables of this room. Plain columns hold codes only: what a person wrote or is stays in `sealed_part`.

Whoever holds the disk can read the plain columns: numbers, district, week, coded facts, departments,
deadlines. The database itself refuses to change or delete a row of `history` (by triggers).
"""

from pathlib import Path

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from store.schema import WHOLE, Moment, metadata

MIGRATIONS = Path(__file__).parent / "migrations" / "versions"
"""The folder of this room's migrations, for `store.database.open_database`."""


def _of_case(*, is_key: bool = False) -> Column[int]:
    return Column("case_number", Integer, ForeignKey("case.number"), primary_key=is_key, nullable=False)


case = Table(
    "case",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("state", Text, nullable=False),  # received, acknowledged, closed
    Column("territory", Text, nullable=False),  # district, or city with its own services; "" = not placed
    Column("week", Text, nullable=False),  # ISO week of filing in Kazakhstan, "2026-W47"
    Column("filed_at", Moment, nullable=False),  # the clocks count from here
    Column("activity", Text, nullable=False),  # group of activities, not the activity
    Column("age_band", Text, nullable=False),
    Column("sex", Text, nullable=False),
    Column("urgency", Text, nullable=False),  # U0 … U3
    Column("severity", Integer, nullable=False),  # 0 … 4
    Column("language", Text, nullable=False),
    Column("lead", Text, nullable=False),  # department codes
    Column("copies", Text, nullable=False),  # department codes, a space between them
    Column("owner", Text, nullable=False),  # "" = nobody follows up
    Column("due_at", Moment),
    Column("acknowledged_at", Moment),
    Column("law", Text, nullable=False),  # version of the rules that assessed it
    Column("routing", LargeBinary),  # codes of the bodies that must not receive it; sealed
    Column("level", Integer, nullable=False, server_default="0"),  # how often it was escalated
    Column("clock_at", Moment),  # when the lead was told first: the deadline counts from here
    Column("closed_at", Moment),
    Column("outcome", Text, nullable=False, server_default=""),  # code; "" while it is open
    Column("erased_at", Moment),  # content and media are gone, plain facts stay for the statistics
    Column("taken_by", Text, nullable=False, server_default=""),  # lookup of the officer who works on it
    Column("accepted_at", Moment),  # the lead has said: ours, we work on it
    sqlite_strict=True,
)
Index("case_state", case.c.state, case.c.number)
_RECEIVED, _late = case.c.state == "received", (case.c.state, case.c.level, case.c.due_at)
Index("case_late", *_late, sqlite_where=_RECEIVED, postgresql_where=_RECEIVED)
_OPEN = case.c.state != "closed"
_stands = [case.c[name] for name in ("state", "urgency", "due_at", "number")]
Index("case_queue", *_stands, sqlite_where=_OPEN, postgresql_where=_OPEN)
_TAKEN = case.c.taken_by != ""
Index("case_taken", case.c.taken_by, sqlite_where=_TAKEN, postgresql_where=_TAKEN)

report = Table(
    "report",
    metadata,
    Column("origin", Text, primary_key=True),  # keyed hash: filing the same draft again finds its case
    _of_case(),
    Column("filed_at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("report_case", report.c.case_number)

sealed_part = Table(
    "sealed_part",
    metadata,
    _of_case(is_key=True),
    Column("part", Text, primary_key=True),  # "report", "extract", "addition:2", "medium:7" …
    Column("body", LargeBinary, nullable=False),
    sqlite_strict=True,
)

part_key = Table(
    "part_key",
    metadata,
    _of_case(is_key=True),
    Column("part", Text, primary_key=True),
    Column("holder", Text, primary_key=True),  # department code, "COORDINATOR", "RECOVERY"
    Column("key", LargeBinary, nullable=False),  # the part's own key, sealed for that holder
    Column("version", Integer, nullable=False, server_default="0"),  # which of the holder's keys
    sqlite_strict=True,
)
Index("part_key_holder", part_key.c.holder, part_key.c.version)

holder_key = Table(
    "holder_key",
    metadata,
    Column("holder", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("public", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("retired_at", Moment),  # replaced by the next version: nothing new is sealed with it
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

key_grant = Table(
    "key_grant",
    metadata,
    Column("holder", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("grantee", Text, primary_key=True),  # "RECOVERY", "COORDINATOR", "officer:<lookup>"
    Column("grantee_version", Integer, nullable=False),
    Column("key", LargeBinary, nullable=False),  # the holder's private key, sealed for the grantee
    Column("granted_at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("key_grant_grantee", key_grant.c.grantee)

officer = Table(
    "officer",
    metadata,
    Column("lookup", Text, primary_key=True),  # keyed hash of the sign-in name
    Column("name", LargeBinary, nullable=False),  # sign-in name, sealed
    Column("role", Text, nullable=False),  # officer, coordinator, operator, editor, admin
    Column("department", Text, nullable=False),  # whose key they use; "COORDINATOR" for coordinators
    Column("public", LargeBinary, nullable=False),
    Column("locked", LargeBinary, nullable=False),  # their private key under their password (Argon2id)
    Column("made_at", Moment, nullable=False),
    Column("left_at", Moment),
    Column("territory", Text, nullable=False, server_default=""),  # what they see; "" = the whole country
    Column("language", Text, nullable=False, server_default=""),  # of the desk; "" = what the browser asks
    Column("totp", LargeBinary),  # secret of the one-time passwords, sealed; none: not set up
    Column("totp_used", Integer, nullable=False, server_default="0"),  # step of the last one
    Column("signed_in_on", Text, nullable=False, server_default=""),  # day of the last sign-in
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

receipt = Table(
    "receipt",
    metadata,
    Column("lookup", Text, primary_key=True),  # keyed hash of the digits; the digits are nowhere
    _of_case(),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

reporter_link = Table(
    "reporter_link",
    metadata,
    _of_case(is_key=True),
    Column("address", LargeBinary, nullable=False),  # sealed by who files; only with the reporter's consent
    Column("language", Text, nullable=False),
    Column("lookup", Text, nullable=False, server_default=""),  # keyed hash of the address
    sqlite_strict=True,
)
Index("reporter_link_lookup", reporter_link.c.lookup)

forwarding = Table(
    "forwarding",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_case(),
    Column("department", Text, nullable=False),
    Column("roles", Text, nullable=False),  # of lead, copy, owner, escalated; a space between them
    Column("state", Text, nullable=False),  # held, open, delivered, acknowledged, declined
    Column("receiver", Text, nullable=False),  # enrolled department that gets the pointer; "" = nobody
    Column("token", Text, nullable=False, unique=True),  # opaque, for the button
    Column("send_at", Moment, nullable=False),
    Column("unconfirmed", Integer, nullable=False),  # 1: no person has looked at the report before
    Column("delivered_at", Moment),
    Column("acknowledged_at", Moment),
    Column("reason", Text, nullable=False, server_default=""),  # code: why it was declined; or ""
    Column("awaited", Integer, nullable=False, server_default="1"),  # 1: nobody has acknowledged its case
    UniqueConstraint("case_number", "department", name="forwarding_once"),
    sqlite_strict=True,
)
Index("forwarding_department", forwarding.c.department, forwarding.c.case_number)
_UNTOLD = forwarding.c.receiver == ""
Index("forwarding_untold", forwarding.c.case_number, sqlite_where=_UNTOLD, postgresql_where=_UNTOLD)
_AWAITED = forwarding.c.awaited == 1
Index("forwarding_awaited", forwarding.c.state, sqlite_where=_AWAITED, postgresql_where=_AWAITED)
_FOR_ANOTHER, _told = forwarding.c.receiver != forwarding.c.department, forwarding.c.receiver
Index("forwarding_for", _told, sqlite_where=_FOR_ANOTHER, postgresql_where=_FOR_ANOTHER)

history = Table(
    "history",
    metadata,
    Column("id", WHOLE, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),  # role or department code, never a name
    Column("act", Text, nullable=False),
    Column("case_number", Integer),  # no reference: history outlives an erased case
    Column("about", Text, nullable=False),  # department code or ""
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    sqlite_strict=True,
)
Index("history_case", history.c.case_number)

enrolment = Table(
    "enrolment",
    metadata,
    Column("department", Text, primary_key=True),
    Column("lookup", Text, primary_key=True),  # keyed hash of channel and chat
    Column("channel", Text, nullable=False),
    Column("chat", LargeBinary, nullable=False),  # sealed
    Column("language", Text, nullable=False),
    Column("enrolled_at", Moment, nullable=False),
    Column("lost_at", Moment),  # the bot was taken out of the chat, or may not write there
    Column("secret", LargeBinary),  # sealed: by which a webhook knows us; None for all else
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("enrolment_lookup", enrolment.c.lookup)

task = Table(
    "task",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # telephone, release, decide, unreachable, overdue
    Column("case_number", Integer),  # no reference: a chat out of reach belongs to no case
    Column("department", Text, nullable=False),  # who is asked
    Column("about", Text, nullable=False),  # department code or ""
    Column("token", Text, nullable=False, unique=True),  # opaque, for the button
    Column("made_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("done_by", Text, nullable=False),  # role or department code, never a name
    UniqueConstraint("kind", "case_number", "about", name="task_once"),
    sqlite_strict=True,
)
Index("task_open", task.c.done_at, task.c.id)

question = Table(
    "question",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_case(),
    Column("department", Text, nullable=False),  # who asks
    Column("code", Text, nullable=False),  # one of the coded questions; "" = own words
    Column("words", LargeBinary),  # own words, sealed with the service key until they are answered
    Column("token", Text, nullable=False, unique=True),
    Column("asked_at", Moment, nullable=False),
    Column("answered_at", Moment),
    sqlite_strict=True,
)
Index("question_case", question.c.case_number)

medium = Table(
    "medium",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("origin", Text, nullable=False),  # keyed hash of the draft it was sent to
    Column("case_number", Integer, ForeignKey("case.number")),  # None until the draft is filed
    Column("kind", Text, nullable=False),  # photo, video, voice
    Column("state", Text, nullable=False),  # fetching, kept, refused, locked, erased
    Column("reason", Text, nullable=False),  # code of a refusal; "" otherwise
    Column("key", LargeBinary),  # its key, sealed with the service key until the draft is filed
    Column("received_at", Moment, nullable=False),
    Column("opened_at", Moment),
    sqlite_strict=True,
)
Index("medium_origin", medium.c.origin)
Index("medium_case", medium.c.case_number)

medium_piece = Table(
    "medium_piece",
    metadata,
    Column("medium", Integer, ForeignKey("medium.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    sqlite_strict=True,
)
