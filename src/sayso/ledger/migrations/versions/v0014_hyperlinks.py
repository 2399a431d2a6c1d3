"""An article's text keeps its hyperlinks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make room for them; what was collected before keeps none."""
    op.add_column("article_text", sa.Column("hyperlinks", sa.Text(), nullable=True))
