"""The tables: guesses counted by name, recovery codes, invitations, who joined, passes to the field.

Names and accounts are keyed hashes.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from store.schema import Moment, metadata

sign_in_try = Table(
    "sign_in_try",
    metadata,
    Column("lookup", Text, primary_key=True),  # keyed hash of the name that was typed, known or not
    Column("tries", Integer, nullable=False),  # since `since`
    Column("since", Moment, nullable=False),
    Column("pauses", Integer, nullable=False),  # how often in a row it had to wait: each is longer
    Column("until", Moment, nullable=False),  # nothing is tried before
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("sign_in_try_until", sign_in_try.c.until)

recovery_code = Table(
    "recovery_code",
    metadata,
    Column("officer", Text, primary_key=True),  # lookup of an officer
    Column("code", Text, primary_key=True),  # keyed hash; the row goes when it is used
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

desk_invitation = Table(
    "desk_invitation",
    metadata,
    Column("lookup", Text, primary_key=True),  # keyed hash of the token
    Column("purpose", Text, nullable=False),  # join, password, phone
    Column("role", Text, nullable=False),
    Column("territory", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("officer", Text, nullable=False),  # lookup of who is renewed; "" = somebody new
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("invited_by", Text, nullable=False, server_default=""),  # lookup of who gave it; "" = the machine
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("desk_invitation_expires", desk_invitation.c.expires_at)

field_pass = Table(
    "field_pass",
    metadata,
    Column("lookup", Text, primary_key=True),  # keyed hash of the token in the link
    Column("account", Text, nullable=False),  # keyed hash, as in `person`
    Column("language", Text, nullable=False),  # of the chat that asked for it
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("field_pass_expires", field_pass.c.expires_at)

field_session = Table(
    "field_session",
    metadata,
    Column("lookup", Text, primary_key=True),  # keyed hash of the number in the cookie
    Column("account", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("field_session_account", field_session.c.account)
Index("field_session_expires", field_session.c.expires_at)

invitation = Table(
    "invitation",
    metadata,
    Column("lookup", Text, primary_key=True),  # keyed hash of the token
    Column("role", Text, nullable=False),
    Column("territory", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("account", Text),  # keyed hash of the account that used it
    Column("school", Text, nullable=False, server_default=""),  # code of a teacher's school
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

person = Table(
    "person",
    metadata,
    Column("account", Text, primary_key=True),  # keyed hash of channel and account
    Column("role", Text, nullable=False),
    Column("territory", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("joined_at", Moment, nullable=False),
    Column("school", Text, nullable=False, server_default=""),
    Column("channel", Text, nullable=False, server_default=""),
    Column("chat", LargeBinary),  # where they are told what waits for them; sealed
    Column("language", Text, nullable=False, server_default=""),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("person_department", person.c.department, person.c.role)
