"""A judgement can be on a part of a recording."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make room for the part; what was judged before is on the whole."""
    op.add_column("recording_judgement", sa.Column("part", sa.Text(), nullable=True))
