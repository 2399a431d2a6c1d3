"""Find the latest reading without looking at all."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Index readings by when they were stored."""
    op.create_index(op.f("ix_reading_recorded"), "reading", ["recorded"])
