"""The tables of this room. Plain columns hold codes and days; words lie in parts of the case, "measure:<id>".

What an organisation may read behind its link is sealed with the service key, for as long as the link lives.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from store.schema import Moment, metadata

measure = Table(
    "measure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_number", Integer, ForeignKey("case.number"), nullable=False),
    Column("line", Text, nullable=False),  # of form 2: "10", "11a" … "16"
    Column("need", Text, nullable=False),  # code of directory/data/needs.toml
    Column("service", Text, nullable=False),  # id in the directory; "" = none was found or needed
    Column("mode", Text, nullable=False),  # direct, request
    Column("state", Text, nullable=False),  # proposed, agreed, sent, accepted, cannot, done, more, replaced
    Column("agreed_on", Text, nullable=False),  # day, as on the paper
    Column("due_on", Text, nullable=False),  # day; "" = none
    Column("sent_at", Moment),
    Column("answered_at", Moment),
    Column("reason", Text, nullable=False),  # code why it cannot be; "" otherwise
    Column("consent", Text, nullable=False),  # yes, no, not_needed, later
    Column("made_at", Moment, nullable=False),
    Column("made_by", Text, nullable=False),  # role or department code
    Column("done_on", Text, nullable=False),  # day; "" = not done
    sqlite_strict=True,
)
Index("measure_case", measure.c.case_number)
Index("measure_sent", measure.c.state, measure.c.sent_at)

answer_link = Table(
    "answer_link",
    metadata,
    Column("lookup", Text, primary_key=True),  # keyed hash of the token in the link
    Column("kind", Text, nullable=False),  # measure, check
    Column("about", Integer, nullable=False),  # id of the measure or check
    Column("case_number", Integer, ForeignKey("case.number"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),  # nothing more can be answered
    Column("ended", Text, nullable=False),  # why: answered, renewed, over, back; "" = it is not
    Column("body", LargeBinary),  # what may be read behind it, sealed; None once it is over
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("answer_link_about", answer_link.c.kind, answer_link.c.about)
Index("answer_link_case", answer_link.c.case_number)
Index("answer_link_expires", answer_link.c.expires_at)

barred_receiver = Table(
    "barred_receiver",
    metadata,
    Column("case_number", Integer, ForeignKey("case.number"), primary_key=True),
    Column("since", Moment, nullable=False),
    Column("noted_by", Text, nullable=False),  # role or department code
    sqlite_strict=True,
)
