"""Duties that fail again and again are found without reading those of every case that lives."""

import sqlalchemy as sa
from alembic import op

revision = "store_0004"
down_revision = "store_0003"
branch_labels = None
depends_on = None

FAILING = sa.text("settled_at IS NULL AND attempts >= 5")


def upgrade() -> None:
    op.create_index("duty_failing", "duty", ["attempts"], sqlite_where=FAILING, postgresql_where=FAILING)
