"""What another version of the reader read is found by an index."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the index."""
    op.create_index(op.f("ix_reading_reader"), "reading", ["reader"], unique=False)
