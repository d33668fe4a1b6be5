"""Duties without a lane are found first: an index of their own."""

import sqlalchemy as sa
from alembic import op

revision = "store_0002"
down_revision = "store_0001"
branch_labels = None
depends_on = None

OPEN_WITHOUT_LANE = sa.text("settled_at IS NULL AND length(lane) = 0")


def upgrade() -> None:
    op.create_index(
        "duty_first",
        "duty",
        ["due_at", "id"],
        sqlite_where=OPEN_WITHOUT_LANE,
        postgresql_where=OPEN_WITHOUT_LANE,
    )
