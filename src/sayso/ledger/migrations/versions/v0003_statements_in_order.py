"""List what a source said in the order it was printed, without sorting all of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Keep the printed time of the article with each statement."""
    op.add_column(
        "statement", sa.Column("printed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
    )
    op.execute(
        "UPDATE statement SET printed = (SELECT printed FROM article WHERE article.seq = statement.article)"
    )
    op.create_index(op.f("ix_statement_source_printed"), "statement", ["source", "printed"])
