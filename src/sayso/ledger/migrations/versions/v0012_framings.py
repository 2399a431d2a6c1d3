"""How persons put questions: opened, renamed, merged, split."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table of framings."""
    op.create_table(
        "framing",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.Column("closed", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_framing")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_framing_question"), "framing", ["question"], unique=False)
