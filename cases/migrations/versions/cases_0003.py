"""Reports that may be about the same place: hashed cells of the map, and links."""

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Text

revision = "cases_0003"
down_revision = "cases_0002"
branch_labels = None
depends_on = None

MOMENT = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "cell",
        Column("lookup", Text, primary_key=True),
        Column("case_number", Integer, ForeignKey("case.number"), primary_key=True, nullable=False),
        Column("kept_at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("cell_kept", "cell", ["kept_at"])
    op.create_table(
        "link",
        Column("case_number", Integer, ForeignKey("case.number"), primary_key=True, nullable=False),
        Column("other", Integer, ForeignKey("case.number"), primary_key=True, nullable=False),
        Column("linked_at", MOMENT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("link_other", "link", ["other"])
