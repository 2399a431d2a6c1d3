"""Keep which articles are about one event, so that a new one is weighed without the others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _article(
    table: str, column: str, *, null: bool = False
) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_{column}")
    to = sa.ForeignKeyConstraint([column], ["article.seq"], name=name, ondelete="CASCADE")
    return sa.Column(column, WHOLE, autoincrement=False, nullable=null), to


def upgrade() -> None:
    """Make the tables of gathering; every article that was read has to be weighed once more."""
    op.create_table(
        "gathered",
        *_article("gathered", "article"),
        sa.Column("sketch", sa.Text(), nullable=False),
        *_article("gathered", "follows", null=True),
        sa.Column("near", WHOLE, nullable=False),
        *_article("gathered", "event", null=True),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_gathered")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_gathered_follows"), "gathered", ["follows"])
    op.create_index(op.f("ix_gathered_event"), "gathered", ["event"])
    op.create_table(
        "posting",
        sa.Column("key", WHOLE, autoincrement=False, nullable=False),
        *_article("posting", "article"),
        sa.PrimaryKeyConstraint("key", "article", name=op.f("pk_posting")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fresh",
        *_article("fresh", "article"),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_fresh")),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO fresh (article) SELECT article FROM reading")
    op.add_column("question", sa.Column("event", WHOLE, nullable=True))
    op.create_index(op.f("ix_question_event"), "question", ["event"])
