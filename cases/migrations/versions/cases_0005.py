"""What one department is told of, and what nobody is told of, found without reading every forwarding."""

from alembic import op
from sqlalchemy import text

revision = "cases_0005"
down_revision = "cases_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("forwarding_department", "forwarding", ["department", "case_number"])
    where = text("receiver = ''")
    op.create_index(
        "forwarding_untold", "forwarding", ["case_number"], sqlite_where=where, postgresql_where=where
    )
