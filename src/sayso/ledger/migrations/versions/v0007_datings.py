"""When an article was published, as a person corrected it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table of datings."""
    op.create_table(
        "dating",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("article", WHOLE, nullable=False),
        sa.Column("out", WHOLE, nullable=False),
        sa.Column("printed", WHOLE, nullable=True),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.Column("closed", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(
            ["article"], ["article.seq"], name=op.f("fk_dating_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_dating")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_dating_article"), "dating", ["article"], unique=False)
