"""The tables: guesses counted by name, recovery codes, invitations to the desk. Names are keyed hashes."""

from sqlalchemy import Column, Index, Integer, Table, Text

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
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("desk_invitation_expires", desk_invitation.c.expires_at)
